import { getOrder, listOrders, newId, orderCursor, orderTimeline, placeOrder } from '../../dist/index.js'
import { spread } from '../contenders.mjs'
import { serverCpu } from '../server-cpu.mjs'

/** The default of `listOrders`. */
export const PAGE = 20

/** What is asked for at every size, each as one call of `db.as`; and how one knows that it was answered. */
const works = {
  page: {
    ask: ({ middle }) => [(tx) => listOrders(tx, { limit: PAGE, after: orderCursor(tx, { id: middle }) })],
    right: (answer) => answer.length === PAGE,
  },
  point: { ask: ({ orderId }) => [(tx) => getOrder(tx, { orderId })], right: (answer) => answer !== undefined },
  timeline: { ask: ({ orderId }) => [(tx) => orderTimeline(tx, { orderId })], right: (answer) => answer.length > 0 },
  place: {
    ask: ({ quotes }) => [(tx) => placeOrder(tx, { quoteId: quotes.pop(), idempotencyKey: newId() })],
    right: (answer) => answer.id !== undefined,
  },
}

/**
 * Microseconds of a call, and of the server's processor for it: the median of rounds behind one that does not count. Asked
 * of all places in turns. On a machine that does other things too, the processor's time is the steadier of the two.
 */
export async function costOf(db, sql, name, places, { rounds, calls }) {
  const { ask, right } = works[name]
  const costs = []
  const times = []
  let n = 0
  for (let round = 0; round <= rounds; round++) {
    const before = await serverCpu(sql)
    const began = performance.now()
    for (let call = 0; call < calls; call++, n++) {
      const place = places[n % places.length]
      const answer = await db.as(place.guest, ...ask(place))
      if (!right(answer)) throw new Error(`${name} was answered with ${JSON.stringify(answer)}`)
    }
    if (round > 0) {
      times.push(((performance.now() - began) * 1000) / calls)
      costs.push(((await serverCpu(sql)) - before) / calls)
    }
  }
  return { microseconds: spread(times), serverCpu: spread(costs) }
}
