import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

/**
 * For policies: the order is one that this courier brings, or brought.
 *
 * A function, called once for each row that a courier's own conditions have left (0.1 ms), so that nobody else pays: a
 * sub-select over deliveries in the policy costs every actor 70 to 170 µs of planning for each table.
 */
export const isBrought = (orderId: AnyPgColumn): SQL =>
  sql`app.brings(tenant_id, ${sql.identifier(orderId.name)}, (select app.actor_id()))`

export const bringsFunctions: readonly DdlObject[] = [
  pgFunction('app.brings', {
    args: 'of_tenant uuid, of_order uuid, of_courier uuid',
    returns: 'boolean',
    volatility: 'stable',
    // As the caller: a definer takes half as long, and would tell anybody of the tenant who brings what.
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    body: `
begin
  return exists (
    select from public.deliveries d
    where d.tenant_id operator(pg_catalog.=) of_tenant and d.order_id operator(pg_catalog.=) of_order
      and d.courier_id operator(pg_catalog.=) of_courier
  );
end`,
  }),
]
