// TypeORM asks for it to be loaded first.
// eslint-disable-next-line import/no-unassigned-import
import 'reflect-metadata'
import { DataSource, EntitySchema } from 'typeorm'
import { plain } from './statements.mjs'

const uuid = (name, options = {}) => ({ name, type: 'uuid', ...options })
const key = (name) => uuid(name, { primary: true })
const count = (name) => ({ name, type: 'int' })

const RatingTotal = new EntitySchema({
  name: 'RatingTotal',
  tableName: 'rating_totals',
  columns: {
    tenantId: key('tenant_id'),
    target: { type: 'text', primary: true },
    targetId: key('target_id'),
    count: count('count'),
    sum: count('sum'),
    average: { type: 'numeric' },
    stars1: count('stars_1'),
    stars2: count('stars_2'),
    stars3: count('stars_3'),
    stars4: count('stars_4'),
    stars5: count('stars_5'),
  },
})

const Order = new EntitySchema({
  name: 'Order',
  tableName: 'orders',
  columns: {
    tenantId: key('tenant_id'),
    id: key('id'),
    folio: count('folio'),
    businessOn: { name: 'business_on', type: 'date' },
    branchId: uuid('branch_id'),
    customerId: uuid('customer_id'),
    service: { type: 'text' },
    status: { type: 'text' },
    total: { type: 'numeric' },
    placedAt: { name: 'placed_at', type: 'timestamptz' },
  },
})

const work = {
  ratings: async (source, { tenantId, branchId }) => {
    const row = await source.getRepository(RatingTotal).findOneBy({ tenantId, target: 'branch', targetId: branchId })
    return { ...row, histogram: [row.stars1, row.stars2, row.stars3, row.stars4, row.stars5] }
  },
  list: (source, { tenantId, customerId }) =>
    source.getRepository(Order).find({ where: { tenantId, customerId }, order: { id: 'DESC' }, take: 50 }),
}

/** As its documentation has it; a superuser. */
export async function open({ superuserUrl, places, workload, connections }) {
  const source = new DataSource({
    type: 'postgres',
    url: superuserUrl,
    entities: [RatingTotal, Order],
    extra: { max: connections },
  })
  await source.initialize()
  await Promise.all(Array.from({ length: connections }, () => source.query('select pg_sleep(0.05)')))
  return {
    call: (worker, n) => work[workload](source, places[(worker + n) % places.length]),
    plain: plain[workload],
    close: () => source.destroy(),
  }
}
