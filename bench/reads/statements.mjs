// What those who write their SQL by hand send; `$1` to `$3` as `argumentsOf` gives them.

export const texts = {
  ratings: `select count, sum, average, stars_1, stars_2, stars_3, stars_4, stars_5 from rating_totals
    where tenant_id = $1 and target = $2 and target_id = $3`,
  list: `select id, folio, business_on, branch_id, customer_id, service, status, total, placed_at from orders
    where tenant_id = $1 and customer_id = $2 order by id desc limit $3`,
}

export const argumentsOf = {
  ratings: ({ tenantId, branchId }) => [tenantId, 'branch', branchId],
  list: ({ tenantId, customerId }) => [tenantId, customerId, '50'],
}

/** Rows by position, as an application would have them. */
export const shaped = {
  ratings: ([[count, sum, average, ...histogram]]) => ({ count, sum, average, histogram }),
  list: (rows) =>
    rows.map(([id, folio, businessOn, branchId, customerId, service, status, total, placedAt]) => ({
      id,
      folio,
      businessOn,
      branchId,
      customerId,
      service,
      status,
      total,
      placedAt: new Date(placedAt),
    })),
}

const text = (amount) => Number(String(amount)).toFixed(2)
const day = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)

/** The same words from everybody, to be compared. */
export const plain = {
  ratings: ({ count, sum, average, histogram }) => [count, sum, text(average), ...histogram],
  list: (rows) =>
    rows.map((row) => [
      row.id,
      row.folio,
      day(row.businessOn),
      row.branchId,
      row.customerId,
      row.service,
      row.status,
      text(row.total),
      new Date(row.placedAt).getTime(),
    ]),
}
