import { sql } from 'drizzle-orm'
import { check, foreignKey, index, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { pgFunction } from '../../kernel/ddl.ts'
import { platformTable } from '../../rls/tables.ts'
import { tenants } from './tenants.ts'

/**
 * One row per host name under which a tenant is reached: its subdomain label (`la-milpa`) or a host of its own
 * (`pedidos.la-milpa.mx`).
 *
 * The one globally unique key of the schema, and so an oracle ("is this name taken?"). It is therefore no tenant's
 * table: tenants come to it through two definer functions, which answer for one host and nothing else.
 */
export const tenantDomains = platformTable(
  'tenant_domains',
  {
    host: text('host').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    kind: text('kind', { enum: ['subdomain', 'custom'] }).notNull(),
    verifiedAt: at('verified_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'tenant_domains_pkey', columns: [t.host] }),
      foreignKey({ name: 'tenant_domains_tenant_fk', columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
      check(
        'tenant_domains_host_is_lower_case',
        sql`${t.host} = lower(${t.host}) and ${t.host} ~ '^[a-z0-9.-]{3,253}$'`,
      ),
      check('tenant_domains_kind_known', sql`${t.kind} in ('subdomain', 'custom')`),
      check('tenant_domains_custom_has_a_dot', sql`(${t.kind} = 'custom') = (${t.host} like '%.%')`),
      index('tenant_domains_tenant_idx').on(t.tenantId),
      // One each: the list of tenants has every tenant once, and nobody hoards labels.
      uniqueIndex('tenant_domains_subdomain_key')
        .on(t.tenantId)
        .where(sql`kind = 'subdomain'`),
    ],
    ddl: [
      pgFunction('app.tenant_of_host', {
        args: 'wanted text',
        returns: 'uuid',
        volatility: 'stable',
        security: 'definer',
        execute: ['app_user'],
        // A custom host counts once it is verified: anybody may claim a name, only its owner can verify it.
        body: `
begin
  return (
    select d.tenant_id from tenant_domains d
    where d.host = lower(wanted) and (d.kind = 'subdomain' or d.verified_at is not null)
  );
end`,
      }),
      pgFunction('app.claim_host', {
        args: 'wanted text, wanted_kind text',
        returns: 'void',
        security: 'definer',
        execute: ['app_user'],
        body: `
begin
  if app.actor_kind() not in ('service', 'staff') then
    raise exception using errcode = '42501', message = 'only staff and the service claim a host';
  end if;
  insert into tenant_domains (host, tenant_id, kind) values (lower(wanted), app.tenant_id(), wanted_kind);
end`,
      }),
      pgFunction('app.tenant_ids', {
        args: 'after uuid, at_most integer',
        returns: 'setof uuid',
        volatility: 'stable',
        security: 'definer',
        execute: ['app_admin'],
        // Every tenant has its subdomain from the first day on, so this list is complete, and it needs no BYPASSRLS.
        body: `
begin
  return query
    select d.tenant_id from tenant_domains d
    where d.kind = 'subdomain' and (after is null or d.tenant_id > after)
    order by d.tenant_id limit at_most;
end`,
      }),
    ],
  },
)

export type TenantDomain = typeof tenantDomains.$inferSelect
