import { type Actor, type Db, services, setOpeningHours, type Weekday } from '@platform/db'
import { readTenants } from '../tour/data.ts'
import { openShop } from '../tour/shop.ts'

/** The restaurant that the page is of, and who works there. */
export interface House {
  readonly name: string
  readonly tenantId: string
  readonly branchId: string
  readonly timeZone: string
  readonly cook: Actor
}

/** The first restaurant of `examples/data`, at hours that never end: a demonstration is opened at any time. */
export async function openHouse(db: Db): Promise<House> {
  const [file] = await readTenants()
  if (!file) throw new Error('examples/data has no tenant')
  const shop = await openShop(db, file)
  const [branch] = shop.branches
  if (!branch) throw new Error(`${file.slug} has no branch`)
  const { branchId, restaurant, timeZone } = branch
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
  const windows = weekdays.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))
  for (const service of services) {
    await db.as(shop.cook, (tx) => setOpeningHours(tx, { branchId, service, windows }))
  }
  return { name: restaurant, tenantId: shop.tenantId, branchId, timeZone, cook: shop.cook }
}
