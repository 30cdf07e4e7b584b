import { acceptOrder, capturePayment, openDb, service } from '../../dist/index.js'

/** Through `db.as`, with row level security, context and every rule: one round trip. */
export async function openWith(driver, { appUrl, contextKey, job, supply, concurrency }) {
  const db = await openDb({ url: appUrl, contextKey, connections: concurrency, driver })
  const rows = supply[`platform-db-${driver}`]
  const bots = new Map(rows.map(({ tenantId }) => [tenantId, service(tenantId)]))
  const left = rows.values()
  const work = { accept: (tx, { orderId }) => acceptOrder(tx, { orderId }), capture: capturePayment }[job]
  return {
    call: () => {
      const row = left.next().value
      return db.as(bots.get(row.tenantId), (tx) => work(tx, row))
    },
    plain: ({ status, version, total, amount, captureRequestedAt }) => ({
      status,
      version,
      amount: (total ?? amount).toFixed(2),
      asked: captureRequestedAt instanceof Date,
    }),
    close: () => db.close(),
  }
}
