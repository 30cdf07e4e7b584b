import type { Proxy } from '../../../lanes/proxy.ts'
import type { Installation } from '../installation.ts'
import { openDriver } from './open-driver.ts'
import type { DriverName } from './order.ts'

const WARM = 5
const COUNTED = 20
/** Longer than a client pauses between two writes of one flush, so that no answer overtakes its tail. */
const DELAY_MS = 5

/** @returns round trips of one transaction on a connection that knows its statements already */
export async function roundTrips(
  { database, tenants }: Installation,
  driver: DriverName,
  shape: 'steps' | 'batch',
  proxy: Proxy,
): Promise<number> {
  const fault = `round-trips-${driver}-${shape}`
  const subject = await openDriver({ driver, url: proxy.url, contextKey: database.contextKey, connections: 1, fault })
  const [tenantId = ''] = tenants
  const transfer = (count: number) =>
    subject.transfer({ tenantId, name: `${tenantId}/${fault}/${count}`, quantity: 1, shape, pauseMs: 0 })
  try {
    for (let count = 0; count < WARM; count += 1) await transfer(count)
    proxy.delayMs = DELAY_MS
    proxy.reset()
    for (let count = 0; count < COUNTED; count += 1) await transfer(WARM + count)
    return Math.round((proxy.roundTrips() / COUNTED) * 10) / 10
  } finally {
    proxy.delayMs = 0
    await subject.close()
  }
}
