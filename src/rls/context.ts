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

/** Places of the token as text. By way of its bytes: a substr of text counts characters from the first one, twice as dear. */
const part = (from: number, length: number): string =>
  `pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), ${from}, ${length}), 'escape')`

/** A digit of the key id, of four. Anything else in its place makes a number too, which the signature then refuses. */
const digit = (place: number): string => `pg_catalog.get_byte(signed, ${place - 1})`
const ZEROS = 48 * 1111

/**
 * Does something if `token` is signed by a key that holds at a moment; else it raises. `before` is what comes first.
 *
 * A SELECT pays for each call of a function in it again and again, an expression once in a transaction: so the SELECT
 * has one operator and takes the row as it lies, and the rest is around it. The bytes are looked at when they are known
 * to be signed by a key's holder; until then nothing is cast. The signature is compared by 64 bits of a hash, in one
 * instruction, and itself only if those agree: time tells nothing but what 2⁶⁴ guesses would.
 */
const ifVerified = (moment: string, what: string, before = ''): string => `
declare
  signed constant bytea := pg_catalog.convert_to(token, 'UTF8');
  given text;
  made text;
  key integer;
  inner_pad bytea;
  outer_pad bytea;
  valid_until timestamptz;
begin${before}
  if pg_catalog.length(signed) operator(pg_catalog.=) ${tokenLength} then
    key := ((${digit(65)} operator(pg_catalog.*) 10 operator(pg_catalog.+) ${digit(66)}) operator(pg_catalog.*) 10 operator(pg_catalog.+) ${digit(67)}) operator(pg_catalog.*) 10 operator(pg_catalog.+) ${digit(68)} operator(pg_catalog.-) ${ZEROS};
    select k.key_id, k.inner_pad, k.outer_pad, k.valid_until_at into key, inner_pad, outer_pad, valid_until
    from app_private.context_keys k where k.key_id operator(pg_catalog.=) key;
    if found and (valid_until is null or valid_until operator(pg_catalog.>) ${moment}) then
      given := ${part(1, 64)};
      made := pg_catalog.encode(pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.sha256(inner_pad operator(pg_catalog.||) pg_catalog.substr(signed, 65))), 'hex');
      if (case when pg_catalog.hashtextextended(made collate pg_catalog."C", 0) operator(pg_catalog.=) pg_catalog.hashtextextended(given collate pg_catalog."C", 0) then made operator(pg_catalog.=) given else false end) then
        if pg_catalog.to_timestamp(${part(69, 10)}::pg_catalog.float8) operator(pg_catalog.>=) ${moment} then
          ${what}
        end if;
        raise exception using errcode = '42501', constraint = 'app_context_expired', message = 'the tenant context is past its expiry';
      end if;
    elsif pg_catalog.translate(${part(65, 14)}, '0123456789', '') operator(pg_catalog.=) '' then
      raise exception using errcode = '42501', constraint = 'app_context_key_unknown', message = 'the tenant context is signed with an unknown key';
    end if;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the tenant context is malformed, or its signature does not hold';
end`

/**
 * The functions that policies and defaults call. Shape decides speed, and 0022 says what was measured. Those on the path of
 * every row name their schema themselves: a SET clause would cost as much as the function.
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
    body: ifVerified('at', 'return true;'),
  }),
  pgFunction('app.enter', {
    args: 'token text',
    returns: 'void',
    security: 'definer',
    searchPath: 'none',
    phase: 'before',
    execute: ['app_user'],
    // All of it in one function, of the owner: every scope begins with it. The owner may set_config, which a session may
    // not; a SET LOCAL by EXECUTE would be parsed each time (10 µs of a read of 90).
    body: ifVerified(
      'pg_catalog.clock_timestamp()',
      `perform pg_catalog.set_config('app.context', token, true);
          return;`,
      `
  if pg_catalog.current_setting('app.context', true) operator(pg_catalog.<>) '' then
    raise exception using errcode = '42501', constraint = 'app_context_already_set', message = 'the transaction has its tenant already';
  end if;`,
    ),
  }),
  field('app.tenant_id', 'uuid', `${part(80, 36)}::pg_catalog.uuid`),
  field('app.actor_id', 'uuid', `${part(116, 36)}::pg_catalog.uuid`),
  field(
    'app.actor_kind',
    'text',
    `case ${part(79, 1)} when 'c' then 'customer' when 's' then 'staff' when 'k' then 'courier' when 'v' then 'service' end`,
  ),
  field('app.actor', 'text', `app.actor_kind() operator(pg_catalog.||) ':' operator(pg_catalog.||) ${part(116, 36)}`),
]

function field(name: string, returns: string, expression: string): DdlObject {
  return pgFunction(name, {
    returns,
    volatility: 'stable',
    parallel: 'safe',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    // Each reads, and verifies, the token by itself: no answer is ever taken on the word of another call. The strict
    // question is folded while planning, and the rest is one condition: a statement more would be paid at every relation.
    body: `
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return ${expression};
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end`,
  })
}
