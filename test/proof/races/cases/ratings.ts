import { editReview, hideReview, newId, reviewOrder, showReview } from '../../../../src/index.ts'
import { aDeliveredOrder } from '../../../../src/testing.ts'
import type { Contest, Home, Race } from '../race.ts'
import { likenessOf } from './review.ts'

/** A branch is reviewed while other reviews of it are changed, and hidden or shown again. */
export const ratings: Race = {
  name: 'ratings',
  rule: 'a rating is what its visible reviews add up to, whatever is written, changed and moderated meanwhile',
  refusals: [],
  crowd: 48,
  stops: [
    { before: 'insert', on: 'rating_totals' },
    { before: 'update', on: 'rating_totals' },
  ],
  async arrange(home, racers, form) {
    return form === 'verb' ? writing(home, racers) : lookingAndWriting(home, racers)
  },
}

async function writing(home: Home, racers: number): Promise<Contest> {
  const { tenant } = home
  const { tenantId, branchId, customer, staff } = tenant
  const third = Math.floor(racers / 3)
  const orders = await Promise.all(Array.from({ length: third }, () => aDeliveredOrder(tenant)))
  const written = await reviewsOf(home, racers - third)
  written.round += 1
  const stars = (written.round % 5) + 1
  const moderate = written.round % 2 === 1 ? hideReview : showReview
  const reviewOf = (racer: number) => written.ids[Math.floor(racer / 3) * 2 + (racer % 3)] ?? ''
  return {
    verb: (racer) => {
      const reviewId = reviewOf(racer)
      if (racer % 3 === 0) return { actor: customer, work: (tx) => editReview(tx, { reviewId, stars }) }
      if (racer % 3 === 1) return { actor: staff, work: (tx) => moderate(tx, { reviewId, reason: 'x' }) }
      const orderId = orders[Math.floor(racer / 3)]?.id ?? ''
      return { actor: customer, work: (tx) => reviewOrder(tx, { orderId, stars: (racer % 5) + 1 }) }
    },
    naive: () => () => Promise.reject(new Error('the naive form is arranged otherwise')),
    broken: `
      select t.count, t.sum, r.count as counted, r.sum as added from rating_totals t
      cross join lateral (
        select count(*)::int as count, coalesce(sum(r.stars), 0)::int as sum from reviews r
        where r.tenant_id = t.tenant_id and r.branch_id = t.branch_id and r.courier_id is null and r.menu_item_id is null
          and r.state = 'visible'
      ) r
      where t.tenant_id = '${tenantId}' and t.branch_id = '${branchId}' and (t.count, t.sum) <> (r.count, r.sum)`,
    winners: racers,
  }
}

/** Everybody reviews one dish: reads its total, and writes it back with theirs. */
async function lookingAndWriting(home: Home, racers: number): Promise<Contest> {
  const { tenantId } = home.tenant
  const dish = newId()
  const write = await likenessOf(home)
  await home.look(`
    begin;
    set local session_replication_role = replica;
    insert into rating_totals (tenant_id, menu_item_id) values ('${tenantId}', '${dish}');
    commit`)
  return {
    verb: () => {
      throw new Error('the verbs are arranged otherwise')
    },
    naive: () => async (ask) => {
      const [seen] = await ask<{ count: number }>(
        'select count from rating_totals where tenant_id = $1 and menu_item_id = $2',
        tenantId,
        dish,
      )
      await write(ask, { id: newId(), order_id: newId(), menu_item_id: dish, line_no: 1, stars: 5 })
      await ask(
        'update rating_totals set count = $3, sum = 5 * $3, stars_5 = $3 where tenant_id = $1 and menu_item_id = $2',
        tenantId,
        dish,
        String((seen?.count ?? 0) + 1),
      )
      return true
    },
    broken: `
      select t.count, r.count as counted from rating_totals t
      cross join lateral (select count(*)::int as count from reviews r
        where r.tenant_id = t.tenant_id and r.menu_item_id = t.menu_item_id) r
      where t.tenant_id = '${tenantId}' and t.menu_item_id = '${dish}' and t.count <> r.count`,
    winners: racers,
  }
}

interface Written {
  readonly ids: readonly string[]
  round: number
}

const known = new WeakMap<Home, Written>()

/** Reviews that are changed and moderated, made once for a home: in every contest otherwise than in the one before. */
async function reviewsOf(home: Home, count: number): Promise<Written> {
  const found = known.get(home)
  if (found !== undefined && found.ids.length >= count) return found
  const { db, tenant } = home
  const made = Array.from({ length: count }, async () => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const [one] = await db.as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: 1 }))
    return one?.id ?? ''
  })
  const written = { ids: await Promise.all(made), round: 0 }
  known.set(home, written)
  return written
}
