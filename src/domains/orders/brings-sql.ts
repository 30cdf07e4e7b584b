import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

/** The order is one that this courier brings, or brought. For policies, where nobody else ever comes to ask it. */
export const isBrought = (orderId: AnyPgColumn): SQL => sql`app.brings(${sql.identifier(orderId.name)})`

export const bringsFunctions: readonly DdlObject[] = [
  pgFunction('app.brings', {
    args: 'of_order uuid',
    returns: 'boolean',
    volatility: 'stable',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    body: `
begin
  return exists (
    select from public.deliveries d
    where d.tenant_id operator(pg_catalog.=) app.tenant_id() and d.order_id operator(pg_catalog.=) of_order
      and d.courier_id operator(pg_catalog.=) app.actor_id()
  );
end`,
  }),
]
