import { type Mutant, rewritten } from './mutant.ts'

const verified = 'app.verified(text, timestamptz)'
const enter = 'app.enter(text)'
const definer = 'app.promotions_for(uuid, uuid, uuid, text, text, text[])'

/** Each reads the token by itself, so a line of it is broken in all of them: whichever is left whole would refuse. */
const inEveryField = (from: string, to: string): readonly string[] =>
  ['tenant_id', 'actor_id', 'actor_kind', 'actor'].map((field) => rewritten(`app.${field}()`, from, to))

/** A scope is entered, and a use of it verified, by the same lines: whichever function is left whole would refuse. */
const inBoth = (from: string, to: string): readonly string[] => [
  rewritten(verified, from.replace('MOMENT', 'at'), to),
  rewritten(enter, from.replace('MOMENT', 'pg_catalog.clock_timestamp()'), to),
]

/** The functions that say who is who, and those that run as the owner. */
export const contextMutants: readonly Mutant[] = [
  { id: 'C01', name: 'an IMMUTABLE tenant', statements: ['alter function app.tenant_id() immutable'] },
  { id: 'C02', name: 'an IMMUTABLE kind of actor', statements: ['alter function app.actor_kind() immutable'] },
  { id: 'C03', name: 'a VOLATILE tenant', statements: ['alter function app.tenant_id() volatile'] },
  {
    id: 'C04',
    name: 'a tenant that workers may not ask',
    statements: ['alter function app.tenant_id() parallel unsafe'],
  },
  {
    id: 'C05',
    name: 'a context that is missing in silence',
    statements: inEveryField(
      "raise exception using errcode = '42501'",
      "return null; raise exception using errcode = '42501'",
    ),
  },
  {
    id: 'C06',
    name: 'a context that is entered twice',
    statements: [rewritten(enter, "operator(pg_catalog.<>) ''", "operator(pg_catalog.=) 'never'")],
  },
  {
    id: 'C07',
    name: 'a context that is entered unverified',
    statements: [
      rewritten(
        enter,
        'if pg_catalog.length(signed)',
        "perform pg_catalog.set_config('app.context', token, true); return; if pg_catalog.length(signed)",
      ),
    ],
  },
  {
    id: 'C08',
    name: 'a signature that is not compared',
    statements: inBoth('then made operator(pg_catalog.=) given else false', 'then true else true'),
  },
  {
    id: 'C09',
    name: 'an expiry that never comes',
    statements: inBoth('operator(pg_catalog.>=) MOMENT', 'is not null'),
  },
  {
    id: 'C10',
    name: 'a retired key that goes on',
    statements: inBoth('valid_until operator(pg_catalog.>) MOMENT', 'true'),
  },
  {
    id: 'C12',
    name: 'the strict mode verifies nothing',
    mode: 'strict',
    statements: inEveryField('app.verified(token, pg_catalog.transaction_timestamp())', 'true'),
  },
  {
    id: 'C13',
    name: 'the strict mode is never on',
    mode: 'strict',
    statements: inEveryField('not app.strict()', 'true'),
  },
  {
    id: 'C14',
    name: 'a customer who counts as staff',
    statements: [rewritten('app.actor_kind()', "when 'c' then 'customer'", "when 'c' then 'staff'")],
  },
  {
    id: 'C15',
    name: 'a context function that somebody else owns',
    statements: ['alter function app.tenant_id() owner to app_admin'],
  },
  {
    id: 'C16',
    name: 'a signature that the caller’s rights verify',
    statements: [
      `alter function ${verified} security invoker`,
      'grant usage on schema app_private to app_user',
      'grant select on app_private.context_keys to app_user',
    ],
  },
  {
    id: 'C17',
    name: 'a scope that the caller’s rights enter',
    statements: [
      `alter function ${enter} security invoker`,
      'grant usage on schema app_private to app_user',
      'grant select on app_private.context_keys to app_user',
      'grant execute on function pg_catalog.set_config(text, text, boolean) to app_user',
    ],
  },
  { id: 'D01', name: 'a definer function of a superuser', statements: [`alter function ${definer} owner to postgres`] },
  {
    id: 'D02',
    name: 'a definer function without a search_path',
    statements: [`alter function ${definer} reset search_path`],
  },
  {
    id: 'D03',
    name: 'a definer function that looks into temporary tables first',
    statements: [`alter function ${definer} set search_path = pg_temp, public`],
  },
  { id: 'D04', name: 'a definer function for PUBLIC', statements: [`grant execute on function ${definer} to public`] },
  {
    id: 'D05',
    name: 'a function of administrators for everybody',
    statements: ['grant execute on function app.tenant_ids(uuid, integer) to app_user'],
  },
  {
    id: 'D06',
    name: 'a trigger that notifies',
    statements: [
      "create function app.spied() returns trigger language plpgsql as $$ begin perform pg_notify('spied', new.tenant_id::text); return null; end $$",
    ],
  },
  {
    id: 'D07',
    name: 'a definer function of a superuser that returns rows',
    statements: [
      'create function app.spied(of_tenant uuid) returns setof text language sql security definer set search_path = pg_catalog, public, pg_temp as $$ select t::text from public.orders t where t.tenant_id = of_tenant $$',
      'revoke all on function app.spied(uuid) from public',
      'grant execute on function app.spied(uuid) to app_user',
    ],
  },
]
