import { newId, reviewOrder } from '../../../../src/index.ts'
import { aDeliveredOrder } from '../../../../src/testing.ts'
import type { Home, Race } from '../race.ts'
import { like, type WriteLike } from './like.ts'

/** A customer sends the review of an order again and again; some with a dish of it. */
export const review: Race = {
  name: 'review',
  rule: 'an order has one review of each thing, and who comes second leaves nothing of theirs',
  refusals: ['ALREADY_REVIEWED'],
  crowd: 16,
  stops: [
    { before: 'insert', on: 'reviews' },
    { before: 'insert', on: 'rating_totals' },
  ],
  weaken: ['alter table reviews drop constraint reviews_order_key'],
  async arrange(home, _, form) {
    const { tenant } = home
    const { tenantId, customer } = tenant
    const { id: orderId } = await aDeliveredOrder(tenant)
    const written = form === 'naive' ? await likenessOf(home) : undefined
    const starsOf = (racer: number) => (racer % 5) + 1
    return {
      verb: (racer) => ({
        actor: customer,
        work: (tx) => {
          const stars = starsOf(racer)
          return reviewOrder(tx, { orderId, stars, ...(racer % 2 === 1 ? { dishes: [{ lineNo: 1, stars }] } : {}) })
        },
      }),
      naive: (racer) => async (ask) => {
        const [there] = await ask('select id from reviews where tenant_id = $1 and order_id = $2', tenantId, orderId)
        if (there) return false
        await written?.(ask, { id: newId(), order_id: orderId, stars: starsOf(racer) })
        return true
      },
      broken: `
        select coalesce(r.menu_item_id, r.branch_id) as target, count(*)::int as reviews from reviews r
        where r.tenant_id = '${tenantId}' and r.order_id = '${orderId}'
        group by 1 having count(*) > 1
        union all
        select null, count(distinct r.stars)::int from reviews r
        where r.tenant_id = '${tenantId}' and r.order_id = '${orderId}' having count(distinct r.stars) <> 1`,
      winners: 1,
    }
  },
}

const known = new WeakMap<Home, Promise<WriteLike>>()

/** A review of a branch, made once, that the naive forms write again. */
export function likenessOf(home: Home): Promise<WriteLike> {
  const found = known.get(home) ?? make(home)
  known.set(home, found)
  return found
}

async function make(home: Home): Promise<WriteLike> {
  const { db, tenant } = home
  const { id: orderId } = await aDeliveredOrder(tenant)
  const [first] = await db.as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: 5 }))
  return like(home, 'reviews', `t.id = '${first?.id}'`)
}
