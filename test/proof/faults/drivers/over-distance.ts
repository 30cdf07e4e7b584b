import type { Proxy } from '../../../lanes/proxy.ts'
import type { Installation } from '../installation.ts'
import { openDriver } from './open-driver.ts'
import type { DriverName } from './order.ts'

const WARM = 5
const COUNTED = 20
/** Longer than a client pauses between two writes of one flush, so that no answer overtakes its tail. */
const DELAY_MS = 5

export interface OverDistance {
  readonly roundTrips: number
  readonly milliseconds: number
}

/** One transaction, on a connection that knows its statements already, to a server that is not next door. */
export async function overDistance(
  { database, tenants }: Installation,
  driver: DriverName,
  shape: 'steps' | 'batch',
  proxy: Proxy,
): Promise<OverDistance> {
  const fault = `distance-${driver}-${shape}`
  const subject = await openDriver({ driver, url: proxy.url, contextKey: database.contextKey, connections: 1, fault })
  const [tenantId = ''] = tenants
  const transfer = (count: number) =>
    subject.transfer({ tenantId, name: `${tenantId}/${fault}/${count}`, quantity: 1, shape, pauseMs: 0 })
  try {
    for (let count = 0; count < WARM; count += 1) await transfer(count)
    proxy.delayMs = DELAY_MS
    proxy.reset()
    const started = performance.now()
    for (let count = 0; count < COUNTED; count += 1) await transfer(WARM + count)
    const each = (total: number) => Math.round((total / COUNTED) * 10) / 10
    return { roundTrips: each(proxy.roundTrips()), milliseconds: each(performance.now() - started) }
  } finally {
    proxy.delayMs = 0
    await subject.close()
  }
}
