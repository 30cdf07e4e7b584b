/**
 * Every branch with its customer, its quote and its dishes in the order of their numbers; one of each tenant, then the next
 * of each: who takes them in turns asks another tenant each time.
 */
export async function shopsOf(sql) {
  return [
    ...(await sql`
      select q.tenant_id as "tenantId", q.branch_id as "branchId", q.customer_id as "customerId", q.id as "quoteId",
        q.menu_version_id as "versionId", m.dishes
      from order_quotes q
      join (
        select i.tenant_id, i.version_id, array_agg(i.item_id::text order by p.sku) as dishes
        from menu_items i join products p on p.tenant_id = i.tenant_id and p.id = i.item_id group by 1, 2
      ) m on m.tenant_id = q.tenant_id and m.version_id = q.menu_version_id
      order by row_number() over (partition by q.tenant_id order by q.branch_id), q.tenant_id`),
  ]
}
