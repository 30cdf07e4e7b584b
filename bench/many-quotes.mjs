/** Quotes to order from: copies of the one that each tenant asked for, good for a day, dealt out to the tenants in turns. */
export async function manyQuotes(sql, places, count) {
  const quotes = []
  await sql.begin(async (tx) => {
    // The copies are what the trigger has let in once; to price each of them again would take minutes.
    await tx.unsafe('set local session_replication_role = replica')
    for (const [place, { tenantId, quoteId }] of places.entries()) {
      const rows = await tx`
        insert into order_quotes (tenant_id, branch_id, customer_id, service, channel, menu_id, menu_version_id, slot_id, notes, units,
          subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, total, document, product_ids, hash, quoted_at, expires_at)
        select q.tenant_id, q.branch_id, q.customer_id, q.service, q.channel, q.menu_id, q.menu_version_id, q.slot_id, q.notes, q.units,
          q.subtotal, q.discount, q.delivery_fee, q.delivery_discount, q.delivery_iva_rate, q.tip, q.iva, q.total, q.document, q.product_ids, q.hash,
          q.quoted_at, now() + interval '1 day'
        from order_quotes q cross join generate_series(1, ${Math.ceil(count / places.length)}) where q.tenant_id = ${tenantId} and q.id = ${quoteId}
        returning id`
      quotes.push(rows.map(({ id }) => ({ place, quoteId: id })))
    }
  })
  return Array.from(
    { length: quotes[0].length * places.length },
    (_, n) => quotes[n % places.length][Math.floor(n / places.length)],
  )
}
