import { type DdlObject, pgDomain, pgFunction } from '../kernel/ddl.ts'
import { everyone } from './roles.ts'

/** Domains hold what a column type cannot: a scale that refuses instead of rounding, and no NaN. */
export const domains: readonly DdlObject[] = [
  pgDomain('mxn', 'numeric', `value <> 'NaN' and scale(value) <= 2 and abs(value) < 1e12`),
  pgDomain('mxn6', 'numeric', `value <> 'NaN' and scale(value) <= 6 and abs(value) < 1e12`),
  pgDomain('rate6', 'numeric', `scale(value) <= 6 and value between 0 and 1`),
]

export const sharedFunctions: readonly DdlObject[] = [
  pgFunction('app.uuid_v7', {
    returns: 'uuid',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    // RFC 9562: 48 bits of milliseconds, version 7, variant 10, the rest random. PostgreSQL has its own from 18 on.
    body: `
begin
  return pg_catalog.encode(
    pg_catalog.set_bit(
      pg_catalog.set_bit(
        pg_catalog.overlay(
          pg_catalog.uuid_send(pg_catalog.gen_random_uuid()),
          pg_catalog.substring(pg_catalog.int8send((extract(epoch from pg_catalog.clock_timestamp()) operator(pg_catalog.*) 1000)::pg_catalog.int8), 3),
          1, 6),
        52, 1),
      53, 1),
    'hex')::pg_catalog.uuid;
end`,
  }),
  pgFunction('app.uuid_v7_floor', {
    args: 'moment timestamptz',
    returns: 'uuid',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    phase: 'before',
    execute: everyone,
    // The smallest UUIDv7 of a moment: the bound between two partitions, and of a time range over a key.
    body: `select (lpad(to_hex(floor(extract(epoch from moment) * 1000)::int8), 12, '0') || '70008000000000000000')::uuid`,
  }),
  pgFunction('app.refuse_change', {
    returns: 'trigger',
    phase: 'before',
    body: `
begin
  raise exception using errcode = '42501', table = tg_table_name,
    message = format('%s refuses to change a row of %s', tg_name, tg_table_name);
end`,
  }),
  pgFunction('app.add_partition', {
    args: 'parent text, partition text, bounds text',
    returns: 'void',
    phase: 'before',
    // A partition queried by its own name ignores its parent's policies: it is guarded like the parent, without any
    // permissive policy, and nobody is granted anything on it.
    body: `
begin
  if to_regclass(format('public.%I', partition)) is null then
    execute format('create table public.%I partition of public.%I %s', partition, parent, bounds);
    execute format('alter table public.%I enable row level security', partition);
    execute format('alter table public.%I force row level security', partition);
    execute format('create policy %I on public.%I as restrictive for all to public using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))', partition || '_tenant', partition);
  end if;
end`,
  }),
  pgFunction('app.ensure_partitions', {
    returns: 'integer',
    security: 'definer',
    execute: ['app_admin'],
    // This period and the next three; rows outside every period fall into the default partition, so that a forgotten
    // maintenance run never stops an order. A period of which there are rows in it cannot have a partition any more: that is
    // said, and the others are made.
    body: `
declare
  t record;
  starts timestamptz;
  step interval;
  made integer := 0;
  partition text;
begin
  for t in select table_name, every from app_private.partitioned_tables order by table_name loop
    step := ('1 ' || t.every)::interval;
    for n in 0..3 loop
      starts := (date_trunc(t.every, now() at time zone 'UTC') + n * step) at time zone 'UTC';
      partition := t.table_name || '_p' || to_char(starts at time zone 'UTC', case t.every when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end);
      if to_regclass(format('public.%I', partition)) is null then
        begin
          perform app.add_partition(t.table_name, partition,
            format('for values from (%L) to (%L)', app.uuid_v7_floor(starts), app.uuid_v7_floor((starts at time zone 'UTC' + step) at time zone 'UTC')));
          made := made + 1;
        exception when check_violation then
          raise warning 'the partition % cannot be made: rows of its time are in the default partition of %', partition, t.table_name;
        end;
      end if;
    end loop;
  end loop;
  return made;
end`,
  }),
]
