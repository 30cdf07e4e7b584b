import { pgSchema as drizzleSchema, integer, primaryKey } from 'drizzle-orm/pg-core'
import { at } from '../kernel/columns.ts'
import { type DdlObject, pgFunction } from '../kernel/ddl.ts'
import { everyone } from './roles.ts'
import { internalTable } from './tables.ts'
import { bytea } from '../kernel/bytea.ts'

/**
 * The token: fixed places, so that reading a field is one substr.
 *
 *   1–64    HMAC-SHA-256 of the rest, hexadecimal
 *   65–68   key id
 *   69–78   expiry, seconds since 1970
 *   79      kind of actor: c customer · s staff · k courier · v service
 *   80–115  tenant
 *   116–151 actor
 */
export const tokenLength = 151

/** One row per signing key; two are valid while a rotation is under way. Only definer functions can read it. */
export const contextKeys = internalTable(
  drizzleSchema('app_private'),
  'context_keys',
  {
    keyId: integer('key_id').notNull(),
    /** The key XOR ipad and opad (RFC 2104): the two halves that HMAC feeds to SHA-256, computed once. */
    innerPad: bytea('inner_pad').notNull(),
    outerPad: bytea('outer_pad').notNull(),
    /** Null for the key in use; a retired key verifies until then. */
    validUntil: at('valid_until_at'),
  },
  { constraints: (t) => [primaryKey({ name: 'context_keys_pkey', columns: [t.keyId] })] },
)

/**
 * The functions that policies and defaults call. Shape decides speed (measured on a 38 µs point read): one custom
 * setting read by plpgsql costs 4 µs per relation, verifying at each call 25 µs, the same as SQL functions 130 µs.
 * Those on the path of every row name their schema themselves: a SET clause would cost as much as the function.
 */
export const contextFunctions: readonly DdlObject[] = [
  {
    ...pgFunction('app.strict', {
      returns: 'boolean',
      language: 'sql',
      volatility: 'immutable',
      parallel: 'safe',
      searchPath: 'none',
      phase: 'before',
      execute: everyone,
      body: 'select false',
    }),
    // The switch of an installation (`platform-db context --strict`): a migration must not turn it back.
    once: true,
  },
  pgFunction('app.verified', {
    args: 'token text, at timestamptz',
    returns: 'boolean',
    volatility: 'stable',
    security: 'definer',
    parallel: 'safe',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    // Both sides are hashed once more with the key before they are compared: the time of the comparison then tells
    // nothing about the signature that would have been right. Before that only what is cast is looked at: a regular
    // expression for all of the layout cost 20 µs, a third of `app.enter`, and what is signed was made by a key's holder.
    body: `
declare
  inner_pad bytea;
  outer_pad bytea;
  payload text := pg_catalog.substr(token, 65);
begin
  if token is null or pg_catalog.length(token) operator(pg_catalog.<>) ${tokenLength}
     or pg_catalog.translate(pg_catalog.substr(payload, 1, 14), '0123456789', '') operator(pg_catalog.<>) '' then
    raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the tenant context is malformed';
  end if;
  select k.inner_pad, k.outer_pad into inner_pad, outer_pad
  from app_private.context_keys k
  where k.key_id operator(pg_catalog.=) pg_catalog.substr(payload, 1, 4)::pg_catalog.int4
    and (k.valid_until_at is null or k.valid_until_at operator(pg_catalog.>) at);
  if not found then
    raise exception using errcode = '42501', constraint = 'app_context_key_unknown', message = 'the tenant context is signed with an unknown key';
  end if;
  if pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.convert_to(pg_catalog.encode(pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.sha256(inner_pad operator(pg_catalog.||) pg_catalog.convert_to(payload, 'UTF8'))), 'hex'), 'UTF8'))
     operator(pg_catalog.<>)
     pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.convert_to(pg_catalog.substr(token, 1, 64), 'UTF8')) then
    raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the signature of the tenant context does not hold';
  end if;
  if pg_catalog.substr(payload, 5, 10)::pg_catalog.int8 operator(pg_catalog.<) extract(epoch from at) then
    raise exception using errcode = '42501', constraint = 'app_context_expired', message = 'the tenant context is past its expiry';
  end if;
  return true;
end`,
  }),
  pgFunction('app.enter', {
    args: 'token text',
    returns: 'void',
    searchPath: 'none',
    phase: 'before',
    execute: ['app_user'],
    // SET LOCAL by EXECUTE, not set_config: it also reaches the workers of Citus, and set_config is revoked.
    body: `
begin
  if pg_catalog.current_setting('app.context', true) operator(pg_catalog.<>) '' then
    raise exception using errcode = '42501', constraint = 'app_context_already_set', message = 'the transaction has its tenant already';
  end if;
  if app.verified(token, pg_catalog.clock_timestamp()) then
    execute pg_catalog.format('set local app.context = %L', token);
  end if;
end`,
  }),
  field('app.tenant_id', 'uuid', 'pg_catalog.substr(token, 80, 36)::pg_catalog.uuid'),
  field('app.actor_id', 'uuid', 'pg_catalog.substr(token, 116, 36)::pg_catalog.uuid'),
  field(
    'app.actor_kind',
    'text',
    `case pg_catalog.substr(token, 79, 1) when 'c' then 'customer' when 's' then 'staff' when 'k' then 'courier' when 'v' then 'service' end`,
  ),
  field(
    'app.actor',
    'text',
    `app.actor_kind() operator(pg_catalog.||) ':' operator(pg_catalog.||) pg_catalog.substr(token, 116, 36)`,
  ),
]

function field(name: string, returns: string, expression: string): DdlObject {
  return pgFunction(name, {
    returns,
    volatility: 'stable',
    parallel: 'safe',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    // Each reads the token by itself: a call of one function by another would cost as much as the rest of it.
    body: `
declare
  token text := pg_catalog.current_setting('app.context', true);
begin
  if token is null or token operator(pg_catalog.=) '' then
    raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
  end if;
  if app.strict() then
    perform app.verified(token, pg_catalog.transaction_timestamp());
  end if;
  return ${expression};
end`,
  })
}
