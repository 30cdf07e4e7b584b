import { describe, expect } from 'vitest'
import {
  dayparts,
  importMenu,
  markAvailable,
  markSoldOut,
  type MenuAt,
  menuAt,
  MenuCache,
  publishMenu,
  setPrice,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aMenu, asCustomer, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { builderOf } from './builder-of.ts'
import { changeDish, draftWith } from './change-menu.ts'
import { dishesOf } from './choice-of.ts'
import { evening, morning, readMenu } from './menu-reading.ts'

describe("a menu's ETag", () => {
  test('changes with everything that changes the answer, comes back with it, and changes with nothing else', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const { branchId, restaurantId } = tenant
    const productId = tenant.items['TACO'] ?? ''
    const etag = async (more: Partial<MenuAt> = {}) => (await readMenu(tenant, { at: morning, ...more }))?.etag
    const base = await etag()

    // Nothing of this: a draft, another channel, another menu of the branch's restaurant, a daypart of nothing.
    const draft = await draftWith(tenant)
    await asStaff(tenant, (tx) => setPrice(tx, { productId, channel: 'web', price: '1' }))
    const { items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu({ name: 'Otra' }) }))
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId: items['TACO'] ?? '' }))
    await asStaff(tenant, (tx) =>
      tx
        .insert(dayparts)
        .values({ restaurantId, name: 'Nunca', minutes: [{ weekday: 7, opens: '01:00', closes: '01:01' }] }),
    )
    expect([await etag(), await etag({ service: 'delivery' }), await etag()]).toEqual([base, base, base])

    const seen = new Set([base, await etag({ channel: 'web' }), await etag({ at: evening })])
    expect(seen.size).toBe(3)
    const until = new Date('2039-01-01T00:00:00Z')
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId, until }))
    seen.add(await etag())
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId }))
    seen.add(await etag())
    expect(seen.size).toBe(5)
    await asStaff(tenant, (tx) => markAvailable(tx, { branchId, productId }))
    expect(await etag()).toBe(base)
    await asStaff(tenant, (tx) => setPrice(tx, { productId, branchId, price: '19' }))
    seen.add(await etag())
    // Equal to the last stroke, but another version: an answer that names it is another answer.
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    seen.add(await etag())
    expect(seen.size).toBe(7)
  })
})

describe('a MenuCache', () => {
  /** What the database sent of the document, asked as menuAt asks. */
  const sent = (tenant: TestTenant, cache: MenuCache) =>
    asCustomer(tenant, async (tx) => {
      const [row] = await builderOf(tx, (seen) => menuAt(seen, { branchId: tenant.branchId, service: 'pickup', cache }))
      return row?.['document']
    })

  test('has a version sent and built once, and the same objects given to everybody', async ({ tenant }) => {
    const cache = new MenuCache()
    const first = await readMenu(tenant, { cache })
    expect(await sent(tenant, new MenuCache())).toMatch(/^\{"modifierGroups"/)
    expect(await sent(tenant, cache)).toBeNull()
    const again = await readMenu(tenant, { cache, branchId: tenant.branchId.toUpperCase() })
    expect(again).toEqual(first)
    expect(again?.categories).toBe(first?.categories)
    // Another channel with the same version: sent once more, and then shared.
    const web = await readMenu(tenant, { cache, channel: 'web' })
    expect(web?.categories).toBe(first?.categories)
    expect(await readMenu(tenant)).toEqual(first)
  })

  test('lays the moment over what it keeps, and over nobody else', async ({ tenant }) => {
    const cache = new MenuCache()
    const plain = await readMenu(tenant, { cache })
    const mark = { branchId: tenant.branchId, productId: tenant.items['TACO'] ?? '' }
    await asStaff(tenant, (tx) => markSoldOut(tx, mark))
    expect(dishesOf(await readMenu(tenant, { cache }))[0]?.availability).toMatchObject({ because: 'sold_out' })
    expect(dishesOf(plain)[0]?.availability).toEqual({ available: true })
    await asStaff(tenant, (tx) => markAvailable(tx, mark))
    expect((await readMenu(tenant, { cache }))?.categories).toBe(plain?.categories)
  })

  test('gives the new version as soon as it is live', async ({ tenant }) => {
    const cache = new MenuCache()
    await readMenu(tenant, { cache })
    await changeDish(tenant, 'TACO', { price: money('19') })
    expect(await readMenu(tenant, { cache })).toEqual(await readMenu(tenant))
    expect(dishesOf(await readMenu(tenant, { cache }))[0]?.price).toEqual(money('19'))
  })

  test('gives nobody what another tenant has read', async ({ db, tenant }) => {
    const cache = new MenuCache()
    const other = await newTenant(db)
    const theirs = await readMenu(other, { cache })
    expect(theirs?.versionId).toBe(other.versionId)
    expect(await readMenu(tenant, { cache, branchId: other.branchId })).toBeNull()
    expect((await readMenu(tenant, { cache }))?.versionId).toBe(tenant.versionId)
    expect((await readMenu(other, { cache }))?.categories).toBe(theirs?.categories)
  })

  test('lets go of the menu that was read longest ago', async ({ db, tenant }) => {
    const cache = new MenuCache({ maxMenus: 1 })
    const other = await newTenant(db)
    const first = await readMenu(tenant, { cache })
    await readMenu(other, { cache })
    expect(await sent(tenant, cache)).toMatch(/^\{/)
    const again = await readMenu(tenant, { cache })
    expect(again).toEqual(first)
    expect(again?.categories).not.toBe(first?.categories)
    expect(await sent(other, cache)).toMatch(/^\{/)
  })
})
