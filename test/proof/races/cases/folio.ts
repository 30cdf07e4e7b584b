import type { Race } from '../race.ts'
import { likenessesOf } from './like.ts'
import { basket, placing } from './placing.ts'

/** Orders of one branch and day are placed at once. */
export const folio: Race = {
  name: 'folio',
  rule: 'orders of one branch and day have the folios 1, 2, 3 … without gap and none twice',
  refusals: [],
  crowd: 400,
  stops: [
    { before: 'insert', on: 'orders' },
    { before: 'insert', on: 'order_folio_counters' },
  ],
  weaken: ['alter table orders drop constraint orders_folio_key cascade'],
  async arrange(home, racers, form) {
    const { tenantId, branchId } = home.tenant
    const { order } = await likenessesOf(home)
    const ofBranch = `o.tenant_id = '${tenantId}' and o.branch_id = '${branchId}'`
    const verb = await placing(home, form, racers, () => ({ lines: basket(home, 'TACO') }))
    const [last] = await home.look<{ folio: number }>(`select max(o.folio) as folio from orders o where ${ofBranch}`)
    const before = last?.folio ?? 0
    return {
      verb,
      naive: () => async (ask) => {
        const [next] = await ask<{ folio: number }>(
          'select max(folio) + 1 as folio from orders where tenant_id = $1 and branch_id = $2',
          tenantId,
          branchId,
        )
        await order(ask, { folio: next?.folio ?? 1 })
        return true
      },
      broken: `
        select count(*)::int as orders, count(distinct o.folio)::int as folios, max(o.folio) - ${before} as last
        from orders o where ${ofBranch} and o.folio > ${before}
        having (count(*), count(distinct o.folio), max(o.folio) - ${before}) <> (${racers}, ${racers}, ${racers})`,
      winners: racers,
    }
  },
}
