-- role:app_owner
do $role$ begin
  create role app_owner nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null;
end $role$;
--> statement-breakpoint
do $grant$ begin
  if not pg_has_role(current_user, 'app_owner', 'usage') then
    execute format('grant app_owner to %I', current_user);
  end if;
end $grant$;
--> statement-breakpoint
-- role:app_user
do $role$ begin
  create role app_user nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
exception when duplicate_object or unique_violation then null;
end $role$;
--> statement-breakpoint
-- role:app_admin
do $role$ begin
  create role app_admin nologin nosuperuser nocreatedb nocreaterole bypassrls;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    begin
      create role app_admin nologin nosuperuser nocreatedb nocreaterole;
    exception when duplicate_object or unique_violation then null;
    end;
end $role$;
--> statement-breakpoint
-- schema:app
create schema if not exists app authorization app_owner;
--> statement-breakpoint
grant usage on schema app to app_user, app_admin;
--> statement-breakpoint
-- schema:app_private
create schema if not exists app_private authorization app_owner;
--> statement-breakpoint
-- grant:database
revoke create on schema public from public;
--> statement-breakpoint
grant usage, create on schema public to app_owner;
--> statement-breakpoint
grant usage on schema public to app_user, app_admin;
--> statement-breakpoint
do $revoke$ begin
  execute format('revoke temporary on database %I from public', current_database());
end $revoke$;
--> statement-breakpoint
-- grant:pg_catalog
do $revoke$ declare f regprocedure; begin
  for f in
    select p.oid::regprocedure from pg_catalog.pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and (p.proname in ('set_config', 'pg_terminate_backend', 'pg_cancel_backend', 'loread', 'lowrite') or p.proname like 'lo\_%')
    order by 1
  loop
    execute format('revoke execute on function %s from public', f);
  end loop;
  grant execute on function pg_catalog.set_config(text, text, boolean) to app_owner;
exception when insufficient_privilege then
  raise warning 'privileges of PUBLIC on pg_catalog stay: use the strict context on this server';
end $revoke$;
--> statement-breakpoint
SET LOCAL ROLE app_owner;
--> statement-breakpoint
-- domain:mxn
create domain mxn as numeric constraint mxn_valid check (value <> 'NaN' and scale(value) <= 2 and abs(value) < 1e12);
--> statement-breakpoint
-- domain:mxn6
create domain mxn6 as numeric constraint mxn6_valid check (value <> 'NaN' and scale(value) <= 6 and abs(value) < 1e12);
--> statement-breakpoint
-- domain:rate6
create domain rate6 as numeric constraint rate6_valid check (scale(value) <= 6 and value between 0 and 1);
--> statement-breakpoint
-- domain:week_minutes
create domain week_minutes as int4multirange constraint week_minutes_valid check (not isempty(value) and value <@ '{[0,10080)}'::int4multirange);
--> statement-breakpoint
-- domain:day_minutes
create domain day_minutes as int4multirange constraint day_minutes_valid check (value <@ '{[0,2880)}'::int4multirange
    and (isempty((value * '{[1440,2880)}'::int4multirange)) or (value @> 1439 and lower((value * '{[1440,2880)}'::int4multirange)) = 1440 and (value * '{[1440,2880)}'::int4multirange) = int4multirange(range_merge((value * '{[1440,2880)}'::int4multirange))))));
--> statement-breakpoint
-- domain:stock_quantity
create domain stock_quantity as numeric constraint stock_quantity_valid check (value <> 'NaN' and scale(value) <= 3 and abs(value) < 1e9);
--> statement-breakpoint
-- function:app.strict
create or replace function app.strict() returns boolean
  language sql immutable parallel safe security invoker
  as $body$
select false
$body$;
--> statement-breakpoint
revoke all on function app.strict() from public;
--> statement-breakpoint
grant execute on function app.strict() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.verified
create or replace function app.verified(token text, at timestamptz) returns boolean
  language plpgsql stable parallel safe security definer
  as $body$
declare
  signed constant bytea := pg_catalog.convert_to(token, 'UTF8');
  given text;
  made text;
  key integer;
  inner_pad bytea;
  outer_pad bytea;
  valid_until timestamptz;
begin
  if pg_catalog.length(signed) operator(pg_catalog.=) 151 then
    key := ((pg_catalog.get_byte(signed, 64) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 65)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 66)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 67) operator(pg_catalog.-) 53328;
    select k.key_id, k.inner_pad, k.outer_pad, k.valid_until_at into key, inner_pad, outer_pad, valid_until
    from app_private.context_keys k where k.key_id operator(pg_catalog.=) key;
    if found and (valid_until is null or valid_until operator(pg_catalog.>) at) then
      given := pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 1, 64), 'escape');
      made := pg_catalog.encode(pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.sha256(inner_pad operator(pg_catalog.||) pg_catalog.substr(signed, 65))), 'hex');
      if (case when pg_catalog.hashtextextended(made collate pg_catalog."C", 0) operator(pg_catalog.=) pg_catalog.hashtextextended(given collate pg_catalog."C", 0) then made operator(pg_catalog.=) given else false end) then
        if pg_catalog.to_timestamp(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 69, 10), 'escape')::pg_catalog.float8) operator(pg_catalog.>=) at then
          return true;
        end if;
        raise exception using errcode = '42501', constraint = 'app_context_expired', message = 'the tenant context is past its expiry';
      end if;
    elsif pg_catalog.translate(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 65, 14), 'escape'), '0123456789', '') operator(pg_catalog.=) '' then
      raise exception using errcode = '42501', constraint = 'app_context_key_unknown', message = 'the tenant context is signed with an unknown key';
    end if;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the tenant context is malformed, or its signature does not hold';
end
$body$;
--> statement-breakpoint
revoke all on function app.verified(text, timestamptz) from public;
--> statement-breakpoint
grant execute on function app.verified(text, timestamptz) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.enter
create or replace function app.enter(token text) returns void
  language plpgsql volatile security definer
  as $body$
declare
  signed constant bytea := pg_catalog.convert_to(token, 'UTF8');
  given text;
  made text;
  key integer;
  inner_pad bytea;
  outer_pad bytea;
  valid_until timestamptz;
begin
  if pg_catalog.current_setting('app.context', true) operator(pg_catalog.<>) '' then
    raise exception using errcode = '42501', constraint = 'app_context_already_set', message = 'the transaction has its tenant already';
  end if;
  if pg_catalog.length(signed) operator(pg_catalog.=) 151 then
    key := ((pg_catalog.get_byte(signed, 64) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 65)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 66)) operator(pg_catalog.*) 10 operator(pg_catalog.+) pg_catalog.get_byte(signed, 67) operator(pg_catalog.-) 53328;
    select k.key_id, k.inner_pad, k.outer_pad, k.valid_until_at into key, inner_pad, outer_pad, valid_until
    from app_private.context_keys k where k.key_id operator(pg_catalog.=) key;
    if found and (valid_until is null or valid_until operator(pg_catalog.>) pg_catalog.clock_timestamp()) then
      given := pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 1, 64), 'escape');
      made := pg_catalog.encode(pg_catalog.sha256(outer_pad operator(pg_catalog.||) pg_catalog.sha256(inner_pad operator(pg_catalog.||) pg_catalog.substr(signed, 65))), 'hex');
      if (case when pg_catalog.hashtextextended(made collate pg_catalog."C", 0) operator(pg_catalog.=) pg_catalog.hashtextextended(given collate pg_catalog."C", 0) then made operator(pg_catalog.=) given else false end) then
        if pg_catalog.to_timestamp(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 69, 10), 'escape')::pg_catalog.float8) operator(pg_catalog.>=) pg_catalog.clock_timestamp() then
          perform pg_catalog.set_config('app.context', token, true);
          return;
        end if;
        raise exception using errcode = '42501', constraint = 'app_context_expired', message = 'the tenant context is past its expiry';
      end if;
    elsif pg_catalog.translate(pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 65, 14), 'escape'), '0123456789', '') operator(pg_catalog.=) '' then
      raise exception using errcode = '42501', constraint = 'app_context_key_unknown', message = 'the tenant context is signed with an unknown key';
    end if;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_invalid', message = 'the tenant context is malformed, or its signature does not hold';
end
$body$;
--> statement-breakpoint
revoke all on function app.enter(text) from public;
--> statement-breakpoint
grant execute on function app.enter(text) to app_user;
--> statement-breakpoint
-- function:app.tenant_id
create or replace function app.tenant_id() returns uuid
  language plpgsql stable parallel safe security invoker
  as $body$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 80, 36), 'escape')::pg_catalog.uuid;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$body$;
--> statement-breakpoint
revoke all on function app.tenant_id() from public;
--> statement-breakpoint
grant execute on function app.tenant_id() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.actor_id
create or replace function app.actor_id() returns uuid
  language plpgsql stable parallel safe security invoker
  as $body$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 116, 36), 'escape')::pg_catalog.uuid;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$body$;
--> statement-breakpoint
revoke all on function app.actor_id() from public;
--> statement-breakpoint
grant execute on function app.actor_id() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.actor_kind
create or replace function app.actor_kind() returns text
  language plpgsql stable parallel safe security invoker
  as $body$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return case pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 79, 1), 'escape') when 'c' then 'customer' when 's' then 'staff' when 'k' then 'courier' when 'v' then 'service' end;
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$body$;
--> statement-breakpoint
revoke all on function app.actor_kind() from public;
--> statement-breakpoint
grant execute on function app.actor_kind() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.actor
create or replace function app.actor() returns text
  language plpgsql stable parallel safe security invoker
  as $body$
declare
  token constant text := pg_catalog.current_setting('app.context', true);
begin
  if token operator(pg_catalog.<>) '' and (not app.strict() or app.verified(token, pg_catalog.transaction_timestamp())) then
    return app.actor_kind() operator(pg_catalog.||) ':' operator(pg_catalog.||) pg_catalog.encode(pg_catalog.substr(pg_catalog.convert_to(token, 'UTF8'), 116, 36), 'escape');
  end if;
  raise exception using errcode = '42501', constraint = 'app_context_missing', message = 'no tenant context: enter one first';
end
$body$;
--> statement-breakpoint
revoke all on function app.actor() from public;
--> statement-breakpoint
grant execute on function app.actor() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.uuid_v7
create or replace function app.uuid_v7() returns uuid
  language plpgsql volatile security invoker
  as $body$
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
end
$body$;
--> statement-breakpoint
revoke all on function app.uuid_v7() from public;
--> statement-breakpoint
grant execute on function app.uuid_v7() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.uuid_v7_floor
create or replace function app.uuid_v7_floor(moment timestamptz) returns uuid
  language sql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select (lpad(to_hex(floor(extract(epoch from moment) * 1000)::int8), 12, '0') || '70008000000000000000')::uuid
$body$;
--> statement-breakpoint
revoke all on function app.uuid_v7_floor(timestamptz) from public;
--> statement-breakpoint
grant execute on function app.uuid_v7_floor(timestamptz) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.refuse_change
create or replace function app.refuse_change() returns trigger
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  raise exception using errcode = '42501', table = tg_table_name,
    message = format('%s refuses to change a row of %s', tg_name, tg_table_name);
end
$body$;
--> statement-breakpoint
revoke all on function app.refuse_change() from public;
--> statement-breakpoint
-- function:app.add_partition
create or replace function app.add_partition(parent text, partition text, bounds text) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if to_regclass(format('public.%I', partition)) is null then
    execute format('create table public.%I partition of public.%I %s', partition, parent, bounds);
    execute format('alter table public.%I enable row level security', partition);
    execute format('alter table public.%I force row level security', partition);
    execute format('create policy %I on public.%I as restrictive for all to public using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()))', partition || '_tenant', partition);
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.add_partition(text, text, text) from public;
--> statement-breakpoint
-- function:app.auditor
create or replace function app.auditor() returns text
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return case when current_setting('app.context', true) <> '' then app.actor() else 'admin:' || session_user end;
end
$body$;
--> statement-breakpoint
revoke all on function app.auditor() from public;
--> statement-breakpoint
grant execute on function app.auditor() to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.fold
create or replace function app.fold(content text) returns text
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if octet_length(content) <> length(content) then
    content := translate(normalize(content, NFD), 'ØøĐđŁłÆæŒœ', 'OoDdLlAaOo');
    content := regexp_replace(content, '[\u0300-\u036f]', '', 'g');
  end if;
  return lower(content collate "C");
end
$body$;
--> statement-breakpoint
revoke all on function app.fold(text) from public;
--> statement-breakpoint
grant execute on function app.fold(text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.spanish_key
create or replace function app.spanish_key(content text) returns text
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  bare text := content;
  second text := '';
begin
  if octet_length(content) <> length(content) then
    content := replace(replace(replace(content, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
    content := replace(replace(content, 'Ø', 'O̸'), 'ø', 'o̸');
    content := replace(replace(normalize(content, NFD), 'ñ', 'ñ'), 'Ñ', 'Ñ');
    bare := regexp_replace(content, '[\u0300-\u036f]', '', 'g');
    second := rtrim(translate(regexp_replace(content, '[^\u0300-\u036f]', '0', 'g'), '̸̧̨́̀̆̂̌̊̈̋̃̇̄', '123456789ABCDE'), '0');
  end if;
  return translate(lower(replace(bare, 'Ñ', 'ñ') collate "C"), ' _-–—,;:!¡?¿.·''‘’"“”«»()[]{}@*/\&#%`^°+<=>|~$€0123456789abcdefghijklmnñopqrstuvwxyz', ' !"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqr')
    || chr(1) || second || chr(1) || rtrim(regexp_replace(regexp_replace(bare, '[^A-ZÑ]', '0', 'g'), '[A-ZÑ]', '1', 'g'), '0');
end
$body$;
--> statement-breakpoint
revoke all on function app.spanish_key(text) from public;
--> statement-breakpoint
grant execute on function app.spanish_key(text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.is_time_zone
create or replace function app.is_time_zone(name text) returns boolean
  language plpgsql immutable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform timestamptz '2026-01-01 00:00+00' at time zone name;
  return name like 'America/%';
exception when invalid_parameter_value then
  return false;
end
$body$;
--> statement-breakpoint
revoke all on function app.is_time_zone(text) from public;
--> statement-breakpoint
grant execute on function app.is_time_zone(text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.business_on
create or replace function app.business_on(moment timestamptz, time_zone text, cutoff_minutes integer) returns date
  language sql stable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select ((moment at time zone time_zone) - make_interval(mins => cutoff_minutes))::date
$body$;
--> statement-breakpoint
revoke all on function app.business_on(timestamptz, text, integer) from public;
--> statement-breakpoint
grant execute on function app.business_on(timestamptz, text, integer) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.local_instant
create or replace function app.local_instant(wall timestamp, zone text) returns timestamptz
  language plpgsql stable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  usual timestamptz := wall at time zone zone;
  day_before timestamptz := usual - interval '24 hours';
  earlier timestamptz := usual + ((usual at time zone zone - usual at time zone 'UTC') - (day_before at time zone zone - day_before at time zone 'UTC'));
begin
  return case when earlier < usual and earlier at time zone zone = wall then earlier else usual end;
end
$body$;
--> statement-breakpoint
revoke all on function app.local_instant(timestamp, text) from public;
--> statement-breakpoint
grant execute on function app.local_instant(timestamp, text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.week_minutes
create or replace function app.week_minutes(starts_minute integer, length_minutes integer) returns int4multirange
  language sql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select case
  when starts_minute is null or length_minutes is null then null
  when starts_minute + length_minutes <= 10080 then int4multirange(int4range(starts_minute, starts_minute + length_minutes))
  else int4multirange(int4range(starts_minute, 10080), int4range(0, starts_minute + length_minutes - 10080))
end
$body$;
--> statement-breakpoint
revoke all on function app.week_minutes(integer, integer) from public;
--> statement-breakpoint
grant execute on function app.week_minutes(integer, integer) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.week_contains
create or replace function app.week_contains(minutes int4multirange, moment timestamptz, zone text) returns boolean
  language plpgsql stable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  wall timestamp := date_trunc('minute', moment at time zone zone);
  minute_of_week integer := extract(epoch from wall - date_trunc('week', wall)) / 60;
  over_sunday integer := 0;
begin
  if minutes is null or moment is null or zone is null then
    return null;
  end if;
  if minutes @> 0 and minutes @> 10079 and minutes <> '{[0,10080)}' then
    over_sunday := (select upper(r) from unnest(minutes) r where lower(r) = 0);
  end if;
  return exists (
    select from unnest(minutes) r
    cross join (values (0), (10080)) v (week)
    cross join lateral (
      select (minute_of_week - lower(r) + 10260) % 10080 - 180 + v.week as since,
        upper(r) - lower(r) + case upper(r) when 10080 then over_sunday else 0 end as lasts
    ) m
    cross join lateral (select wall - make_interval(mins => m.since) as opens) w
    where not (over_sunday > 0 and lower(r) = 0) and m.since < m.lasts + 180
      and app.local_instant(w.opens, zone) <= moment
      and moment < app.local_instant(w.opens + make_interval(mins => m.lasts), zone)
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.week_contains(int4multirange, timestamptz, text) from public;
--> statement-breakpoint
grant execute on function app.week_contains(int4multirange, timestamptz, text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.brings
create or replace function app.brings(of_tenant uuid, of_order uuid, of_courier uuid) returns boolean
  language plpgsql stable security invoker
  as $body$
begin
  return exists (
    select from public.deliveries d
    where d.tenant_id operator(pg_catalog.=) of_tenant and d.order_id operator(pg_catalog.=) of_order
      and d.courier_id operator(pg_catalog.=) of_courier
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.brings(uuid, uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.brings(uuid, uuid, uuid) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.iva_base
create or replace function app.iva_base(total numeric, rate numeric) returns numeric
  language sql immutable parallel safe security invoker
  as $body$
select pg_catalog.round((total) * 1.00000000000000000000 / (1 + coalesce(rate, 0)), 6)
$body$;
--> statement-breakpoint
revoke all on function app.iva_base(numeric, numeric) from public;
--> statement-breakpoint
grant execute on function app.iva_base(numeric, numeric) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.iva_of
create or replace function app.iva_of(total numeric, rate numeric) returns numeric
  language sql immutable parallel safe security invoker
  as $body$
select pg_catalog.round(pg_catalog.round((total) * 1.00000000000000000000 / (1 + coalesce(rate, 0)), 6) * coalesce(rate, 0), 6)
$body$;
--> statement-breakpoint
revoke all on function app.iva_of(numeric, numeric) from public;
--> statement-breakpoint
grant execute on function app.iva_of(numeric, numeric) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.is_choice_quantity
create or replace function app.is_choice_quantity(quantity jsonb) returns boolean
  language sql immutable parallel safe security invoker
  as $body$
select case when pg_catalog.jsonb_typeof(quantity) = 'number'
    then quantity::numeric between 1 and 999 and pg_catalog.trunc(quantity::numeric) = quantity::numeric
    else false end
$body$;
--> statement-breakpoint
revoke all on function app.is_choice_quantity(jsonb) from public;
--> statement-breakpoint
grant execute on function app.is_choice_quantity(jsonb) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.selection_tally
create or replace function app.selection_tally(of_group jsonb, places integer[], quantities numeric[], paths text[], path text) returns table (total numeric, broken jsonb)
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  pricing constant text := of_group->>'pricing';
  free constant numeric := of_group->>'freeQuantity';
  defaults_charged constant boolean := of_group->>'defaultsCharged';
  min_selected constant numeric := of_group->>'minSelected';
  max_selected constant numeric := of_group->>'maxSelected';
  min_distinct constant numeric := of_group->>'minDistinct';
  max_distinct constant numeric := of_group->>'maxDistinct';
  known constant jsonb := jsonb_build_object('path', path, 'groupId', of_group->'id', 'groupName', of_group->'name');
  selected numeric;
  kinds numeric;
  sound boolean;
begin
  with units as (
    select u.place, sum(u.quantity) as quantity, min(u.n) as first
    from unnest(places, quantities) with ordinality as u (place, quantity, n) group by u.place
  ), options as (
    select u.*, o.value as option, (o.value->>'price')::numeric as price, (o.value->>'maxQuantity')::numeric as most,
      case when defaults_charged then u.quantity
        else greatest(0, u.quantity - (o.value->>'defaultQuantity')::numeric) end as charged
    from units u, lateral (select of_group->'options'->(u.place - 1) as value) o
  ), in_order as (
    -- how many charged units come before, for the free ones are the first
    select o.*, sum(o.charged) over (order by case pricing when 'free_dearest' then -o.price else o.price end, o.place)
      - o.charged as before
    from options o
  )
  select coalesce(sum(o.quantity), 0), count(*),
    coalesce(bool_and(coalesce(o.price >= 0 and o.price < 'Infinity' and scale(trim_scale(o.price)) <= 2, false)
      and num_nulls(o.most, o.option->>'defaultQuantity') = 0), true),
    coalesce(case pricing
      when 'sum' then sum(o.price * o.charged)
      when 'max' then max(o.price) filter (where o.charged > 0)
      -- half-up in whole numbers: a quotient of numeric is rounded already, and would be rounded twice
      when 'average' then div(200 * sum(o.price * o.charged) + sum(o.quantity), 2 * sum(o.quantity)) / 100.00
      else sum(o.price * (o.charged - least(o.charged, greatest(0, free - o.before))))
    end, 0),
    coalesce(jsonb_agg(known || jsonb_build_object('path', paths[o.first], 'code', 'too_many_of_option',
      'optionId', o.option->'id', 'optionName', o.option->'name', 'max', o.most, 'found', o.quantity)
      order by o.place) filter (where o.quantity > o.most), '[]')
  into selected, kinds, sound, total, broken
  from in_order o;

  if not sound or num_nulls(free, defaults_charged, min_selected, max_selected, min_distinct, max_distinct) > 0
    or pricing is null or pricing not in ('sum', 'max', 'average', 'free_cheapest', 'free_dearest')
  then
    raise exception using errcode = '22023', constraint = 'selection_item_valid', message = 'a group lacks its rules or prices';
  end if;
  broken := broken || (
    select coalesce(jsonb_agg(known || jsonb_build_object('code', v.code, 'min', v.min, 'max', v.max, 'found', v.found)
      order by v.place), '[]')
    from (values
      (1, 'too_few', min_selected, max_selected, selected, selected < min_selected),
      (2, 'too_many', min_selected, max_selected, selected, selected > max_selected),
      (3, 'too_few_distinct', min_distinct, max_distinct, kinds, kinds < min_distinct),
      (4, 'too_many_distinct', min_distinct, max_distinct, kinds, kinds > max_distinct)
    ) as v (place, code, min, max, found, holds)
    where v.holds);
  return next;
end
$body$;
--> statement-breakpoint
revoke all on function app.selection_tally(jsonb, integer[], numeric[], text[], text) from public;
--> statement-breakpoint
grant execute on function app.selection_tally(jsonb, integer[], numeric[], text[], text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.selection_outcome
create or replace function app.selection_outcome(groups jsonb, choices jsonb, path text, depth integer) returns table (total numeric, broken jsonb)
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  entry jsonb;
  of_group jsonb;
  of_option jsonb;
  group_place integer;
  option_place integer;
  at text;
  known jsonb;
  refused text;
  below record;
  inside numeric;
  tally record;
  group_places integer[] := '{}';
  option_places integer[] := '{}';
  quantities numeric[] := '{}';
  nested numeric[] := '{}';
  paths text[] := '{}';
begin
  total := 0;
  broken := '[]';
  if jsonb_typeof(groups) is distinct from 'array' then
    raise exception using errcode = '22023', constraint = 'selection_item_valid', message = 'no groups to choose from';
  end if;

  for entry, at in
    select c.value, format('%s[%s]', path, c.ordinality - 1)
    from jsonb_array_elements(coalesce(nullif(choices, 'null'), '[]')) with ordinality c order by c.ordinality
  loop
    select g.value, g.ordinality into of_group, group_place
    from jsonb_array_elements(groups) with ordinality g
    where g.value->'id' = entry->'groupId' order by g.ordinality limit 1;
    if not found then
      broken := broken || jsonb_build_object('code', 'unknown_group', 'path', at, 'groupId', entry->'groupId');
      continue;
    end if;
    known := jsonb_build_object('path', at, 'groupId', of_group->'id', 'groupName', of_group->'name');
    select o.value, o.ordinality into of_option, option_place
    from jsonb_array_elements(of_group->'options') with ordinality o
    where o.value->'id' = entry->'optionId' order by o.ordinality limit 1;
    if not found then
      broken := broken || (known || jsonb_build_object('code', 'unknown_option', 'optionId', entry->'optionId'));
      continue;
    end if;
    known := known || jsonb_build_object('optionId', of_option->'id', 'optionName', of_option->'name');

    refused := case
      when not app.is_choice_quantity(entry->'quantity') then 'bad_quantity'
      when (jsonb_array_length(of_option->'groups') = 0 or depth >= 4)
        and exists (select from unnest(group_places, option_places) as u (g, o) where u.g = group_place and u.o = option_place)
      then 'stands_twice'
    end;
    if refused is not null then
      broken := broken || (known || jsonb_build_object('code', refused));
    end if;
    if of_option->'available' is distinct from 'true' then
      broken := broken || (known || jsonb_build_object('code', 'sold_out'));
    end if;

    inside := 0;
    if depth < 4 then
      -- most options offer nothing, and a call costs more than this look
      if of_option->'groups' is distinct from '[]' or coalesce(nullif(entry->'choices', 'null'), '[]') <> '[]' then
        select * into below from app.selection_outcome(of_option->'groups', entry->'choices', at || '.choices', depth + 1);
        broken := broken || below.broken;
        inside := below.total;
      end if;
    elsif jsonb_array_length(coalesce(nullif(entry->'choices', 'null'), '[]')) > 0 then
      broken := broken || jsonb_build_object('code', 'too_deep', 'path', at || '.choices', 'max', 4);
    end if;
    if refused is null then
      group_places := group_places || group_place;
      option_places := option_places || option_place;
      quantities := quantities || (entry->>'quantity')::numeric;
      nested := nested || inside;
      paths := paths || at;
    end if;
  end loop;

  for of_group, group_place in
    select g.value, g.ordinality from jsonb_array_elements(groups) with ordinality g order by g.ordinality
  loop
    select * into tally from app.selection_tally(
      of_group,
      array(select o from unnest(group_places, option_places) with ordinality as u (g, o, n) where g = group_place order by n),
      array(select q from unnest(group_places, quantities) with ordinality as u (g, q, n) where g = group_place order by n),
      array(select p from unnest(group_places, paths) with ordinality as u (g, p, n) where g = group_place order by n),
      path);
    broken := broken || tally.broken;
    total := total + tally.total;
  end loop;
  total := total + coalesce((select sum(u.q * u.p) from unnest(quantities, nested) as u (q, p)), 0);
  return next;
end
$body$;
--> statement-breakpoint
revoke all on function app.selection_outcome(jsonb, jsonb, text, integer) from public;
--> statement-breakpoint
grant execute on function app.selection_outcome(jsonb, jsonb, text, integer) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.selection_violations
create or replace function app.selection_violations(item jsonb, choices jsonb) returns jsonb
  language sql immutable parallel safe security invoker
  as $body$
select broken from app.selection_outcome(item->'groups', choices, 'choices', 1)
$body$;
--> statement-breakpoint
revoke all on function app.selection_violations(jsonb, jsonb) from public;
--> statement-breakpoint
grant execute on function app.selection_violations(jsonb, jsonb) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.price_selection
create or replace function app.price_selection(item jsonb, choices jsonb) returns numeric
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  base constant numeric := item->>'price';
  outcome record;
begin
  if not coalesce(base >= 0 and base < 'Infinity' and scale(trim_scale(base)) <= 2, false) then
    raise exception using errcode = '22023', constraint = 'selection_item_valid', message = 'the item has no price';
  end if;
  select * into outcome from app.selection_outcome(item->'groups', choices, 'choices', 1);
  if outcome.broken <> '[]' then
    raise exception using errcode = '23514', constraint = 'selection_valid',
      message = 'the selection breaks rules of the menu', detail = outcome.broken::text;
  end if;
  return round(base + outcome.total, 2);
end
$body$;
--> statement-breakpoint
revoke all on function app.price_selection(jsonb, jsonb) from public;
--> statement-breakpoint
grant execute on function app.price_selection(jsonb, jsonb) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.refund_part
create or replace function app.refund_part(figure numeric, units_before integer, units_after integer, whole integer, scale integer) returns numeric
  language sql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select round(figure * units_after * 1.00000000000000000000 / whole, scale)
  - round(figure * units_before * 1.00000000000000000000 / whole, scale)
$body$;
--> statement-breakpoint
revoke all on function app.refund_part(numeric, integer, integer, integer, integer) from public;
--> statement-breakpoint
CREATE TABLE "admin_log" (
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"reason" text NOT NULL,
	"login" text DEFAULT session_user NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admin_log_pkey" PRIMARY KEY("id"),
	CONSTRAINT "admin_log_reason_says_something" CHECK (length(btrim("admin_log"."reason")) >= 8)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"actor" text DEFAULT app.auditor() NOT NULL,
	"action" text NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"column_names" text[] NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_log_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "audit_log_action_known" CHECK ("audit_log"."action" in ('insert', 'update', 'delete'))
) PARTITION BY RANGE (id);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "branch_tax_regions" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"branch_id" uuid NOT NULL,
	"region" text NOT NULL,
	"valid_from_on" date NOT NULL,
	"valid_to_on" date,
	CONSTRAINT "branch_tax_regions_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "branch_tax_regions_region_known" CHECK ("branch_tax_regions"."region" in ('north', 'south')),
	CONSTRAINT "branch_tax_regions_ends_after_it_begins" CHECK ("branch_tax_regions"."valid_to_on" >= "branch_tax_regions"."valid_from_on")
);
--> statement-breakpoint
ALTER TABLE "branch_tax_regions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "branches" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"day_cutoff_minutes" integer DEFAULT 0 NOT NULL,
	"iva_rate" "rate6" DEFAULT 0.16 NOT NULL,
	"delivery_fee" "mxn" DEFAULT 0 NOT NULL,
	"services" text[] DEFAULT '{"delivery","pickup","dine_in"}' NOT NULL,
	"phone" text,
	"street" text NOT NULL,
	"exterior_number" text NOT NULL,
	"interior_number" text,
	"cross_streets" text,
	"neighborhood" text NOT NULL,
	"municipality" text NOT NULL,
	"state" char(3) NOT NULL,
	"postal_code" char(5) NOT NULL,
	"directions" text,
	"longitude" numeric(9, 6) NOT NULL,
	"latitude" numeric(9, 6) NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "branches_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "branches_restaurant_id_key" UNIQUE("tenant_id","restaurant_id","id"),
	CONSTRAINT "branches_time_zone_known" CHECK (app.is_time_zone("branches"."time_zone")),
	CONSTRAINT "branches_cutoff_before_noon" CHECK ("branches"."day_cutoff_minutes" between 0 and 719),
	CONSTRAINT "branches_delivery_fee_not_negative" CHECK ("branches"."delivery_fee" >= 0),
	CONSTRAINT "branches_services_known" CHECK ("branches"."services" <@ array['delivery', 'pickup', 'dine_in']),
	CONSTRAINT "branches_services_once_each" CHECK (coalesce(array_ndims("branches"."services"), 0) = 1 and cardinality("branches"."services") = ('delivery' = any (services))::integer + ('pickup' = any (services))::integer + ('dine_in' = any (services))::integer),
	CONSTRAINT "branches_phone_is_e164_mx" CHECK ("branches"."phone" ~ '^[+]52[0-9]{10}$'),
	CONSTRAINT "branches_state_is_iso" CHECK ("branches"."state" ~ '^[A-Z]{3}$'),
	CONSTRAINT "branches_postal_code_is_5_digits" CHECK ("branches"."postal_code" ~ '^[0-9]{5}$'),
	CONSTRAINT "branches_location_in_mexico" CHECK ("branches"."longitude" between -118.7 and -86.5 and "branches"."latitude" between 14.3 and 32.9)
);
--> statement-breakpoint
ALTER TABLE "branches" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "cash_collections" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"payment_id" uuid NOT NULL,
	"method" text DEFAULT 'cash' NOT NULL,
	"membership_id" uuid,
	"due" "mxn" DEFAULT 0 NOT NULL,
	"rounding" "mxn" GENERATED ALWAYS AS (- (due % 0.05)) STORED NOT NULL,
	"collected" "mxn" NOT NULL,
	"change" "mxn" GENERATED ALWAYS AS (collected - due + due % 0.05) STORED NOT NULL,
	"change_for" "mxn" DEFAULT 0 NOT NULL,
	"collected_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cash_collections_pkey" PRIMARY KEY("tenant_id","payment_id"),
	CONSTRAINT "cash_collections_in_cash" CHECK ("cash_collections"."method" = 'cash'),
	CONSTRAINT "cash_collections_covers_due" CHECK ("cash_collections"."collected" >= "cash_collections"."due" - "cash_collections"."due" % 0.05),
	CONSTRAINT "cash_collections_in_coins" CHECK ("cash_collections"."collected" % 0.05 = 0),
	CONSTRAINT "cash_collections_change_was_brought" CHECK ("cash_collections"."collected" <= "cash_collections"."change_for")
);
--> statement-breakpoint
ALTER TABLE "cash_collections" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "cash_hand_ins" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"membership_id" uuid NOT NULL,
	"amount" "mxn" NOT NULL,
	"received_by" uuid,
	"idempotency_key" text NOT NULL,
	"handed_in_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cash_hand_ins_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cash_hand_ins_idempotency_key" UNIQUE("tenant_id","membership_id","idempotency_key"),
	CONSTRAINT "cash_hand_ins_amount_positive" CHECK ("cash_hand_ins"."amount" > 0),
	CONSTRAINT "cash_hand_ins_key_length" CHECK (length("cash_hand_ins"."idempotency_key") between 8 and 200),
	CONSTRAINT "cash_hand_ins_not_to_oneself" CHECK ("cash_hand_ins"."received_by" <> "cash_hand_ins"."membership_id")
);
--> statement-breakpoint
ALTER TABLE "cash_hand_ins" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "commission_terms" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"rate" "rate6" NOT NULL,
	"iva_rate" "rate6" DEFAULT 0.16 NOT NULL,
	"delivery_to" text DEFAULT 'platform' NOT NULL,
	"person" text,
	"rfc" text DEFAULT 'given' NOT NULL,
	"account" text DEFAULT 'mexican' NOT NULL,
	"valid_from_on" date NOT NULL,
	"valid_to_on" date,
	CONSTRAINT "commission_terms_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "commission_terms_ends_after_it_begins" CHECK ("commission_terms"."valid_to_on" >= "commission_terms"."valid_from_on"),
	CONSTRAINT "commission_terms_delivery_to_known" CHECK ("commission_terms"."delivery_to" in ('platform', 'restaurant')),
	CONSTRAINT "commission_terms_person_known" CHECK ("commission_terms"."person" in ('individual', 'entity')),
	CONSTRAINT "commission_terms_rfc_known" CHECK ("commission_terms"."rfc" in ('given', 'missing')),
	CONSTRAINT "commission_terms_account_known" CHECK ("commission_terms"."account" in ('mexican', 'abroad'))
);
--> statement-breakpoint
ALTER TABLE "commission_terms" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "app_private"."context_keys" (
	"key_id" integer NOT NULL,
	"inner_pad" "bytea" NOT NULL,
	"outer_pad" "bytea" NOT NULL,
	"valid_until_at" timestamp with time zone,
	CONSTRAINT "context_keys_pkey" PRIMARY KEY("key_id")
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"promotion_id" uuid NOT NULL,
	"by_code" boolean DEFAULT true NOT NULL,
	"code" text NOT NULL,
	"max_redemptions" integer,
	"redeemed" integer DEFAULT 0 NOT NULL,
	"valid_from_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_until_at" timestamp with time zone,
	CONSTRAINT "coupons_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "coupons_code_key" UNIQUE("tenant_id","code"),
	CONSTRAINT "coupons_of_a_promotion_by_code" CHECK ("coupons"."by_code"),
	CONSTRAINT "coupons_code_is_upper_case" CHECK ("coupons"."code" ~ '^[A-Z0-9Ñ-]{3,40}$'),
	CONSTRAINT "coupons_redeemed_within_max" CHECK ("coupons"."redeemed" >= 0 and "coupons"."redeemed" <= coalesce("coupons"."max_redemptions", 0)),
	CONSTRAINT "coupons_valid_from_before_until" CHECK ("coupons"."valid_from_at" < "coupons"."valid_until_at")
);
--> statement-breakpoint
ALTER TABLE "coupons" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "customers" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"display_name" text NOT NULL,
	"phone" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "customers_phone_key" UNIQUE("tenant_id","phone"),
	CONSTRAINT "customers_phone_is_e164_mx" CHECK ("customers"."phone" ~ '^[+]52[0-9]{10}$'),
	CONSTRAINT "customers_name_not_blank" CHECK (btrim("customers"."display_name") <> '')
);
--> statement-breakpoint
ALTER TABLE "customers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "dayparts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"minutes" "week_minutes" NOT NULL,
	CONSTRAINT "dayparts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "dayparts_name_key" UNIQUE("tenant_id","restaurant_id","name"),
	CONSTRAINT "dayparts_restaurant_id_key" UNIQUE("tenant_id","restaurant_id","id"),
	CONSTRAINT "dayparts_name_not_blank" CHECK (btrim("dayparts"."name") <> '')
);
--> statement-breakpoint
ALTER TABLE "dayparts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"courier_id" uuid,
	"status" text DEFAULT 'waiting' NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"event_seq" integer GENERATED ALWAYS AS (nullif(version, 0)) STORED,
	"ready_at" timestamp with time zone,
	CONSTRAINT "deliveries_pkey" PRIMARY KEY("tenant_id","order_id"),
	CONSTRAINT "deliveries_status_known" CHECK ("deliveries"."status" in ('waiting', 'assigned', 'picked_up', 'delivered', 'failed', 'called_off')),
	CONSTRAINT "deliveries_courier_while_somebody_brings_it" CHECK (("deliveries"."courier_id" is null) = ("deliveries"."status" in ('waiting', 'called_off'))),
	CONSTRAINT "deliveries_wait_without_event" CHECK (("deliveries"."version" = 0) = ("deliveries"."status" = 'waiting') and "deliveries"."version" >= 0)
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "delivery_events" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"previous_seq" integer GENERATED ALWAYS AS (nullif(seq - 1, 0)) STORED,
	"courier_id" uuid,
	"same_courier_id" uuid GENERATED ALWAYS AS (case when to_status in ('picked_up', 'delivered', 'failed') then courier_id end) STORED,
	"order_seq" integer,
	"order_status" text,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delivery_events_pkey" PRIMARY KEY("tenant_id","order_id","seq"),
	CONSTRAINT "delivery_events_to_status_key" UNIQUE("tenant_id","order_id","seq","to_status"),
	CONSTRAINT "delivery_events_courier_key" UNIQUE("tenant_id","order_id","seq","courier_id"),
	CONSTRAINT "delivery_events_first_from_waiting" CHECK (("delivery_events"."seq" = 1) = ("delivery_events"."from_status" = 'waiting')),
	CONSTRAINT "delivery_events_seq_counts" CHECK ("delivery_events"."seq" >= 1),
	CONSTRAINT "delivery_events_made_by_order" CHECK ((case to_status when 'picked_up' then order_status in ('on_the_way') when 'delivered' then order_status in ('delivered') when 'called_off' then order_status in ('rejected', 'cancelled') else order_status is null end) is true),
	CONSTRAINT "delivery_events_order_step_is_whole" CHECK (("delivery_events"."order_seq" is null) = ("delivery_events"."order_status" is null)),
	CONSTRAINT "delivery_events_courier_unless_called_off" CHECK (("delivery_events"."courier_id" is null) = ("delivery_events"."to_status" = 'called_off')),
	CONSTRAINT "delivery_events_courier_is_actor" CHECK ("delivery_events"."actor_kind" <> 'courier' or "delivery_events"."courier_id" = "delivery_events"."actor_id"),
	CONSTRAINT "delivery_events_failed_for_a_reason" CHECK ("delivery_events"."to_status" <> 'failed' or "delivery_events"."reason" <> ''),
	CONSTRAINT "delivery_events_reason_short" CHECK (length("delivery_events"."reason") <= 500)
);
--> statement-breakpoint
ALTER TABLE "delivery_events" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "delivery_transitions" (
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"actor_kind" text NOT NULL,
	CONSTRAINT "delivery_transitions_pkey" PRIMARY KEY("from_status","to_status","actor_kind")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"actor" text DEFAULT app.actor() NOT NULL,
	"verb" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"result_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("tenant_id","actor","verb","key"),
	CONSTRAINT "idempotency_keys_key_length" CHECK (length("idempotency_keys"."key") between 8 and 200),
	CONSTRAINT "idempotency_keys_hash_is_sha256" CHECK (length("idempotency_keys"."request_hash") = 32)
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "item_modifier_groups" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"min_selected" integer,
	"max_selected" integer,
	"min_distinct" integer,
	"max_distinct" integer,
	"free_quantity" integer,
	CONSTRAINT "item_modifier_groups_pkey" PRIMARY KEY("tenant_id","version_id","item_id","group_id"),
	CONSTRAINT "item_modifier_groups_position_key" UNIQUE("tenant_id","version_id","item_id","position"),
	CONSTRAINT "item_modifier_groups_all_or_none" CHECK (num_nulls("item_modifier_groups"."min_selected", "item_modifier_groups"."max_selected", "item_modifier_groups"."min_distinct", "item_modifier_groups"."max_distinct", "item_modifier_groups"."free_quantity") in (0, 5)),
	CONSTRAINT "item_modifier_groups_min_within_max" CHECK ("item_modifier_groups"."min_selected" between 0 and "item_modifier_groups"."max_selected" and "item_modifier_groups"."max_selected" between 1 and 50),
	CONSTRAINT "item_modifier_groups_distinct_min_within_max" CHECK ("item_modifier_groups"."min_distinct" between 0 and least("item_modifier_groups"."max_distinct", "item_modifier_groups"."max_selected") and "item_modifier_groups"."max_distinct" between 1 and 50),
	CONSTRAINT "item_modifier_groups_free_within_max" CHECK ("item_modifier_groups"."free_quantity" between 0 and "item_modifier_groups"."max_selected")
);
--> statement-breakpoint
ALTER TABLE "item_modifier_groups" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "item_option_prices" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"option_id" uuid NOT NULL,
	"price" "mxn" NOT NULL,
	CONSTRAINT "item_option_prices_pkey" PRIMARY KEY("tenant_id","version_id","item_id","option_id"),
	CONSTRAINT "item_option_prices_not_negative" CHECK ("item_option_prices"."price" >= 0)
);
--> statement-breakpoint
ALTER TABLE "item_option_prices" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "kitchen_slots" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"branch_id" uuid NOT NULL,
	"service" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"max_orders" integer NOT NULL,
	"max_units" integer,
	"max_amount" "mxn",
	"booked_orders" integer DEFAULT 0 NOT NULL,
	"booked_units" integer DEFAULT 0 NOT NULL,
	"booked_amount" "mxn" DEFAULT 0 NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "kitchen_slots_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "kitchen_slots_service_known" CHECK ("kitchen_slots"."service" in ('delivery', 'pickup', 'dine_in')),
	CONSTRAINT "kitchen_slots_within_a_day" CHECK ("kitchen_slots"."ends_at" > "kitchen_slots"."starts_at" and "kitchen_slots"."ends_at" <= "kitchen_slots"."starts_at" + interval '24 hours'),
	CONSTRAINT "kitchen_slots_orders_within_max" CHECK ("kitchen_slots"."booked_orders" between 0 and "kitchen_slots"."max_orders"),
	CONSTRAINT "kitchen_slots_units_within_max" CHECK ("kitchen_slots"."booked_units" between 0 and coalesce("kitchen_slots"."max_units", "kitchen_slots"."booked_units")),
	CONSTRAINT "kitchen_slots_amount_within_max" CHECK ("kitchen_slots"."booked_amount" between 0 and coalesce("kitchen_slots"."max_amount", "kitchen_slots"."booked_amount"))
);
--> statement-breakpoint
ALTER TABLE "kitchen_slots" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"kind" text NOT NULL,
	"restaurant_id" uuid,
	"membership_id" uuid,
	"provider" text,
	"owner" text GENERATED ALWAYS AS (coalesce(restaurant_id::text, membership_id::text, provider, '')) STORED NOT NULL,
	"debit" "mxn" DEFAULT 0 NOT NULL,
	"credit" "mxn" DEFAULT 0 NOT NULL,
	"balance" "mxn" GENERATED ALWAYS AS (debit - credit) STORED NOT NULL,
	"closed_through_on" date DEFAULT '-infinity' NOT NULL,
	CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "ledger_accounts_owner_key" UNIQUE("tenant_id","kind","owner"),
	CONSTRAINT "ledger_accounts_kind_known" CHECK ("ledger_accounts"."kind" in ('provider_clearing', 'courier_cash', 'till_cash', 'cash_rounding', 'bank', 'customer_payments', 'refunds_payable', 'restaurant_payable', 'member_payable', 'tip_pool', 'platform_revenue', 'delivery_revenue', 'commission_iva', 'isr_withheld', 'iva_withheld', 'promotions_cost', 'refunds_cost')),
	CONSTRAINT "ledger_accounts_owner_fits_kind" CHECK (("ledger_accounts"."kind" in ('restaurant_payable', 'tip_pool')) = ("ledger_accounts"."restaurant_id" is not null)
          and ("ledger_accounts"."kind" in ('courier_cash', 'member_payable')) = ("ledger_accounts"."membership_id" is not null)
          and ("ledger_accounts"."kind" = 'provider_clearing') = ("ledger_accounts"."provider" is not null)),
	CONSTRAINT "ledger_accounts_grow" CHECK ("ledger_accounts"."debit" >= 0 and "ledger_accounts"."credit" >= 0),
	CONSTRAINT "ledger_accounts_cash_is_held" CHECK ("ledger_accounts"."kind" <> 'courier_cash' or "ledger_accounts"."debit" >= "ledger_accounts"."credit")
);
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"journal_id" uuid NOT NULL,
	"entry_no" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"debit" "mxn" DEFAULT 0 NOT NULL,
	"credit" "mxn" DEFAULT 0 NOT NULL,
	"net" "mxn6" DEFAULT 0 NOT NULL,
	"iva" "mxn6" DEFAULT 0 NOT NULL,
	"booked_on" date NOT NULL,
	CONSTRAINT "ledger_entries_pkey" PRIMARY KEY("tenant_id","journal_id","entry_no"),
	CONSTRAINT "ledger_entries_reason_known" CHECK ("ledger_entries"."reason" in ('capture', 'rounding', 'hand_in', 'sale', 'platform_promotion', 'promotion', 'delivery', 'tip', 'commission', 'commission_iva', 'refund', 'repayment', 'isr', 'iva', 'payout')),
	CONSTRAINT "ledger_entries_debit_or_credit" CHECK ("ledger_entries"."debit" >= 0 and "ledger_entries"."credit" >= 0 and ("ledger_entries"."debit" > 0) <> ("ledger_entries"."credit" > 0)),
	CONSTRAINT "ledger_entries_number_counts" CHECK ("ledger_entries"."entry_no" >= 1)
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "ledger_journals" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"source" text NOT NULL,
	"order_id" uuid,
	"payment_id" uuid,
	"refund_id" uuid,
	"hand_in_id" uuid,
	"payout_id" uuid,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_journals_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "ledger_journals_capture_once" UNIQUE("tenant_id","payment_id"),
	CONSTRAINT "ledger_journals_refund_once" UNIQUE("tenant_id","refund_id","source"),
	CONSTRAINT "ledger_journals_hand_in_once" UNIQUE("tenant_id","hand_in_id"),
	CONSTRAINT "ledger_journals_payout_once" UNIQUE("tenant_id","payout_id"),
	CONSTRAINT "ledger_journals_source_known" CHECK ("ledger_journals"."source" in ('capture', 'delivery', 'refund', 'repayment', 'hand_in', 'payout')),
	CONSTRAINT "ledger_journals_names_what_happened" CHECK (("ledger_journals"."source" in ('capture', 'delivery', 'refund', 'repayment')) = ("ledger_journals"."order_id" is not null)
          and ("ledger_journals"."source" = 'capture') = ("ledger_journals"."payment_id" is not null)
          and ("ledger_journals"."source" in ('refund', 'repayment')) = ("ledger_journals"."refund_id" is not null)
          and ("ledger_journals"."source" = 'hand_in') = ("ledger_journals"."hand_in_id" is not null)
          and ("ledger_journals"."source" = 'payout') = ("ledger_journals"."payout_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "ledger_journals" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"display_name" text NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "memberships_user_role_key" UNIQUE("tenant_id","user_id","role"),
	CONSTRAINT "memberships_role_known" CHECK ("memberships"."role" in ('owner', 'manager', 'kitchen', 'counter', 'courier'))
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "menu_categories" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"menu_id" uuid NOT NULL,
	"parent_id" uuid,
	"parent_path" text,
	"position" integer NOT NULL,
	"path" text GENERATED ALWAYS AS (coalesce(parent_path, '') || lpad(position::text, 4, '0') || '/') STORED NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"daypart_id" uuid,
	CONSTRAINT "menu_categories_pkey" PRIMARY KEY("tenant_id","version_id","category_id"),
	CONSTRAINT "menu_categories_path_key" UNIQUE("tenant_id","version_id","path"),
	CONSTRAINT "menu_categories_place_key" UNIQUE("tenant_id","version_id","category_id","path"),
	CONSTRAINT "menu_categories_name_not_blank" CHECK (btrim("menu_categories"."name") <> ''),
	CONSTRAINT "menu_categories_position_counts" CHECK ("menu_categories"."position" between 0 and 9999),
	CONSTRAINT "menu_categories_parent_has_its_path" CHECK (("menu_categories"."parent_id" is null) = ("menu_categories"."parent_path" is null)),
	CONSTRAINT "menu_categories_five_levels" CHECK (length("menu_categories"."path") <= 25)
);
--> statement-breakpoint
ALTER TABLE "menu_categories" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "menu_items" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"menu_id" uuid NOT NULL,
	"kind" text GENERATED ALWAYS AS ('item') STORED NOT NULL,
	"category_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"price" "mxn" NOT NULL,
	"iva_class" text DEFAULT 'general' NOT NULL,
	"sat_product_key" char(8) DEFAULT '90101501' NOT NULL,
	"sat_unit_key" text DEFAULT 'E48' NOT NULL,
	"prep_minutes" integer DEFAULT 15 NOT NULL,
	"allergens" text[] DEFAULT '{}' NOT NULL,
	"images" text[] DEFAULT '{}' NOT NULL,
	"daypart_id" uuid,
	CONSTRAINT "menu_items_pkey" PRIMARY KEY("tenant_id","version_id","item_id"),
	CONSTRAINT "menu_items_position_key" UNIQUE("tenant_id","category_id","version_id","position"),
	CONSTRAINT "menu_items_position_counts" CHECK ("menu_items"."position" >= 0),
	CONSTRAINT "menu_items_name_not_blank" CHECK (btrim("menu_items"."name") <> ''),
	CONSTRAINT "menu_items_price_not_negative" CHECK ("menu_items"."price" >= 0),
	CONSTRAINT "menu_items_prep_within_a_day" CHECK ("menu_items"."prep_minutes" between 0 and 1440),
	CONSTRAINT "menu_items_iva_class_known" CHECK ("menu_items"."iva_class" in ('general', 'zero', 'exempt')),
	CONSTRAINT "menu_items_sat_product_is_8_digits" CHECK ("menu_items"."sat_product_key" ~ '^[0-9]{8}$'),
	CONSTRAINT "menu_items_sat_unit_is_a_key" CHECK ("menu_items"."sat_unit_key" ~ '^[A-Z0-9]{2,3}$'),
	CONSTRAINT "menu_items_allergens_named" CHECK (array_position("menu_items"."allergens", null) is null and not '' = any ("menu_items"."allergens") and cardinality("menu_items"."allergens") <= 30),
	CONSTRAINT "menu_items_images_are_addresses" CHECK (array_position("menu_items"."images", null) is null and array_to_string("menu_items"."images", ' ') ~ '^(https://[^ ]+( https://[^ ]+){0,9})?$')
);
--> statement-breakpoint
ALTER TABLE "menu_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "menu_placements" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"menu_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"live_from_at" timestamp with time zone NOT NULL,
	"live_until_at" timestamp with time zone,
	CONSTRAINT "menu_placements_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "menu_placements_channel_known" CHECK ("menu_placements"."channel" in ('app', 'web', 'kiosk', 'pos', 'partner')),
	CONSTRAINT "menu_placements_until_after_from" CHECK ("menu_placements"."live_until_at" > "menu_placements"."live_from_at")
);
--> statement-breakpoint
ALTER TABLE "menu_placements" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "app_private"."menu_search" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"name_key" text NOT NULL,
	"name_words" text[] NOT NULL,
	"name_stems" text[] NOT NULL,
	"category_words" text[] NOT NULL,
	"category_stems" text[] NOT NULL,
	"description_stems" text[] NOT NULL,
	"terms" text[] NOT NULL,
	CONSTRAINT "menu_search_pkey" PRIMARY KEY("tenant_id","version_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "menu_snapshots" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"document" text NOT NULL,
	"etag" text NOT NULL,
	CONSTRAINT "menu_snapshots_pkey" PRIMARY KEY("tenant_id","version_id")
);
--> statement-breakpoint
ALTER TABLE "menu_snapshots" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "menu_versions" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"menu_id" uuid NOT NULL,
	"number" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	CONSTRAINT "menu_versions_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "menu_versions_number_key" UNIQUE("tenant_id","menu_id","number"),
	CONSTRAINT "menu_versions_place_key" UNIQUE("tenant_id","restaurant_id","menu_id","id"),
	CONSTRAINT "menu_versions_number_counts" CHECK ("menu_versions"."number" >= 1),
	CONSTRAINT "menu_versions_status_known" CHECK ("menu_versions"."status" in ('draft', 'published', 'retired')),
	CONSTRAINT "menu_versions_published_unless_draft" CHECK (("menu_versions"."status" = 'draft') = ("menu_versions"."published_at" is null)),
	CONSTRAINT "menu_versions_retired_at_its_end" CHECK (("menu_versions"."status" = 'retired') = ("menu_versions"."retired_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "menu_versions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "menus" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "menus_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "menus_restaurant_id_key" UNIQUE("tenant_id","restaurant_id","id"),
	CONSTRAINT "menus_name_not_blank" CHECK (btrim("menus"."name") <> '')
);
--> statement-breakpoint
ALTER TABLE "menus" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "modifier_groups" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"menu_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"level" integer DEFAULT 1 NOT NULL,
	"min_selected" integer NOT NULL,
	"max_selected" integer NOT NULL,
	"min_distinct" integer DEFAULT 0 NOT NULL,
	"max_distinct" integer DEFAULT 50 NOT NULL,
	"free_quantity" integer DEFAULT 0 NOT NULL,
	"pricing" text DEFAULT 'sum' NOT NULL,
	"defaults_charged" boolean DEFAULT true NOT NULL,
	CONSTRAINT "modifier_groups_pkey" PRIMARY KEY("tenant_id","version_id","group_id"),
	CONSTRAINT "modifier_groups_key_key" UNIQUE("tenant_id","version_id","key"),
	CONSTRAINT "modifier_groups_level_key" UNIQUE("tenant_id","version_id","group_id","level"),
	CONSTRAINT "modifier_groups_key_not_blank" CHECK (btrim("modifier_groups"."key") <> '' and length("modifier_groups"."key") <= 100),
	CONSTRAINT "modifier_groups_name_not_blank" CHECK (btrim("modifier_groups"."name") <> ''),
	CONSTRAINT "modifier_groups_four_levels" CHECK ("modifier_groups"."level" between 1 and 4),
	CONSTRAINT "modifier_groups_min_within_max" CHECK ("modifier_groups"."min_selected" between 0 and "modifier_groups"."max_selected" and "modifier_groups"."max_selected" between 1 and 50),
	CONSTRAINT "modifier_groups_distinct_min_within_max" CHECK ("modifier_groups"."min_distinct" between 0 and least("modifier_groups"."max_distinct", "modifier_groups"."max_selected") and "modifier_groups"."max_distinct" between 1 and 50),
	CONSTRAINT "modifier_groups_free_within_max" CHECK ("modifier_groups"."free_quantity" between 0 and "modifier_groups"."max_selected"),
	CONSTRAINT "modifier_groups_free_by_strategy" CHECK ("modifier_groups"."free_quantity" = 0 or "modifier_groups"."pricing" in ('free_cheapest', 'free_dearest')),
	CONSTRAINT "modifier_groups_pricing_known" CHECK ("modifier_groups"."pricing" in ('sum', 'max', 'average', 'free_cheapest', 'free_dearest'))
);
--> statement-breakpoint
ALTER TABLE "modifier_groups" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "modifier_options" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"option_id" uuid NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"menu_id" uuid NOT NULL,
	"kind" text GENERATED ALWAYS AS ('option') STORED NOT NULL,
	"group_id" uuid NOT NULL,
	"level" integer DEFAULT 1 NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"price" "mxn" DEFAULT 0 NOT NULL,
	"max_quantity" integer DEFAULT 1 NOT NULL,
	"default_quantity" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "modifier_options_pkey" PRIMARY KEY("tenant_id","version_id","option_id"),
	CONSTRAINT "modifier_options_position_key" UNIQUE("tenant_id","version_id","group_id","position"),
	CONSTRAINT "modifier_options_name_key" UNIQUE("tenant_id","version_id","group_id","name"),
	CONSTRAINT "modifier_options_level_key" UNIQUE("tenant_id","version_id","option_id","level"),
	CONSTRAINT "modifier_options_position_counts" CHECK ("modifier_options"."position" >= 0),
	CONSTRAINT "modifier_options_name_not_blank" CHECK (btrim("modifier_options"."name") <> ''),
	CONSTRAINT "modifier_options_price_not_negative" CHECK ("modifier_options"."price" >= 0),
	CONSTRAINT "modifier_options_quantities" CHECK ("modifier_options"."max_quantity" between 1 and 50 and "modifier_options"."default_quantity" between 0 and "modifier_options"."max_quantity")
);
--> statement-breakpoint
ALTER TABLE "modifier_options" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "opening_hours" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"branch_id" uuid NOT NULL,
	"service" text NOT NULL,
	"starts_minute" integer NOT NULL,
	"length_minutes" integer NOT NULL,
	"minutes" "week_minutes" GENERATED ALWAYS AS (app.week_minutes(starts_minute, length_minutes)) STORED NOT NULL,
	CONSTRAINT "opening_hours_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "opening_hours_service_known" CHECK ("opening_hours"."service" in ('delivery', 'pickup', 'dine_in')),
	CONSTRAINT "opening_hours_starts_in_the_week" CHECK ("opening_hours"."starts_minute" between 0 and 10079),
	CONSTRAINT "opening_hours_within_a_day" CHECK ("opening_hours"."length_minutes" between 1 and 1440)
);
--> statement-breakpoint
ALTER TABLE "opening_hours" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "option_modifier_groups" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"option_id" uuid NOT NULL,
	"option_level" integer NOT NULL,
	"group_id" uuid NOT NULL,
	"group_level" integer NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "option_modifier_groups_pkey" PRIMARY KEY("tenant_id","version_id","option_id","group_id"),
	CONSTRAINT "option_modifier_groups_position_key" UNIQUE("tenant_id","version_id","option_id","position"),
	CONSTRAINT "option_modifier_groups_go_deeper" CHECK ("option_modifier_groups"."group_level" > "option_modifier_groups"."option_level")
);
--> statement-breakpoint
ALTER TABLE "option_modifier_groups" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_adjustments" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"adjustment_no" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"line_count" integer NOT NULL,
	"adjustment_count" integer NOT NULL,
	"kind" text NOT NULL,
	"promotion_id" uuid NOT NULL,
	"coupon_id" uuid,
	"name" text NOT NULL,
	"funded_by" text NOT NULL,
	"treatment" text NOT NULL,
	"stacking_group" text NOT NULL,
	"applies_to" text NOT NULL,
	"amount" "mxn" NOT NULL,
	"shares" "mxn"[] NOT NULL,
	CONSTRAINT "order_adjustments_pkey" PRIMARY KEY("tenant_id","order_id","adjustment_no"),
	CONSTRAINT "order_adjustments_group_key" UNIQUE("tenant_id","order_id","stacking_group"),
	CONSTRAINT "order_adjustments_number_within_count" CHECK ("order_adjustments"."adjustment_no" between 1 and "order_adjustments"."adjustment_count"),
	CONSTRAINT "order_adjustments_amount_positive" CHECK ("order_adjustments"."amount" > 0),
	CONSTRAINT "order_adjustments_coupon_has_its_code" CHECK (("order_adjustments"."kind" = 'coupon') = ("order_adjustments"."coupon_id" is not null)),
	CONSTRAINT "order_adjustments_kind_known" CHECK ("order_adjustments"."kind" in ('promotion', 'coupon')),
	CONSTRAINT "order_adjustments_funder_known" CHECK ("order_adjustments"."funded_by" in ('restaurant', 'platform')),
	CONSTRAINT "order_adjustments_treatment_known" CHECK ("order_adjustments"."treatment" in ('discount', 'third-party-payment')),
	CONSTRAINT "order_adjustments_applies_to_lines_or_delivery" CHECK ("order_adjustments"."applies_to" in ('lines', 'delivery')),
	CONSTRAINT "order_adjustments_shares_are_of_lines" CHECK (cardinality("order_adjustments"."shares") = case "order_adjustments"."applies_to" when 'lines' then "order_adjustments"."line_count" else 0 end and array_position("order_adjustments"."shares", null) is null),
	CONSTRAINT "order_adjustments_shares_not_negative" CHECK (0 <= all ("order_adjustments"."shares")),
	CONSTRAINT "order_adjustments_delivery_is_discounted" CHECK ("order_adjustments"."applies_to" = 'lines' or "order_adjustments"."treatment" = 'discount')
);
--> statement-breakpoint
ALTER TABLE "order_adjustments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_completions" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"to_status" text DEFAULT 'delivered' NOT NULL,
	"delivered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_completions_pkey" PRIMARY KEY("tenant_id","order_id"),
	CONSTRAINT "order_completions_customer_branch_key" UNIQUE("tenant_id","order_id","customer_id","branch_id"),
	CONSTRAINT "order_completions_are_deliveries" CHECK ("order_completions"."to_status" = 'delivered')
);
--> statement-breakpoint
ALTER TABLE "order_completions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_events" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"previous_seq" integer GENERATED ALWAYS AS (nullif(seq - 1, 0)) STORED,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_events_pkey" PRIMARY KEY("tenant_id","order_id","seq"),
	CONSTRAINT "order_events_to_status_key" UNIQUE("tenant_id","order_id","seq","to_status"),
	CONSTRAINT "order_events_first_is_placed" CHECK (("order_events"."seq" = 1) = ("order_events"."from_status" is null) and ("order_events"."seq" > 1 or "order_events"."to_status" = 'placed')),
	CONSTRAINT "order_events_customer_moves_own" CHECK ("order_events"."actor_kind" <> 'customer' or "order_events"."actor_id" = "order_events"."customer_id"),
	CONSTRAINT "order_events_seq_counts" CHECK ("order_events"."seq" >= 1),
	CONSTRAINT "order_events_reason_short" CHECK (length("order_events"."reason") <= 500)
) PARTITION BY RANGE (order_id);
--> statement-breakpoint
ALTER TABLE "order_events" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_folio_counters" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"branch_id" uuid NOT NULL,
	"business_on" date NOT NULL,
	"last_folio" integer NOT NULL,
	CONSTRAINT "order_folio_counters_pkey" PRIMARY KEY("tenant_id","branch_id","business_on"),
	CONSTRAINT "order_folio_counters_positive" CHECK ("order_folio_counters"."last_folio" >= 1)
);
--> statement-breakpoint
ALTER TABLE "order_folio_counters" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_item_modifiers" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"position" integer NOT NULL,
	"parent_position" integer,
	"customer_id" uuid NOT NULL,
	"option_id" uuid NOT NULL,
	"group_name" text NOT NULL,
	"option_name" text NOT NULL,
	"quantity" integer NOT NULL,
	"price" "mxn" NOT NULL,
	CONSTRAINT "order_item_modifiers_pkey" PRIMARY KEY("tenant_id","order_id","line_no","position"),
	CONSTRAINT "order_item_modifiers_parent_before" CHECK ("order_item_modifiers"."parent_position" < "order_item_modifiers"."position"),
	CONSTRAINT "order_item_modifiers_quantity_positive" CHECK ("order_item_modifiers"."quantity" between 1 and 50),
	CONSTRAINT "order_item_modifiers_price_not_negative" CHECK ("order_item_modifiers"."price" >= 0)
);
--> statement-breakpoint
ALTER TABLE "order_item_modifiers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_items" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"line_count" integer NOT NULL,
	"adjustment_count" integer NOT NULL,
	"menu_version_id" uuid NOT NULL,
	"menu_item_id" uuid NOT NULL,
	"name" text NOT NULL,
	"iva_class" text NOT NULL,
	"sat_product_key" text NOT NULL,
	"sat_unit_key" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price" "mxn" NOT NULL,
	"discount" "mxn" DEFAULT 0 NOT NULL,
	"paid_by_third" "mxn" DEFAULT 0 NOT NULL,
	"iva_rate" "rate6",
	"gross" "mxn" GENERATED ALWAYS AS (unit_price * quantity) STORED NOT NULL,
	"total" "mxn" GENERATED ALWAYS AS (unit_price * quantity - discount) STORED NOT NULL,
	"taxable" "mxn" GENERATED ALWAYS AS (unit_price * quantity - discount + paid_by_third) STORED NOT NULL,
	"iva_base" "mxn6" GENERATED ALWAYS AS (pg_catalog.round((unit_price * quantity - discount + paid_by_third) * 1.00000000000000000000 / (1 + coalesce(iva_rate, 0)), 6)) STORED NOT NULL,
	"iva" "mxn6" GENERATED ALWAYS AS (pg_catalog.round(pg_catalog.round((unit_price * quantity - discount + paid_by_third) * 1.00000000000000000000 / (1 + coalesce(iva_rate, 0)), 6) * coalesce(iva_rate, 0), 6)) STORED NOT NULL,
	CONSTRAINT "order_items_pkey" PRIMARY KEY("tenant_id","order_id","line_no"),
	CONSTRAINT "order_items_line_within_count" CHECK ("order_items"."line_no" between 1 and "order_items"."line_count"),
	CONSTRAINT "order_items_quantity_positive" CHECK ("order_items"."quantity" between 1 and 999),
	CONSTRAINT "order_items_price_not_negative" CHECK ("order_items"."unit_price" >= 0),
	CONSTRAINT "order_items_discount_within_line" CHECK ("order_items"."discount" between 0 and "order_items"."unit_price" * "order_items"."quantity"),
	CONSTRAINT "order_items_third_pays_of_discount" CHECK ("order_items"."paid_by_third" between 0 and "order_items"."discount"),
	CONSTRAINT "order_items_rate_fits_class" CHECK (("order_items"."iva_class" = 'exempt') = ("order_items"."iva_rate" is null) and ("order_items"."iva_class" <> 'zero' or "order_items"."iva_rate" = 0)),
	CONSTRAINT "order_items_iva_class_known" CHECK ("order_items"."iva_class" in ('general', 'zero', 'exempt'))
);
--> statement-breakpoint
ALTER TABLE "order_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_quotes" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"branch_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"service" text NOT NULL,
	"channel" text NOT NULL,
	"menu_id" uuid NOT NULL,
	"menu_version_id" uuid NOT NULL,
	"slot_id" uuid,
	"notes" text DEFAULT '' NOT NULL,
	"units" integer NOT NULL,
	"subtotal" "mxn" NOT NULL,
	"discount" "mxn" NOT NULL,
	"delivery_fee" "mxn" NOT NULL,
	"delivery_discount" "mxn" NOT NULL,
	"delivery_iva_rate" "rate6" NOT NULL,
	"tip" "mxn" NOT NULL,
	"iva" "mxn" NOT NULL,
	"total" "mxn" DEFAULT 0 NOT NULL,
	"document" jsonb NOT NULL,
	"product_ids" uuid[] DEFAULT '{}' NOT NULL,
	"price_ids" uuid[] DEFAULT '{}' NOT NULL,
	"hash" "bytea" DEFAULT '\x' NOT NULL,
	"quoted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_quotes_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "order_quotes_total_adds_up" CHECK ("order_quotes"."total" = "order_quotes"."subtotal" - "order_quotes"."discount" + "order_quotes"."delivery_fee" - "order_quotes"."delivery_discount" + "order_quotes"."tip"),
	CONSTRAINT "order_quotes_tip_not_negative" CHECK ("order_quotes"."tip" >= 0),
	CONSTRAINT "order_quotes_notes_short" CHECK (length("order_quotes"."notes") <= 500)
) PARTITION BY RANGE (id);
--> statement-breakpoint
ALTER TABLE "order_quotes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_settlements" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"delivered_on" date NOT NULL,
	"rate" "rate6" NOT NULL,
	"iva_rate" "rate6" NOT NULL,
	"delivery_to" text NOT NULL,
	"commission" "mxn" NOT NULL,
	"commission_iva" "mxn" NOT NULL,
	CONSTRAINT "order_settlements_pkey" PRIMARY KEY("tenant_id","order_id"),
	CONSTRAINT "order_settlements_commission_not_negative" CHECK ("order_settlements"."commission" >= 0 and "order_settlements"."commission_iva" >= 0),
	CONSTRAINT "order_settlements_delivery_to_known" CHECK ("order_settlements"."delivery_to" in ('platform', 'restaurant'))
);
--> statement-breakpoint
ALTER TABLE "order_settlements" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_transitions" (
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"actor_kind" text NOT NULL,
	CONSTRAINT "order_transitions_pkey" PRIMARY KEY("from_status","to_status","actor_kind")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"branch_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"service" text NOT NULL,
	"channel" text NOT NULL,
	"quote_id" uuid NOT NULL,
	"quote_hash" "bytea" NOT NULL,
	"slot_id" uuid,
	"status" text DEFAULT 'placed' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"business_on" date DEFAULT '-infinity' NOT NULL,
	"folio" integer DEFAULT 0 NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"line_count" integer NOT NULL,
	"adjustment_count" integer DEFAULT 0 NOT NULL,
	"units" integer NOT NULL,
	"subtotal" "mxn" NOT NULL,
	"discount" "mxn" DEFAULT 0 NOT NULL,
	"delivery_fee" "mxn" DEFAULT 0 NOT NULL,
	"delivery_discount" "mxn" DEFAULT 0 NOT NULL,
	"delivery_iva_rate" "rate6" DEFAULT 0.16 NOT NULL,
	"tip" "mxn" DEFAULT 0 NOT NULL,
	"iva" "mxn" NOT NULL,
	"total" "mxn" GENERATED ALWAYS AS (subtotal - discount + delivery_fee - delivery_discount + tip) STORED NOT NULL,
	"rounding_policy" text DEFAULT 'lines-6-totals-2' NOT NULL,
	"placed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"accept_by_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orders_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "orders_folio_key" UNIQUE("tenant_id","branch_id","business_on","folio"),
	CONSTRAINT "orders_quote_key" UNIQUE("tenant_id","quote_id"),
	CONSTRAINT "orders_customer_id_key" UNIQUE("tenant_id","id","customer_id"),
	CONSTRAINT "orders_counts_key" UNIQUE("tenant_id","id","customer_id","line_count","adjustment_count"),
	CONSTRAINT "orders_service_known" CHECK ("orders"."service" in ('delivery', 'pickup', 'dine_in')),
	CONSTRAINT "orders_channel_known" CHECK ("orders"."channel" in ('app', 'web', 'kiosk', 'pos', 'partner')),
	CONSTRAINT "orders_line_count_positive" CHECK ("orders"."line_count" between 1 and 200),
	CONSTRAINT "orders_adjustment_count_within_bounds" CHECK ("orders"."adjustment_count" between 0 and 20),
	CONSTRAINT "orders_units_at_least_lines" CHECK ("orders"."units" >= "orders"."line_count"),
	CONSTRAINT "orders_subtotal_not_negative" CHECK ("orders"."subtotal" >= 0),
	CONSTRAINT "orders_discount_within_subtotal" CHECK ("orders"."discount" between 0 and "orders"."subtotal"),
	CONSTRAINT "orders_delivery_fee_not_negative" CHECK ("orders"."delivery_fee" >= 0),
	CONSTRAINT "orders_delivery_fee_only_for_delivery" CHECK ("orders"."service" = 'delivery' or "orders"."delivery_fee" = 0),
	CONSTRAINT "orders_delivery_discount_within_fee" CHECK ("orders"."delivery_discount" between 0 and "orders"."delivery_fee"),
	CONSTRAINT "orders_tip_not_negative" CHECK ("orders"."tip" >= 0),
	CONSTRAINT "orders_iva_within_taxed_part" CHECK ("orders"."iva" between 0 and "orders"."subtotal" + "orders"."delivery_fee" - "orders"."delivery_discount"),
	CONSTRAINT "orders_rounding_policy_known" CHECK ("orders"."rounding_policy" in ('lines-6-totals-2')),
	CONSTRAINT "orders_notes_short" CHECK (length("orders"."notes") <= 500),
	CONSTRAINT "orders_folio_counts" CHECK ("orders"."folio" >= 1),
	CONSTRAINT "orders_quote_hash_is_sha256" CHECK (length("orders"."quote_hash") = 32),
	CONSTRAINT "orders_accept_by_after_placed" CHECK ("orders"."accept_by_at" > "orders"."placed_at")
);
--> statement-breakpoint
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"topic" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"payload" jsonb NOT NULL,
	"tx" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_pkey" PRIMARY KEY("tenant_id","tx","id"),
	CONSTRAINT "outbox_topic_is_dotted" CHECK ("outbox"."topic" ~ '^[a-z]+([.][a-z_]+)+$')
) PARTITION BY RANGE (id);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "app_private"."partitioned_tables" (
	"table_name" text NOT NULL,
	"every" text NOT NULL,
	CONSTRAINT "partitioned_tables_pkey" PRIMARY KEY("table_name")
);
--> statement-breakpoint
CREATE TABLE "payment_events" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"payment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"method" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"previous_seq" integer GENERATED ALWAYS AS (nullif(seq - 1, 0)) STORED,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_events_pkey" PRIMARY KEY("tenant_id","payment_id","seq"),
	CONSTRAINT "payment_events_to_status_key" UNIQUE("tenant_id","payment_id","seq","to_status"),
	CONSTRAINT "payment_events_first_is_intended" CHECK (("payment_events"."seq" = 1) = ("payment_events"."from_status" is null) and ("payment_events"."seq" > 1 or "payment_events"."to_status" = 'intended')),
	CONSTRAINT "payment_events_seq_counts" CHECK ("payment_events"."seq" >= 1)
);
--> statement-breakpoint
ALTER TABLE "payment_events" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "payment_transitions" (
	"method" text NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"actor_kind" text NOT NULL,
	CONSTRAINT "payment_transitions_pkey" PRIMARY KEY("method","from_status","to_status","actor_kind")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"method" text NOT NULL,
	"provider" text,
	"provider_ref" text,
	"idempotency_key" text NOT NULL,
	"status" text DEFAULT 'intended' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"amount" "mxn" DEFAULT 0 NOT NULL,
	"authorized" "mxn" DEFAULT 0 NOT NULL,
	"captured" "mxn" DEFAULT 0 NOT NULL,
	"refunded" "mxn" DEFAULT 0 NOT NULL,
	"change_for" "mxn",
	"capture_requested_at" timestamp with time zone,
	"void_requested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "payments_idempotency_key" UNIQUE("tenant_id","order_id","idempotency_key"),
	CONSTRAINT "payments_provider_ref_key" UNIQUE("tenant_id","provider","provider_ref"),
	CONSTRAINT "payments_method_key" UNIQUE("tenant_id","id","method"),
	CONSTRAINT "payments_order_id_key" UNIQUE("tenant_id","id","order_id","customer_id"),
	CONSTRAINT "payments_method_known" CHECK ("payments"."method" in ('card', 'cash', 'spei', 'wallet')),
	CONSTRAINT "payments_status_known" CHECK ("payments"."status" in ('intended', 'authorized', 'captured', 'voided', 'declined', 'expired')),
	CONSTRAINT "payments_amount_positive" CHECK ("payments"."amount" > 0),
	CONSTRAINT "payments_authorized_within_amount" CHECK ("payments"."authorized" between 0 and "payments"."amount"),
	CONSTRAINT "payments_captured_within_authorized" CHECK ("payments"."captured" between 0 and "payments"."authorized"),
	CONSTRAINT "payments_refunded_within_captured" CHECK ("payments"."refunded" between 0 and "payments"."captured"),
	CONSTRAINT "payments_in_full" CHECK ("payments"."authorized" in (0, "payments"."amount") and "payments"."captured" in (0, "payments"."amount")),
	CONSTRAINT "payments_cash_is_taken_at_once" CHECK ("payments"."method" <> 'cash' or "payments"."authorized" = "payments"."captured"),
	CONSTRAINT "payments_status_says_captured" CHECK (("payments"."status" = 'captured') = ("payments"."captured" > 0)),
	CONSTRAINT "payments_status_says_authorized" CHECK ("payments"."status" <> 'intended' or "payments"."authorized" = 0),
	CONSTRAINT "payments_provider_unless_cash" CHECK (("payments"."method" = 'cash') = ("payments"."provider" is null)),
	CONSTRAINT "payments_provider_is_a_name" CHECK ("payments"."provider" ~ '^[a-z][a-z0-9_-]{0,39}$'),
	CONSTRAINT "payments_provider_ref_of_provider" CHECK ("payments"."provider_ref" is null or "payments"."provider" is not null),
	CONSTRAINT "payments_provider_ref_short" CHECK (length("payments"."provider_ref") between 1 and 200),
	CONSTRAINT "payments_change_for_cash" CHECK ("payments"."change_for" is null or "payments"."method" = 'cash'),
	CONSTRAINT "payments_change_for_covers_amount" CHECK ("payments"."change_for" >= "payments"."amount" - "payments"."amount" % 0.05),
	CONSTRAINT "payments_capture_or_void" CHECK ("payments"."capture_requested_at" is null or "payments"."void_requested_at" is null),
	CONSTRAINT "payments_key_length" CHECK (length("payments"."idempotency_key") between 8 and 200)
);
--> statement-breakpoint
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "payouts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"restaurant_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"carried_in" "mxn" NOT NULL,
	"sales" "mxn" NOT NULL,
	"platform_promotions" "mxn" NOT NULL,
	"promotions" "mxn" NOT NULL,
	"delivery" "mxn" NOT NULL,
	"refunds" "mxn" NOT NULL,
	"commission" "mxn" NOT NULL,
	"commission_iva" "mxn" NOT NULL,
	"income" "mxn6" NOT NULL,
	"iva_charged" "mxn6" NOT NULL,
	"isr_withheld" "mxn" NOT NULL,
	"iva_withheld" "mxn" NOT NULL,
	"due" "mxn" GENERATED ALWAYS AS (carried_in + sales + platform_promotions - promotions + delivery - refunds - commission - commission_iva - isr_withheld - iva_withheld) STORED NOT NULL,
	"amount" "mxn" GENERATED ALWAYS AS (greatest(carried_in + sales + platform_promotions - promotions + delivery - refunds - commission - commission_iva - isr_withheld - iva_withheld, 0)) STORED NOT NULL,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payouts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "payouts_to_from_on" CHECK ("payouts"."to_on" >= "payouts"."from_on"),
	CONSTRAINT "payouts_withheld_not_negative" CHECK ("payouts"."isr_withheld" >= 0 and "payouts"."iva_withheld" >= 0)
);
--> statement-breakpoint
ALTER TABLE "payouts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "product_prices" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"menu_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"branch_id" uuid,
	"channel" text,
	"service" text,
	"price" "mxn" NOT NULL,
	"valid_from_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_until_at" timestamp with time zone,
	CONSTRAINT "product_prices_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "product_prices_not_negative" CHECK ("product_prices"."price" >= 0),
	CONSTRAINT "product_prices_channel_known" CHECK ("product_prices"."channel" in ('app', 'web', 'kiosk', 'pos', 'partner')),
	CONSTRAINT "product_prices_service_known" CHECK ("product_prices"."service" in ('delivery', 'pickup', 'dine_in')),
	CONSTRAINT "product_prices_until_after_from" CHECK ("product_prices"."valid_until_at" > "product_prices"."valid_from_at")
);
--> statement-breakpoint
ALTER TABLE "product_prices" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "products" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"menu_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sku" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "products_sku_key" UNIQUE("tenant_id","menu_id","sku"),
	CONSTRAINT "products_menu_id_key" UNIQUE("tenant_id","menu_id","id"),
	CONSTRAINT "products_kind_key" UNIQUE("tenant_id","menu_id","id","kind"),
	CONSTRAINT "products_kind_known" CHECK ("products"."kind" in ('item', 'option')),
	CONSTRAINT "products_sku_is_a_code" CHECK (case "products"."kind" when 'item' then "products"."sku" ~ '^[A-Z0-9-]{3,20}$' else btrim("products"."sku") <> '' and length("products"."sku") <= 301 end)
);
--> statement-breakpoint
ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "promotion_branches" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"promotion_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	CONSTRAINT "promotion_branches_pkey" PRIMARY KEY("tenant_id","promotion_id","branch_id")
);
--> statement-breakpoint
ALTER TABLE "promotion_branches" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "promotion_customers" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"promotion_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"per_customer_limit" integer NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "promotion_customers_pkey" PRIMARY KEY("tenant_id","promotion_id","customer_id"),
	CONSTRAINT "promotion_customers_used_within_limit" CHECK ("promotion_customers"."used" between 0 and "promotion_customers"."per_customer_limit")
);
--> statement-breakpoint
ALTER TABLE "promotion_customers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "promotion_items" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"promotion_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	CONSTRAINT "promotion_items_pkey" PRIMARY KEY("tenant_id","promotion_id","item_id")
);
--> statement-breakpoint
ALTER TABLE "promotion_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "promotions" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"percent_off" "rate6",
	"amount_off" "mxn",
	"buy_quantity" integer,
	"get_quantity" integer,
	"max_discount" "mxn",
	"min_subtotal" "mxn" DEFAULT 0 NOT NULL,
	"first_order_only" boolean DEFAULT false NOT NULL,
	"channels" text[],
	"services" text[],
	"windows" "week_minutes",
	"valid_from_at" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_until_at" timestamp with time zone,
	"stacking_group" text NOT NULL,
	"priority" integer DEFAULT 100 NOT NULL,
	"funded_by" text NOT NULL,
	"treatment" text DEFAULT 'discount' NOT NULL,
	"by_code" boolean DEFAULT false NOT NULL,
	"max_redemptions" integer,
	"redeemed" integer DEFAULT 0 NOT NULL,
	"budget" "mxn",
	"spent" "mxn" DEFAULT 0 NOT NULL,
	"per_customer_limit" integer,
	"archived_at" timestamp with time zone,
	CONSTRAINT "promotions_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "promotions_limit_key" UNIQUE("tenant_id","id","per_customer_limit"),
	CONSTRAINT "promotions_by_code_key" UNIQUE("tenant_id","id","by_code"),
	CONSTRAINT "promotions_name_not_blank" CHECK (btrim("promotions"."name") <> '' and length("promotions"."name") <= 100),
	CONSTRAINT "promotions_kind_known" CHECK ("promotions"."kind" in ('percent', 'amount', 'free_delivery', 'buy_x_get_y')),
	CONSTRAINT "promotions_kind_has_its_values" CHECK (("promotions"."kind" in ('percent', 'buy_x_get_y')) = ("promotions"."percent_off" is not null) and ("promotions"."kind" = 'amount') = ("promotions"."amount_off" is not null) and ("promotions"."kind" = 'buy_x_get_y') = ("promotions"."buy_quantity" is not null) and ("promotions"."kind" = 'buy_x_get_y') = ("promotions"."get_quantity" is not null)),
	CONSTRAINT "promotions_value_positive" CHECK (coalesce("promotions"."percent_off", "promotions"."amount_off", 1) > 0),
	CONSTRAINT "promotions_quantities_count" CHECK ("promotions"."buy_quantity" between 1 and 99 and "promotions"."get_quantity" between 1 and 99),
	CONSTRAINT "promotions_max_discount_positive" CHECK ("promotions"."max_discount" > 0),
	CONSTRAINT "promotions_amount_is_its_own_maximum" CHECK ("promotions"."kind" <> 'amount' or "promotions"."max_discount" is null),
	CONSTRAINT "promotions_minimum_not_negative" CHECK ("promotions"."min_subtotal" >= 0),
	CONSTRAINT "promotions_channels_known" CHECK ("promotions"."channels" <@ array['app', 'web', 'kiosk', 'pos', 'partner'] and cardinality("promotions"."channels") > 0),
	CONSTRAINT "promotions_services_known" CHECK ("promotions"."services" <@ array['delivery', 'pickup', 'dine_in'] and cardinality("promotions"."services") > 0),
	CONSTRAINT "promotions_valid_from_before_until" CHECK ("promotions"."valid_from_at" < "promotions"."valid_until_at"),
	CONSTRAINT "promotions_stacking_group_is_a_word" CHECK ("promotions"."stacking_group" ~ '^[a-z0-9-]{1,40}$'),
	CONSTRAINT "promotions_priority_within_bounds" CHECK ("promotions"."priority" between 0 and 9999),
	CONSTRAINT "promotions_funder_known" CHECK ("promotions"."funded_by" in ('restaurant', 'platform')),
	CONSTRAINT "promotions_treatment_known" CHECK ("promotions"."treatment" in ('discount', 'third-party-payment')),
	CONSTRAINT "promotions_third_party_pays_for_food" CHECK ("promotions"."treatment" = 'discount' or ("promotions"."funded_by" = 'platform' and "promotions"."kind" <> 'free_delivery')),
	CONSTRAINT "promotions_redeemed_within_max" CHECK ("promotions"."redeemed" >= 0 and "promotions"."redeemed" <= coalesce("promotions"."max_redemptions", 0)),
	CONSTRAINT "promotions_spent_within_budget" CHECK ("promotions"."spent" >= 0 and "promotions"."spent" <= coalesce("promotions"."budget", 0)),
	CONSTRAINT "promotions_per_customer_limit_counts" CHECK ("promotions"."per_customer_limit" >= 1),
	CONSTRAINT "promotions_first_order_is_once" CHECK (not "promotions"."first_order_only" or coalesce("promotions"."per_customer_limit" = 1, false))
);
--> statement-breakpoint
ALTER TABLE "promotions" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "provider_events" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"provider" text NOT NULL,
	"provider_event_id" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"refund_id" uuid,
	"news" text NOT NULL,
	"amount" "mxn",
	"outcome" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_events_pkey" PRIMARY KEY("tenant_id","provider","provider_event_id"),
	CONSTRAINT "provider_events_news_known" CHECK ("provider_events"."news" in ('authorized', 'captured', 'voided', 'declined', 'expired', 'refunded', 'refund-failed')),
	CONSTRAINT "provider_events_outcome_known" CHECK ("provider_events"."outcome" in ('applied', 'known', 'refused')),
	CONSTRAINT "provider_events_refund_named" CHECK (("provider_events"."news" in ('refunded', 'refund-failed')) = ("provider_events"."refund_id" is not null)),
	CONSTRAINT "provider_events_amount_positive" CHECK ("provider_events"."amount" > 0),
	CONSTRAINT "provider_events_id_short" CHECK (length("provider_events"."provider_event_id") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "provider_events" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "published_items" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"version_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"category" text NOT NULL,
	"sku" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"price" "mxn" NOT NULL,
	"document" jsonb NOT NULL,
	CONSTRAINT "published_items_pkey" PRIMARY KEY("tenant_id","version_id","item_id"),
	CONSTRAINT "published_items_place_key" UNIQUE("tenant_id","version_id","place")
);
--> statement-breakpoint
ALTER TABLE "published_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "rating_totals" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"branch_id" uuid,
	"courier_id" uuid,
	"menu_item_id" uuid,
	"target" text GENERATED ALWAYS AS (case when courier_id is not null then 'courier' when menu_item_id is not null then 'dish' else 'branch' end) STORED NOT NULL,
	"target_id" uuid GENERATED ALWAYS AS (coalesce(courier_id, menu_item_id, branch_id)) STORED NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	"sum" integer DEFAULT 0 NOT NULL,
	"stars_1" integer DEFAULT 0 NOT NULL,
	"stars_2" integer DEFAULT 0 NOT NULL,
	"stars_3" integer DEFAULT 0 NOT NULL,
	"stars_4" integer DEFAULT 0 NOT NULL,
	"stars_5" integer DEFAULT 0 NOT NULL,
	"average" numeric GENERATED ALWAYS AS (round(sum::numeric / nullif(count, 0), 2)) STORED,
	CONSTRAINT "rating_totals_pkey" PRIMARY KEY("tenant_id","target","target_id"),
	CONSTRAINT "rating_totals_one_target" CHECK (num_nonnulls("rating_totals"."branch_id", "rating_totals"."courier_id", "rating_totals"."menu_item_id") = 1),
	CONSTRAINT "rating_totals_not_negative" CHECK (least("rating_totals"."stars_1", "rating_totals"."stars_2", "rating_totals"."stars_3", "rating_totals"."stars_4", "rating_totals"."stars_5") >= 0),
	CONSTRAINT "rating_totals_count_adds_up" CHECK ("rating_totals"."count" = "rating_totals"."stars_1" + "rating_totals"."stars_2" + "rating_totals"."stars_3" + "rating_totals"."stars_4" + "rating_totals"."stars_5"),
	CONSTRAINT "rating_totals_sum_adds_up" CHECK ("rating_totals"."sum" = "rating_totals"."stars_1" + 2 * "rating_totals"."stars_2" + 3 * "rating_totals"."stars_3" + 4 * "rating_totals"."stars_4" + 5 * "rating_totals"."stars_5")
);
--> statement-breakpoint
ALTER TABLE "rating_totals" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "recipes" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"product_id" uuid NOT NULL,
	"stock_item_id" uuid NOT NULL,
	"quantity" "stock_quantity" NOT NULL,
	CONSTRAINT "recipes_pkey" PRIMARY KEY("tenant_id","product_id","stock_item_id"),
	CONSTRAINT "recipes_quantity_positive" CHECK ("recipes"."quantity" > 0)
);
--> statement-breakpoint
ALTER TABLE "recipes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "refund_lines" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"refund_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"line_quantity" integer NOT NULL,
	"units_before" integer NOT NULL,
	"units_after" integer NOT NULL,
	"quantity" integer GENERATED ALWAYS AS (units_after - units_before) STORED NOT NULL,
	"follows_units" integer GENERATED ALWAYS AS (nullif(units_before, 0)) STORED,
	"total" "mxn" NOT NULL,
	"restaurant_funded" "mxn" NOT NULL,
	"platform_funded" "mxn" NOT NULL,
	"iva_base" "mxn6" NOT NULL,
	"iva" "mxn6" NOT NULL,
	CONSTRAINT "refund_lines_pkey" PRIMARY KEY("tenant_id","refund_id","line_no"),
	CONSTRAINT "refund_lines_after_key" UNIQUE("tenant_id","order_id","line_no","units_after"),
	CONSTRAINT "refund_lines_before_key" UNIQUE("tenant_id","order_id","line_no","units_before"),
	CONSTRAINT "refund_lines_units_count" CHECK ("refund_lines"."units_before" >= 0 and "refund_lines"."units_after" > "refund_lines"."units_before"),
	CONSTRAINT "refund_lines_units_within_line" CHECK ("refund_lines"."units_after" <= "refund_lines"."line_quantity"),
	CONSTRAINT "refund_lines_not_negative" CHECK (least("refund_lines"."total", "refund_lines"."restaurant_funded", "refund_lines"."platform_funded") >= 0),
	CONSTRAINT "refund_lines_tax_not_negative" CHECK ("refund_lines"."iva_base" >= 0 and "refund_lines"."iva" >= 0)
);
--> statement-breakpoint
ALTER TABLE "refund_lines" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "refunds" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"payment_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"liable_party" text NOT NULL,
	"courier_id" uuid,
	"delivery" boolean DEFAULT false NOT NULL,
	"tip" boolean DEFAULT false NOT NULL,
	"lines_total" "mxn" NOT NULL,
	"delivery_total" "mxn" NOT NULL,
	"tip_total" "mxn" NOT NULL,
	"total" "mxn" GENERATED ALWAYS AS (lines_total + delivery_total + tip_total) STORED NOT NULL,
	"iva" "mxn6" NOT NULL,
	"restaurant_funded" "mxn" NOT NULL,
	"platform_funded" "mxn" NOT NULL,
	"status" text DEFAULT 'intended' NOT NULL,
	"settled_by" text,
	"provider_ref" text,
	"idempotency_key" text NOT NULL,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "refunds_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "refunds_idempotency_key" UNIQUE("tenant_id","order_id","idempotency_key"),
	CONSTRAINT "refunds_order_id_key" UNIQUE("tenant_id","id","order_id","customer_id"),
	CONSTRAINT "refunds_reason_says_something" CHECK (length(btrim("refunds"."reason")) between 3 and 500),
	CONSTRAINT "refunds_liable_party_known" CHECK ("refunds"."liable_party" in ('platform', 'restaurant', 'courier')),
	CONSTRAINT "refunds_courier_when_liable" CHECK (("refunds"."liable_party" = 'courier') = ("refunds"."courier_id" is not null)),
	CONSTRAINT "refunds_lines_not_negative" CHECK ("refunds"."lines_total" >= 0),
	CONSTRAINT "refunds_delivery_when_asked" CHECK ("refunds"."delivery_total" >= 0 and ("refunds"."delivery" or "refunds"."delivery_total" = 0)),
	CONSTRAINT "refunds_tip_when_asked" CHECK ("refunds"."tip_total" >= 0 and ("refunds"."tip" or "refunds"."tip_total" = 0)),
	CONSTRAINT "refunds_total_positive" CHECK ("refunds"."lines_total" + "refunds"."delivery_total" + "refunds"."tip_total" > 0),
	CONSTRAINT "refunds_iva_not_negative" CHECK ("refunds"."iva" >= 0),
	CONSTRAINT "refunds_shares_not_negative" CHECK ("refunds"."restaurant_funded" >= 0 and "refunds"."platform_funded" >= 0),
	CONSTRAINT "refunds_status_known" CHECK ("refunds"."status" in ('intended', 'done', 'failed')),
	CONSTRAINT "refunds_settled_when_done" CHECK (("refunds"."status" = 'done') = ("refunds"."settled_at" is not null) and ("refunds"."settled_at" is null) = ("refunds"."settled_by" is null)),
	CONSTRAINT "refunds_settled_by_known" CHECK ("refunds"."settled_by" in ('provider', 'till')),
	CONSTRAINT "refunds_provider_ref_short" CHECK (length("refunds"."provider_ref") between 1 and 200),
	CONSTRAINT "refunds_key_length" CHECK (length("refunds"."idempotency_key") between 8 and 200)
);
--> statement-breakpoint
ALTER TABLE "refunds" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "restaurants" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"name" text NOT NULL,
	"cuisine" text NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "restaurants_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "restaurants_name_not_blank" CHECK (btrim("restaurants"."name") <> '')
);
--> statement-breakpoint
ALTER TABLE "restaurants" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "review_moderations" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"review_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"reason" text NOT NULL,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_moderations_pkey" PRIMARY KEY("tenant_id","review_id","seq"),
	CONSTRAINT "review_moderations_to_state_key" UNIQUE("tenant_id","review_id","seq","to_state"),
	CONSTRAINT "review_moderations_steps" CHECK (("review_moderations"."from_state", "review_moderations"."to_state") in (('visible', 'hidden'), ('hidden', 'visible'))),
	CONSTRAINT "review_moderations_seq_counts" CHECK ("review_moderations"."seq" >= 1),
	CONSTRAINT "review_moderations_reason_given" CHECK (btrim("review_moderations"."reason") <> '' and length("review_moderations"."reason") <= 500)
);
--> statement-breakpoint
ALTER TABLE "review_moderations" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "review_replies" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"review_id" uuid NOT NULL,
	"body" text NOT NULL,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	CONSTRAINT "review_replies_pkey" PRIMARY KEY("tenant_id","review_id"),
	CONSTRAINT "review_replies_body_given" CHECK (btrim("review_replies"."body") <> '' and length("review_replies"."body") <= 2000),
	CONSTRAINT "review_replies_within_window" CHECK ("review_replies"."edited_at" <= "review_replies"."created_at" + interval '168 hours')
);
--> statement-breakpoint
ALTER TABLE "review_replies" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "reviews" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"courier_id" uuid,
	"line_no" integer,
	"menu_item_id" uuid,
	"stars" smallint NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'visible' NOT NULL,
	"moderation_seq" integer,
	"delivered_at" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	CONSTRAINT "reviews_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reviews_order_key" UNIQUE NULLS NOT DISTINCT("tenant_id","order_id","courier_id","menu_item_id"),
	CONSTRAINT "reviews_one_target" CHECK ("reviews"."courier_id" is null or "reviews"."menu_item_id" is null),
	CONSTRAINT "reviews_dish_is_a_line" CHECK (("reviews"."menu_item_id" is null) = ("reviews"."line_no" is null)),
	CONSTRAINT "reviews_stars_1_to_5" CHECK ("reviews"."stars" between 1 and 5),
	CONSTRAINT "reviews_comment_short" CHECK (length("reviews"."comment") <= 2000),
	CONSTRAINT "reviews_state_known" CHECK ("reviews"."state" in ('visible', 'hidden')),
	CONSTRAINT "reviews_hidden_by_moderation" CHECK ("reviews"."state" = 'visible' or "reviews"."moderation_seq" is not null),
	CONSTRAINT "reviews_within_window" CHECK (greatest("reviews"."created_at", "reviews"."edited_at") <= "reviews"."delivered_at" + interval '720 hours')
);
--> statement-breakpoint
ALTER TABLE "reviews" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "sat_catalogs" (
	"catalog" text NOT NULL,
	"code" text NOT NULL,
	"description" text NOT NULL,
	"valid_from_on" date NOT NULL,
	"valid_to_on" date,
	"attributes" jsonb DEFAULT '{}' NOT NULL,
	CONSTRAINT "sat_catalogs_pkey" PRIMARY KEY("catalog","code","valid_from_on"),
	CONSTRAINT "sat_catalogs_catalog_named" CHECK ("sat_catalogs"."catalog" ~ '^c_[A-Za-z0-9_]{1,60}$'),
	CONSTRAINT "sat_catalogs_code_written" CHECK ("sat_catalogs"."code" ~ '^[!-~]{1,40}$'),
	CONSTRAINT "sat_catalogs_ends_after_it_begins" CHECK ("sat_catalogs"."valid_to_on" >= "sat_catalogs"."valid_from_on"),
	CONSTRAINT "sat_catalogs_attributes_is_object" CHECK (jsonb_typeof("sat_catalogs"."attributes") = 'object')
);
--> statement-breakpoint
CREATE TABLE "sold_outs" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"branch_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"since_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until_at" timestamp with time zone,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "sold_outs_pkey" PRIMARY KEY("tenant_id","branch_id","product_id"),
	CONSTRAINT "sold_outs_until_after_since" CHECK ("sold_outs"."until_at" > "sold_outs"."since_at"),
	CONSTRAINT "sold_outs_reason_short" CHECK (length("sold_outs"."reason") <= 200)
);
--> statement-breakpoint
ALTER TABLE "sold_outs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "special_days" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"branch_id" uuid NOT NULL,
	"service" text NOT NULL,
	"held_on" date NOT NULL,
	"minutes" "day_minutes" NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "special_days_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "special_days_one_decision_key" UNIQUE("tenant_id","branch_id","service","held_on"),
	CONSTRAINT "special_days_service_known" CHECK ("special_days"."service" in ('delivery', 'pickup', 'dine_in')),
	CONSTRAINT "special_days_held_on_a_day" CHECK ("special_days"."held_on" between '2000-01-01' and '2999-12-31'),
	CONSTRAINT "special_days_reason_short" CHECK (length("special_days"."reason") <= 200)
);
--> statement-breakpoint
ALTER TABLE "special_days" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "stock_items" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stock_items_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "stock_items_name_not_blank" CHECK (btrim("stock_items"."name") <> '' and length("stock_items"."name") <= 100),
	CONSTRAINT "stock_items_unit_known" CHECK ("stock_items"."unit" in ('g', 'ml', 'piece'))
);
--> statement-breakpoint
ALTER TABLE "stock_items" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "stock_levels" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"branch_id" uuid NOT NULL,
	"stock_item_id" uuid NOT NULL,
	"on_hand" "stock_quantity" NOT NULL,
	"reserved" "stock_quantity" DEFAULT 0 NOT NULL,
	"low_at" "stock_quantity",
	"movement_seq" integer NOT NULL,
	CONSTRAINT "stock_levels_pkey" PRIMARY KEY("tenant_id","branch_id","stock_item_id"),
	CONSTRAINT "stock_levels_reserved_within_on_hand" CHECK ("stock_levels"."reserved" between 0 and "stock_levels"."on_hand"),
	CONSTRAINT "stock_levels_low_not_negative" CHECK ("stock_levels"."low_at" >= 0)
);
--> statement-breakpoint
ALTER TABLE "stock_levels" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"branch_id" uuid NOT NULL,
	"stock_item_id" uuid NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"previous_seq" integer GENERATED ALWAYS AS (nullif(seq - 1, 0)) STORED,
	"kind" text NOT NULL,
	"quantity" "stock_quantity" DEFAULT 0 NOT NULL,
	"on_hand_before" "stock_quantity" DEFAULT 0 NOT NULL,
	"on_hand_after" "stock_quantity" DEFAULT 0 NOT NULL,
	"order_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"actor_kind" text DEFAULT app.actor_kind() NOT NULL,
	"actor_id" uuid DEFAULT app.actor_id() NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stock_movements_pkey" PRIMARY KEY("tenant_id","branch_id","stock_item_id","seq"),
	CONSTRAINT "stock_movements_on_hand_key" UNIQUE("tenant_id","branch_id","stock_item_id","seq","on_hand_after"),
	CONSTRAINT "stock_movements_order_key" UNIQUE("tenant_id","order_id","stock_item_id"),
	CONSTRAINT "stock_movements_seq_counts" CHECK ("stock_movements"."seq" >= 1 and ("stock_movements"."seq" > 1 or "stock_movements"."on_hand_before" = 0)),
	CONSTRAINT "stock_movements_kind_known" CHECK ("stock_movements"."kind" in ('received', 'sold', 'counted', 'wasted', 'moved')),
	CONSTRAINT "stock_movements_adds_up" CHECK ("stock_movements"."on_hand_after" = "stock_movements"."on_hand_before" + "stock_movements"."quantity"),
	CONSTRAINT "stock_movements_goes_its_way" CHECK (case "stock_movements"."kind" when 'received' then "stock_movements"."quantity" > 0 when 'sold' then "stock_movements"."quantity" < 0 when 'wasted' then "stock_movements"."quantity" < 0 when 'moved' then "stock_movements"."quantity" <> 0 else true end),
	CONSTRAINT "stock_movements_sold_to_an_order" CHECK (("stock_movements"."kind" = 'sold') = ("stock_movements"."order_id" is not null)),
	CONSTRAINT "stock_movements_reason_short" CHECK (length("stock_movements"."reason") <= 200)
);
--> statement-breakpoint
ALTER TABLE "stock_movements" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "stock_reservations" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"stock_item_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"quantity" "stock_quantity" NOT NULL,
	"state" text DEFAULT 'held' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stock_reservations_pkey" PRIMARY KEY("tenant_id","order_id","stock_item_id"),
	CONSTRAINT "stock_reservations_quantity_positive" CHECK ("stock_reservations"."quantity" > 0),
	CONSTRAINT "stock_reservations_state_known" CHECK ("stock_reservations"."state" in ('held', 'consumed', 'released'))
);
--> statement-breakpoint
ALTER TABLE "stock_reservations" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "tax_rules" (
	"tax" text NOT NULL,
	"key" text NOT NULL,
	"rate" "rate6",
	"per_litre" "mxn6",
	"valid_from_on" date NOT NULL,
	"valid_to_on" date NOT NULL,
	"source" text NOT NULL,
	"certainty" text NOT NULL,
	CONSTRAINT "tax_rules_pkey" PRIMARY KEY("tax","key","valid_from_on"),
	CONSTRAINT "tax_rules_tax_known" CHECK ("tax_rules"."tax" in ('iva', 'iva-border', 'ieps', 'ieps-quota')),
	CONSTRAINT "tax_rules_certainty_known" CHECK ("tax_rules"."certainty" in ('sourced', 'verify')),
	CONSTRAINT "tax_rules_ends_after_it_begins" CHECK ("tax_rules"."valid_to_on" >= "tax_rules"."valid_from_on"),
	CONSTRAINT "tax_rules_says_its_source" CHECK ("tax_rules"."source" <> ''),
	CONSTRAINT "tax_rules_quota_is_per_litre" CHECK (("tax_rules"."tax" = 'ieps-quota') = ("tax_rules"."per_litre" is not null)),
	CONSTRAINT "tax_rules_quota_above_zero" CHECK ("tax_rules"."per_litre" > 0),
	CONSTRAINT "tax_rules_rate_unless_exempt_or_quota" CHECK (("tax_rules"."rate" is null) = ("tax_rules"."tax" = 'ieps-quota' or ("tax_rules"."tax" = 'iva' and "tax_rules"."key" = 'exempt')))
);
--> statement-breakpoint
CREATE TABLE "tenant_domains" (
	"host" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_domains_pkey" PRIMARY KEY("host"),
	CONSTRAINT "tenant_domains_host_is_lower_case" CHECK ("tenant_domains"."host" = lower("tenant_domains"."host") and "tenant_domains"."host" ~ '^[a-z0-9.-]{3,253}$'),
	CONSTRAINT "tenant_domains_kind_known" CHECK ("tenant_domains"."kind" in ('subdomain', 'custom')),
	CONSTRAINT "tenant_domains_custom_has_a_dot" CHECK (("tenant_domains"."kind" = 'custom') = ("tenant_domains"."host" like '%.%'))
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"slug" text NOT NULL,
	"display_name" text NOT NULL,
	"legal_name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_pkey" PRIMARY KEY("tenant_id"),
	CONSTRAINT "tenants_slug_is_a_host_label" CHECK ("tenants"."slug" ~ '^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$'),
	CONSTRAINT "tenants_names_not_blank" CHECK (btrim("tenants"."display_name") <> '' and btrim("tenants"."legal_name") <> ''),
	CONSTRAINT "tenants_status_known" CHECK ("tenants"."status" in ('active', 'suspended', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "tips" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"order_id" uuid NOT NULL,
	"tip_no" integer NOT NULL,
	"beneficiary" text NOT NULL,
	"membership_id" uuid,
	"amount" "mxn" NOT NULL,
	CONSTRAINT "tips_pkey" PRIMARY KEY("tenant_id","order_id","tip_no"),
	CONSTRAINT "tips_beneficiary_known" CHECK ("tips"."beneficiary" in ('courier', 'staff', 'pool')),
	CONSTRAINT "tips_person_unless_pool" CHECK (("tips"."beneficiary" = 'pool') = ("tips"."membership_id" is null)),
	CONSTRAINT "tips_amount_positive" CHECK ("tips"."amount" > 0),
	CONSTRAINT "tips_number_counts" CHECK ("tips"."tip_no" >= 1)
);
--> statement-breakpoint
ALTER TABLE "tips" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "withholding_rules" (
	"tax" text NOT NULL,
	"person" text NOT NULL,
	"registration" text NOT NULL,
	"account" text NOT NULL,
	"rate" "rate6" NOT NULL,
	"valid_from_on" date NOT NULL,
	"valid_to_on" date NOT NULL,
	CONSTRAINT "withholding_rules_pkey" PRIMARY KEY("tax","person","registration","account","valid_from_on"),
	CONSTRAINT "withholding_rules_tax_known" CHECK ("withholding_rules"."tax" in ('isr', 'iva')),
	CONSTRAINT "withholding_rules_ends_after_it_begins" CHECK ("withholding_rules"."valid_to_on" >= "withholding_rules"."valid_from_on")
);
--> statement-breakpoint
ALTER TABLE "branch_tax_regions" ADD CONSTRAINT "branch_tax_regions_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "branches" ADD CONSTRAINT "branches_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cash_collections" ADD CONSTRAINT "cash_collections_payment_fk" FOREIGN KEY ("tenant_id","payment_id","method") REFERENCES "public"."payments"("tenant_id","id","method") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cash_collections" ADD CONSTRAINT "cash_collections_membership_fk" FOREIGN KEY ("tenant_id","membership_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cash_hand_ins" ADD CONSTRAINT "cash_hand_ins_membership_fk" FOREIGN KEY ("tenant_id","membership_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cash_hand_ins" ADD CONSTRAINT "cash_hand_ins_received_by_fk" FOREIGN KEY ("tenant_id","received_by") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "commission_terms" ADD CONSTRAINT "commission_terms_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_promotion_fk" FOREIGN KEY ("tenant_id","promotion_id","by_code") REFERENCES "public"."promotions"("tenant_id","id","by_code") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dayparts" ADD CONSTRAINT "dayparts_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_fk" FOREIGN KEY ("tenant_id","order_id","customer_id") REFERENCES "public"."orders"("tenant_id","id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_courier_fk" FOREIGN KEY ("tenant_id","courier_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_delivery_fk" FOREIGN KEY ("tenant_id","order_id") REFERENCES "public"."deliveries"("tenant_id","order_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_transition_fk" FOREIGN KEY ("from_status","to_status","actor_kind") REFERENCES "public"."delivery_transitions"("from_status","to_status","actor_kind") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_follows_fk" FOREIGN KEY ("tenant_id","order_id","previous_seq","from_status") REFERENCES "public"."delivery_events"("tenant_id","order_id","seq","to_status") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_same_courier_fk" FOREIGN KEY ("tenant_id","order_id","previous_seq","same_courier_id") REFERENCES "public"."delivery_events"("tenant_id","order_id","seq","courier_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_order_event_fk" FOREIGN KEY ("tenant_id","order_id","order_seq","order_status") REFERENCES "public"."order_events"("tenant_id","order_id","seq","to_status") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "item_modifier_groups" ADD CONSTRAINT "item_modifier_groups_item_fk" FOREIGN KEY ("tenant_id","version_id","item_id") REFERENCES "public"."menu_items"("tenant_id","version_id","item_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "item_modifier_groups" ADD CONSTRAINT "item_modifier_groups_group_fk" FOREIGN KEY ("tenant_id","version_id","group_id") REFERENCES "public"."modifier_groups"("tenant_id","version_id","group_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "item_option_prices" ADD CONSTRAINT "item_option_prices_item_fk" FOREIGN KEY ("tenant_id","version_id","item_id") REFERENCES "public"."menu_items"("tenant_id","version_id","item_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "item_option_prices" ADD CONSTRAINT "item_option_prices_option_fk" FOREIGN KEY ("tenant_id","version_id","option_id") REFERENCES "public"."modifier_options"("tenant_id","version_id","option_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "kitchen_slots" ADD CONSTRAINT "kitchen_slots_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_membership_fk" FOREIGN KEY ("tenant_id","membership_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_journal_fk" FOREIGN KEY ("tenant_id","journal_id") REFERENCES "public"."ledger_journals"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."ledger_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_journals" ADD CONSTRAINT "ledger_journals_order_fk" FOREIGN KEY ("tenant_id","order_id") REFERENCES "public"."orders"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_journals" ADD CONSTRAINT "ledger_journals_payment_fk" FOREIGN KEY ("tenant_id","payment_id") REFERENCES "public"."payments"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_journals" ADD CONSTRAINT "ledger_journals_refund_fk" FOREIGN KEY ("tenant_id","refund_id") REFERENCES "public"."refunds"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_journals" ADD CONSTRAINT "ledger_journals_hand_in_fk" FOREIGN KEY ("tenant_id","hand_in_id") REFERENCES "public"."cash_hand_ins"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ledger_journals" ADD CONSTRAINT "ledger_journals_payout_fk" FOREIGN KEY ("tenant_id","payout_id") REFERENCES "public"."payouts"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_categories" ADD CONSTRAINT "menu_categories_version_fk" FOREIGN KEY ("tenant_id","restaurant_id","menu_id","version_id") REFERENCES "public"."menu_versions"("tenant_id","restaurant_id","menu_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_categories" ADD CONSTRAINT "menu_categories_parent_fk" FOREIGN KEY ("tenant_id","version_id","parent_id","parent_path") REFERENCES "public"."menu_categories"("tenant_id","version_id","category_id","path") ON DELETE no action ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "menu_categories" ADD CONSTRAINT "menu_categories_daypart_fk" FOREIGN KEY ("tenant_id","restaurant_id","daypart_id") REFERENCES "public"."dayparts"("tenant_id","restaurant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_version_fk" FOREIGN KEY ("tenant_id","restaurant_id","menu_id","version_id") REFERENCES "public"."menu_versions"("tenant_id","restaurant_id","menu_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_product_fk" FOREIGN KEY ("tenant_id","menu_id","item_id","kind") REFERENCES "public"."products"("tenant_id","menu_id","id","kind") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_category_fk" FOREIGN KEY ("tenant_id","version_id","category_id") REFERENCES "public"."menu_categories"("tenant_id","version_id","category_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_daypart_fk" FOREIGN KEY ("tenant_id","restaurant_id","daypart_id") REFERENCES "public"."dayparts"("tenant_id","restaurant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_placements" ADD CONSTRAINT "menu_placements_branch_fk" FOREIGN KEY ("tenant_id","restaurant_id","branch_id") REFERENCES "public"."branches"("tenant_id","restaurant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_placements" ADD CONSTRAINT "menu_placements_version_fk" FOREIGN KEY ("tenant_id","restaurant_id","menu_id","version_id") REFERENCES "public"."menu_versions"("tenant_id","restaurant_id","menu_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_placements" ADD CONSTRAINT "menu_placements_snapshot_fk" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."menu_snapshots"("tenant_id","version_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "app_private"."menu_search" ADD CONSTRAINT "menu_search_item_fk" FOREIGN KEY ("tenant_id","version_id","item_id") REFERENCES "public"."published_items"("tenant_id","version_id","item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_snapshots" ADD CONSTRAINT "menu_snapshots_version_fk" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."menu_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menu_versions" ADD CONSTRAINT "menu_versions_menu_fk" FOREIGN KEY ("tenant_id","restaurant_id","menu_id") REFERENCES "public"."menus"("tenant_id","restaurant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "menus" ADD CONSTRAINT "menus_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "modifier_groups" ADD CONSTRAINT "modifier_groups_version_fk" FOREIGN KEY ("tenant_id","restaurant_id","menu_id","version_id") REFERENCES "public"."menu_versions"("tenant_id","restaurant_id","menu_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "modifier_options" ADD CONSTRAINT "modifier_options_version_fk" FOREIGN KEY ("tenant_id","restaurant_id","menu_id","version_id") REFERENCES "public"."menu_versions"("tenant_id","restaurant_id","menu_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "modifier_options" ADD CONSTRAINT "modifier_options_product_fk" FOREIGN KEY ("tenant_id","menu_id","option_id","kind") REFERENCES "public"."products"("tenant_id","menu_id","id","kind") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "modifier_options" ADD CONSTRAINT "modifier_options_group_fk" FOREIGN KEY ("tenant_id","version_id","group_id","level") REFERENCES "public"."modifier_groups"("tenant_id","version_id","group_id","level") ON DELETE no action ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "option_modifier_groups" ADD CONSTRAINT "option_modifier_groups_option_fk" FOREIGN KEY ("tenant_id","version_id","option_id","option_level") REFERENCES "public"."modifier_options"("tenant_id","version_id","option_id","level") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "option_modifier_groups" ADD CONSTRAINT "option_modifier_groups_group_fk" FOREIGN KEY ("tenant_id","version_id","group_id","group_level") REFERENCES "public"."modifier_groups"("tenant_id","version_id","group_id","level") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "order_adjustments" ADD CONSTRAINT "order_adjustments_order_fk" FOREIGN KEY ("tenant_id","order_id","customer_id","line_count","adjustment_count") REFERENCES "public"."orders"("tenant_id","id","customer_id","line_count","adjustment_count") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_adjustments" ADD CONSTRAINT "order_adjustments_promotion_fk" FOREIGN KEY ("tenant_id","promotion_id") REFERENCES "public"."promotions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_adjustments" ADD CONSTRAINT "order_adjustments_coupon_fk" FOREIGN KEY ("tenant_id","coupon_id") REFERENCES "public"."coupons"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_completions" ADD CONSTRAINT "order_completions_event_fk" FOREIGN KEY ("tenant_id","order_id","seq","to_status") REFERENCES "public"."order_events"("tenant_id","order_id","seq","to_status") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_fk" FOREIGN KEY ("tenant_id","order_id","customer_id") REFERENCES "public"."orders"("tenant_id","id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_transition_fk" FOREIGN KEY ("from_status","to_status","actor_kind") REFERENCES "public"."order_transitions"("from_status","to_status","actor_kind") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_follows_fk" FOREIGN KEY ("tenant_id","order_id","previous_seq","from_status") REFERENCES "public"."order_events"("tenant_id","order_id","seq","to_status") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_folio_counters" ADD CONSTRAINT "order_folio_counters_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_item_modifiers" ADD CONSTRAINT "order_item_modifiers_line_fk" FOREIGN KEY ("tenant_id","order_id","line_no") REFERENCES "public"."order_items"("tenant_id","order_id","line_no") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_item_modifiers" ADD CONSTRAINT "order_item_modifiers_customer_fk" FOREIGN KEY ("tenant_id","order_id","customer_id") REFERENCES "public"."orders"("tenant_id","id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_item_modifiers" ADD CONSTRAINT "order_item_modifiers_option_fk" FOREIGN KEY ("tenant_id","option_id") REFERENCES "public"."products"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_item_modifiers" ADD CONSTRAINT "order_item_modifiers_parent_fk" FOREIGN KEY ("tenant_id","order_id","line_no","parent_position") REFERENCES "public"."order_item_modifiers"("tenant_id","order_id","line_no","position") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_order_fk" FOREIGN KEY ("tenant_id","order_id","customer_id","line_count","adjustment_count") REFERENCES "public"."orders"("tenant_id","id","customer_id","line_count","adjustment_count") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_menu_item_fk" FOREIGN KEY ("tenant_id","menu_version_id","menu_item_id") REFERENCES "public"."published_items"("tenant_id","version_id","item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_settlements" ADD CONSTRAINT "order_settlements_order_fk" FOREIGN KEY ("tenant_id","order_id") REFERENCES "public"."order_completions"("tenant_id","order_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_settlements" ADD CONSTRAINT "order_settlements_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "public"."customers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_slot_fk" FOREIGN KEY ("tenant_id","slot_id") REFERENCES "public"."kitchen_slots"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_payment_fk" FOREIGN KEY ("tenant_id","payment_id","method") REFERENCES "public"."payments"("tenant_id","id","method") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_transition_fk" FOREIGN KEY ("method","from_status","to_status","actor_kind") REFERENCES "public"."payment_transitions"("method","from_status","to_status","actor_kind") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_follows_fk" FOREIGN KEY ("tenant_id","payment_id","previous_seq","from_status") REFERENCES "public"."payment_events"("tenant_id","payment_id","seq","to_status") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_fk" FOREIGN KEY ("tenant_id","order_id","customer_id") REFERENCES "public"."orders"("tenant_id","id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_restaurant_fk" FOREIGN KEY ("tenant_id","restaurant_id") REFERENCES "public"."restaurants"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_product_fk" FOREIGN KEY ("tenant_id","menu_id","product_id") REFERENCES "public"."products"("tenant_id","menu_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_menu_fk" FOREIGN KEY ("tenant_id","menu_id") REFERENCES "public"."menus"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "promotion_branches" ADD CONSTRAINT "promotion_branches_promotion_fk" FOREIGN KEY ("tenant_id","promotion_id") REFERENCES "public"."promotions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "promotion_branches" ADD CONSTRAINT "promotion_branches_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "promotion_customers" ADD CONSTRAINT "promotion_customers_promotion_fk" FOREIGN KEY ("tenant_id","promotion_id","per_customer_limit") REFERENCES "public"."promotions"("tenant_id","id","per_customer_limit") ON DELETE no action ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "promotion_customers" ADD CONSTRAINT "promotion_customers_customer_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "public"."customers"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "promotion_items" ADD CONSTRAINT "promotion_items_promotion_fk" FOREIGN KEY ("tenant_id","promotion_id") REFERENCES "public"."promotions"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "promotion_items" ADD CONSTRAINT "promotion_items_item_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."products"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "provider_events" ADD CONSTRAINT "provider_events_payment_fk" FOREIGN KEY ("tenant_id","payment_id") REFERENCES "public"."payments"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "provider_events" ADD CONSTRAINT "provider_events_refund_fk" FOREIGN KEY ("tenant_id","refund_id") REFERENCES "public"."refunds"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "published_items" ADD CONSTRAINT "published_items_item_fk" FOREIGN KEY ("tenant_id","version_id","item_id") REFERENCES "public"."menu_items"("tenant_id","version_id","item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "rating_totals" ADD CONSTRAINT "rating_totals_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "rating_totals" ADD CONSTRAINT "rating_totals_courier_fk" FOREIGN KEY ("tenant_id","courier_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "rating_totals" ADD CONSTRAINT "rating_totals_dish_fk" FOREIGN KEY ("tenant_id","menu_item_id") REFERENCES "public"."products"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "recipes" ADD CONSTRAINT "recipes_product_fk" FOREIGN KEY ("tenant_id","product_id") REFERENCES "public"."products"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "recipes" ADD CONSTRAINT "recipes_stock_item_fk" FOREIGN KEY ("tenant_id","stock_item_id") REFERENCES "public"."stock_items"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refund_lines" ADD CONSTRAINT "refund_lines_refund_fk" FOREIGN KEY ("tenant_id","refund_id","order_id","customer_id") REFERENCES "public"."refunds"("tenant_id","id","order_id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refund_lines" ADD CONSTRAINT "refund_lines_line_fk" FOREIGN KEY ("tenant_id","order_id","line_no") REFERENCES "public"."order_items"("tenant_id","order_id","line_no") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refund_lines" ADD CONSTRAINT "refund_lines_follows_fk" FOREIGN KEY ("tenant_id","order_id","line_no","follows_units") REFERENCES "public"."refund_lines"("tenant_id","order_id","line_no","units_after") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_fk" FOREIGN KEY ("tenant_id","payment_id","order_id","customer_id") REFERENCES "public"."payments"("tenant_id","id","order_id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_courier_fk" FOREIGN KEY ("tenant_id","courier_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "restaurants" ADD CONSTRAINT "restaurants_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "review_moderations" ADD CONSTRAINT "review_moderations_review_fk" FOREIGN KEY ("tenant_id","review_id") REFERENCES "public"."reviews"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "review_replies" ADD CONSTRAINT "review_replies_review_fk" FOREIGN KEY ("tenant_id","review_id") REFERENCES "public"."reviews"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_order_delivered_fk" FOREIGN KEY ("tenant_id","order_id","customer_id","branch_id") REFERENCES "public"."order_completions"("tenant_id","order_id","customer_id","branch_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_courier_fk" FOREIGN KEY ("tenant_id","courier_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_line_fk" FOREIGN KEY ("tenant_id","order_id","line_no") REFERENCES "public"."order_items"("tenant_id","order_id","line_no") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_dish_fk" FOREIGN KEY ("tenant_id","menu_item_id") REFERENCES "public"."products"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "sold_outs" ADD CONSTRAINT "sold_outs_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "sold_outs" ADD CONSTRAINT "sold_outs_product_fk" FOREIGN KEY ("tenant_id","product_id") REFERENCES "public"."products"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "special_days" ADD CONSTRAINT "special_days_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_items" ADD CONSTRAINT "stock_items_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_branch_fk" FOREIGN KEY ("tenant_id","branch_id") REFERENCES "public"."branches"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_stock_item_fk" FOREIGN KEY ("tenant_id","stock_item_id") REFERENCES "public"."stock_items"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_level_fk" FOREIGN KEY ("tenant_id","branch_id","stock_item_id") REFERENCES "public"."stock_levels"("tenant_id","branch_id","stock_item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_follows_fk" FOREIGN KEY ("tenant_id","branch_id","stock_item_id","previous_seq","on_hand_before") REFERENCES "public"."stock_movements"("tenant_id","branch_id","stock_item_id","seq","on_hand_after") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_reservation_fk" FOREIGN KEY ("tenant_id","order_id","stock_item_id") REFERENCES "public"."stock_reservations"("tenant_id","order_id","stock_item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "stock_reservations" ADD CONSTRAINT "stock_reservations_level_fk" FOREIGN KEY ("tenant_id","branch_id","stock_item_id") REFERENCES "public"."stock_levels"("tenant_id","branch_id","stock_item_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tenant_domains" ADD CONSTRAINT "tenant_domains_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("tenant_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tips" ADD CONSTRAINT "tips_order_fk" FOREIGN KEY ("tenant_id","order_id") REFERENCES "public"."orders"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tips" ADD CONSTRAINT "tips_membership_fk" FOREIGN KEY ("tenant_id","membership_id") REFERENCES "public"."memberships"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "audit_log_row_idx" ON "audit_log" USING btree ("tenant_id","table_name","row_id","id");
--> statement-breakpoint
CREATE INDEX "branch_tax_regions_of_branch_idx" ON "branch_tax_regions" USING btree ("tenant_id","branch_id","valid_from_on");
--> statement-breakpoint
CREATE INDEX "branches_restaurant_idx" ON "branches" USING btree ("tenant_id","restaurant_id");
--> statement-breakpoint
CREATE INDEX "cash_collections_membership_idx" ON "cash_collections" USING btree ("tenant_id","membership_id");
--> statement-breakpoint
CREATE INDEX "cash_hand_ins_received_by_idx" ON "cash_hand_ins" USING btree ("tenant_id","received_by");
--> statement-breakpoint
CREATE INDEX "commission_terms_restaurant_idx" ON "commission_terms" USING btree ("tenant_id","restaurant_id","valid_from_on");
--> statement-breakpoint
CREATE INDEX "coupons_promotion_idx" ON "coupons" USING btree ("tenant_id","promotion_id","id");
--> statement-breakpoint
CREATE INDEX "deliveries_of_courier_idx" ON "deliveries" USING btree ("tenant_id","courier_id","order_id") WHERE courier_id is not null;
--> statement-breakpoint
CREATE INDEX "deliveries_open_of_branch_idx" ON "deliveries" USING btree ("tenant_id","branch_id","order_id") WHERE status in ('waiting', 'assigned', 'picked_up', 'failed');
--> statement-breakpoint
CREATE INDEX "item_modifier_groups_group_idx" ON "item_modifier_groups" USING btree ("tenant_id","version_id","group_id");
--> statement-breakpoint
CREATE INDEX "item_option_prices_option_idx" ON "item_option_prices" USING btree ("tenant_id","version_id","option_id");
--> statement-breakpoint
CREATE INDEX "kitchen_slots_of_branch_idx" ON "kitchen_slots" USING btree ("tenant_id","branch_id","service","starts_at");
--> statement-breakpoint
CREATE INDEX "ledger_accounts_restaurant_idx" ON "ledger_accounts" USING btree ("tenant_id","restaurant_id");
--> statement-breakpoint
CREATE INDEX "ledger_accounts_membership_idx" ON "ledger_accounts" USING btree ("tenant_id","membership_id");
--> statement-breakpoint
CREATE INDEX "ledger_entries_account_idx" ON "ledger_entries" USING btree ("tenant_id","account_id","booked_on","journal_id");
--> statement-breakpoint
CREATE INDEX "ledger_journals_order_idx" ON "ledger_journals" USING btree ("tenant_id","order_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_journals_delivery_once" ON "ledger_journals" USING btree ("tenant_id","order_id") WHERE source = 'delivery';
--> statement-breakpoint
CREATE INDEX "menu_categories_daypart_idx" ON "menu_categories" USING btree ("tenant_id","daypart_id");
--> statement-breakpoint
CREATE INDEX "menu_categories_parent_idx" ON "menu_categories" USING btree ("tenant_id","version_id","parent_id");
--> statement-breakpoint
CREATE INDEX "menu_items_daypart_idx" ON "menu_items" USING btree ("tenant_id","daypart_id");
--> statement-breakpoint
CREATE INDEX "menu_placements_of_branch_idx" ON "menu_placements" USING btree ("tenant_id","branch_id","channel","live_from_at");
--> statement-breakpoint
CREATE INDEX "menu_placements_version_idx" ON "menu_placements" USING btree ("tenant_id","version_id");
--> statement-breakpoint
CREATE INDEX "menu_placements_branch_idx" ON "menu_placements" USING btree ("tenant_id","restaurant_id","branch_id");
--> statement-breakpoint
CREATE INDEX "menu_search_terms_idx" ON "app_private"."menu_search" USING gin ("terms") WITH (fastupdate=off);
--> statement-breakpoint
CREATE UNIQUE INDEX "menu_versions_one_draft" ON "menu_versions" USING btree ("tenant_id","menu_id") WHERE status = 'draft';
--> statement-breakpoint
CREATE INDEX "opening_hours_of_branch_idx" ON "opening_hours" USING btree ("tenant_id","branch_id","service","starts_minute");
--> statement-breakpoint
CREATE INDEX "option_modifier_groups_group_idx" ON "option_modifier_groups" USING btree ("tenant_id","version_id","group_id","group_level");
--> statement-breakpoint
CREATE INDEX "order_adjustments_promotion_idx" ON "order_adjustments" USING btree ("tenant_id","promotion_id");
--> statement-breakpoint
CREATE INDEX "order_adjustments_coupon_idx" ON "order_adjustments" USING btree ("tenant_id","coupon_id") WHERE coupon_id is not null;
--> statement-breakpoint
CREATE INDEX "order_item_modifiers_option_idx" ON "order_item_modifiers" USING btree ("tenant_id","option_id");
--> statement-breakpoint
CREATE INDEX "order_items_menu_item_idx" ON "order_items" USING btree ("tenant_id","menu_item_id","menu_version_id");
--> statement-breakpoint
CREATE INDEX "order_settlements_restaurant_idx" ON "order_settlements" USING btree ("tenant_id","restaurant_id","delivered_on");
--> statement-breakpoint
CREATE INDEX "orders_of_customer_idx" ON "orders" USING btree ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE INDEX "orders_of_branch_idx" ON "orders" USING btree ("tenant_id","branch_id","id");
--> statement-breakpoint
CREATE INDEX "orders_live_of_branch_idx" ON "orders" USING btree ("tenant_id","branch_id","id") WHERE status in ('placed', 'accepted', 'preparing', 'ready', 'on_the_way');
--> statement-breakpoint
CREATE INDEX "orders_slot_idx" ON "orders" USING btree ("tenant_id","slot_id") WHERE slot_id is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_live_per_order" ON "payments" USING btree ("tenant_id","order_id") WHERE status in ('intended', 'authorized', 'captured');
--> statement-breakpoint
CREATE INDEX "payments_unresolved_idx" ON "payments" USING btree ("tenant_id","id") WHERE status in ('intended', 'authorized');
--> statement-breakpoint
CREATE INDEX "payouts_restaurant_idx" ON "payouts" USING btree ("tenant_id","restaurant_id","to_on");
--> statement-breakpoint
CREATE INDEX "product_prices_of_menu_idx" ON "product_prices" USING btree ("tenant_id","menu_id","product_id");
--> statement-breakpoint
CREATE INDEX "product_prices_branch_idx" ON "product_prices" USING btree ("tenant_id","branch_id");
--> statement-breakpoint
CREATE INDEX "promotion_branches_branch_idx" ON "promotion_branches" USING btree ("tenant_id","branch_id");
--> statement-breakpoint
CREATE INDEX "promotion_customers_customer_idx" ON "promotion_customers" USING btree ("tenant_id","customer_id");
--> statement-breakpoint
CREATE INDEX "promotion_items_item_idx" ON "promotion_items" USING btree ("tenant_id","item_id");
--> statement-breakpoint
CREATE INDEX "promotions_automatic_idx" ON "promotions" USING btree ("tenant_id","id") WHERE archived_at is null and not by_code;
--> statement-breakpoint
CREATE INDEX "provider_events_payment_idx" ON "provider_events" USING btree ("tenant_id","payment_id");
--> statement-breakpoint
CREATE INDEX "provider_events_refund_idx" ON "provider_events" USING btree ("tenant_id","refund_id");
--> statement-breakpoint
CREATE INDEX "rating_totals_branch_idx" ON "rating_totals" USING btree ("tenant_id","branch_id") WHERE branch_id is not null;
--> statement-breakpoint
CREATE INDEX "rating_totals_courier_idx" ON "rating_totals" USING btree ("tenant_id","courier_id") WHERE courier_id is not null;
--> statement-breakpoint
CREATE INDEX "rating_totals_dish_idx" ON "rating_totals" USING btree ("tenant_id","menu_item_id") WHERE menu_item_id is not null;
--> statement-breakpoint
CREATE INDEX "recipes_stock_item_idx" ON "recipes" USING btree ("tenant_id","stock_item_id");
--> statement-breakpoint
CREATE INDEX "refund_lines_refund_idx" ON "refund_lines" USING btree ("tenant_id","refund_id","order_id","customer_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_delivery_once" ON "refunds" USING btree ("tenant_id","order_id") WHERE delivery;
--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_tip_once" ON "refunds" USING btree ("tenant_id","order_id") WHERE tip;
--> statement-breakpoint
CREATE INDEX "refunds_payment_idx" ON "refunds" USING btree ("tenant_id","payment_id","order_id","customer_id");
--> statement-breakpoint
CREATE INDEX "refunds_courier_idx" ON "refunds" USING btree ("tenant_id","courier_id");
--> statement-breakpoint
CREATE INDEX "refunds_unsettled_idx" ON "refunds" USING btree ("tenant_id","id") WHERE status in ('intended', 'failed');
--> statement-breakpoint
CREATE INDEX "reviews_of_branch_idx" ON "reviews" USING btree ("tenant_id","branch_id","id") WHERE courier_id is null and menu_item_id is null;
--> statement-breakpoint
CREATE INDEX "reviews_of_courier_idx" ON "reviews" USING btree ("tenant_id","courier_id","id") WHERE courier_id is not null;
--> statement-breakpoint
CREATE INDEX "reviews_of_dish_idx" ON "reviews" USING btree ("tenant_id","menu_item_id","id") WHERE menu_item_id is not null;
--> statement-breakpoint
CREATE INDEX "reviews_of_customer_idx" ON "reviews" USING btree ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE INDEX "sold_outs_product_idx" ON "sold_outs" USING btree ("tenant_id","product_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "stock_items_name_key" ON "stock_items" USING btree ("tenant_id","name") WHERE archived_at is null;
--> statement-breakpoint
CREATE INDEX "tenant_domains_tenant_idx" ON "tenant_domains" USING btree ("tenant_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "tenant_domains_subdomain_key" ON "tenant_domains" USING btree ("tenant_id") WHERE kind = 'subdomain';
--> statement-breakpoint
CREATE INDEX "tips_membership_idx" ON "tips" USING btree ("tenant_id","membership_id");
--> statement-breakpoint
CREATE POLICY "audit_log_stamped" ON "audit_log" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor = app.auditor());
--> statement-breakpoint
CREATE POLICY "audit_log_tenant" ON "audit_log" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "audit_log_owner" ON "audit_log" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "audit_log_select" ON "audit_log" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "audit_log_insert" ON "audit_log" AS PERMISSIVE FOR INSERT TO public WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "branch_tax_regions_tenant" ON "branch_tax_regions" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "branch_tax_regions_owner" ON "branch_tax_regions" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "branch_tax_regions_select" ON "branch_tax_regions" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "branch_tax_regions_insert" ON "branch_tax_regions" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "branch_tax_regions_update" ON "branch_tax_regions" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "branch_tax_regions_delete" ON "branch_tax_regions" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "branches_tenant" ON "branches" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "branches_owner" ON "branches" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "branches_select" ON "branches" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "branches_insert" ON "branches" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "branches_update" ON "branches" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "cash_collections_tenant" ON "cash_collections" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "cash_collections_owner" ON "cash_collections" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "cash_collections_select" ON "cash_collections" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'staff' then true when 'courier' then "membership_id" = (select app.actor_id()) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "cash_hand_ins_tenant" ON "cash_hand_ins" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "cash_hand_ins_owner" ON "cash_hand_ins" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "cash_hand_ins_select" ON "cash_hand_ins" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'staff' then true when 'courier' then "membership_id" = (select app.actor_id()) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "commission_terms_tenant" ON "commission_terms" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "commission_terms_owner" ON "commission_terms" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "commission_terms_select" ON "commission_terms" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "commission_terms_insert" ON "commission_terms" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "commission_terms_update" ON "commission_terms" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "coupons_stamped" ON "coupons" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (redeemed = 0);
--> statement-breakpoint
CREATE POLICY "coupons_tenant" ON "coupons" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "coupons_owner" ON "coupons" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "coupons_select" ON "coupons" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "coupons_insert" ON "coupons" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "coupons_update" ON "coupons" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "customers_tenant" ON "customers" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "customers_owner" ON "customers" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "customers_select" ON "customers" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "customers_insert" ON "customers" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'customer' then "id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "customers_update" ON "customers" AS PERMISSIVE FOR UPDATE TO public USING (case (select app.actor_kind()) when 'customer' then "id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end) WITH CHECK (case (select app.actor_kind()) when 'customer' then "id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "dayparts_tenant" ON "dayparts" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "dayparts_owner" ON "dayparts" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "dayparts_select" ON "dayparts" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "dayparts_insert" ON "dayparts" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "dayparts_update" ON "dayparts" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "dayparts_delete" ON "dayparts" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "deliveries_tenant" ON "deliveries" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "deliveries_owner" ON "deliveries" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "deliveries_select" ON "deliveries" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then ("courier_id" = (select app.actor_id()) or (status = 'waiting' and ready_at is not null)) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "delivery_events_stamped" ON "delivery_events" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()));
--> statement-breakpoint
CREATE POLICY "delivery_events_tenant" ON "delivery_events" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "delivery_events_owner" ON "delivery_events" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "delivery_events_select" ON "delivery_events" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'staff' then true when 'courier' then "courier_id" = (select app.actor_id()) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "idempotency_keys_tenant" ON "idempotency_keys" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "idempotency_keys_owner" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "idempotency_keys_select" ON "idempotency_keys" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "actor" = (select app.actor()) when 'staff' then "actor" = (select app.actor()) when 'courier' then "actor" = (select app.actor()) when 'service' then "actor" = (select app.actor()) else false end);
--> statement-breakpoint
CREATE POLICY "idempotency_keys_insert" ON "idempotency_keys" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'customer' then "actor" = (select app.actor()) and verb <> 'placeOrder' when 'staff' then "actor" = (select app.actor()) and verb <> 'placeOrder' when 'courier' then "actor" = (select app.actor()) and verb <> 'placeOrder' when 'service' then "actor" = (select app.actor()) and verb <> 'placeOrder' else false end);
--> statement-breakpoint
CREATE POLICY "item_modifier_groups_tenant" ON "item_modifier_groups" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "item_modifier_groups_owner" ON "item_modifier_groups" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "item_modifier_groups_select" ON "item_modifier_groups" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_modifier_groups_insert" ON "item_modifier_groups" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_modifier_groups_update" ON "item_modifier_groups" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_modifier_groups_delete" ON "item_modifier_groups" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_option_prices_tenant" ON "item_option_prices" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "item_option_prices_owner" ON "item_option_prices" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "item_option_prices_select" ON "item_option_prices" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_option_prices_insert" ON "item_option_prices" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_option_prices_update" ON "item_option_prices" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "item_option_prices_delete" ON "item_option_prices" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "kitchen_slots_stamped" ON "kitchen_slots" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (booked_orders = 0 and booked_units = 0 and booked_amount = 0);
--> statement-breakpoint
CREATE POLICY "kitchen_slots_tenant" ON "kitchen_slots" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "kitchen_slots_owner" ON "kitchen_slots" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "kitchen_slots_select" ON "kitchen_slots" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('customer', 'staff', 'service'));
--> statement-breakpoint
CREATE POLICY "kitchen_slots_insert" ON "kitchen_slots" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "kitchen_slots_update" ON "kitchen_slots" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "ledger_accounts_tenant" ON "ledger_accounts" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "ledger_accounts_owner" ON "ledger_accounts" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "ledger_accounts_select" ON "ledger_accounts" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'staff' then true when 'courier' then "membership_id" = (select app.actor_id()) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "ledger_entries_tenant" ON "ledger_entries" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "ledger_entries_owner" ON "ledger_entries" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "ledger_entries_select" ON "ledger_entries" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "ledger_journals_tenant" ON "ledger_journals" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "ledger_journals_owner" ON "ledger_journals" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "ledger_journals_select" ON "ledger_journals" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "memberships_tenant" ON "memberships" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "memberships_owner" ON "memberships" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "memberships_select" ON "memberships" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'staff' then true when 'courier' then "id" = (select app.actor_id()) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "memberships_insert" ON "memberships" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "memberships_update" ON "memberships" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_categories_tenant" ON "menu_categories" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_categories_owner" ON "menu_categories" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "menu_categories_select" ON "menu_categories" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_categories_insert" ON "menu_categories" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_categories_update" ON "menu_categories" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_categories_delete" ON "menu_categories" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_items_tenant" ON "menu_items" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_items_owner" ON "menu_items" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "menu_items_select" ON "menu_items" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_items_insert" ON "menu_items" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_items_update" ON "menu_items" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_items_delete" ON "menu_items" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menu_placements_tenant" ON "menu_placements" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_placements_owner" ON "menu_placements" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "menu_placements_select" ON "menu_placements" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_snapshots_tenant" ON "menu_snapshots" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_snapshots_owner" ON "menu_snapshots" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "menu_snapshots_select" ON "menu_snapshots" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_versions_stamped" ON "menu_versions" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (status = 'draft');
--> statement-breakpoint
CREATE POLICY "menu_versions_tenant" ON "menu_versions" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menu_versions_owner" ON "menu_versions" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "menu_versions_select" ON "menu_versions" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then status <> 'draft' when 'staff' then true when 'courier' then status <> 'draft' when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "menu_versions_insert" ON "menu_versions" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menus_tenant" ON "menus" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menus_owner" ON "menus" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "menus_select" ON "menus" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "menus_insert" ON "menus" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "menus_update" ON "menus" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_groups_tenant" ON "modifier_groups" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "modifier_groups_owner" ON "modifier_groups" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "modifier_groups_select" ON "modifier_groups" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_groups_insert" ON "modifier_groups" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_groups_update" ON "modifier_groups" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_groups_delete" ON "modifier_groups" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_options_tenant" ON "modifier_options" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "modifier_options_owner" ON "modifier_options" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "modifier_options_select" ON "modifier_options" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_options_insert" ON "modifier_options" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_options_update" ON "modifier_options" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "modifier_options_delete" ON "modifier_options" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "opening_hours_tenant" ON "opening_hours" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "opening_hours_owner" ON "opening_hours" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "opening_hours_select" ON "opening_hours" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "opening_hours_insert" ON "opening_hours" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "opening_hours_delete" ON "opening_hours" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "option_modifier_groups_tenant" ON "option_modifier_groups" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "option_modifier_groups_owner" ON "option_modifier_groups" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "option_modifier_groups_select" ON "option_modifier_groups" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "option_modifier_groups_insert" ON "option_modifier_groups" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "option_modifier_groups_update" ON "option_modifier_groups" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "option_modifier_groups_delete" ON "option_modifier_groups" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "order_adjustments_tenant" ON "order_adjustments" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_adjustments_owner" ON "order_adjustments" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_adjustments_select" ON "order_adjustments" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_completions_tenant" ON "order_completions" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_completions_owner" ON "order_completions" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_completions_select" ON "order_completions" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_events_stamped" ON "order_events" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now());
--> statement-breakpoint
CREATE POLICY "order_events_tenant" ON "order_events" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_events_owner" ON "order_events" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_events_select" ON "order_events" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then app.brings(tenant_id, "order_id", (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_events_insert" ON "order_events" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then app.brings(tenant_id, "order_id", (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_folio_counters_tenant" ON "order_folio_counters" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_folio_counters_owner" ON "order_folio_counters" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_item_modifiers_tenant" ON "order_item_modifiers" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_item_modifiers_owner" ON "order_item_modifiers" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_item_modifiers_select" ON "order_item_modifiers" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then app.brings(tenant_id, "order_id", (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_items_tenant" ON "order_items" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_items_owner" ON "order_items" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_items_select" ON "order_items" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then app.brings(tenant_id, "order_id", (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_quotes_tenant" ON "order_quotes" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_quotes_owner" ON "order_quotes" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_quotes_select" ON "order_quotes" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_quotes_insert" ON "order_quotes" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_settlements_tenant" ON "order_settlements" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_settlements_owner" ON "order_settlements" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_settlements_select" ON "order_settlements" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "orders_tenant" ON "orders" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "orders_owner" ON "orders" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "orders_select" ON "orders" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then app.brings(tenant_id, "id", (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "outbox_tenant" ON "outbox" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "outbox_owner" ON "outbox" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "outbox_select" ON "outbox" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) = 'service');
--> statement-breakpoint
CREATE POLICY "payment_events_stamped" ON "payment_events" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now());
--> statement-breakpoint
CREATE POLICY "payment_events_tenant" ON "payment_events" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "payment_events_owner" ON "payment_events" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "payment_events_select" ON "payment_events" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "payments_tenant" ON "payments" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "payments_owner" ON "payments" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "payments_select" ON "payments" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'courier' then app.brings(tenant_id, "order_id", (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "payouts_tenant" ON "payouts" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "payouts_owner" ON "payouts" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "payouts_select" ON "payouts" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "product_prices_tenant" ON "product_prices" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "product_prices_owner" ON "product_prices" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "product_prices_select" ON "product_prices" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "product_prices_insert" ON "product_prices" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "product_prices_update" ON "product_prices" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "product_prices_delete" ON "product_prices" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "products_tenant" ON "products" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "products_owner" ON "products" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "products_select" ON "products" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "products_insert" ON "products" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotion_branches_tenant" ON "promotion_branches" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "promotion_branches_owner" ON "promotion_branches" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "promotion_branches_select" ON "promotion_branches" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotion_branches_insert" ON "promotion_branches" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotion_customers_tenant" ON "promotion_customers" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "promotion_customers_owner" ON "promotion_customers" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "promotion_customers_select" ON "promotion_customers" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "promotion_items_tenant" ON "promotion_items" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "promotion_items_owner" ON "promotion_items" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "promotion_items_select" ON "promotion_items" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotion_items_insert" ON "promotion_items" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotions_stamped" ON "promotions" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (redeemed = 0 and spent = 0);
--> statement-breakpoint
CREATE POLICY "promotions_tenant" ON "promotions" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "promotions_owner" ON "promotions" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "promotions_select" ON "promotions" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotions_insert" ON "promotions" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "promotions_update" ON "promotions" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "provider_events_tenant" ON "provider_events" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "provider_events_owner" ON "provider_events" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "provider_events_select" ON "provider_events" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "published_items_tenant" ON "published_items" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "published_items_owner" ON "published_items" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "published_items_select" ON "published_items" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "rating_totals_tenant" ON "rating_totals" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "rating_totals_owner" ON "rating_totals" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "rating_totals_select" ON "rating_totals" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then courier_id is null when 'staff' then true when 'courier' then (courier_id is null or "courier_id" = (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "recipes_tenant" ON "recipes" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "recipes_owner" ON "recipes" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "recipes_select" ON "recipes" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "refund_lines_tenant" ON "refund_lines" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "refund_lines_owner" ON "refund_lines" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "refund_lines_select" ON "refund_lines" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "refunds_stamped" ON "refunds" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()));
--> statement-breakpoint
CREATE POLICY "refunds_tenant" ON "refunds" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "refunds_owner" ON "refunds" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "refunds_select" ON "refunds" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "restaurants_tenant" ON "restaurants" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "restaurants_owner" ON "restaurants" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "restaurants_select" ON "restaurants" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "restaurants_insert" ON "restaurants" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "restaurants_update" ON "restaurants" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "review_moderations_stamped" ON "review_moderations" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now());
--> statement-breakpoint
CREATE POLICY "review_moderations_tenant" ON "review_moderations" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "review_moderations_owner" ON "review_moderations" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "review_moderations_select" ON "review_moderations" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "review_moderations_insert" ON "review_moderations" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "review_replies_stamped" ON "review_replies" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and created_at = now() and edited_at is null);
--> statement-breakpoint
CREATE POLICY "review_replies_tenant" ON "review_replies" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "review_replies_owner" ON "review_replies" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "review_replies_select" ON "review_replies" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then exists (
  select from reviews r where r.tenant_id = review_replies.tenant_id and r.id = review_replies.review_id
) when 'staff' then true when 'courier' then exists (
  select from reviews r where r.tenant_id = review_replies.tenant_id and r.id = review_replies.review_id
) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "review_replies_insert" ON "review_replies" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "review_replies_update" ON "review_replies" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "reviews_tenant" ON "reviews" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "reviews_owner" ON "reviews" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "reviews_select" ON "reviews" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then ((state = 'visible' and courier_id is null) or "customer_id" = (select app.actor_id())) when 'staff' then true when 'courier' then state = 'visible' and (courier_id is null or "courier_id" = (select app.actor_id())) when 'service' then true else false end);
--> statement-breakpoint
CREATE POLICY "reviews_insert" ON "reviews" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) else false end);
--> statement-breakpoint
CREATE POLICY "reviews_update" ON "reviews" AS PERMISSIVE FOR UPDATE TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) else false end) WITH CHECK (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) else false end);
--> statement-breakpoint
CREATE POLICY "sold_outs_tenant" ON "sold_outs" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "sold_outs_owner" ON "sold_outs" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "sold_outs_select" ON "sold_outs" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "sold_outs_insert" ON "sold_outs" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "sold_outs_update" ON "sold_outs" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "sold_outs_delete" ON "sold_outs" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "special_days_tenant" ON "special_days" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "special_days_owner" ON "special_days" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "special_days_select" ON "special_days" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "special_days_insert" ON "special_days" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "special_days_update" ON "special_days" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "special_days_delete" ON "special_days" AS PERMISSIVE FOR DELETE TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_items_tenant" ON "stock_items" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "stock_items_owner" ON "stock_items" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "stock_items_select" ON "stock_items" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_items_insert" ON "stock_items" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_items_update" ON "stock_items" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_levels_tenant" ON "stock_levels" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "stock_levels_owner" ON "stock_levels" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "stock_levels_select" ON "stock_levels" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_levels_update" ON "stock_levels" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_movements_stamped" ON "stock_movements" AS RESTRICTIVE FOR INSERT TO public WITH CHECK (actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now());
--> statement-breakpoint
CREATE POLICY "stock_movements_tenant" ON "stock_movements" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "stock_movements_owner" ON "stock_movements" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "stock_movements_select" ON "stock_movements" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "stock_movements_insert" ON "stock_movements" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'staff' then kind <> 'sold' when 'service' then kind <> 'sold' else false end);
--> statement-breakpoint
CREATE POLICY "stock_reservations_tenant" ON "stock_reservations" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "stock_reservations_owner" ON "stock_reservations" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "stock_reservations_select" ON "stock_reservations" AS PERMISSIVE FOR SELECT TO public USING ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "tenants_tenant" ON "tenants" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "tenants_owner" ON "tenants" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "tenants_select" ON "tenants" AS PERMISSIVE FOR SELECT TO public USING (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "tenants_insert" ON "tenants" AS PERMISSIVE FOR INSERT TO public WITH CHECK ((select app.actor_kind()) = 'service');
--> statement-breakpoint
CREATE POLICY "tenants_update" ON "tenants" AS PERMISSIVE FOR UPDATE TO public USING ((select app.actor_kind()) in ('staff', 'service')) WITH CHECK ((select app.actor_kind()) in ('staff', 'service'));
--> statement-breakpoint
CREATE POLICY "tips_tenant" ON "tips" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "tips_owner" ON "tips" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "tips_select" ON "tips" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'staff' then true when 'courier' then "membership_id" = (select app.actor_id()) when 'service' then true else false end);
--> statement-breakpoint
-- function:app.ensure_partitions
create or replace function app.ensure_partitions() returns integer
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
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
end
$body$;
--> statement-breakpoint
revoke all on function app.ensure_partitions() from public;
--> statement-breakpoint
grant execute on function app.ensure_partitions() to app_admin;
--> statement-breakpoint
-- function:app.is_open
create or replace function app.is_open(of_tenant uuid, of_branch uuid, of_service text, moment timestamptz) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  zone text;
  offered boolean;
  steady boolean;
  wall timestamp;
  minute_of_week integer;
  open boolean;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services), w.steady, w.wall, w.minute_of_week,
    w.steady and (exists (
      select from opening_hours h
      cross join lateral (select (w.minute_of_week - h.starts_minute + 10080) % 10080 as since) m
      cross join lateral (select (w.wall - make_interval(mins => m.since))::date as opened_on offset 0) d
      where h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service and m.since < h.length_minutes and (select x.held_on from special_days x where x.tenant_id = of_tenant and x.branch_id = of_branch and x.service = of_service and x.held_on = d.opened_on) is null
    ) or exists (
      select from special_days s
      where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on between w.wall::date - 1 and w.wall::date
        and s.minutes @> (w.wall::date - s.held_on) * 1440 + w.minute_of_week % 1440
    ))
  into zone, offered, steady, wall, minute_of_week, open
  from branches b cross join lateral (
    select c.wall, c.steady, (extract(epoch from c.wall - date_trunc('week', c.wall)) / 60)::integer as minute_of_week
    from (
      select date_trunc('minute', moment at time zone b.time_zone) as wall,
        (moment - interval '72 hours') at time zone b.time_zone + interval '144 hours'
          = (moment + interval '72 hours') at time zone b.time_zone as steady
      offset 0
    ) c offset 0
  ) w
  where b.tenant_id = of_tenant and b.id = of_branch;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if steady or not offered then
    return offered and open;
  end if;
  return exists (
    select from opening_hours h
    cross join lateral (select (minute_of_week - h.starts_minute + 10260) % 10080 - 180 as since) m
    cross join lateral (select wall - make_interval(mins => m.since) as opens) w
    cross join lateral (select w.opens::date as opens_on offset 0) d
    where h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service and m.since < h.length_minutes + 180
      and app.local_instant(w.opens, zone) <= moment and moment < app.local_instant(w.opens + make_interval(mins => h.length_minutes), zone)
      and (select x.held_on from special_days x where x.tenant_id = of_tenant and x.branch_id = of_branch and x.service = of_service and x.held_on = d.opens_on) is null
  ) or exists (
    select from special_days s cross join lateral unnest(s.minutes) r
    where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on between wall::date - 2 and wall::date + 1
      and app.local_instant(s.held_on::timestamp + make_interval(mins => lower(r)), zone) <= moment and moment < app.local_instant(s.held_on::timestamp + make_interval(mins => upper(r)), zone)
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.is_open(uuid, uuid, text, timestamptz) from public;
--> statement-breakpoint
grant execute on function app.is_open(uuid, uuid, text, timestamptz) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.opening_windows
create or replace function app.opening_windows(of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date) returns table (opens_at timestamptz, closes_at timestamptz)
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return query
  with i as materialized (
    select app.local_instant(w.opens, zone) as starts, app.local_instant(w.closes, zone) as ends
    from (
      select d.held_on::timestamp + make_interval(mins => h.starts_minute % 1440) as opens,
        d.held_on::timestamp + make_interval(mins => h.starts_minute % 1440 + h.length_minutes) as closes
      from opening_hours h
      cross join generate_series(0, (until - since) / 7) week
      cross join lateral (
        select since + (h.starts_minute / 1440 + 8 - extract(isodow from since)::integer) % 7 + 7 * week as held_on offset 0
      ) d
      where h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service and d.held_on <= until and (select x.held_on from special_days x where x.tenant_id = of_tenant and x.branch_id = of_branch and x.service = of_service and x.held_on = d.held_on) is null
      union all
      select s.held_on::timestamp + make_interval(mins => lower(r)), s.held_on::timestamp + make_interval(mins => upper(r))
      from special_days s cross join lateral unnest(s.minutes) r
      where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on between since and until
    ) w
  )
  select i.starts, i.ends from i where i.starts < i.ends;
end
$body$;
--> statement-breakpoint
revoke all on function app.opening_windows(uuid, uuid, text, text, date, date) from public;
--> statement-breakpoint
grant execute on function app.opening_windows(uuid, uuid, text, text, date, date) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.next_opening
create or replace function app.next_opening(of_tenant uuid, of_branch uuid, of_service text, since timestamptz) returns table (opens_at timestamptz, closes_at timestamptz)
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  horizon constant timestamptz := since + interval '8784 hours';
  zone text;
  offered boolean;
  today date;
  ahead integer;
  first_opens timestamptz;
  last_closes timestamptz;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services) into zone, offered
  from branches b where b.tenant_id = of_tenant and b.id = of_branch;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if not offered then
    return;
  end if;
  today := (since at time zone zone)::date;
  foreach ahead in array array[8, 45, 369] loop
    select min(s.opens_at), max(s.closes_at) into first_opens, last_closes
    from (
      select m.opens_at, m.closes_at, count(*) filter (where m.apart) over (order by m.opens_at, m.closes_at) as stretch
      from (
        select w.opens_at, w.closes_at, w.opens_at > max(w.closes_at) over (
          order by w.opens_at, w.closes_at rows between unbounded preceding and 1 preceding) as apart
        from app.opening_windows(of_tenant, of_branch, of_service, zone, today - 2, today + ahead) w
        where w.closes_at > since
      ) m
    ) s
    where s.stretch = 0;
    exit when last_closes < app.local_instant((today + ahead)::timestamp, zone);
  end loop;
  if first_opens < horizon then
    opens_at := greatest(first_opens, since);
    closes_at := case when last_closes <= horizon then last_closes end;
    return next;
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.next_opening(uuid, uuid, text, timestamptz) from public;
--> statement-breakpoint
grant execute on function app.next_opening(uuid, uuid, text, timestamptz) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.refuse_unless_draft
create or replace function app.refuse_unless_draft() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  version record;
begin
  for version in select distinct c.tenant_id, c.version_id from changed c loop
    perform from menu_versions v
    where v.tenant_id = version.tenant_id and v.id = version.version_id and v.status = 'draft'
    for share;
    if not found then
      raise exception using errcode = '55000', constraint = 'menu_versions_draft', table = tg_table_name,
        message = 'the version is published: its rows no longer change';
    end if;
  end loop;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.refuse_unless_draft() from public;
--> statement-breakpoint
-- function:app.menu_document
create or replace function app.menu_document(of_version uuid) returns text
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp set enable_nestloop = off set jit = off
  as $body$
declare
  own constant uuid := app.tenant_id();
begin
  return json_strip_nulls(json_build_object(
    'modifierGroups', (
      select coalesce(json_agg(json_build_object(
        'id', g.group_id, 'key', g.key, 'name', g.name, 'level', g.level, 'minSelected', g.min_selected, 'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct, 'freeQuantity', g.free_quantity,
        'pricing', g.pricing, 'defaultsCharged', g.defaults_charged, 'options', coalesce(o.options, '[]')
      ) order by g.key), '[]')
      from modifier_groups g
      left join (
        select o.group_id, json_agg(json_build_object(
          'id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text, 'maxQuantity', o.max_quantity,
          'defaultQuantity', o.default_quantity, 'modifierGroups', n.groups
        ) order by o.position) as options
        from modifier_options o
        join products p on p.tenant_id = own and p.id = o.option_id
        left join (
          select og.option_id, json_agg(og.group_id order by og.position) as groups
          from option_modifier_groups og where og.tenant_id = own and og.version_id = of_version group by og.option_id
        ) n on n.option_id = o.option_id
        where o.tenant_id = own and o.version_id = of_version
        group by o.group_id
      ) o on o.group_id = g.group_id
      where g.tenant_id = own and g.version_id = of_version
    ),
    'categories', (
      select coalesce(json_agg(json_build_object(
        'id', c.category_id, 'parentId', c.parent_id, 'path', c.path, 'name', c.name, 'description', c.description,
        'daypartId', c.daypart_id, 'items', coalesce(i.items, '[]')
      ) order by c.path), '[]')
      from menu_categories c
      left join (
        select i.category_id, json_agg(json_build_object(
          'id', i.item_id, 'sku', p.sku, 'name', i.name, 'description', i.description, 'price', i.price::text,
          'ivaClass', i.iva_class, 'satProductKey', i.sat_product_key, 'satUnitKey', i.sat_unit_key,
          'prepMinutes', i.prep_minutes, 'allergens', i.allergens, 'images', i.images, 'daypartId', i.daypart_id,
          'modifierGroups', coalesce(ig.groups, '[]'), 'optionPrices', op.prices
        ) order by i.position) as items
        from menu_items i
        join products p on p.tenant_id = own and p.id = i.item_id
        left join (
          select ig.item_id, json_agg(json_build_object('id', ig.group_id, 'minSelected', ig.min_selected, 'maxSelected', ig.max_selected, 'minDistinct', ig.min_distinct, 'maxDistinct', ig.max_distinct, 'freeQuantity', ig.free_quantity) order by ig.position) as groups
          from item_modifier_groups ig where ig.tenant_id = own and ig.version_id = of_version group by ig.item_id
        ) ig on ig.item_id = i.item_id
        left join (
          select op.item_id, json_object_agg(op.option_id, op.price::text order by op.option_id) as prices
          from item_option_prices op where op.tenant_id = own and op.version_id = of_version group by op.item_id
        ) op on op.item_id = i.item_id
        where i.tenant_id = own and i.version_id = of_version
        group by i.category_id
      ) i on i.category_id = c.category_id
      where c.tenant_id = own and c.version_id = of_version
    )
  ))::text;
end
$body$;
--> statement-breakpoint
revoke all on function app.menu_document(uuid) from public;
--> statement-breakpoint
grant execute on function app.menu_document(uuid) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.fill_version
create or replace function app.fill_version(of_version uuid, document jsonb) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp set enable_nestloop = off set jit = off
  as $body$
declare
  own constant uuid := app.tenant_id();
  v menu_versions;
begin
  select * into v from menu_versions m where m.tenant_id = own and m.id = of_version;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'menu_versions_known', table = 'menu_versions', message = 'no such version';
  end if;

  insert into dayparts (tenant_id, id, restaurant_id, name, minutes)
  select own, d.id, v.restaurant_id, d.name, d.minutes::week_minutes
  from jsonb_to_recordset(document -> 'dayparts') as d (id uuid, name text, minutes text)
  on conflict (tenant_id, restaurant_id, name) do update set minutes = excluded.minutes;

  insert into products (tenant_id, id, menu_id, kind, sku)
  select own, i.id, v.menu_id, 'item', i.sku
  from jsonb_path_query(document, '$.categories[*].items[*]') as d, jsonb_to_record(d) as i (id uuid, sku text)
  union all
  select own, o.id, v.menu_id, 'option', o.sku
  from jsonb_path_query(document, '$.modifierGroups[*].options[*]') as d, jsonb_to_record(d) as o (id uuid, sku text)
  on conflict (tenant_id, menu_id, sku) do nothing;

  insert into modifier_groups (tenant_id, version_id, group_id, restaurant_id, menu_id, key, name, level, min_selected,
    max_selected, min_distinct, max_distinct, free_quantity, pricing, defaults_charged)
  select own, of_version, g.id, v.restaurant_id, v.menu_id, g.key, g.name, g.level, g."minSelected", g."maxSelected",
    g."minDistinct", g."maxDistinct", g."freeQuantity", g.pricing, g."defaultsCharged"
  from jsonb_to_recordset(document -> 'modifierGroups') as g (id uuid, key text, name text, level integer,
    "minSelected" integer, "maxSelected" integer, "minDistinct" integer, "maxDistinct" integer, "freeQuantity" integer,
    pricing text, "defaultsCharged" boolean);

  insert into modifier_options (tenant_id, version_id, option_id, restaurant_id, menu_id, group_id, level, position, name,
    price, max_quantity, default_quantity)
  select own, of_version, p.id, v.restaurant_id, v.menu_id, g.id, g.level, e.position - 1, o.name, o.price,
    o."maxQuantity", o."defaultQuantity"
  from jsonb_to_recordset(document -> 'modifierGroups') as g (id uuid, level integer, options jsonb)
  cross join jsonb_array_elements(g.options) with ordinality as e (option, position)
  cross join jsonb_to_record(e.option) as o (sku text, name text, price mxn, "maxQuantity" integer, "defaultQuantity" integer)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = o.sku;

  insert into option_modifier_groups (tenant_id, version_id, option_id, option_level, group_id, group_level, position)
  select own, of_version, p.id, g.level, n.group_id, d.level, n.position - 1
  from jsonb_to_recordset(document -> 'modifierGroups') as g (level integer, options jsonb)
  cross join jsonb_to_recordset(g.options) as o (sku text, "modifierGroups" uuid[])
  cross join unnest(o."modifierGroups") with ordinality as n (group_id, position)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = o.sku
  join modifier_groups d on d.tenant_id = own and d.version_id = of_version and d.group_id = n.group_id;

  insert into menu_categories (tenant_id, version_id, category_id, restaurant_id, menu_id, parent_id, parent_path, position,
    name, description, daypart_id)
  select own, of_version, c.id, v.restaurant_id, v.menu_id, c."parentId", nullif(left(c.path, -5), ''),
    left(right(c.path, 5), 4)::integer, c.name, c.description, coalesce(d.id, c."daypartId")
  from jsonb_to_recordset(document -> 'categories') as c (id uuid, "parentId" uuid, path text, name text, description text,
    "daypartId" uuid)
  left join jsonb_to_recordset(document -> 'dayparts') as f (id uuid, name text) on f.id = c."daypartId"
  left join dayparts d on d.tenant_id = own and d.restaurant_id = v.restaurant_id and d.name = f.name;

  insert into menu_items (tenant_id, version_id, item_id, restaurant_id, menu_id, category_id, position, name, description,
    price, iva_class, sat_product_key, sat_unit_key, prep_minutes, allergens, images, daypart_id)
  select own, of_version, p.id, v.restaurant_id, v.menu_id, c.id, e.position - 1, i.name, i.description, i.price,
    i."ivaClass", i."satProductKey", i."satUnitKey", i."prepMinutes", i.allergens, i.images, coalesce(d.id, i."daypartId")
  from jsonb_to_recordset(document -> 'categories') as c (id uuid, items jsonb)
  cross join jsonb_array_elements(c.items) with ordinality as e (item, position)
  cross join jsonb_to_record(e.item) as i (sku text, name text, description text, price mxn, "ivaClass" text,
    "satProductKey" text, "satUnitKey" text, "prepMinutes" integer, allergens text[], images text[], "daypartId" uuid)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = i.sku
  left join jsonb_to_recordset(document -> 'dayparts') as f (id uuid, name text) on f.id = i."daypartId"
  left join dayparts d on d.tenant_id = own and d.restaurant_id = v.restaurant_id and d.name = f.name;

  insert into item_modifier_groups (tenant_id, version_id, item_id, group_id, position, min_selected, max_selected,
    min_distinct, max_distinct, free_quantity)
  select own, of_version, p.id, g.id, e.position - 1, g."minSelected", g."maxSelected", g."minDistinct", g."maxDistinct",
    g."freeQuantity"
  from jsonb_path_query(document, '$.categories[*].items[*]') as d
  cross join jsonb_array_elements(d -> 'modifierGroups') with ordinality as e (offered, position)
  cross join jsonb_to_record(e.offered) as g (id uuid, "minSelected" integer, "maxSelected" integer, "minDistinct" integer,
    "maxDistinct" integer, "freeQuantity" integer)
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = d ->> 'sku';

  insert into item_option_prices (tenant_id, version_id, item_id, option_id, price)
  select own, of_version, p.id, q.id, e.price::mxn
  from jsonb_path_query(document, '$.categories[*].items[*]') as d
  cross join jsonb_each_text(d -> 'optionPrices') as e (doc_id, price)
  join jsonb_path_query(document, '$.modifierGroups[*].options[*]') as o on o ->> 'id' = e.doc_id
  join products p on p.tenant_id = own and p.menu_id = v.menu_id and p.sku = d ->> 'sku'
  join products q on q.tenant_id = own and q.menu_id = v.menu_id and q.sku = o ->> 'sku';
end
$body$;
--> statement-breakpoint
revoke all on function app.fill_version(uuid, jsonb) from public;
--> statement-breakpoint
grant execute on function app.fill_version(uuid, jsonb) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.search_words
create or replace function app.search_words(content text) returns table (word text, stem text)
  language sql immutable parallel safe security invoker rows 10 set search_path = pg_catalog, public, pg_temp
  as $body$
select w.word, case when w.word <> '' then (ts_lexize('pg_catalog.spanish_stem', w.word))[1] end
from unnest(string_to_array(app.fold(btrim(regexp_replace(content, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u3000]+', ' ', 'g'))), ' ')) as w (word)
$body$;
--> statement-breakpoint
revoke all on function app.search_words(text) from public;
--> statement-breakpoint
-- function:app.search_key
create or replace function app.search_key(of_tenant uuid) returns text
  language sql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select left(encode(sha256(uuid_send(of_tenant)), 'hex'), 8)
$body$;
--> statement-breakpoint
revoke all on function app.search_key(uuid) from public;
--> statement-breakpoint
-- function:app.search_terms
create or replace function app.search_terms(key text, stems text[], words text[]) returns text[]
  language sql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select coalesce(array_agg(distinct key || t.term), '{}') from (
  select '=' || s.stem from unnest(stems) as s (stem) where s.stem is not null
  union all
  select '~' || g.gram from unnest(words) as w (word), unnest((select array_agg(distinct substr('  ' || w.word || ' ', n, 3)) from generate_series(1, length(w.word) + 1) n)) as g (gram)
) as t (term)
$body$;
--> statement-breakpoint
revoke all on function app.search_terms(text, text[], text[]) from public;
--> statement-breakpoint
-- function:app.index_menu
create or replace function app.index_menu(of_version uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  own constant uuid := app.tenant_id();
begin
  insert into app_private.menu_search (tenant_id, version_id, item_id, place, name_key, name_words, name_stems, category_words,
    category_stems, description_stems, terms)
  with headings as (
    select h.category, coalesce(array_agg(w.word order by w.place), '{}') as words, coalesce(array_agg(w.stem order by w.place), '{}') as stems
    from (select distinct i.category from published_items i where i.tenant_id = own and i.version_id = of_version) h
    left join lateral app.search_words(h.category) with ordinality as w (word, stem, place) on true
    group by h.category
  )
  select own, of_version, i.item_id, i.place, app.spanish_key(i.name), n.words, n.stems, h.words, h.stems, d.stems,
    app.search_terms(app.search_key(own), n.stems || h.stems || d.stems, n.telling || h.words)
  from published_items i
  join headings h on h.category = i.category
  cross join lateral (
    select coalesce(array_agg(w.word order by w.place), '{}') as words, coalesce(array_agg(w.stem order by w.place), '{}') as stems,
      coalesce(array_agg(w.word) filter (where w.stem is not null), '{}') as telling
    from app.search_words(i.name) with ordinality as w (word, stem, place)
  ) n
  cross join lateral (
    select coalesce(array_agg(distinct w.stem) filter (where w.stem is not null), '{}') as stems from app.search_words(i.description) w
  ) d
  where i.tenant_id = own and i.version_id = of_version;
end
$body$;
--> statement-breakpoint
revoke all on function app.index_menu(uuid) from public;
--> statement-breakpoint
-- function:app.search_menu
create or replace function app.search_menu(query text, of_branch uuid, of_channel text, of_service text, near_longitude float8, near_latitude float8, radius float8, after_rank integer, after_distance integer, after_name text, after_item uuid, after_branch uuid, at_most integer) returns table (number bigint, placement_id uuid, item_id uuid, place integer, rank integer, distance integer, name_key text, matched integer[])
  language plpgsql stable security definer rows 20 set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan
  as $body$
declare
  own constant uuid := app.tenant_id();
  key constant text := app.search_key(own);
  placements uuid[];
  branch_ids uuid[];
  versions uuid[];
  distances integer[];
  live uuid[];
  words text[];
  word_stems text[];
  asked text;
  asked_stem text;
  grams text[];
  near_terms text[];
  known boolean;
  begun boolean;
  numbers integer[] := '{}';
  stems text[] := '{}';
  weights float8[] := '{}';
  more_stems text[];
  more_weights float8[];
begin
  -- What is sold now: of each branch, the last that began.
  select array_agg(p.id), array_agg(b.id), array_agg(p.version_id), array_agg(b.distance), array_agg(distinct p.version_id)
  into placements, branch_ids, versions, distances, live
  from (
    select b.id, case when near_longitude is null then 0 else round(2 * 6371008.8 * asin(least(1, sqrt(
        sin(radians(b.latitude::float8 - near_latitude) / 2) ^ 2
        + cos(radians(near_latitude)) * cos(radians(b.latitude::float8)) * sin(radians(b.longitude::float8 - near_longitude) / 2) ^ 2))))
      end::integer as distance
    from branches b
    where b.tenant_id = own and b.archived_at is null and of_service = any (b.services) and (of_branch is null or b.id = of_branch)
  ) b
  cross join lateral (
    select p.id, p.version_id, p.live_until_at from menu_placements p
    where p.tenant_id = own and p.branch_id = b.id and p.channel = of_channel and p.live_from_at <= now()
    order by p.live_from_at desc limit 1
  ) p
  where (p.live_until_at is null or p.live_until_at > now()) and (radius is null or near_longitude is null or b.distance <= radius);

  select array_agg(w.word order by w.place), array_agg(coalesce(w.stem, w.word) order by w.place) into words, word_stems
  from (
    select w.word, w.stem, w.place, bool_or(w.stem is not null) over () as telling
    from app.search_words(query) with ordinality as w (word, stem, place) where w.word <> ''
  ) w
  where w.stem is not null or not w.telling;

  -- Which stems each word stands for. As it is written, if a dish has it; else the most similar that dishes have.
  for nth in 1 .. least(coalesce(cardinality(words), 0), 8) loop
    asked := words[nth];
    asked_stem := word_stems[nth];
    with s as materialized (
    select s.tenant_id, s.version_id, s.item_id from app_private.menu_search s where s.terms @> array[key || '=' || asked_stem]
  )
    select exists (select from s where s.tenant_id = own and s.version_id = any (live)) into known;
    if known then
      numbers := numbers || nth;
      stems := stems || asked_stem;
      weights := weights || 1::float8;
      -- The last one may still be in the writing.
      continue when nth < cardinality(words);
    end if;
    grams := (select array_agg(distinct substr('  ' || asked || ' ', n, 3)) from generate_series(1, length(asked) + 1) n);
    -- A short word has too few trigrams to be like another one.
    begun := known or length(asked) < 4;
    near_terms := case when begun then (select array_agg(distinct key || '~' || substr('  ' || asked, n, 3)) from generate_series(1, length(asked)) n) else array(select key || '~' || g from unnest(grams) g) end;
    with b as materialized (
    select s.tenant_id, s.version_id, s.name_words, s.name_stems, s.category_words, s.category_stems from app_private.menu_search s where s.terms @> near_terms and begun
  ),
    l as materialized (
    select s.tenant_id, s.version_id, s.name_words, s.name_stems, s.category_words, s.category_stems from app_private.menu_search s where s.terms && near_terms and not begun
  ),
    candidates as (
      select distinct u.word, u.stem from (table b union all table l) s
      cross join lateral unnest(s.name_words || s.category_words, s.name_stems || s.category_stems) as u (word, stem)
      where s.tenant_id = own and s.version_id = any (live) and u.stem is not null
    ),
    alike as (
      select w.stem, max(greatest(
        case when starts_with(w.word, asked) then 0.8 end,
        -- Two letters in each other's place.
        case when length(w.word) = length(asked) and length(w.word) > 3 and left(w.word, 1) = left(asked, 1)
          and translate(w.word, asked, '') = '' and translate(asked, w.word, '') = '' then 0.7 end,
        case when not begun then g.shared / (length(w.word) + 1 + cardinality(grams) - g.shared) end
      )) as weight
      from candidates w
      cross join lateral (select count(*)::float8 as shared from unnest(grams) g where strpos('  ' || w.word || ' ', g) > 0) g
      group by w.stem
    )
    select array_agg(m.stem), array_agg(m.weight) into more_stems, more_weights from (
      select s.stem, s.weight from (select s.stem, s.weight, max(s.weight) over () as best from alike s) s
      where s.weight >= 0.3 and s.weight > s.best - 0.1 and s.stem <> asked_stem
      order by s.weight desc limit 10
    ) m;
    numbers := numbers || array_fill(nth, array[coalesce(cardinality(more_stems), 0)]);
    stems := stems || more_stems;
    weights := weights || more_weights;
  end loop;

  return query
  with wanted as (
    select a.number, a.stem, a.weight from unnest(numbers, stems, weights) as a (number, stem, weight)
  ),
  s as materialized (
    select s.tenant_id, s.version_id, s.item_id, s.place, s.name_key, s.name_stems, s.category_stems, s.description_stems from app_private.menu_search s where s.terms && (select array_agg(key || '=' || a.stem) from wanted a)
  ),
  found as (
    select s.version_id, s.item_id, s.place, s.name_key, s.name_stems, p.words, p.points
    from s
    cross join lateral (
      select count(*) filter (where w.points > 0) as words, sum(w.points) as points from (
        select max(a.weight * case when a.stem = any (s.name_stems) then 900
          when a.stem = any (s.category_stems) then 600
          when a.stem = any (s.description_stems) then 300 else 0 end) as points
        from wanted a group by a.number
      ) w
    ) p
    where s.tenant_id = own and s.version_id = any (live)
  ),
  ranked as (
    -- All words, or, where no dish has all, as many as any has. Of two dishes with the same words, the shorter name fits better.
    select f.version_id, f.item_id, f.place, f.name_key, f.name_stems,
      (round(f.points / f.words) + 99 / greatest(cardinality(array_remove(f.name_stems, null)), 1))::integer as rank
    from (select f.*, max(f.words) over () as most from found f) f where f.words = f.most
  ),
  page as (
    select r.*, l.placement_id, l.branch_id, l.distance
    from ranked r
    join unnest(placements, branch_ids, versions, distances) as l (placement_id, branch_id, version_id, distance) on l.version_id = r.version_id
    where after_rank is null
      or (-r.rank, l.distance, r.name_key collate "C", r.item_id, l.branch_id) > (-after_rank, after_distance, after_name, after_item, after_branch)
    order by r.rank desc, l.distance, r.name_key collate "C", r.item_id, l.branch_id
    limit least(at_most, 101)
  )
  select row_number() over (order by p.rank desc, p.distance, p.name_key collate "C", p.item_id, p.branch_id),
    p.placement_id, p.item_id, p.place, p.rank, case when near_longitude is not null then p.distance end, p.name_key,
    array(select n.place::integer from unnest(p.name_stems) with ordinality as n (stem, place) where n.stem = any (stems) order by n.place)
  from page p;
end
$body$;
--> statement-breakpoint
revoke all on function app.search_menu(text, uuid, text, text, float8, float8, float8, integer, integer, text, uuid, uuid, integer) from public;
--> statement-breakpoint
grant execute on function app.search_menu(text, uuid, text, text, float8, float8, float8, integer, integer, text, uuid, uuid, integer) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.menu_problems
create or replace function app.menu_problems(of_version uuid) returns table (rule text, name text)
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp set enable_nestloop = off set jit = off
  as $body$
declare
  own constant uuid := app.tenant_id();
begin
  return query
  select 'menu_versions_has_items', null::text
  where not exists (select from menu_items i where i.tenant_id = own and i.version_id = of_version)
  union all
  select case when s.defaults > s.max_selected or s.default_distinct > s.max_distinct then 'modifier_groups_defaults_fit'
    else 'modifier_groups_can_be_met' end, s.key
  from (
    select g.key, r.min_selected, r.max_selected, r.min_distinct, r.max_distinct, coalesce(o.options, 0) as options,
      coalesce(o.defaults, 0) as defaults, coalesce(o.default_distinct, 0) as default_distinct,
      (select coalesce(sum(q), 0) from unnest(o.quantities[1:r.max_distinct]) q) as most
    from modifier_groups g
    -- As the group counts, and as each dish that says otherwise does.
    join (
      select c.group_id, c.min_selected, c.max_selected, c.min_distinct, c.max_distinct
      from modifier_groups c where c.tenant_id = own and c.version_id = of_version
      union
      select i.group_id, i.min_selected, i.max_selected, i.min_distinct, i.max_distinct
      from item_modifier_groups i where i.tenant_id = own and i.version_id = of_version and i.min_selected is not null
    ) r on r.group_id = g.group_id
    left join (
      select m.group_id, count(*) as options, sum(m.default_quantity) as defaults,
        count(*) filter (where m.default_quantity > 0) as default_distinct,
        array_agg(m.max_quantity order by m.max_quantity desc) as quantities
      from modifier_options m where m.tenant_id = own and m.version_id = of_version group by m.group_id
    ) o on o.group_id = g.group_id
    where g.tenant_id = own and g.version_id = of_version
  ) s
  where s.most < s.min_selected or s.options < s.min_distinct or s.options = 0
    or s.defaults > s.max_selected or s.default_distinct > s.max_distinct
  union all
  select 'item_modifier_groups_free_by_strategy', g.key
  from item_modifier_groups i
  join modifier_groups g on g.tenant_id = own and g.version_id = of_version and g.group_id = i.group_id
  where i.tenant_id = own and i.version_id = of_version and i.free_quantity > 0 and g.pricing not in ('free_cheapest', 'free_dearest')
  union all
  select 'item_option_prices_offered', p.sku
  from item_option_prices op
  join products p on p.tenant_id = own and p.id = op.item_id
  join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.option_id = op.option_id
  left join item_modifier_groups i
    on i.tenant_id = own and i.version_id = of_version and i.item_id = op.item_id and i.group_id = o.group_id
  where op.tenant_id = own and op.version_id = of_version and i.item_id is null;
end
$body$;
--> statement-breakpoint
revoke all on function app.menu_problems(uuid) from public;
--> statement-breakpoint
grant execute on function app.menu_problems(uuid) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.publish_items
create or replace function app.publish_items(of_version uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off set jit = off
  as $body$
declare
  own constant uuid := app.tenant_id();
begin
  insert into published_items (tenant_id, version_id, item_id, place, category, sku, name, description, price, document)
  with groups_4 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', '[]'::jsonb) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 4
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
), groups_3 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', coalesce(n.groups, '[]')) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join groups_4 d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = 3
    group by og.option_id
  ) n on n.option_id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 3
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
  union all
  select d.group_id, d.document from groups_4 d
), groups_2 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', coalesce(n.groups, '[]')) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join groups_3 d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = 2
    group by og.option_id
  ) n on n.option_id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 2
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
  union all
  select d.group_id, d.document from groups_3 d
), groups_1 as materialized (
  select g.group_id, jsonb_build_object('id', g.group_id, 'name', g.name, 'minSelected', g.min_selected,
    'maxSelected', g.max_selected, 'minDistinct', g.min_distinct, 'maxDistinct', g.max_distinct,
    'freeQuantity', g.free_quantity, 'pricing', g.pricing, 'defaultsCharged', g.defaults_charged,
    'options', coalesce(jsonb_agg(jsonb_build_object('id', o.option_id, 'sku', p.sku, 'name', o.name, 'price', o.price::text,
      'maxQuantity', o.max_quantity, 'defaultQuantity', o.default_quantity, 'available', true,
      'groups', coalesce(n.groups, '[]')) order by o.position) filter (where o.option_id is not null), '[]')) as document
  from modifier_groups g
  left join modifier_options o on o.tenant_id = own and o.version_id = of_version and o.group_id = g.group_id
  left join products p on p.tenant_id = own and p.id = o.option_id
  left join (
    select og.option_id, jsonb_agg(d.document order by og.position) as groups
    from option_modifier_groups og join groups_2 d on d.group_id = og.group_id
    where og.tenant_id = own and og.version_id = of_version and og.option_level = 1
    group by og.option_id
  ) n on n.option_id = o.option_id
  where g.tenant_id = own and g.version_id = of_version and g.level = 1
  group by g.group_id, g.name, g.min_selected, g.max_selected, g.min_distinct, g.max_distinct, g.free_quantity, g.pricing, g.defaults_charged
  union all
  select d.group_id, d.document from groups_2 d
),
  headings as materialized (
    -- A heading's daypart holds for all below it.
    select c.category_id, c.path, c.name, coalesce(jsonb_agg(a.daypart_id order by a.path) filter (where a.daypart_id is not null), '[]') as daypart_ids
    from menu_categories c
    join menu_categories a on a.tenant_id = own and a.version_id = of_version and starts_with(c.path, a.path)
    where c.tenant_id = own and c.version_id = of_version
    group by c.category_id, c.path, c.name
  ),
  offered as materialized (
    select i.item_id, jsonb_agg(
      case when op.prices is null then g.document else jsonb_set(g.document, '{options}', (
        select jsonb_agg(case when op.prices ? (e.option ->> 'id')
          then e.option || jsonb_build_object('price', op.prices -> (e.option ->> 'id')) else e.option end order by e.place)
        from jsonb_array_elements(g.document -> 'options') with ordinality as e (option, place)
      )) end || jsonb_strip_nulls(jsonb_build_object('minSelected', i.min_selected, 'maxSelected', i.max_selected,
        'minDistinct', i.min_distinct, 'maxDistinct', i.max_distinct, 'freeQuantity', i.free_quantity))
      order by i.position) as groups
    from item_modifier_groups i
    join groups_1 g on g.group_id = i.group_id
    left join (
      select op.item_id, jsonb_object_agg(op.option_id, op.price::text) as prices
      from item_option_prices op where op.tenant_id = own and op.version_id = of_version group by op.item_id
    ) op on op.item_id = i.item_id
    where i.tenant_id = own and i.version_id = of_version
    group by i.item_id
  )
  select own, of_version, i.item_id, row_number() over (order by c.path, i.position), c.name, p.sku, i.name, i.description, i.price,
    jsonb_build_object('id', i.item_id, 'sku', p.sku, 'name', i.name, 'price', i.price::text,
    'ivaClass', i.iva_class, 'satProductKey', i.sat_product_key, 'satUnitKey', i.sat_unit_key, 'prepMinutes', i.prep_minutes,
    'categoryId', i.category_id, 'groups', coalesce(o.groups, '[]'),
    'daypartIds', case when i.daypart_id is null then c.daypart_ids else jsonb_build_array(i.daypart_id) end)
  from menu_items i
  join products p on p.tenant_id = own and p.id = i.item_id
  join headings c on c.category_id = i.category_id
  left join offered o on o.item_id = i.item_id
  where i.tenant_id = own and i.version_id = of_version;
end
$body$;
--> statement-breakpoint
revoke all on function app.publish_items(uuid) from public;
--> statement-breakpoint
-- function:app.publish_menu
create or replace function app.publish_menu(of_version uuid, of_branches uuid[], of_channels text[], since timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  own constant uuid := app.tenant_id();
  -- To the millisecond, which is what a Date holds: whoever reads when it went live, and asks for then, gets it.
  begins constant timestamptz := date_trunc('milliseconds', greatest(coalesce(since, now()), now()));
  sold_on constant text[] := coalesce(of_channels, array['app', 'web', 'kiosk', 'pos', 'partner']);
  v menu_versions;
  document text;
  broken text;
  targets uuid[];
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'menu_versions', message = 'only staff and the service publish';
  end if;
  -- Behind this lock nobody writes into the draft any more.
  select * into v from menu_versions m where m.tenant_id = own and m.id = of_version for update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'menu_versions_known', table = 'menu_versions', message = 'no such version';
  end if;
  perform from menus m where m.tenant_id = own and m.id = v.menu_id and m.archived_at is null for share;
  if not found then
    raise exception using errcode = '55000', constraint = 'menus_not_archived', table = 'menus', message = 'the menu is archived';
  end if;
  if v.status = 'retired' then
    raise exception using errcode = '55000', constraint = 'menu_versions_not_retired', table = 'menu_versions', message = 'the version is retired';
  end if;
  if v.status = 'draft' then
    select p.rule into broken from app.menu_problems(of_version) p order by p.rule limit 1;
    if found then
      raise exception using errcode = '23514', constraint = broken, table = 'menu_versions', message = 'the draft cannot be sold as it is';
    end if;
    document := app.menu_document(of_version);
    update menu_versions m set status = 'published', published_at = now() where m.tenant_id = own and m.id = of_version;
    insert into menu_snapshots (tenant_id, version_id, document, etag)
    values (own, of_version, document, encode(sha256(convert_to(document, 'UTF8')), 'hex'));
    perform app.publish_items(of_version);
    perform app.index_menu(of_version);
  end if;

  -- In the order of their ids, so that two who publish wait for one another instead of locking each other up.
  select array_agg(b.id) into targets from (
    select b.id from branches b
    where b.tenant_id = own and b.restaurant_id = v.restaurant_id
      and case when of_branches is null then b.archived_at is null else b.id = any (of_branches) end
    order by b.id for no key update
  ) b;
  if of_branches is not null and exists (select unnest(of_branches) except select unnest(targets)) then
    raise exception using errcode = '23503', constraint = 'menu_placements_branch_fk', table = 'menu_placements', message = 'no such branch of the restaurant';
  end if;
  delete from menu_placements p
  where p.tenant_id = own and p.branch_id = any (targets) and p.channel = any (sold_on) and p.live_from_at >= begins;
  update menu_placements p set live_until_at = begins
  where p.tenant_id = own and p.branch_id = any (targets) and p.channel = any (sold_on)
    and (p.live_until_at is null or p.live_until_at > begins);
  insert into menu_placements (tenant_id, id, restaurant_id, branch_id, channel, menu_id, version_id, live_from_at)
  select own, app.uuid_v7(), v.restaurant_id, b.id, c.channel, v.menu_id, of_version, begins
  from unnest(targets) as b (id) cross join unnest(sold_on) as c (channel);

  -- Not one that somebody else is putting live at this moment: who holds its lock decides on it.
  with retired as (
    update menu_versions r set status = 'retired', retired_at = now()
    where r.tenant_id = own and r.id in (
      select m.id from menu_versions m
      where m.tenant_id = own and m.menu_id = v.menu_id and m.status = 'published' and m.id <> of_version and not exists (
        select from menu_placements p
        where p.tenant_id = own and p.version_id = m.id and (p.live_until_at is null or p.live_until_at > now())
      )
      for no key update skip locked
    )
    returning r.id
  )
  -- Never live again, never found again.
  delete from app_private.menu_search s using retired r where s.tenant_id = own and s.version_id = r.id;
end
$body$;
--> statement-breakpoint
revoke all on function app.publish_menu(uuid, uuid[], text[], timestamptz) from public;
--> statement-breakpoint
grant execute on function app.publish_menu(uuid, uuid[], text[], timestamptz) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.menu_moment
create or replace function app.menu_moment(of_menu uuid, of_branch uuid, of_channel text, of_service text, moment timestamptz, zone text) returns text
  language plpgsql stable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  own constant uuid := app.tenant_id();
  prices json;
  sold json;
  off json;
begin
  select json_agg(json_build_array(w.product_id, w.price::text) order by w.product_id) into prices from (
    select distinct on (p.product_id) p.product_id, p.price from product_prices p
    where p.tenant_id = own and p.menu_id = of_menu and p.valid_from_at <= moment
      and (p.valid_until_at is null or p.valid_until_at > moment)
      and (p.branch_id is null or p.branch_id = of_branch) and (p.channel is null or p.channel = of_channel)
      and (p.service is null or p.service = of_service)
    order by p.product_id, p.branch_id nulls last, p.channel nulls last, p.service nulls last
  ) w;
  select json_agg(json_build_array(s.product_id, s.until_at) order by s.product_id) into sold from sold_outs s
  where s.tenant_id = own and s.branch_id = of_branch and s.since_at <= moment and (s.until_at is null or s.until_at > moment);
  select json_agg(d.id order by d.id) into off from branches b
  join dayparts d on d.tenant_id = own and d.restaurant_id = b.restaurant_id
  where b.tenant_id = own and b.id = of_branch and not app.week_contains(d.minutes, moment, zone);
  return case when num_nonnulls(prices, sold, off) > 0
    then json_build_object('prices', coalesce(prices, '[]'), 'soldOut', coalesce(sold, '[]'), 'offDayparts', coalesce(off, '[]'))::text end;
end
$body$;
--> statement-breakpoint
revoke all on function app.menu_moment(uuid, uuid, text, text, timestamptz, text) from public;
--> statement-breakpoint
grant execute on function app.menu_moment(uuid, uuid, text, text, timestamptz, text) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.groups_at
create or replace function app.groups_at(groups jsonb, prices jsonb, sold jsonb) returns jsonb
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return coalesce((
    select jsonb_agg(g.value || jsonb_build_object('options', coalesce((
      select jsonb_agg(o.value || jsonb_build_object(
        'price', coalesce(prices->(o.value->>'id'), o.value->'price'),
        'available', not sold ? (o.value->>'id'),
        'groups', case when o.value->'groups' = '[]' then '[]' else app.groups_at(o.value->'groups', prices, sold) end
      ) order by o.ordinality)
      from jsonb_array_elements(g.value->'options') with ordinality o
    ), '[]')) order by g.ordinality)
    from jsonb_array_elements(groups) with ordinality g
  ), '[]');
end
$body$;
--> statement-breakpoint
revoke all on function app.groups_at(jsonb, jsonb, jsonb) from public;
--> statement-breakpoint
-- function:app.modifiers_of
create or replace function app.modifiers_of(groups jsonb, choices jsonb, parent integer, first integer) returns jsonb
  language plpgsql immutable parallel safe security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  written jsonb := '[]';
  place integer := first;
  entry jsonb;
  of_group jsonb;
  of_option jsonb;
  nested jsonb;
begin
  for entry in
    select c.value from jsonb_array_elements(coalesce(nullif(choices, 'null'), '[]')) with ordinality c order by c.ordinality
  loop
    select g.value into of_group from jsonb_array_elements(groups) g where g.value->'id' = entry->'groupId';
    select o.value into of_option from jsonb_array_elements(of_group->'options') o where o.value->'id' = entry->'optionId';
    written := written || jsonb_build_object('position', place, 'parentPosition', parent, 'optionId', of_option->'id',
      'groupName', of_group->'name', 'optionName', of_option->'name', 'quantity', entry->'quantity', 'price', of_option->'price');
    nested := app.modifiers_of(of_option->'groups', entry->'choices', place, place + 1);
    written := written || nested;
    place := place + 1 + jsonb_array_length(nested);
  end loop;
  return written;
end
$body$;
--> statement-breakpoint
revoke all on function app.modifiers_of(jsonb, jsonb, integer, integer) from public;
--> statement-breakpoint
-- function:app.check_quote
create or replace function app.check_quote() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  own constant uuid := app.tenant_id();
  adjustments constant jsonb := coalesce(new.document->'adjustments', '[]');
  branch record;
  written text;
  moment jsonb;
  line jsonb;
  item jsonb;
  lines jsonb := '[]';
  modifiers jsonb;
  products uuid[] := '{}';
  price_ids uuid[];
  priced uuid[];
  place integer := 0;
  sums record;
begin
  -- Before any look-up, whose answer would otherwise tell what other tenants have.
  if new.tenant_id is distinct from own then
    raise exception using errcode = '42501', table = 'order_quotes', message = 'a quote of another tenant';
  end if;
  select b.time_zone, b.iva_rate, b.delivery_fee, b.services into branch
  from branches b where b.tenant_id = own and b.id = new.branch_id and b.archived_at is null;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if not exists (select from customers c where c.tenant_id = own and c.id = new.customer_id) then
    raise exception using errcode = '23503', constraint = 'orders_customer_fk', table = 'customers', message = 'no such customer';
  end if;
  if not new.service = any (branch.services) then
    raise exception using errcode = '23514', constraint = 'order_quotes_service_offered', table = 'order_quotes', message = 'the branch does not offer that';
  end if;
  if not exists (
    select from menu_placements p
    where p.tenant_id = own and p.branch_id = new.branch_id and p.channel = new.channel and p.menu_id = new.menu_id
      and p.version_id = new.menu_version_id and p.live_from_at <= now() and (p.live_until_at is null or p.live_until_at > now())
  ) then
    raise exception using errcode = '55000', constraint = 'order_quotes_menu_is_live', table = 'order_quotes', message = 'another menu is live';
  end if;

  -- Ahead of the prices themselves: one that comes in between is in them and not in these, so that the order is refused.
  select array_agg(p.id), array_agg(p.product_id) into price_ids, priced
  from product_prices p
  where p.tenant_id = own and p.menu_id = new.menu_id and p.product_id = any (array(
      select (l.value->>'itemId')::uuid from jsonb_array_elements(new.document->'lines') l
      union select (o.value #>> '{}')::uuid from jsonb_path_query(new.document->'lines', 'strict $[*].choices.**.optionId') as o (value)
    ))
    and (p.branch_id is null or p.branch_id = new.branch_id) and (p.channel is null or p.channel = new.channel)
    and (p.service is null or p.service = new.service)
    and p.valid_from_at <= now() and (p.valid_until_at is null or p.valid_until_at > now());
  written := app.menu_moment(new.menu_id, new.branch_id, new.channel, new.service, now(), branch.time_zone);
  moment := coalesce(written, '{"prices": [], "soldOut": [], "offDayparts": []}')::jsonb;
  moment := jsonb_build_object(
    'prices', (select coalesce(jsonb_object_agg(p.value->>0, p.value->1), '{}') from jsonb_array_elements(moment->'prices') p),
    'sold', (select coalesce(jsonb_agg(s.value->0), '[]') from jsonb_array_elements(moment->'soldOut') s),
    'off', moment->'offDayparts');

  for line in select l.value from jsonb_array_elements(new.document->'lines') with ordinality l order by l.ordinality loop
    place := place + 1;
    select i.document into item from published_items i
    where i.tenant_id = own and i.version_id = new.menu_version_id and i.item_id = (line->>'itemId')::uuid;
    if not found or moment->'sold' ? (item->>'id')
      or exists (select from jsonb_array_elements_text(item->'daypartIds') d where moment->'off' ? d.value) then
      raise exception using errcode = '55000', constraint = 'order_quotes_items_on_sale', table = 'order_quotes',
        message = 'a dish is not for sale', hint = jsonb_build_object('lineNos', jsonb_build_array(place))::text;
    end if;
    if written is not null then
      item := item || jsonb_build_object('price', coalesce(moment->'prices'->(item->>'id'), item->'price'),
        'groups', app.groups_at(item->'groups', moment->'prices', moment->'sold'));
    end if;
    if (line->>'unitPrice')::numeric is distinct from app.price_selection(item, line->'choices')
      or (line->>'lineNo')::integer is distinct from place
      or not coalesce((line->>'quantity')::numeric between 1 and 999
        and (line->>'discount')::numeric between 0 and (line->>'unitPrice')::numeric * (line->>'quantity')::integer, false)
      or (line->>'ivaRate')::numeric is distinct from (case item->>'ivaClass' when 'general' then branch.iva_rate when 'zero' then 0 end)
    then
      raise exception using errcode = '23514', constraint = 'order_quotes_prices_are_the_menus', table = 'order_quotes',
        message = 'a line is not priced as the menu has it', hint = jsonb_build_object('lineNos', jsonb_build_array(place))::text;
    end if;
    modifiers := app.modifiers_of(item->'groups', line->'choices', null, 0);
    products := products || (item->>'id')::uuid || array(select (m.value->>'optionId')::uuid from jsonb_array_elements(modifiers) m);
    -- Nothing of the caller's but what was looked at: no other field is kept, and none in another form.
    lines := lines || jsonb_build_object('lineNo', place, 'itemId', item->'id', 'quantity', (line->>'quantity')::integer,
      'unitPrice', round((line->>'unitPrice')::numeric, 2)::text, 'discount', round((line->>'discount')::numeric, 2)::text,
      'paidByThird', round((line->>'paidByThird')::numeric, 2)::text, 'ivaRate', line->'ivaRate',
      'choices', coalesce(nullif(line->'choices', 'null'), '[]'), 'sku', item->'sku', 'name', item->'name', 'ivaClass', item->'ivaClass',
      'satProductKey', item->'satProductKey', 'satUnitKey', item->'satUnitKey', 'modifiers', modifiers);
  end loop;

  perform app.check_adjustments(own, new.branch_id, new.customer_id, new.channel, new.service, lines, new.delivery_fee, adjustments);

  with l as materialized (
    select (e.value->>'lineNo')::integer as line_no, (e.value->>'quantity')::integer as quantity,
      (e.value->>'unitPrice')::numeric * (e.value->>'quantity')::integer as gross, (e.value->>'discount')::numeric as discount,
      (e.value->>'paidByThird')::numeric as third, (e.value->>'ivaRate')::numeric as rate
    from jsonb_array_elements(lines) e
  ), a as materialized (
    select e.value as adjustment from jsonb_array_elements(adjustments) e
  ), s as materialized (
    select (e.value->>'lineNo')::integer as line_no, sum((e.value->>'amount')::numeric) as amount,
      coalesce(sum((e.value->>'amount')::numeric) filter (where a.adjustment->>'treatment' = 'third-party-payment'), 0) as third
    from a cross join jsonb_array_elements(a.adjustment->'shares') e group by 1
  )
  select
    (select count(*) from l) as lines,
    (select sum(quantity) from l) as units,
    (select sum(gross) from l) as subtotal,
    (select sum(discount) from l) as discount,
    (select coalesce(sum((adjustment->>'amount')::numeric), 0) from a where adjustment->>'appliesTo' = 'delivery') as delivery_discount,
    (select coalesce(sum(r.iva), 0) from (
      select round(sum(t.iva), 2) as iva from (
        select l.rate, app.iva_of(l.gross - l.discount + l.third, l.rate) as iva from l
        union all
        select branch.iva_rate, app.iva_of(new.delivery_fee - new.delivery_discount, branch.iva_rate)
      ) t group by t.rate
    ) r) as iva,
    not exists (select from l full join s using (line_no)
      where coalesce(l.discount, -1) <> coalesce(s.amount, 0) or coalesce(l.third, -1) <> coalesce(s.third, 0)) as shared
  into sums;
  if sums.lines not between 1 and 200 then
    raise exception using errcode = '23514', constraint = 'order_quotes_has_lines', table = 'order_quotes', message = 'a quote has 1 to 200 lines';
  end if;
  if not sums.shared
    or (sums.units, sums.subtotal, sums.discount, sums.delivery_discount, sums.iva)
      is distinct from (new.units, new.subtotal::numeric, new.discount::numeric, new.delivery_discount::numeric, new.iva::numeric)
    or new.delivery_fee is distinct from (case new.service when 'delivery' then branch.delivery_fee else 0 end)
    or new.delivery_iva_rate is distinct from branch.iva_rate then
    raise exception using errcode = '23514', constraint = 'order_quotes_adds_up', table = 'order_quotes', message = 'the totals of the quote are not those of its lines';
  end if;

  -- What each line bears, by its number: written out here, so that nothing has to be looked for when it is placed.
  new.document := jsonb_build_object('lines', lines, 'demand', app.demand_of(own, new.branch_id, lines), 'adjustments', (
    select coalesce(jsonb_agg(a.value || jsonb_build_object('shares', (
      select coalesce(jsonb_agg(coalesce(s.value->>'amount', '0.00') order by n), '[]')
      from generate_series(1, place) n
      left join jsonb_array_elements(a.value->'shares') s on (s.value->>'lineNo')::integer = n
      where a.value->>'appliesTo' = 'lines'
    )) order by a.ordinality), '[]')
    from jsonb_array_elements(adjustments) with ordinality a));
  new.product_ids := array(select distinct p from unnest(products) p order by p);
  new.price_ids := array(select u.id from unnest(price_ids, priced) as u (id, product_id) where u.product_id = any (products) order by u.id);
  new.total := new.subtotal - new.discount + new.delivery_fee - new.delivery_discount + new.tip;
  new.quoted_at := now();
  new.expires_at := now() + interval '10 minutes';
  new.hash := sha256(convert_to(concat_ws('/', new.id, new.branch_id, new.customer_id, new.service, new.channel,
    new.subtotal, new.discount, new.delivery_fee, new.delivery_discount, new.tip, new.document), 'UTF8'));
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.check_quote() from public;
--> statement-breakpoint
-- function:app.place_order
create or replace function app.place_order(of_tenant uuid, of_quote uuid, new_order uuid, wanted_key text, request bytea) returns setof orders
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
#variable_conflict use_variable
declare
  who constant text := app.actor();
  q order_quotes;
  o orders;
  taken record;
  now_there record;
  lines jsonb;
  adjustments jsonb;
  demand jsonb;
  line_count integer;
  adjustment_count integer;
begin
  insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
  values (of_tenant, who, 'placeOrder', wanted_key, request, new_order)
  on conflict do nothing;
  if not found then
    -- Its own statement, so its own snapshot: it sees what a racing request has just committed.
    select k.request_hash, k.result_id into taken from idempotency_keys k
    where k.tenant_id = of_tenant and k.actor = who and k.verb = 'placeOrder' and k.key = wanted_key;
    if taken.request_hash is distinct from request then
      raise exception using errcode = '23505', constraint = 'idempotency_keys_same_request', table = 'idempotency_keys',
        message = 'the key was used for another request';
    end if;
    -- Anybody may write a key of their own, with any result: the order is given to whom it could have been placed for.
    return query select * from orders
    where tenant_id = of_tenant and id = taken.result_id
      and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()));
    return;
  end if;

  select * into q from order_quotes
  where tenant_id = of_tenant and id = of_quote
    and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()));
  if not found then
    raise exception using errcode = 'P0002', constraint = 'order_quotes_known', table = 'order_quotes', message = 'no such quote';
  end if;

  -- Once: the document is compressed, and unpacked at every look.
  lines := q.document->'lines';
  adjustments := q.document->'adjustments';
  demand := q.document->'demand';
  line_count := jsonb_array_length(lines);
  adjustment_count := jsonb_array_length(adjustments);

  select
    exists (select from orders where tenant_id = of_tenant and quote_id = of_quote) as used,
    exists (
      select from menu_placements p
      where p.tenant_id = of_tenant and p.branch_id = q.branch_id and p.channel = q.channel and p.version_id = q.menu_version_id
        and p.live_from_at <= now() and (p.live_until_at is null or p.live_until_at > now())
    ) and q.price_ids = array(
      select p.id from product_prices p
      where p.tenant_id = of_tenant and p.menu_id = q.menu_id and p.product_id = any (q.product_ids)
        and (p.branch_id is null or p.branch_id = q.branch_id) and (p.channel is null or p.channel = q.channel)
        and (p.service is null or p.service = q.service)
        and p.valid_from_at <= now() and (p.valid_until_at is null or p.valid_until_at > now())
      order by p.id
    ) as unchanged,
    array(
      select s.product_id from sold_outs s
      where s.tenant_id = of_tenant and s.branch_id = q.branch_id and s.product_id = any (q.product_ids)
        and s.since_at <= now() and (s.until_at is null or s.until_at > now())
    ) as sold_out,
    app.is_open(of_tenant, q.branch_id, q.service, greatest(now(), (
      select k.starts_at from kitchen_slots k where k.tenant_id = of_tenant and k.id = q.slot_id
    ))) as open
  into now_there;
  -- Before its claims, which its own order may have taken the last of; of two at once, the unique key decides.
  if now_there.used then
    raise exception using errcode = '23505', constraint = 'orders_quote_key', table = 'orders', message = 'the quote became an order already';
  end if;
  if now() >= q.expires_at then
    raise exception using errcode = '55000', constraint = 'order_quotes_not_expired', table = 'order_quotes',
      message = 'the quote has expired', hint = jsonb_build_object('expiredAt', q.expires_at)::text;
  end if;
  if cardinality(now_there.sold_out) > 0 then
    raise exception using errcode = '55000', constraint = 'order_quotes_still_on_sale', table = 'order_quotes', message = 'something has sold out',
      hint = jsonb_build_object('lineNos', (
        select jsonb_agg(l.value->'lineNo' order by l.ordinality) from jsonb_array_elements(lines) with ordinality l
        where (l.value->>'itemId')::uuid = any (now_there.sold_out)
          or exists (select from jsonb_array_elements(l.value->'modifiers') m where (m.value->>'optionId')::uuid = any (now_there.sold_out))
      ))::text;
  end if;
  if not now_there.unchanged then
    raise exception using errcode = '55000', constraint = 'order_quotes_prices_hold', table = 'order_quotes', message = 'prices have changed: quote again';
  end if;
  if not now_there.open then
    raise exception using errcode = '55000', constraint = 'branches_open', table = 'branches', message = 'the branch is closed',
      hint = (select jsonb_strip_nulls(jsonb_build_object('nextOpeningAt', min(n.opens_at)))
        from app.next_opening(of_tenant, q.branch_id, q.service, now()) n)::text;
  end if;

  if adjustment_count > 0 then
    perform app.claim_promotions(of_tenant, q.customer_id, adjustments);
  end if;
  if demand <> '[]' then
    perform app.claim_stock(of_tenant, q.branch_id, new_order, demand, lines, now() + interval '15 minutes');
  end if;
  if q.slot_id is not null then
    perform app.claim_slot(of_tenant, q.branch_id, q.service, q.slot_id, q.units, q.subtotal);
  end if;

  -- All rows in one statement: starting one costs as much as a row. Modifiers apart, for many orders have none.
  with placed as (
    insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, notes, line_count,
      adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, accept_by_at)
    values (of_tenant, new_order, q.branch_id, q.customer_id, q.service, q.channel, q.id, q.hash, q.slot_id, q.notes,
      line_count, adjustment_count, q.units, q.subtotal, q.discount, q.delivery_fee, q.delivery_discount, q.delivery_iva_rate,
      q.tip, q.iva, now() + interval '15 minutes')
    returning *
  ), items as (
    insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name,
      iva_class, sat_product_key, sat_unit_key, quantity, unit_price, discount, paid_by_third, iva_rate)
    select of_tenant, new_order, l."lineNo", q.customer_id, line_count, adjustment_count, q.menu_version_id, l."itemId", l.name,
      l."ivaClass", l."satProductKey", l."satUnitKey", l.quantity, l."unitPrice", l.discount, l."paidByThird", l."ivaRate"
    from jsonb_to_recordset(lines) as l ("lineNo" integer, "itemId" uuid, name text, "ivaClass" text, "satProductKey" text,
      "satUnitKey" text, quantity integer, "unitPrice" mxn, discount mxn, "paidByThird" mxn, "ivaRate" rate6)
  ), lowered as (
    insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id,
      coupon_id, name, funded_by, treatment, stacking_group, applies_to, amount, shares)
    select of_tenant, new_order, a."adjustmentNo", q.customer_id, line_count, adjustment_count, a.kind, a."promotionId",
      a."couponId", a.name, a."fundedBy", a.treatment, a."stackingGroup", a."appliesTo", a.amount,
      a.shares
    from jsonb_to_recordset(adjustments) as a ("adjustmentNo" integer, kind text, "promotionId" uuid, "couponId" uuid,
      name text, "fundedBy" text, treatment text, "stackingGroup" text, "appliesTo" text, amount mxn, shares numeric[])
  ), told as (
    insert into order_events (tenant_id, order_id, seq, customer_id, to_status)
    values (of_tenant, new_order, 1, q.customer_id, 'placed')
  )
  select * into o from placed;
  if lines @? '$[*].modifiers[*]' then
    insert into order_item_modifiers (tenant_id, order_id, line_no, position, parent_position, customer_id, option_id, group_name,
      option_name, quantity, price)
    select of_tenant, new_order, l."lineNo", m.position, m."parentPosition", q.customer_id, m."optionId", m."groupName",
      m."optionName", m.quantity, m.price
    from jsonb_to_recordset(lines) as l ("lineNo" integer, modifiers jsonb)
    cross join lateral jsonb_to_recordset(l.modifiers) as m (position integer, "parentPosition" integer, "optionId" uuid,
      "groupName" text, "optionName" text, quantity integer, price mxn);
  end if;
  return next o;
end
$body$;
--> statement-breakpoint
revoke all on function app.place_order(uuid, uuid, uuid, text, bytea) from public;
--> statement-breakpoint
grant execute on function app.place_order(uuid, uuid, uuid, text, bytea) to app_user;
--> statement-breakpoint
-- function:app.take_step
create or replace function app.take_step(of_tenant uuid, of_order uuid, wanted text, why text, expected integer) returns setof orders
  language plpgsql volatile security invoker rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  o orders;
begin
  select * into o from orders where tenant_id = of_tenant and id = of_order;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  if o.version <> expected then
    raise exception using errcode = '40001', constraint = 'orders_version_expected', table = 'orders',
      message = 'another step was taken', hint = jsonb_build_object('version', o.version, 'status', o.status)::text;
  end if;
  insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
  values (of_tenant, of_order, o.version + 1, o.customer_id, o.status, wanted, why);
  -- What the event has made of it, and nothing else can: to read it once more would cost a tenth of the step.
  o.status := wanted;
  o.version := o.version + 1;
  return next o;
end
$body$;
--> statement-breakpoint
revoke all on function app.take_step(uuid, uuid, text, text, integer) from public;
--> statement-breakpoint
grant execute on function app.take_step(uuid, uuid, text, text, integer) to app_user;
--> statement-breakpoint
-- function:app.overdue_order
create or replace function app.overdue_order(of_tenant uuid) returns setof orders
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'orders', message = 'for staff and the service';
  end if;
  return query
  select * from orders
  where tenant_id = of_tenant and status = 'placed' and accept_by_at <= now()
  order by accept_by_at, id limit 1
  for no key update skip locked;
end
$body$;
--> statement-breakpoint
revoke all on function app.overdue_order(uuid) from public;
--> statement-breakpoint
grant execute on function app.overdue_order(uuid) to app_user;
--> statement-breakpoint
-- function:app.reject_overdue_order
create or replace function app.reject_overdue_order(of_tenant uuid) returns uuid
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  d orders;
begin
  select * into d from app.overdue_order(of_tenant);
  if found then
    insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
    values (of_tenant, d.id, d.version + 1, d.customer_id, d.status, 'rejected', 'not accepted in time');
  end if;
  return d.id;
end
$body$;
--> statement-breakpoint
revoke all on function app.reject_overdue_order(uuid) from public;
--> statement-breakpoint
grant execute on function app.reject_overdue_order(uuid) to app_user;
--> statement-breakpoint
-- function:app.enter_admin
create or replace function app.enter_admin(reason text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin insert into admin_log (reason) values (reason); end
$body$;
--> statement-breakpoint
revoke all on function app.enter_admin(text) from public;
--> statement-breakpoint
grant execute on function app.enter_admin(text) to app_admin;
--> statement-breakpoint
-- function:app.audit
create or replace function app.audit() returns trigger
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  became jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  row_now jsonb := coalesce(became, was);
begin
  insert into public.audit_log (tenant_id, action, table_name, row_id, column_names)
  values (
    (row_now ->> 'tenant_id')::uuid, lower(tg_op), tg_table_name, coalesce(row_now ->> 'id', row_now ->> 'tenant_id')::uuid,
    array(select key from jsonb_each(became) where was is null or was -> key is distinct from value order by key)
  );
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.audit() from public;
--> statement-breakpoint
-- function:app.cash_collections_due
create or replace function app.cash_collections_due() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  of_order uuid;
  of_status text;
begin
  select o.id, o.status into of_order, of_status from payments p
  join orders o on o.tenant_id = new.tenant_id and o.id = p.order_id
  where p.tenant_id = new.tenant_id and p.id = new.payment_id
  for share of o;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  if new.membership_id is not null and not app.brings(new.tenant_id, of_order, new.membership_id) then
    raise exception using errcode = '23503', constraint = 'cash_collections_holder_brings', table = 'cash_collections',
      message = 'somebody else brings the order';
  end if;
  select p.amount, coalesce(p.change_for, p.amount - p.amount % 0.05) into new.due, new.change_for
  from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.cash_collections_due() from public;
--> statement-breakpoint
-- function:app.cash_collections_capture
create or replace function app.cash_collections_capture() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
  select p.tenant_id, p.id, 'cash', p.version + 1, p.status, 'captured'
  from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.cash_collections_capture() from public;
--> statement-breakpoint
-- function:app.collect_cash
create or replace function app.collect_cash(of_tenant uuid, of_payment uuid, of_collected numeric) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  holder uuid := case app.actor_kind() when 'courier' then app.actor_id() end;
begin
  perform from payments p
  where p.tenant_id = of_tenant and p.id = of_payment
    and case app.actor_kind() when 'customer' then false
      when 'courier' then app.brings(of_tenant, p.order_id, holder) else true end;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  insert into cash_collections (tenant_id, payment_id, membership_id, collected)
  values (of_tenant, of_payment, holder, of_collected)
  on conflict do nothing;
  if not found then
    -- Sent twice after a lost answer, it is the same collection.
    perform from cash_collections c
    where c.tenant_id = of_tenant and c.payment_id = of_payment and c.collected = of_collected
      and c.membership_id is not distinct from holder;
    if not found then
      raise exception using errcode = '23505', constraint = 'payments_order_paid', table = 'cash_collections',
        message = 'the cash was collected already';
    end if;
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.collect_cash(uuid, uuid, numeric) from public;
--> statement-breakpoint
grant execute on function app.collect_cash(uuid, uuid, numeric) to app_user;
--> statement-breakpoint
-- function:app.hand_in_cash
create or replace function app.hand_in_cash(of_tenant uuid, new_id uuid, of_member uuid, of_amount numeric, of_key text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  h cash_hand_ins;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'cash_hand_ins', message = 'whoever hands in cash does not receive it';
  end if;
  insert into cash_hand_ins (tenant_id, id, membership_id, amount, received_by, idempotency_key)
  values (of_tenant, new_id, of_member, of_amount, case app.actor_kind() when 'staff' then app.actor_id() end, of_key)
  on conflict (tenant_id, membership_id, idempotency_key) do nothing;
  if found then
    return new_id;
  end if;
  select * into h from cash_hand_ins where tenant_id = of_tenant and membership_id = of_member and idempotency_key = of_key;
  if h.amount <> of_amount then
    raise exception using errcode = '23505', constraint = 'cash_hand_ins_idempotency_key', table = 'cash_hand_ins',
      message = 'the key was used for another amount';
  end if;
  return h.id;
end
$body$;
--> statement-breakpoint
revoke all on function app.hand_in_cash(uuid, uuid, uuid, numeric, text) from public;
--> statement-breakpoint
grant execute on function app.hand_in_cash(uuid, uuid, uuid, numeric, text) to app_user;
--> statement-breakpoint
-- function:app.promotion_shares
create or replace function app.promotion_shares(p promotions, eligible boolean[], prices numeric[], units integer[], rest numeric[]) returns numeric[]
  language plpgsql immutable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  size integer := coalesce(p.buy_quantity, 0) + coalesce(p.get_quantity, 0);
  bases numeric[];
  total numeric;
  off numeric;
begin
  select array_agg(case when not l.yes then 0 when p.kind <> 'buy_x_get_y' then l.rest
      else div(2 * l.rest * (
          least(l.ends, l.whole) / size * p.get_quantity + greatest(least(l.ends, l.whole) % size - p.buy_quantity, 0)
        - least(l.starts, l.whole) / size * p.get_quantity - greatest(least(l.starts, l.whole) % size - p.buy_quantity, 0)
      ) + l.units, 2 * l.units) end order by l.place)
  into bases
  from (
    select s.*, s.ends - s.units as starts, max(s.ends) over () / nullif(size, 0) * size as whole
    from (
      select u.*, sum(case when u.yes then u.units else 0 end) over (order by u.yes desc, u.price desc, u.place)::integer as ends
      from unnest(eligible, prices, units, rest) with ordinality as u (yes, price, units, rest, place)
    ) as s
  ) as l;
  select coalesce(sum(b), 0) into total from unnest(bases) as b;
  off := case p.kind
    when 'amount' then least(p.amount_off * 100, total)
    else least(div(2 * total * (p.percent_off * 1000000) + 1000000, 2000000), coalesce(p.max_discount * 100, total)) end;
  if off > 0 then
    return (
      select array_agg(r.share + case when r.turn <= r.left_over then 1 else 0 end order by r.place)
      from (
        select w.*, row_number() over (order by w.cut desc, w.place) as turn, off - sum(w.share) over () as left_over
        from (
          select b.place, div(off * b.base, total) as share, mod(off * b.base, total) as cut
          from unnest(bases) with ordinality as b (base, place)
        ) as w
      ) as r
    );
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.promotion_shares(promotions, boolean[], numeric[], integer[], numeric[]) from public;
--> statement-breakpoint
-- function:app.promotion_holds
create or replace function app.promotion_holds(p promotions, of_branch uuid, of_channel text, of_service text) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if p.archived_at is not null or now() < p.valid_from_at or now() >= p.valid_until_at
    or of_channel <> all (p.channels) or of_service <> all (p.services) then
    return false;
  end if;
  if not (select bool_or(b.branch_id = of_branch) from promotion_branches b where b.tenant_id = p.tenant_id and b.promotion_id = p.id) then
    return false;
  end if;
  if p.windows is not null then
    return coalesce((select app.week_contains(p.windows, now(), b.time_zone) from branches b where b.tenant_id = p.tenant_id and b.id = of_branch), false);
  end if;
  return true;
end
$body$;
--> statement-breakpoint
revoke all on function app.promotion_holds(promotions, uuid, text, text) from public;
--> statement-breakpoint
-- function:app.promotion_used_up
create or replace function app.promotion_used_up(p promotions, of_customer uuid) returns text
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if p.redeemed >= p.max_redemptions then
    return 'promotions_redeemed_within_max';
  end if;
  if p.spent >= p.budget then
    return 'promotions_spent_within_budget';
  end if;
  if p.per_customer_limit is not null then
    perform from promotion_customers u
    where u.tenant_id = p.tenant_id and u.promotion_id = p.id and u.customer_id = of_customer and u.used >= u.per_customer_limit;
    if found then
      return 'promotion_customers_used_within_limit';
    end if;
  end if;
  if p.first_order_only and app.has_ordered(p.tenant_id, of_customer) then
    return 'promotions_first_order_only';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.promotion_used_up(promotions, uuid) from public;
--> statement-breakpoint
-- function:app.has_ordered
create or replace function app.has_ordered(of_tenant uuid, of_customer uuid) returns boolean
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform from orders o
  where o.tenant_id = of_tenant and o.customer_id = of_customer and o.status not in ('rejected', 'cancelled')
  limit 1;
  return found;
end
$body$;
--> statement-breakpoint
revoke all on function app.has_ordered(uuid, uuid) from public;
--> statement-breakpoint
-- function:app.promotion_candidate
create or replace function app.promotion_candidate(p promotions, of_coupon uuid, place integer) returns jsonb
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return jsonb_build_object(
    'promotionId', p.id, 'couponId', of_coupon, 'code', place, 'name', p.name, 'kind', p.kind,
    'percentOff', p.percent_off::text, 'amountOff', p.amount_off::text, 'buyQuantity', p.buy_quantity,
    'getQuantity', p.get_quantity, 'maxDiscount', p.max_discount::text, 'minSubtotal', p.min_subtotal::text,
    'stackingGroup', p.stacking_group, 'priority', p.priority, 'fundedBy', p.funded_by, 'treatment', p.treatment,
    'budgetLeft', (p.budget - p.spent)::text,
    'itemIds', (select jsonb_agg(i.item_id order by i.item_id) from promotion_items i where i.tenant_id = p.tenant_id and i.promotion_id = p.id)
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.promotion_candidate(promotions, uuid, integer) from public;
--> statement-breakpoint
-- function:app.promotions_for
create or replace function app.promotions_for(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, codes text[]) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  candidates jsonb := '[]';
  p promotions;
  c coupons;
  wanted record;
  rule text;
begin
  if app.actor_kind() not in ('staff', 'service') and not (app.actor_kind() = 'customer' and app.actor_id() = of_customer) then
    raise exception using errcode = '42501', table = 'promotions', message = 'promotions are looked up for oneself, by staff or by the service';
  end if;
  for p in
    select * from promotions a where a.tenant_id = of_tenant and a.archived_at is null and not a.by_code order by a.id
  loop
    if app.promotion_holds(p, of_branch, of_channel, of_service) and app.promotion_used_up(p, of_customer) is null then
      candidates := candidates || app.promotion_candidate(p, null, null);
    end if;
  end loop;
  for wanted in select u.code, u.place::integer - 1 as place from unnest(codes) with ordinality as u (code, place) order by u.place loop
    select * into c from coupons k where k.tenant_id = of_tenant and k.code = wanted.code;
    if not found then
      raise exception using errcode = 'P0002', constraint = 'coupons_unknown', table = 'coupons',
        message = 'no such coupon', hint = jsonb_build_object('code', wanted.place);
    end if;
    select * into p from promotions a where a.tenant_id = of_tenant and a.id = c.promotion_id;
    if now() < c.valid_from_at or now() >= c.valid_until_at or not app.promotion_holds(p, of_branch, of_channel, of_service) then
      raise exception using errcode = '55000', constraint = 'coupons_valid_now', table = 'coupons',
        message = 'the coupon is not valid now and here', hint = jsonb_build_object('code', wanted.place);
    end if;
    rule := case when c.redeemed >= c.max_redemptions then 'coupons_redeemed_within_max' else app.promotion_used_up(p, of_customer) end;
    if rule in ('promotion_customers_used_within_limit', 'promotions_first_order_only') then
      raise exception using errcode = '23514', constraint = rule, table = 'coupons',
        message = 'this customer has had the coupon', hint = jsonb_build_object('code', wanted.place);
    elsif rule is not null then
      raise exception using errcode = '23514', constraint = 'coupons_redeemed_within_max', table = 'coupons',
        message = 'the coupon is exhausted', hint = jsonb_build_object('code', wanted.place);
    end if;
    candidates := candidates || app.promotion_candidate(p, c.id, wanted.place);
  end loop;
  return candidates;
end
$body$;
--> statement-breakpoint
revoke all on function app.promotions_for(uuid, uuid, uuid, text, text, text[]) from public;
--> statement-breakpoint
grant execute on function app.promotions_for(uuid, uuid, uuid, text, text, text[]) to app_user;
--> statement-breakpoint
-- function:app.check_adjustments
create or replace function app.check_adjustments(of_tenant uuid, of_branch uuid, of_customer uuid, of_channel text, of_service text, lines jsonb, delivery_fee numeric, adjustments jsonb) returns void
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  nos integer[];
  items uuid[];
  prices numeric[];
  units integer[];
  rest numeric[];
  shares numeric[];
  fee numeric := delivery_fee * 100;
  subtotal numeric;
  off numeric;
  only_for uuid[];
  a jsonb;
  n integer := 0;
  p promotions;
  before promotions;
  groups text[] := '{}';
  of_coupon uuid;
  wrong text;
begin
  if jsonb_array_length(adjustments) = 0 then
    return;
  end if;
  select array_agg(l.no order by l.no), array_agg(l.item order by l.no), array_agg(l.price order by l.no),
    array_agg(l.units order by l.no), array_agg(l.price * l.units order by l.no), sum(l.price * l.units)
  into nos, items, prices, units, rest, subtotal
  from (
    select (x ->> 'lineNo')::integer as no, (x ->> 'itemId')::uuid as item, (x ->> 'unitPrice')::numeric * 100 as price, (x ->> 'quantity')::integer as units
    from jsonb_array_elements(lines) as x
  ) as l;
  for a in select x.value from jsonb_array_elements(adjustments) with ordinality as x (value, place) order by x.place loop
    n := n + 1;
    of_coupon := (a ->> 'couponId')::uuid;
    select * into p from promotions q where q.tenant_id = of_tenant and q.id = (a ->> 'promotionId')::uuid;
    wrong := case
      when not found then 'no such promotion'
      when not app.promotion_holds(p, of_branch, of_channel, of_service) then 'the promotion does not hold now and here'
      when subtotal < p.min_subtotal * 100 then 'the order is below the minimum'
      when p.by_code <> (of_coupon is not null) then 'a coupon is missing, or one too many'
      when p.stacking_group = any (groups) then 'two promotions of a group'
      when n > 1 and (p.priority, p.id) <= (before.priority, before.id) then 'the order of the promotions' end;
    if wrong is null and of_coupon is not null then
      perform from coupons c
      where c.tenant_id = of_tenant and c.id = of_coupon and c.promotion_id = p.id
        and c.valid_from_at <= now() and (c.valid_until_at is null or now() < c.valid_until_at);
      wrong := case when not found then 'the coupon is not of the promotion, or not valid now' end;
    end if;
    if wrong is null and p.kind = 'free_delivery' then
      shares := null;
      off := least(fee, p.max_discount * 100);
      fee := fee - off;
    elsif wrong is null then
      select array_agg(i.item_id) into only_for from promotion_items i where i.tenant_id = of_tenant and i.promotion_id = p.id;
      shares := app.promotion_shares(p, array(select only_for is null or x.item = any (only_for) from unnest(items) with ordinality as x (item, place) order by x.place), prices, units, rest);
      select coalesce(sum(s), 0) into off from unnest(shares) as s;
      select array_agg(x.had - coalesce(x.gone, 0) order by x.place) into rest from unnest(rest, shares) with ordinality as x (had, gone, place);
    end if;
    if wrong is null and (off = 0 or not a @> jsonb_build_object(
        'adjustmentNo', n, 'kind', case when p.by_code then 'coupon' else 'promotion' end, 'promotionId', p.id,
        'couponId', of_coupon, 'name', p.name, 'fundedBy', p.funded_by, 'treatment', p.treatment,
        'stackingGroup', p.stacking_group, 'appliesTo', case p.kind when 'free_delivery' then 'delivery' else 'lines' end,
        'amount', round(off / 100, 2)::text)
      or a -> 'shares' is distinct from coalesce((
        select jsonb_agg(jsonb_build_object('lineNo', x.no, 'amount', round(x.share / 100, 2)::text) order by x.place)
        from unnest(nos, shares) with ordinality as x (no, share, place) where x.share > 0), '[]')) then
      wrong := 'not what the promotion gives';
    end if;
    if wrong is not null then
      raise exception using errcode = '23514', constraint = 'order_quotes_adjustments_allowed', table = 'order_quotes', message = wrong,
        hint = jsonb_build_object('adjustmentNo', n, 'promotionId', p.id);
    end if;
    before := p;
    groups := groups || p.stacking_group;
  end loop;
end
$body$;
--> statement-breakpoint
revoke all on function app.check_adjustments(uuid, uuid, uuid, text, text, jsonb, numeric, jsonb) from public;
--> statement-breakpoint
-- function:app.claim_promotions
create or replace function app.claim_promotions(of_tenant uuid, of_customer uuid, adjustments jsonb) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  a record;
  customers boolean := false;
  first_order boolean := false;
  ended boolean;
begin
  for a in
    select x."adjustmentNo" as no, x."promotionId" as promotion_id, x."couponId" as coupon_id, x.amount,
      p.id is null or p.archived_at is not null or now() < p.valid_from_at or coalesce(now() >= p.valid_until_at, false) as ended,
      x."couponId" is not null and (c.id is null or now() < c.valid_from_at or coalesce(now() >= c.valid_until_at, false)) as code_ended,
      p.max_redemptions is not null or p.budget is not null as limited,
      p.per_customer_limit is not null as per_customer, p.first_order_only, c.max_redemptions is not null as code_limited
    from jsonb_to_recordset(adjustments) as x ("adjustmentNo" integer, "promotionId" uuid, "couponId" uuid, amount mxn)
    left join promotions p on p.tenant_id = of_tenant and p.id = x."promotionId"
    left join coupons c on c.tenant_id = of_tenant and c.id = x."couponId"
    order by x."promotionId"
  loop
    ended := a.ended;
    if a.limited and not ended then
      update promotions q
      set redeemed = q.redeemed + case when q.max_redemptions is null then 0 else 1 end,
        spent = q.spent + case when q.budget is null then 0 else a.amount end
      where q.tenant_id = of_tenant and q.id = a.promotion_id and q.archived_at is null
        and (q.max_redemptions is null or q.redeemed < q.max_redemptions)
        and (q.budget is null or q.spent + a.amount <= q.budget);
      if not found then
        -- Its own snapshot: what stood in the way behind the lock.
        ended := exists (select from promotions q where q.tenant_id = of_tenant and q.id = a.promotion_id and q.archived_at is not null);
        if not ended then
          raise exception using errcode = '23514', table = 'promotions', message = 'the promotion is exhausted',
            constraint = case when exists (
              select from promotions q where q.tenant_id = of_tenant and q.id = a.promotion_id and q.redeemed >= q.max_redemptions
            ) then 'promotions_redeemed_within_max' else 'promotions_spent_within_budget' end,
            hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
        end if;
      end if;
    end if;
    if a.coupon_id is not null and (ended or a.code_ended) then
      raise exception using errcode = '55000', constraint = 'coupons_valid_now', table = 'coupons',
        message = 'the coupon is not valid now', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
    elsif ended then
      raise exception using errcode = '55000', constraint = 'promotions_valid_now', table = 'promotions',
        message = 'the promotion has ended', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
    end if;
    if a.code_limited then
      update coupons k set redeemed = k.redeemed + 1
      where k.tenant_id = of_tenant and k.id = a.coupon_id and k.redeemed < k.max_redemptions;
      if not found then
        raise exception using errcode = '23514', constraint = 'coupons_redeemed_within_max', table = 'coupons',
          message = 'the coupon is exhausted', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
    end if;
    customers := customers or a.per_customer;
    first_order := first_order or a.first_order_only;
  end loop;
  -- Two promotions of first orders may be claimed at the same time, by one order or by two: whoever has the customer looks
  -- whether there is an order. Before any of promotion_customers, or of two who want one of them one could wait for the other
  -- in a circle.
  if first_order then
    perform from customers c where c.tenant_id = of_tenant and c.id = of_customer for no key update;
  end if;
  if customers then
    for a in
      select x."adjustmentNo" as no, q.id as promotion_id, q.per_customer_limit, q.first_order_only
      from jsonb_to_recordset(adjustments) as x ("adjustmentNo" integer, "promotionId" uuid)
      join promotions q on q.tenant_id = of_tenant and q.id = x."promotionId"
      where q.per_customer_limit is not null order by q.id
    loop
      insert into promotion_customers as u (tenant_id, promotion_id, customer_id, per_customer_limit, used)
      values (of_tenant, a.promotion_id, of_customer, a.per_customer_limit, 1)
      on conflict (tenant_id, promotion_id, customer_id) do update set used = u.used + 1 where u.used < u.per_customer_limit;
      if not found then
        raise exception using errcode = '23514', constraint = 'promotion_customers_used_within_limit', table = 'promotion_customers',
          message = 'this customer has had the promotion', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
      -- This order is not there yet.
      if a.first_order_only and app.has_ordered(of_tenant, of_customer) then
        raise exception using errcode = '23514', constraint = 'promotions_first_order_only', table = 'promotions',
          message = 'the promotion is for a first order', hint = jsonb_build_object('promotionId', a.promotion_id, 'adjustmentNo', a.no);
      end if;
    end loop;
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.claim_promotions(uuid, uuid, jsonb) from public;
--> statement-breakpoint
-- function:app.release_promotions
create or replace function app.release_promotions(of_tenant uuid, of_order uuid) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  a record;
begin
  for a in
    select d.promotion_id, d.coupon_id, d.amount from order_adjustments d
    where d.tenant_id = of_tenant and d.order_id = of_order order by d.promotion_id
  loop
    update promotions q
    set redeemed = q.redeemed - case when q.max_redemptions is null then 0 else 1 end,
      spent = q.spent - case when q.budget is null then 0 else a.amount end
    where q.tenant_id = of_tenant and q.id = a.promotion_id and (q.max_redemptions is not null or q.budget is not null);
    if a.coupon_id is not null then
      update coupons k set redeemed = k.redeemed - 1
      where k.tenant_id = of_tenant and k.id = a.coupon_id and k.max_redemptions is not null;
    end if;
  end loop;
  for a in
    select d.promotion_id, d.customer_id from order_adjustments d
    where d.tenant_id = of_tenant and d.order_id = of_order order by d.promotion_id
  loop
    update promotion_customers u set used = u.used - 1
    where u.tenant_id = of_tenant and u.promotion_id = a.promotion_id and u.customer_id = a.customer_id;
  end loop;
end
$body$;
--> statement-breakpoint
revoke all on function app.release_promotions(uuid, uuid) from public;
--> statement-breakpoint
-- function:app.deliveries_begin
create or replace function app.deliveries_begin() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  -- Before the look-up below, whose answer would otherwise tell of orders of others.
  if new.tenant_id is distinct from app.tenant_id() then
    raise exception using errcode = '42501', table = 'deliveries', message = 'a delivery of another tenant';
  end if;
  select o.customer_id, o.branch_id into new.customer_id, new.branch_id from orders o
  where o.tenant_id = new.tenant_id and o.id = new.order_id and o.service = 'delivery';
  if not found then
    raise exception using errcode = '23503', constraint = 'deliveries_order_is_brought', table = 'deliveries',
      message = 'no such order, or none that is brought';
  end if;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.deliveries_begin() from public;
--> statement-breakpoint
-- function:app.deliver
create or replace function app.deliver() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  insert into deliveries (tenant_id, order_id, customer_id, branch_id)
  values (new.tenant_id, new.id, new.customer_id, new.branch_id);
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.deliver() from public;
--> statement-breakpoint
-- function:app.delivery_follows
create or replace function app.delivery_follows() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  d deliveries;
  wanted constant text := case new.to_status when 'on_the_way' then 'picked_up' when 'delivered' then 'delivered' else 'called_off' end;
begin
  select * into d from deliveries where tenant_id = new.tenant_id and order_id = new.order_id;
  if not found then
    if new.to_status = 'on_the_way' then
      raise exception using errcode = '23503', constraint = 'order_events_service_fits', table = 'order_events',
        message = 'an order that is picked up goes nowhere: it is delivered at the counter';
    end if;
    return null;
  end if;
  if new.to_status = 'ready' then
    update deliveries set ready_at = new.recorded_at where tenant_id = new.tenant_id and order_id = new.order_id;
    return null;
  end if;
  if new.to_status = 'on_the_way' and d.courier_id is null then
    raise exception using errcode = '55000', constraint = 'deliveries_have_courier', table = 'deliveries',
      message = 'nobody brings the order yet';
  end if;
  if new.to_status = 'delivered' and new.from_status <> 'on_the_way' then
    raise exception using errcode = '23503', constraint = 'order_events_service_fits', table = 'order_events',
      message = 'an order that is brought is on the way before it is delivered';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, order_seq, order_status)
  values (new.tenant_id, new.order_id, d.version + 1, d.status, wanted, case when wanted <> 'called_off' then d.courier_id end,
    new.seq, new.to_status);
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.delivery_follows() from public;
--> statement-breakpoint
-- function:app.assign_courier
create or replace function app.assign_courier(of_tenant uuid, of_order uuid, of_courier uuid) returns setof deliveries
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  d deliveries;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for staff and the service';
  end if;
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;
  if d.status <> 'assigned' or d.courier_id <> of_courier then
    insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id)
    values (of_tenant, of_order, d.version + 1, d.status, 'assigned', of_courier);
  end if;
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end
$body$;
--> statement-breakpoint
revoke all on function app.assign_courier(uuid, uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.assign_courier(uuid, uuid, uuid) to app_user;
--> statement-breakpoint
-- function:app.take_delivery
create or replace function app.take_delivery(of_tenant uuid, of_order uuid) returns setof deliveries
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  me constant uuid := app.actor_id();
  d deliveries;
begin
  if app.actor_kind() <> 'courier' then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for couriers';
  end if;
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order and ready_at is not null;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id)
  values (of_tenant, of_order, 1, 'waiting', 'assigned', me)
  on conflict do nothing;
  if not found then
    select * into d from deliveries where tenant_id = of_tenant and order_id = of_order;
    if d.status = 'called_off' then
      raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
    elsif d.status <> 'assigned' or d.courier_id <> me then
      raise exception using errcode = '55000', constraint = 'deliveries_taken_once', table = 'deliveries', message = 'somebody else brings it';
    end if;
  end if;
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end
$body$;
--> statement-breakpoint
revoke all on function app.take_delivery(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.take_delivery(uuid, uuid) to app_user;
--> statement-breakpoint
-- function:app.fail_delivery
create or replace function app.fail_delivery(of_tenant uuid, of_order uuid, why text) returns setof deliveries
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  d deliveries;
begin
  if app.actor_kind() not in ('courier', 'staff', 'service') then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for couriers, staff and the service';
  end if;
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order and (app.actor_kind() <> 'courier' or courier_id = app.actor_id());
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;
  if d.courier_id is null then
    raise exception using errcode = '23503', constraint = 'delivery_events_transition_fk', table = 'delivery_events',
      message = 'nobody brings it';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, reason)
  values (of_tenant, of_order, d.version + 1, d.status, 'failed', d.courier_id, why);
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;
end
$body$;
--> statement-breakpoint
revoke all on function app.fail_delivery(uuid, uuid, text) from public;
--> statement-breakpoint
grant execute on function app.fail_delivery(uuid, uuid, text) to app_user;
--> statement-breakpoint
-- function:app.delivery_events_apply
create or replace function app.delivery_events_apply() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if new.to_status = 'assigned' then
    -- Locked: a membership that ends at this moment ends before, or after.
    perform from memberships m
    where m.tenant_id = new.tenant_id and m.id = new.courier_id and m.role = 'courier' and m.ended_at is null
    for share;
    if not found then
      raise exception using errcode = '23503', constraint = 'deliveries_courier_works_here', table = 'deliveries',
        message = 'no such courier, or one who has left';
    end if;
  end if;
  update deliveries set status = new.to_status, version = new.seq, courier_id = new.courier_id
  where tenant_id = new.tenant_id and order_id = new.order_id and version = new.seq - 1;
  if not found then
    raise exception using errcode = '40001', constraint = 'delivery_events_follows', table = 'delivery_events',
      message = 'another step was taken first';
  end if;
  if new.order_seq is null then
    insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
    values (new.tenant_id, 'delivery.' || new.to_status, new.order_id, new.seq,
      jsonb_build_object('orderId', new.order_id, 'seq', new.seq, 'status', new.to_status, 'courierId', new.courier_id));
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.delivery_events_apply() from public;
--> statement-breakpoint
-- function:app.claim_slot
create or replace function app.claim_slot(of_tenant uuid, of_branch uuid, of_service text, of_slot uuid, units integer, amount numeric) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  found_slot kitchen_slots;
  next_slot kitchen_slots;
begin
  if of_slot is null then return; end if;
  update kitchen_slots s set booked_orders = s.booked_orders + 1, booked_units = s.booked_units + units,
    booked_amount = s.booked_amount + amount
  where s.tenant_id = of_tenant and s.id = of_slot and s.branch_id = of_branch and s.service = of_service
    and s.closed_at is null and s.ends_at > now()
    and s.booked_orders < s.max_orders
      and s.booked_units + units <= coalesce(s.max_units, s.booked_units + units)
      and s.booked_amount + amount <= coalesce(s.max_amount, s.booked_amount + amount);
  if found then return; end if;
  select * into found_slot from kitchen_slots s
  where s.tenant_id = of_tenant and s.id = of_slot and s.branch_id = of_branch and s.service = of_service;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'kitchen_slots_known', table = 'kitchen_slots',
      message = 'no such slot of this branch and service';
  end if;
  if found_slot.closed_at is not null or found_slot.ends_at <= now() then
    raise exception using errcode = '55000', constraint = 'kitchen_slots_open', table = 'kitchen_slots',
      message = 'the slot takes no more orders', hint = jsonb_build_object('slotId', of_slot)::text;
  end if;
  select * into next_slot from kitchen_slots s
  where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service
    and s.starts_at > found_slot.starts_at and s.closed_at is null and s.ends_at > now()
    and s.booked_orders < s.max_orders
      and s.booked_units + units <= coalesce(s.max_units, s.booked_units + units)
      and s.booked_amount + amount <= coalesce(s.max_amount, s.booked_amount + amount)
  order by s.starts_at limit 1;
  raise exception using errcode = '23514', constraint = 'kitchen_slots_free', table = 'kitchen_slots',
    message = 'the slot has no room for the order',
    hint = jsonb_strip_nulls(jsonb_build_object('slotId', of_slot, 'nextSlotId', next_slot.id,
      'nextStartsAt', to_char(next_slot.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text;
end
$body$;
--> statement-breakpoint
revoke all on function app.claim_slot(uuid, uuid, text, uuid, integer, numeric) from public;
--> statement-breakpoint
-- function:app.release_slot
create or replace function app.release_slot(of_tenant uuid, of_slot uuid, units integer, amount numeric) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if of_slot is null then return; end if;
  update kitchen_slots s set booked_orders = s.booked_orders - 1, booked_units = s.booked_units - units,
    booked_amount = s.booked_amount - amount
  where s.tenant_id = of_tenant and s.id = of_slot;
end
$body$;
--> statement-breakpoint
revoke all on function app.release_slot(uuid, uuid, integer, numeric) from public;
--> statement-breakpoint
-- function:app.post_journal
create or replace function app.post_journal(of_tenant uuid, of_source text, of_order uuid, of_payment uuid, of_refund uuid, of_hand_in uuid, of_payout uuid, of_day date, posts jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  new_id uuid := app.uuid_v7();
begin
  insert into ledger_journals (tenant_id, id, source, order_id, payment_id, refund_id, hand_in_id, payout_id)
  values (of_tenant, new_id, of_source, of_order, of_payment, of_refund, of_hand_in, of_payout);
  insert into ledger_accounts (tenant_id, kind, restaurant_id, membership_id, provider)
  select distinct of_tenant, p.kind, p.restaurant, p.member, p.provider
  from jsonb_to_recordset(posts) as p(kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric)
  where p.amount <> 0 and not exists (
    select from ledger_accounts a
    where a.tenant_id = of_tenant and a.kind = p.kind and a.owner = coalesce(p.restaurant::text, p.member::text, p.provider, '')
  )
  order by 2, 3, 4, 5
  on conflict do nothing;
  perform from ledger_accounts a
  where a.tenant_id = of_tenant and (a.kind, a.owner) in (
    select p.kind, coalesce(p.restaurant::text, p.member::text, p.provider, '')
    from jsonb_to_recordset(posts) as p(kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric) where p.amount <> 0
  )
  order by a.kind, a.owner
  for no key update;
  insert into ledger_entries (tenant_id, journal_id, entry_no, account_id, reason, debit, credit, net, iva, booked_on)
  select of_tenant, new_id, p.no, a.id, p.reason, greatest(p.amount, 0), greatest(-p.amount, 0),
    coalesce(p.net, 0), coalesce(p.iva, 0), greatest(of_day, a.closed_through_on + 1)
  from rows from (jsonb_to_recordset(posts) as (kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric)) with ordinality
    as p(kind, restaurant, member, provider, reason, amount, net, iva, no)
  join ledger_accounts a
    on a.tenant_id = of_tenant and a.kind = p.kind and a.owner = coalesce(p.restaurant::text, p.member::text, p.provider, '')
  where p.amount <> 0;
end
$body$;
--> statement-breakpoint
revoke all on function app.post_journal(uuid, text, uuid, uuid, uuid, uuid, uuid, date, jsonb) from public;
--> statement-breakpoint
-- function:app.post_capture
create or replace function app.post_capture() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  p payments;
  zone text;
  holder jsonb;
  rounded numeric := 0;
begin
  select * into p from payments where tenant_id = new.tenant_id and id = new.payment_id;
  select b.time_zone into zone from orders o
  join branches b on b.tenant_id = new.tenant_id and b.id = o.branch_id
  where o.tenant_id = new.tenant_id and o.id = p.order_id;
  if p.provider is null then
    select jsonb_build_object('kind', case when c.membership_id is null then 'till_cash' else 'courier_cash' end, 'member', c.membership_id),
      c.rounding
    into holder, rounded from cash_collections c where c.tenant_id = new.tenant_id and c.payment_id = p.id;
    if not found then
      raise exception using errcode = '23503', constraint = 'ledger_journals_cash_is_collected', table = 'ledger_journals',
        message = 'nobody has collected the cash';
    end if;
  else
    holder := jsonb_build_object('kind', 'provider_clearing', 'provider', p.provider);
  end if;
  perform app.post_journal(new.tenant_id, 'capture', p.order_id, p.id, null, null, null, (now() at time zone zone)::date,
    jsonb_build_array(
      holder || jsonb_build_object('reason', 'capture', 'amount', p.captured + rounded),
      jsonb_build_object('kind', 'cash_rounding', 'reason', 'rounding', 'amount', -rounded),
      jsonb_build_object('kind', 'customer_payments', 'reason', 'capture', 'amount', -p.captured)
    ));
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.post_capture() from public;
--> statement-breakpoint
-- function:app.post_hand_in
create or replace function app.post_hand_in() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform app.post_journal(new.tenant_id, 'hand_in', null, null, null, new.id, null,
    (now() at time zone 'America/Mexico_City')::date,
    jsonb_build_array(
      jsonb_build_object('kind', 'till_cash', 'reason', 'hand_in', 'amount', new.amount),
      jsonb_build_object('kind', 'courier_cash', 'member', new.membership_id, 'reason', 'hand_in', 'amount', -new.amount)
    ));
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.post_hand_in() from public;
--> statement-breakpoint
-- function:app.verify_ledger
create or replace function app.verify_ledger(of_tenant uuid) returns table (rule text, subject text, expected numeric, actual numeric)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set jit = off
  as $body$
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'ledger_entries', message = 'the service verifies the ledger';
  end if;
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'journal_is_even', e.journal_id::text, sum(e.debit), sum(e.credit)
  from ledger_entries e where e.tenant_id = of_tenant
  group by e.journal_id having sum(e.debit) <> sum(e.credit)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'balance_is_sum', a.id::text, coalesce(sum(e.debit - e.credit), 0), a.balance
  from ledger_accounts a left join ledger_entries e on e.tenant_id = of_tenant and e.account_id = a.id
  where a.tenant_id = of_tenant
  group by a.id, a.debit, a.credit, a.balance
  having coalesce(sum(e.debit), 0) <> a.debit or coalesce(sum(e.credit), 0) <> a.credit
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'capture_is_booked', p.id::text, p.captured, coalesce(j.debit, 0)
  from payments p
  left join (
    select j.payment_id, sum(e.debit) as debit from ledger_journals j
    join ledger_entries e on e.tenant_id = of_tenant and e.journal_id = j.id
    where j.tenant_id = of_tenant and j.source = 'capture' group by j.payment_id
  ) j on j.payment_id = p.id
  where p.tenant_id = of_tenant and p.captured <> coalesce(j.debit, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'payment_follows_its_events', p.id::text, null::numeric, p.version::numeric
  from payments p
  left join payment_events e on e.tenant_id = of_tenant and e.payment_id = p.id and e.seq = p.version and e.to_status = p.status
  where p.tenant_id = of_tenant and e.seq is null
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'cash_is_collected', p.id::text, p.amount, c.due
  from payments p left join cash_collections c on c.tenant_id = of_tenant and c.payment_id = p.id
  where p.tenant_id = of_tenant and p.provider is null and p.captured is distinct from coalesce(c.due, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'refunded_is_sum', p.id::text, coalesce(r.total, 0), p.refunded
  from payments p
  left join (select payment_id, sum(total) as total from refunds where tenant_id = of_tenant group by payment_id) r on r.payment_id = p.id
  where p.tenant_id = of_tenant and p.refunded <> coalesce(r.total, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'refunded_units_are_worth_their_part', i.order_id || '/' || i.line_no, app.refund_part(i.total, 0, l.units, i.quantity, 2), l.total
  from (
    select order_id, line_no, max(units_after) as units, sum(quantity) as quantity, sum(total) as total
    from refund_lines where tenant_id = of_tenant group by order_id, line_no
  ) l
  join order_items i on i.tenant_id = of_tenant and i.order_id = l.order_id and i.line_no = l.line_no
  where l.total <> app.refund_part(i.total, 0, l.units, i.quantity, 2) or l.units <> l.quantity or l.units > i.quantity
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'refund_is_its_lines', r.id::text, coalesce(sum(l.total), 0), r.lines_total
  from refunds r left join refund_lines l on l.tenant_id = of_tenant and l.refund_id = r.id
  where r.tenant_id = of_tenant
  group by r.id, r.lines_total having coalesce(sum(l.total), 0) <> r.lines_total
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'tips_are_the_tip', o.id::text, o.tip, coalesce(sum(t.amount), 0)
  from order_completions c
  join orders o on o.tenant_id = of_tenant and o.id = c.order_id
  left join tips t on t.tenant_id = of_tenant and t.order_id = o.id
  where c.tenant_id = of_tenant
  group by o.id, o.tip having o.tip <> coalesce(sum(t.amount), 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'delivery_is_booked', c.order_id::text, 1, count(j.id)
  from order_completions c
  left join ledger_journals j on j.tenant_id = of_tenant and j.order_id = c.order_id and j.source = 'delivery'
  where c.tenant_id = of_tenant
  group by c.order_id having count(j.id) <> 1
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'commission_is_by_its_terms', s.order_id::text, sum(l.commission + l.commission_iva), s.commission + s.commission_iva
  from order_settlements s
  cross join lateral app.settled_lines(of_tenant, s.order_id, s.rate, s.iva_rate) l
  where s.tenant_id = of_tenant
  group by s.order_id, s.commission, s.commission_iva
  having sum(l.commission) <> s.commission or sum(l.commission_iva) <> s.commission_iva
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'account_is_what_happened', w.kind || ':' || w.owner, sum(w.expected), coalesce(a.balance, 0)
  from (
    select 'provider_clearing' as kind, p.provider as owner, p.captured as expected
    from payments p where p.tenant_id = of_tenant and p.provider is not null and p.captured > 0
    union all
    select case when r.settled_by = 'till' then 'till_cash' else 'provider_clearing' end,
      case when r.settled_by = 'till' then '' else p.provider end, -r.total
    from refunds r join payments p on p.tenant_id = of_tenant and p.id = r.payment_id
    where r.tenant_id = of_tenant and r.status = 'done'
    union all
    select case when c.membership_id is null then 'till_cash' else 'courier_cash' end, coalesce(c.membership_id::text, ''), c.due + c.rounding
    from cash_collections c where c.tenant_id = of_tenant
    union all
    select 'cash_rounding', '', -c.rounding from cash_collections c where c.tenant_id = of_tenant
    union all
    select 'courier_cash', h.membership_id::text, -h.amount from cash_hand_ins h where h.tenant_id = of_tenant
    union all
    select 'till_cash', '', h.amount from cash_hand_ins h where h.tenant_id = of_tenant
    union all
    select 'refunds_payable', '', -r.total from refunds r where r.tenant_id = of_tenant and r.status <> 'done'
    union all
    select 'customer_payments', '', -p.captured from payments p where p.tenant_id = of_tenant and p.captured > 0
    union all
    select 'customer_payments', '', o.total
    from order_completions c join orders o on o.tenant_id = of_tenant and o.id = c.order_id where c.tenant_id = of_tenant
    union all
    select case when c.order_id is null then 'customer_payments' when r.liable_party = 'platform' then 'refunds_cost'
        when r.liable_party = 'courier' then 'member_payable' else 'restaurant_payable' end,
      case when c.order_id is null or r.liable_party = 'platform' then '' when r.liable_party = 'courier' then r.courier_id::text
        else s.restaurant_id::text end, r.total
    from refunds r
    left join order_completions c on c.tenant_id = of_tenant and c.order_id = r.order_id
    left join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
    where r.tenant_id = of_tenant
    union all
    select case t.beneficiary when 'pool' then 'tip_pool' else 'member_payable' end,
      case t.beneficiary when 'pool' then s.restaurant_id::text else t.membership_id::text end, -t.amount
    from tips t join order_settlements s on s.tenant_id = of_tenant and s.order_id = t.order_id where t.tenant_id = of_tenant
    union all
    select x.kind, x.owner, x.amount
    from order_settlements s
    join orders o on o.tenant_id = of_tenant and o.id = s.order_id
    cross join lateral (
      select coalesce(sum(d.amount) filter (where d.funded_by = 'platform'), 0) as platform,
        coalesce(sum(d.amount) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
        coalesce(sum(d.amount) filter (where d.funded_by = 'platform' and d.applies_to = 'lines'), 0) as platform_lines
      from order_adjustments d where d.tenant_id = of_tenant and d.order_id = s.order_id
    ) d
    cross join lateral (
      values ('restaurant_payable', s.restaurant_id::text,
          s.commission + s.commission_iva + d.restaurant - o.subtotal - case s.delivery_to when 'restaurant' then o.delivery_fee else 0 end),
        ('promotions_cost', '', d.platform),
        ('platform_revenue', '', -s.commission),
        ('commission_iva', '', -s.commission_iva),
        ('delivery_revenue', '', case s.delivery_to when 'platform' then -o.delivery_fee else 0 end)
    ) as x(kind, owner, amount)
    where s.tenant_id = of_tenant
    union all
    select x.kind, x.owner, x.amount
    from refunds r
    join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
    cross join lateral (
      select coalesce(sum(l.platform_funded), 0) as platform,
        coalesce(sum(app.refund_part(c.commission, l.units_before, l.units_after, c.quantity, 2)), 0) as commission,
        coalesce(sum(app.refund_part(c.commission_iva, l.units_before, l.units_after, c.quantity, 2)), 0) as commission_iva
      from refund_lines l join app.settled_lines(of_tenant, r.order_id, s.rate, s.iva_rate) c on c.line_no = l.line_no
      where l.tenant_id = of_tenant and l.refund_id = r.id
    ) l
    cross join lateral (
      values ('restaurant_payable', s.restaurant_id::text, l.platform - l.commission - l.commission_iva),
        ('promotions_cost', '', -l.platform), ('platform_revenue', '', l.commission), ('commission_iva', '', l.commission_iva)
    ) as x(kind, owner, amount)
    where r.tenant_id = of_tenant and r.liable_party = 'restaurant'
    union all
    select x.kind, x.owner, x.amount
    from payouts q
    cross join lateral (
      values ('restaurant_payable', q.restaurant_id::text, q.amount + q.isr_withheld + q.iva_withheld), ('bank', '', -q.amount),
        ('isr_withheld', '', -q.isr_withheld), ('iva_withheld', '', -q.iva_withheld)
    ) as x(kind, owner, amount)
    where q.tenant_id = of_tenant
  ) w
  full join (select * from ledger_accounts where tenant_id = of_tenant) a on a.kind = w.kind and a.owner = w.owner
  group by w.kind, w.owner, a.kind, a.owner, a.balance
  having coalesce(sum(w.expected), 0) <> coalesce(a.balance, 0)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'statement_is_its_entries', q.id::text, f.carried_in + f.sales + f.platform_promotions - f.promotions + f.delivery
    - f.refunds - f.commission - f.commission_iva - f.isr_withheld - f.iva_withheld, q.due
  from payouts q cross join lateral app.payout_figures(of_tenant, q.restaurant_id, q.from_on, q.to_on) f
  where q.tenant_id = of_tenant
    and (f.sales, f.refunds, f.commission, f.commission_iva, f.income, f.iva_charged, f.isr_withheld, f.iva_withheld, f.carried_in)
      is distinct from
      (q.sales, q.refunds, q.commission, q.commission_iva, q.income, q.iva_charged, q.isr_withheld, q.iva_withheld, q.carried_in)
  ) as d(rule, subject, expected, actual);
  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  select 'provider_agrees', e.provider || ':' || e.provider_event_id, coalesce(r.total, p.amount), e.amount
  from provider_events e
  join payments p on p.tenant_id = of_tenant and p.id = e.payment_id
  left join refunds r on r.tenant_id = of_tenant and r.id = e.refund_id
  where e.tenant_id = of_tenant and e.outcome = 'refused'
  ) as d(rule, subject, expected, actual);
end
$body$;
--> statement-breakpoint
revoke all on function app.verify_ledger(uuid) from public;
--> statement-breakpoint
grant execute on function app.verify_ledger(uuid) to app_user;
--> statement-breakpoint
-- function:app.ledger_entries_count
create or replace function app.ledger_entries_count() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if exists (select from added group by tenant_id, journal_id having sum(debit) <> sum(credit)) then
    raise exception using errcode = '23514', constraint = 'ledger_entries_even', table = 'ledger_entries',
      message = 'debit and credit of the journal differ';
  end if;
  update ledger_accounts a set debit = a.debit + s.debit, credit = a.credit + s.credit
  from (
    select tenant_id, account_id, sum(debit) as debit, sum(credit) as credit from added group by tenant_id, account_id
  ) as s
  where a.tenant_id = s.tenant_id and a.id = s.account_id;
  if exists (
    select from added e join ledger_accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
    where e.booked_on <= a.closed_through_on
  ) then
    raise exception using errcode = '23514', constraint = 'ledger_entries_day_is_open', table = 'ledger_entries',
      message = 'the day is paid out';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.ledger_entries_count() from public;
--> statement-breakpoint
-- function:app.number_menu_version
create or replace function app.number_menu_version() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform from menus m where m.tenant_id = new.tenant_id and m.id = new.menu_id for no key update;
  select coalesce(max(v.number), 0) + 1 into new.number
  from menu_versions v where v.tenant_id = new.tenant_id and v.menu_id = new.menu_id;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.number_menu_version() from public;
--> statement-breakpoint
-- function:app.take_menu_off
create or replace function app.take_menu_off() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  ends constant timestamptz := date_trunc('milliseconds', now());
begin
  delete from menu_placements p where p.tenant_id = new.tenant_id and p.menu_id = new.id and p.live_from_at >= ends;
  update menu_placements p set live_until_at = ends
  where p.tenant_id = new.tenant_id and p.menu_id = new.id and (p.live_until_at is null or p.live_until_at > ends);
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.take_menu_off() from public;
--> statement-breakpoint
-- function:app.order_events_apply
create or replace function app.order_events_apply() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  o orders;
begin
  if new.seq > 1 then
    update orders set status = new.to_status, version = new.seq
    where tenant_id = new.tenant_id and id = new.order_id and version = new.seq - 1
    returning * into o;
    if not found then
      raise exception using errcode = '40001', constraint = 'order_events_follows', table = 'order_events',
        message = 'another step was taken first';
    end if;
  end if;
  if new.to_status = 'preparing' then
    perform app.consume_stock(new.tenant_id, new.order_id);
  elsif new.to_status in ('rejected', 'cancelled') then
    if o.adjustment_count > 0 then
      perform app.release_promotions(new.tenant_id, new.order_id);
    end if;
    perform app.release_stock(new.tenant_id, new.order_id);
    if o.slot_id is not null then
      perform app.release_slot(new.tenant_id, o.slot_id, o.units, o.subtotal);
    end if;
  end if;
  if new.to_status = 'delivered' then
    insert into order_completions (tenant_id, order_id, customer_id, branch_id, seq)
    values (new.tenant_id, new.order_id, o.customer_id, o.branch_id, new.seq);
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'order.' || new.to_status, new.order_id, new.seq,
    jsonb_build_object('orderId', new.order_id, 'seq', new.seq, 'status', new.to_status));
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.order_events_apply() from public;
--> statement-breakpoint
-- function:app.order_item_modifiers_with_order
create or replace function app.order_item_modifiers_with_order() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if exists (
    select from added m join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id
    where o.tenant_id = app.tenant_id() and o.placed_at <> now()
  ) then
    raise exception using errcode = '42501', constraint = 'order_item_modifiers_with_order', table = 'order_item_modifiers',
      message = 'a modifier is written with its order';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.order_item_modifiers_with_order() from public;
--> statement-breakpoint
-- function:app.settled_lines
create or replace function app.settled_lines(of_tenant uuid, of_order uuid, of_rate numeric, of_iva_rate numeric) returns table (line_no integer, quantity integer, restaurant_funded numeric, platform_funded numeric, commission numeric, commission_iva numeric)
  language plpgsql stable security invoker rows 5 set search_path = pg_catalog, public, pg_temp
  as $body$
#variable_conflict use_column
begin
  return query
select l.line_no, l.quantity, l.restaurant, l.platform, c.commission, round(c.commission * of_iva_rate, 2)
from (
  select i.line_no, i.quantity, i.total,
    coalesce(sum(d.shares[i.line_no]) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
    coalesce(sum(d.shares[i.line_no]) filter (where d.funded_by = 'platform'), 0) as platform
  from order_items i
  left join order_adjustments d on d.tenant_id = of_tenant and d.order_id = of_order and d.applies_to = 'lines'
  where i.tenant_id = of_tenant and i.order_id = of_order
  group by i.line_no, i.quantity, i.total
) as l
cross join lateral (select round((l.total + l.platform) * of_rate, 2) as commission) as c;
end
$body$;
--> statement-breakpoint
revoke all on function app.settled_lines(uuid, uuid, numeric, numeric) from public;
--> statement-breakpoint
-- function:app.borne_posts
create or replace function app.borne_posts(of_tenant uuid, of_refund uuid) returns jsonb
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return (
select jsonb_build_array(
  jsonb_build_object('kind', 'customer_payments', 'reason', 'refund', 'amount', -r.total),
  case r.liable_party
    when 'platform' then jsonb_build_object('kind', 'refunds_cost', 'reason', 'refund', 'amount', r.total)
    when 'courier' then jsonb_build_object('kind', 'member_payable', 'member', r.courier_id, 'reason', 'refund', 'amount', r.total)
    else jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'refund', 'amount', r.total,
      'net', -(l.net + f.net), 'iva', -(l.iva + f.iva))
  end
) || case when r.liable_party = 'restaurant' then jsonb_build_array(
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'platform_promotion', 'amount', l.platform),
  jsonb_build_object('kind', 'promotions_cost', 'reason', 'platform_promotion', 'amount', -l.platform),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission', 'amount', -l.commission),
  jsonb_build_object('kind', 'platform_revenue', 'reason', 'commission', 'amount', l.commission),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission_iva', 'amount', -l.commission_iva),
  jsonb_build_object('kind', 'commission_iva', 'reason', 'commission_iva', 'amount', l.commission_iva)
) else '[]' end
from refunds r
join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
join orders o on o.tenant_id = of_tenant and o.id = r.order_id
cross join lateral (
  select coalesce(sum(l.platform_funded), 0) as platform, coalesce(sum(l.iva_base), 0) as net, coalesce(sum(l.iva), 0) as iva,
    coalesce(sum(app.refund_part(c.commission, l.units_before, l.units_after, l.line_quantity, 2)), 0) as commission,
    coalesce(sum(app.refund_part(c.commission_iva, l.units_before, l.units_after, l.line_quantity, 2)), 0) as commission_iva
  from refund_lines l
  join app.settled_lines(of_tenant, r.order_id, s.rate, s.iva_rate) c on c.line_no = l.line_no
  where l.tenant_id = of_tenant and l.refund_id = r.id
) as l
cross join lateral (
  select case when s.delivery_to = 'restaurant' then app.iva_base(r.delivery_total, o.delivery_iva_rate) else 0 end as net,
    case when s.delivery_to = 'restaurant' then app.iva_of(r.delivery_total, o.delivery_iva_rate) else 0 end as iva
) as f
where r.tenant_id = of_tenant and r.id = of_refund
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.borne_posts(uuid, uuid) from public;
--> statement-breakpoint
-- function:app.delivery_posts
create or replace function app.delivery_posts(of_tenant uuid, of_order uuid) returns jsonb
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return (
select jsonb_build_array(
  jsonb_build_object('kind', 'customer_payments', 'reason', 'sale', 'amount', o.total),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'sale', 'amount', l.platform - o.subtotal, 'net', i.net, 'iva', i.iva),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'platform_promotion', 'amount', -l.platform),
  jsonb_build_object('kind', 'promotions_cost', 'reason', 'platform_promotion', 'amount', l.platform + d.platform),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'promotion', 'amount', l.restaurant + d.restaurant),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission', 'amount', s.commission),
  jsonb_build_object('kind', 'platform_revenue', 'reason', 'commission', 'amount', -s.commission),
  jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'commission_iva', 'amount', s.commission_iva),
  jsonb_build_object('kind', 'commission_iva', 'reason', 'commission_iva', 'amount', -s.commission_iva),
  case s.delivery_to
    when 'platform' then jsonb_build_object('kind', 'delivery_revenue', 'reason', 'delivery', 'amount', -o.delivery_fee)
    else jsonb_build_object('kind', 'restaurant_payable', 'restaurant', s.restaurant_id, 'reason', 'delivery', 'amount', -o.delivery_fee,
      'net', app.iva_base(o.delivery_fee - o.delivery_discount, o.delivery_iva_rate), 'iva', app.iva_of(o.delivery_fee - o.delivery_discount, o.delivery_iva_rate))
  end
) || t.shares
from orders o
join order_settlements s on s.tenant_id = of_tenant and s.order_id = of_order
cross join lateral (
  select coalesce(sum(c.platform_funded), 0) as platform, coalesce(sum(c.restaurant_funded), 0) as restaurant
  from app.settled_lines(of_tenant, of_order, 0, 0) c
) as l
cross join lateral (
  select sum(i.iva_base) as net, sum(i.iva) as iva from order_items i where i.tenant_id = of_tenant and i.order_id = of_order
) as i
cross join lateral (
  select coalesce(sum(a.amount) filter (where a.funded_by = 'restaurant'), 0) as restaurant,
    coalesce(sum(a.amount) filter (where a.funded_by = 'platform'), 0) as platform
  from order_adjustments a where a.tenant_id = of_tenant and a.order_id = of_order and a.applies_to = 'delivery'
) as d
cross join lateral (
  select coalesce(jsonb_agg(case t.beneficiary
    when 'pool' then jsonb_build_object('kind', 'tip_pool', 'restaurant', s.restaurant_id, 'reason', 'tip', 'amount', -t.amount)
    else jsonb_build_object('kind', 'member_payable', 'member', t.membership_id, 'reason', 'tip', 'amount', -t.amount)
  end order by t.tip_no), '[]') as shares
  from tips t where t.tenant_id = of_tenant and t.order_id = of_order
) as t
where o.tenant_id = of_tenant and o.id = of_order
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.delivery_posts(uuid, uuid) from public;
--> statement-breakpoint
-- function:app.post_delivery
create or replace function app.post_delivery() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  day date;
  posts jsonb;
begin
  insert into order_settlements (tenant_id, order_id, restaurant_id, delivered_on, rate, iva_rate, delivery_to, commission, commission_iva)
  select new.tenant_id, new.order_id, b.restaurant_id, d.day, coalesce(t.rate, 0), coalesce(t.iva_rate, 0),
    coalesce(t.delivery_to, 'platform'), c.commission, c.commission_iva
  from branches b
  cross join lateral (select (now() at time zone b.time_zone)::date as day) as d
  left join commission_terms t on t.tenant_id = new.tenant_id and t.restaurant_id = b.restaurant_id
    and d.day >= t.valid_from_on and d.day <= coalesce(t.valid_to_on, 'infinity')
  cross join lateral (
    select sum(l.commission) as commission, sum(l.commission_iva) as commission_iva
    from app.settled_lines(new.tenant_id, new.order_id, coalesce(t.rate, 0), coalesce(t.iva_rate, 0)) l
  ) as c
  where b.tenant_id = new.tenant_id and b.id = new.branch_id
  returning delivered_on into day;
  select app.delivery_posts(new.tenant_id, new.order_id) || coalesce(jsonb_agg(e.post), '[]') into posts
  from refunds r
  cross join lateral jsonb_array_elements(app.borne_posts(new.tenant_id, r.id)) as e(post)
  where r.tenant_id = new.tenant_id and r.order_id = new.order_id;
  perform app.post_journal(new.tenant_id, 'delivery', new.order_id, null, null, null, null, day, posts);
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.post_delivery() from public;
--> statement-breakpoint
-- function:app.post_refund
create or replace function app.post_refund() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  zone text;
begin
  select b.time_zone into zone from orders o
  join branches b on b.tenant_id = new.tenant_id and b.id = o.branch_id
  where o.tenant_id = new.tenant_id and o.id = new.order_id;
  perform app.post_journal(new.tenant_id, tg_argv[0], new.order_id, null, new.id, null, null, (now() at time zone zone)::date,
    case tg_argv[0]
      when 'refund' then jsonb_build_array(
        jsonb_build_object('kind', 'customer_payments', 'reason', 'refund', 'amount', new.total),
        jsonb_build_object('kind', 'refunds_payable', 'reason', 'refund', 'amount', -new.total)
      ) || coalesce(app.borne_posts(new.tenant_id, new.id), '[]')
      else jsonb_build_array(
        jsonb_build_object('kind', 'refunds_payable', 'reason', 'repayment', 'amount', new.total),
        (select case new.settled_by when 'till' then jsonb_build_object('kind', 'till_cash')
            else jsonb_build_object('kind', 'provider_clearing', 'provider', p.provider) end
          || jsonb_build_object('reason', 'repayment', 'amount', -new.total)
        from payments p where p.tenant_id = new.tenant_id and p.id = new.payment_id)
      )
    end);
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.post_refund() from public;
--> statement-breakpoint
-- function:app.orders_number
create or replace function app.orders_number() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  -- Before the look-up below, whose answer would otherwise tell which branches of other tenants exist.
  if new.tenant_id is distinct from app.tenant_id() then
    raise exception using errcode = '42501', table = 'orders', message = 'an order of another tenant';
  end if;
  -- What app.business_on says, written out: a function of SQL with a search path is parsed at every call.
  insert into order_folio_counters as c (tenant_id, branch_id, business_on, last_folio)
  select b.tenant_id, b.id, ((now() at time zone b.time_zone) - make_interval(mins => b.day_cutoff_minutes))::date, 1
  from branches b where b.tenant_id = new.tenant_id and b.id = new.branch_id
  on conflict (tenant_id, branch_id, business_on) do update set last_folio = c.last_folio + 1
  returning business_on, last_folio into new.business_on, new.folio;
  if not found then
    raise exception using errcode = '23503', constraint = 'orders_branch_fk', table = 'orders', message = 'no such branch';
  end if;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.orders_number() from public;
--> statement-breakpoint
-- function:app.order_adds_up
create or replace function app.order_adds_up() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  adjustments integer := 0;
  off_lines numeric := 0;
  off_delivery numeric := 0;
  shared boolean := true;
  shares numeric[];
  thirds numeric[];
  items record;
  delivery_iva constant numeric := app.iva_of(new.delivery_fee - new.delivery_discount, new.delivery_iva_rate);
  iva numeric;
begin
  if new.adjustment_count = 1 then
    -- That its shares add up to it follows from the lines, whose discounts they are.
    select 1, case a.applies_to when 'lines' then a.amount else 0 end, case a.applies_to when 'delivery' then a.amount else 0 end,
      a.shares, case a.treatment when 'third-party-payment' then a.shares end
    into adjustments, off_lines, off_delivery, shares, thirds
    from order_adjustments a where a.tenant_id = new.tenant_id and a.order_id = new.id;
  elsif new.adjustment_count > 1 then
    with d as materialized (
      select a.applies_to, a.amount, a.treatment, a.shares
      from order_adjustments a where a.tenant_id = new.tenant_id and a.order_id = new.id
    ), l as materialized (
      select s.line_no, sum(s.share) as share, coalesce(sum(s.share) filter (where d.treatment = 'third-party-payment'), 0) as third
      from d cross join lateral unnest(d.shares) with ordinality as s (share, line_no) group by s.line_no
    )
    select count(*), coalesce(sum(d.amount) filter (where d.applies_to = 'lines'), 0),
      coalesce(sum(d.amount) filter (where d.applies_to = 'delivery'), 0),
      bool_and(d.applies_to = 'delivery' or d.amount = (select sum(s) from unnest(d.shares) s)),
      (select array_agg(l.share order by l.line_no) from l), (select array_agg(l.third order by l.line_no) from l)
    into adjustments, off_lines, off_delivery, shared, shares, thirds
    from d;
  end if;
  select count(*) as lines, sum(l.quantity) as units, sum(l.gross) as gross, sum(l.discount) as discount, sum(l.iva) as iva,
    min(l.iva_rate) filter (where l.iva <> 0) as lowest, max(l.iva_rate) filter (where l.iva <> 0) as highest,
    bool_and(l.discount = coalesce(shares[l.line_no], 0) and l.paid_by_third = coalesce(thirds[l.line_no], 0)) as by_line
  into items
  from order_items l where l.tenant_id = new.tenant_id and l.order_id = new.id;
  if (items.lines, items.units, items.gross, items.discount) is distinct from (new.line_count, new.units, new.subtotal, new.discount) then
    raise exception using errcode = '23514', constraint = 'orders_lines_add_up', table = 'orders',
      message = 'the lines of the order do not add up to its header';
  end if;
  if items.lowest is not distinct from items.highest
    and (delivery_iva = 0 or items.highest is null or items.highest = new.delivery_iva_rate) then
    iva := round(items.iva + delivery_iva, 2);
  else
    select sum(r.iva) into iva
    from (
      select round(sum(t.iva), 2) as iva
      from (
        select l.iva_rate, l.iva from order_items l where l.tenant_id = new.tenant_id and l.order_id = new.id
        union all
        select new.delivery_iva_rate, delivery_iva
      ) t
      group by t.iva_rate
    ) r;
  end if;
  if iva is distinct from new.iva then
    raise exception using errcode = '23514', constraint = 'orders_iva_adds_up', table = 'orders',
      message = 'the IVA of the order is not that of its lines';
  end if;
  if (adjustments, off_lines, off_delivery) is distinct from (new.adjustment_count, new.discount::numeric, new.delivery_discount::numeric) then
    raise exception using errcode = '23514', constraint = 'orders_adjustments_add_up', table = 'orders',
      message = 'the adjustments of the order do not add up to its discounts';
  end if;
  if not (shared and items.by_line) then
    raise exception using errcode = '23514', constraint = 'orders_shares_add_up', table = 'orders',
      message = 'the shares of the adjustments do not add up to the discounts of the lines';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.order_adds_up() from public;
--> statement-breakpoint
-- function:app.payment_events_apply
create or replace function app.payment_events_apply() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if new.seq > 1 then
    update payments p set status = new.to_status, version = new.seq,
      authorized = case when new.to_status in ('authorized', 'captured') then p.amount else p.authorized end,
      captured = case when new.to_status = 'captured' then p.amount else p.captured end
    where p.tenant_id = new.tenant_id and p.id = new.payment_id and p.version = new.seq - 1;
    if not found then
      raise exception using errcode = '40001', constraint = 'payment_events_follows', table = 'payment_events',
        message = 'another step was taken first';
    end if;
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'payment.' || new.to_status, new.payment_id, new.seq,
    jsonb_build_object('paymentId', new.payment_id, 'seq', new.seq, 'status', new.to_status));
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.payment_events_apply() from public;
--> statement-breakpoint
-- function:app.payments_take_total
create or replace function app.payments_take_total() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  of_status text;
begin
  select o.total, o.status into new.amount, of_status
  from orders o where o.tenant_id = new.tenant_id and o.id = new.order_id for share;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.payments_take_total() from public;
--> statement-breakpoint
-- function:app.payments_begin
create or replace function app.payments_begin() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  insert into payment_events (tenant_id, payment_id, method, seq, to_status)
  values (new.tenant_id, new.id, new.method, 1, 'intended');
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.payments_begin() from public;
--> statement-breakpoint
-- function:app.payments_refunds_add_up
create or replace function app.payments_refunds_add_up() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform from payments p
  where p.tenant_id = new.tenant_id and p.id = new.id
    and p.refunded <> (select coalesce(sum(r.total), 0) from refunds r where r.tenant_id = new.tenant_id and r.payment_id = new.id);
  if found then
    raise exception using errcode = '23514', constraint = 'payments_refunds_add_up', table = 'payments',
      message = 'the refunds of the payment do not add up to what it says';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.payments_refunds_add_up() from public;
--> statement-breakpoint
-- function:app.start_payment
create or replace function app.start_payment(of_tenant uuid, new_id uuid, of_order uuid, of_method text, of_provider text, of_change_for numeric, of_key text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  p payments;
begin
  perform from orders o
  where o.tenant_id = of_tenant and o.id = of_order
    and case app.actor_kind() when 'customer' then o.customer_id = app.actor_id()
      when 'courier' then app.brings(of_tenant, of_order, app.actor_id()) else true end;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  for attempt in 1..2 loop
    select * into p from payments where tenant_id = of_tenant and order_id = of_order and idempotency_key = of_key;
    if found then
      if (p.method, p.provider, p.change_for) is distinct from (of_method, of_provider, of_change_for) then
        raise exception using errcode = '23505', constraint = 'payments_idempotency_key', table = 'payments',
          message = 'the key was used for another payment';
      end if;
      return p.id;
    end if;
    insert into payments (tenant_id, id, order_id, customer_id, method, provider, change_for, idempotency_key)
    select o.tenant_id, new_id, o.id, o.customer_id, of_method, of_provider, of_change_for, of_key
    from orders o where o.tenant_id = of_tenant and o.id = of_order
    on conflict do nothing;
    if found then
      return new_id;
    end if;
  end loop;
  perform from payments where tenant_id = of_tenant and order_id = of_order and status = 'captured';
  raise exception using errcode = '23505', table = 'payments', message = 'the order has a payment',
    constraint = case when found then 'payments_order_paid' else 'payments_one_live_per_order' end;
end
$body$;
--> statement-breakpoint
revoke all on function app.start_payment(uuid, uuid, uuid, text, text, numeric, text) from public;
--> statement-breakpoint
grant execute on function app.start_payment(uuid, uuid, uuid, text, text, numeric, text) to app_user;
--> statement-breakpoint
-- function:app.request_capture
create or replace function app.request_capture(of_tenant uuid, of_payment uuid) returns setof payments
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  of_status text;
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;
  select o.status into of_status from payments p
  join orders o on o.tenant_id = of_tenant and o.id = p.order_id
  where p.tenant_id = of_tenant and p.id = of_payment
  for share of o;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  return query
  update payments p set capture_requested_at = coalesce(p.capture_requested_at, now())
  where p.tenant_id = of_tenant and p.id = of_payment
    and (p.status = 'captured' or (p.status = 'authorized' and p.void_requested_at is null))
  returning p.*;
  if not found then
    raise exception using errcode = '55000', constraint = 'payments_can_be_captured', table = 'payments',
      message = 'the payment is not authorised, or is being voided';
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.request_capture(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.request_capture(uuid, uuid) to app_user;
--> statement-breakpoint
-- function:app.request_void
create or replace function app.request_void(of_tenant uuid, of_payment uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  p payments;
begin
  select * into p from payments
  where tenant_id = of_tenant and id = of_payment
    and case app.actor_kind() when 'customer' then customer_id = app.actor_id()
      when 'courier' then app.brings(of_tenant, order_id, app.actor_id()) else true end
  for update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if p.status in ('voided', 'declined', 'expired') then
    return;
  end if;
  if p.status = 'captured' or p.capture_requested_at is not null then
    raise exception using errcode = '55000', constraint = 'payments_can_be_voided', table = 'payments',
      message = 'the payment is captured, or is being captured';
  end if;
  if p.method = 'cash' then
    insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
    values (of_tenant, of_payment, p.method, p.version + 1, p.status, 'voided');
  else
    update payments set void_requested_at = coalesce(void_requested_at, now())
    where tenant_id = of_tenant and id = of_payment;
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.request_void(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.request_void(uuid, uuid) to app_user;
--> statement-breakpoint
-- function:app.payment_news
create or replace function app.payment_news(of_tenant uuid, of_provider text, of_event text, of_payment uuid, of_ref text, of_news text, of_amount numeric) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  p payments;
  verdict text;
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;
  if of_payment is null then
    select * into p from payments where tenant_id = of_tenant and provider = of_provider and provider_ref = of_ref for update;
  else
    select * into p from payments where tenant_id = of_tenant and id = of_payment and provider = of_provider for update;
  end if;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if of_event is not null and exists (
    select from provider_events e
    where e.tenant_id = of_tenant and e.provider = of_provider and e.provider_event_id = of_event
  ) then
    return 'known';
  end if;
  verdict := case
    when of_amount <> p.amount or of_ref <> p.provider_ref then 'refused'
    when of_news = p.status then 'known'
    when of_news = 'authorized' and (p.method <> 'card' or p.status <> 'intended') then 'known'
    when p.status in ('intended', 'authorized') then 'applied'
    when p.status <> 'captured' and of_news <> 'captured' then 'known'
    else 'refused'
  end;
  if verdict = 'refused' and of_event is null then
    raise exception using errcode = '55000', constraint = 'payments_provider_agrees', table = 'payments',
      message = 'what the provider says does not fit the payment';
  end if;
  if verdict <> 'refused' and p.provider_ref is null and of_ref is not null then
    update payments set provider_ref = of_ref where tenant_id = of_tenant and id = p.id;
  end if;
  if verdict = 'applied' then
    if of_news = 'captured' and p.method = 'card' and p.status = 'intended' then
      -- Captured before its authorisation was heard of: both steps are taken.
      insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
      values (of_tenant, p.id, p.method, p.version + 1, p.status, 'authorized');
      p.version := p.version + 1;
      p.status := 'authorized';
    end if;
    insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
    values (of_tenant, p.id, p.method, p.version + 1, p.status, of_news);
  end if;
  if of_event is not null then
    insert into provider_events (tenant_id, provider, provider_event_id, payment_id, news, amount, outcome)
    values (of_tenant, of_provider, of_event, p.id, of_news, of_amount, verdict);
  end if;
  return verdict;
end
$body$;
--> statement-breakpoint
revoke all on function app.payment_news(uuid, text, text, uuid, text, text, numeric) from public;
--> statement-breakpoint
grant execute on function app.payment_news(uuid, text, text, uuid, text, text, numeric) to app_user;
--> statement-breakpoint
-- function:app.payout_figures
create or replace function app.payout_figures(of_tenant uuid, of_restaurant uuid, first_day date, last_day date) returns table (carried_in numeric, sales numeric, platform_promotions numeric, promotions numeric, delivery numeric, refunds numeric, commission numeric, commission_iva numeric, income numeric, iva_charged numeric, isr_withheld numeric, iva_withheld numeric)
  language plpgsql stable security invoker rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return query
  with entries as materialized (
    select e.reason, e.debit, e.credit, e.net, e.iva, e.booked_on
    from ledger_accounts a
    join ledger_entries e on e.tenant_id = of_tenant and e.account_id = a.id and e.booked_on <= last_day
    where a.tenant_id = of_tenant and a.kind = 'restaurant_payable' and a.owner = of_restaurant::text
  ), days as (
    select e.booked_on, sum(e.net) as net, sum(e.iva) as iva
    from entries e where e.booked_on >= first_day
    group by e.booked_on having sum(e.net) <> 0 or sum(e.iva) <> 0
  ), ruled as (
    select d.booked_on, d.net, d.iva, t.person, x.tax, r.rate
    from days d
    join commission_terms t on t.tenant_id = of_tenant and t.restaurant_id = of_restaurant and t.person is not null
      and d.booked_on >= t.valid_from_on and d.booked_on <= coalesce(t.valid_to_on, 'infinity')
    cross join (values ('isr'), ('iva')) as x(tax)
    left join lateral (
      select w.rate from withholding_rules w
      where w.tax = x.tax and w.person = t.person and w.registration = t.rfc and w.account in ('any', t.account)
        and d.booked_on >= w.valid_from_on and d.booked_on <= w.valid_to_on
      order by w.account limit 1
    ) as r on true
  ), withheld as (
    select r.tax, app.withholding(r.rate, greatest(sum(case r.tax when 'isr' then r.net else r.iva end), 0), min(r.booked_on)) as amount
    from ruled r group by r.tax, r.rate
  )
  select coalesce(sum(e.credit - e.debit) filter (where e.booked_on < first_day), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'sale'), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'platform_promotion'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'promotion'), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'delivery'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'refund'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'commission'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'commission_iva'), 0),
    coalesce(sum(e.net) filter (where e.booked_on >= first_day), 0),
    coalesce(sum(e.iva) filter (where e.booked_on >= first_day), 0),
    coalesce((select sum(w.amount) from withheld w where w.tax = 'isr'), 0),
    coalesce((select sum(w.amount) from withheld w where w.tax = 'iva'), 0)
  from entries e;
end
$body$;
--> statement-breakpoint
revoke all on function app.payout_figures(uuid, uuid, date, date) from public;
--> statement-breakpoint
grant execute on function app.payout_figures(uuid, uuid, date, date) to app_user;
--> statement-breakpoint
-- function:app.withholding
create or replace function app.withholding(of_rate numeric, base numeric, of_day date) returns numeric
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if of_rate is null then
    raise exception using errcode = '55000', constraint = 'withholding_rules_known', table = 'withholding_rules',
      message = 'no rule for the day', hint = jsonb_build_object('day', of_day)::text;
  end if;
  return round(base * of_rate, 2);
end
$body$;
--> statement-breakpoint
revoke all on function app.withholding(numeric, numeric, date) from public;
--> statement-breakpoint
grant execute on function app.withholding(numeric, numeric, date) to app_user;
--> statement-breakpoint
-- function:app.close_payout
create or replace function app.close_payout(of_tenant uuid, new_id uuid, of_restaurant uuid, first_day date, last_day date) returns setof payouts
  language plpgsql volatile security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  account uuid;
  closed date;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'payouts', message = 'staff and the service pay out';
  end if;
  -- By the easternmost clock of the country: what is booked later today goes to the next open day anyway.
  if last_day > (now() at time zone 'America/Cancun')::date then
    raise exception using errcode = '55000', constraint = 'payouts_period_is_over', table = 'payouts', message = 'the period has not ended';
  end if;
  insert into ledger_accounts (tenant_id, kind, restaurant_id) values (of_tenant, 'restaurant_payable', of_restaurant)
  on conflict do nothing;
  select a.id, a.closed_through_on into account, closed from ledger_accounts a
  where a.tenant_id = of_tenant and a.kind = 'restaurant_payable' and a.owner = of_restaurant::text
  for no key update;
  if first_day <= closed then
    raise exception using errcode = '23P01', constraint = 'payouts_apart', table = 'payouts',
      message = 'those days are paid out', hint = jsonb_build_object('closedThrough', closed)::text;
  end if;
  if exists (
    select from ledger_entries e
    where e.tenant_id = of_tenant and e.account_id = account and e.booked_on > closed and e.booked_on < first_day
  ) then
    raise exception using errcode = '55000', constraint = 'payouts_leave_no_day_out', table = 'payouts',
      message = 'earlier days are not paid out', hint = jsonb_build_object('closedThrough', closed)::text;
  end if;
  insert into payouts (tenant_id, id, restaurant_id, from_on, to_on, carried_in, sales, platform_promotions, promotions,
    delivery, refunds, commission, commission_iva, income, iva_charged, isr_withheld, iva_withheld)
  select of_tenant, new_id, of_restaurant, first_day, last_day, f.carried_in, f.sales, f.platform_promotions, f.promotions,
    f.delivery, f.refunds, f.commission, f.commission_iva, f.income, f.iva_charged, f.isr_withheld, f.iva_withheld
  from app.payout_figures(of_tenant, of_restaurant, first_day, last_day) f;
  return query select * from payouts p where p.tenant_id = of_tenant and p.id = new_id;
end
$body$;
--> statement-breakpoint
revoke all on function app.close_payout(uuid, uuid, uuid, date, date) from public;
--> statement-breakpoint
grant execute on function app.close_payout(uuid, uuid, uuid, date, date) to app_user;
--> statement-breakpoint
-- function:app.post_payout
create or replace function app.post_payout() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform app.post_journal(new.tenant_id, 'payout', null, null, null, null, new.id, new.to_on,
    jsonb_build_array(
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'isr', 'amount', new.isr_withheld),
      jsonb_build_object('kind', 'isr_withheld', 'reason', 'isr', 'amount', -new.isr_withheld),
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'iva', 'amount', new.iva_withheld),
      jsonb_build_object('kind', 'iva_withheld', 'reason', 'iva', 'amount', -new.iva_withheld),
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'payout', 'amount', new.amount),
      jsonb_build_object('kind', 'bank', 'reason', 'payout', 'amount', -new.amount)
    ));
  update ledger_accounts set closed_through_on = new.to_on
  where tenant_id = new.tenant_id and kind = 'restaurant_payable' and owner = new.restaurant_id::text;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.post_payout() from public;
--> statement-breakpoint
-- function:app.verify_ratings
create or replace function app.verify_ratings(of_tenant uuid) returns table (target text, target_id uuid, stored integer[], counted integer[])
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if coalesce(current_setting('app.context', true), '') <> '' and app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'rating_totals', message = 'only who sees all reviews can count them';
  end if;
  return query
  with counted as (
    select case when r.courier_id is not null then 'courier' when r.menu_item_id is not null then 'dish' else 'branch' end as target,
      coalesce(r.courier_id, r.menu_item_id, r.branch_id) as target_id,
      array[(count(*) filter (where r.stars = 1))::integer, (count(*) filter (where r.stars = 2))::integer, (count(*) filter (where r.stars = 3))::integer, (count(*) filter (where r.stars = 4))::integer, (count(*) filter (where r.stars = 5))::integer] as stars
    from reviews r where r.tenant_id = of_tenant and r.state = 'visible'
    group by 1, 2
  ), stored as (
    select t.target, t.target_id, array[t.stars_1, t.stars_2, t.stars_3, t.stars_4, t.stars_5] as stars from rating_totals t where t.tenant_id = of_tenant
  )
  select coalesce(s.target, c.target), coalesce(s.target_id, c.target_id), s.stars, coalesce(c.stars, '{0,0,0,0,0}')
  from stored s full join counted c on c.target = s.target and c.target_id = s.target_id
  where s.stars is distinct from coalesce(c.stars, '{0,0,0,0,0}')
  order by 1, 2;
end
$body$;
--> statement-breakpoint
revoke all on function app.verify_ratings(uuid) from public;
--> statement-breakpoint
grant execute on function app.verify_ratings(uuid) to app_user, app_admin;
--> statement-breakpoint
-- function:app.set_recipe
create or replace function app.set_recipe(of_tenant uuid, of_product uuid, ingredients jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if of_tenant is distinct from app.tenant_id() or app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'recipes', message = 'only staff and the service set recipes';
  end if;
  perform from products p where p.tenant_id = of_tenant and p.id = of_product for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'products_known', table = 'products', message = 'no such dish or option';
  end if;
  delete from recipes r where r.tenant_id = of_tenant and r.product_id = of_product;
  insert into recipes (tenant_id, product_id, stock_item_id, quantity)
  select of_tenant, of_product, (i ->> 'stockItemId')::uuid, (i ->> 'quantity')::numeric
  from jsonb_array_elements(ingredients) i;
end
$body$;
--> statement-breakpoint
revoke all on function app.set_recipe(uuid, uuid, jsonb) from public;
--> statement-breakpoint
grant execute on function app.set_recipe(uuid, uuid, jsonb) to app_user;
--> statement-breakpoint
-- function:app.demand_of
create or replace function app.demand_of(of_tenant uuid, of_branch uuid, lines jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if not exists (select from stock_levels l where l.tenant_id = of_tenant and l.branch_id = of_branch) then
    return '[]'::jsonb;
  end if;
  return (
  with recursive sold as (
    select (l ->> 'lineNo')::integer as line_no, (l ->> 'itemId')::uuid as product_id,
      (l ->> 'quantity')::numeric as quantity, l -> 'choices' as choices
    from jsonb_array_elements(lines) l
    union all
    select s.line_no, (c ->> 'optionId')::uuid, s.quantity * (c ->> 'quantity')::numeric, c -> 'choices'
    from sold s cross join lateral jsonb_array_elements(nullif(s.choices, 'null')) c
  ), wanted as materialized (
    select s.product_id, sum(s.quantity) as quantity from sold s group by s.product_id
  ), needed as (
    select r.stock_item_id, sum(r.quantity * w.quantity) as quantity
    from wanted w
    join recipes r on r.tenant_id = of_tenant and r.product_id = w.product_id
    join stock_levels l on l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = r.stock_item_id
    group by r.stock_item_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('stockItemId', n.stock_item_id, 'quantity', trim_scale(n.quantity)::text)
    order by n.stock_item_id), '[]'::jsonb)
  from needed n);
end
$body$;
--> statement-breakpoint
revoke all on function app.demand_of(uuid, uuid, jsonb) from public;
--> statement-breakpoint
-- function:app.refund_lines_add_up
create or replace function app.refund_lines_add_up() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  of_refund uuid := coalesce(to_jsonb(new) ->> 'refund_id', to_jsonb(new) ->> 'id')::uuid;
begin
  perform from refunds r
  cross join lateral (
    select coalesce(sum(l.total), 0) as total, coalesce(sum(l.restaurant_funded), 0) as restaurant_funded,
      coalesce(sum(l.platform_funded), 0) as platform_funded
    from refund_lines l where l.tenant_id = new.tenant_id and l.refund_id = of_refund
  ) as lines
  where r.tenant_id = new.tenant_id and r.id = of_refund
    and (r.lines_total <> lines.total or r.restaurant_funded < lines.restaurant_funded or r.platform_funded < lines.platform_funded);
  if found then
    raise exception using errcode = '23514', constraint = 'refunds_lines_add_up', table = 'refunds',
      message = 'the lines of the refund do not add up to it';
  end if;
  perform from refund_lines l
  join order_items i on i.tenant_id = new.tenant_id and i.order_id = l.order_id and i.line_no = l.line_no
  where l.tenant_id = new.tenant_id and l.refund_id = of_refund
    and (l.line_quantity, l.total, l.iva_base, l.iva) is distinct from (i.quantity,
      app.refund_part(i.total, l.units_before, l.units_after, i.quantity, 2),
      app.refund_part(i.iva_base, l.units_before, l.units_after, i.quantity, 6),
      app.refund_part(i.iva, l.units_before, l.units_after, i.quantity, 6));
  if found then
    raise exception using errcode = '23514', constraint = 'refund_lines_worth_their_part', table = 'refund_lines',
      message = 'the units are worth another part of the line';
  end if;
  perform from refunds r
  join orders o on o.tenant_id = new.tenant_id and o.id = r.order_id
  where r.tenant_id = new.tenant_id and r.id = of_refund
    and (r.delivery_total, r.tip_total) is distinct from
      (case when r.delivery then o.delivery_fee - o.delivery_discount else 0 end, case when r.tip then o.tip else 0 end);
  if found then
    raise exception using errcode = '23514', constraint = 'refunds_fees_go_back_whole', table = 'refunds',
      message = 'the fee or the tip of the order is another';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.refund_lines_add_up() from public;
--> statement-breakpoint
-- function:app.refunds_charge
create or replace function app.refunds_charge() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  update payments p set refunded = p.refunded + new.total
  where p.tenant_id = new.tenant_id and p.id = new.payment_id and p.refunded + new.total <= p.captured;
  if not found then
    raise exception using errcode = '23514', constraint = 'payments_refunded_within_captured', table = 'payments',
      message = 'more than is left of what was captured';
  end if;
  insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
  values (new.tenant_id, 'refund.intended', new.id, 1,
    jsonb_build_object('refundId', new.id, 'paymentId', new.payment_id, 'orderId', new.order_id));
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.refunds_charge() from public;
--> statement-breakpoint
-- function:app.refunds_only_settle
create or replace function app.refunds_only_settle() returns trigger
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  settling text[] := '{status,provider_ref,settled_at,settled_by,total}';
begin
  if to_jsonb(old) - settling <> to_jsonb(new) - settling
     or old.status = 'done' or (old.status = 'failed' and new.status = 'intended') then
    raise exception using errcode = '42501', constraint = 'refunds_only_settle', table = 'refunds',
      message = 'a refund only settles';
  end if;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.refunds_only_settle() from public;
--> statement-breakpoint
-- function:app.refund_figures
create or replace function app.refund_figures(of_tenant uuid, of_order uuid, asked jsonb) returns table (line_no integer, line_quantity integer, units_before integer, units_after integer, total numeric, restaurant_funded numeric, platform_funded numeric, iva_base numeric, iva numeric)
  language plpgsql stable security invoker rows 5 set search_path = pg_catalog, public, pg_temp
  as $body$
#variable_conflict use_column
begin
  return query
select i.line_no, i.quantity, u.units_before, u.units_after,
  app.refund_part(i.total, u.units_before, u.units_after, i.quantity, 2), s.restaurant, s.platform,
  app.refund_part(i.iva_base, u.units_before, u.units_after, i.quantity, 6),
  app.refund_part(i.iva, u.units_before, u.units_after, i.quantity, 6)
from jsonb_to_recordset(asked) as a("lineNo" integer, quantity integer)
join order_items i on i.tenant_id = of_tenant and i.order_id = of_order and i.line_no = a."lineNo"
cross join lateral (
  select coalesce(max(r.units_after), 0) as units_before, coalesce(max(r.units_after), 0) + a.quantity as units_after
  from refund_lines r where r.tenant_id = of_tenant and r.order_id = of_order and r.line_no = i.line_no
) as u
cross join lateral (
  select coalesce(sum(d.part) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
    coalesce(sum(d.part) filter (where d.funded_by = 'platform'), 0) as platform
  from (
    select d.funded_by, app.refund_part(d.shares[i.line_no], u.units_before, u.units_after, i.quantity, 2) as part
    from order_adjustments d where d.tenant_id = of_tenant and d.order_id = of_order and d.applies_to = 'lines'
  ) as d
) as s;
end
$body$;
--> statement-breakpoint
revoke all on function app.refund_figures(uuid, uuid, jsonb) from public;
--> statement-breakpoint
-- function:app.refund_order
create or replace function app.refund_order(of_tenant uuid, new_id uuid, of_order uuid, asked jsonb, with_delivery boolean, with_tip boolean, why text, liable text, of_courier uuid, of_key text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  o orders;
  p payments;
  r refunds;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'refunds', message = 'staff and the service give money back';
  end if;
  select * into o from orders where tenant_id = of_tenant and id = of_order for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  select * into r from refunds where tenant_id = of_tenant and order_id = of_order and idempotency_key = of_key;
  if found then
    if (r.reason, r.liable_party, r.courier_id, r.delivery, r.tip) is distinct from (why, liable, of_courier, with_delivery, with_tip)
       or exists (
         select from jsonb_to_recordset(asked) as a("lineNo" integer, quantity integer)
         full join (select l.line_no, l.quantity from refund_lines l where l.tenant_id = of_tenant and l.refund_id = r.id) as l
           on l.line_no = a."lineNo" and l.quantity = a.quantity
         where a."lineNo" is null or l.line_no is null
       ) then
      raise exception using errcode = '23505', constraint = 'refunds_idempotency_key', table = 'refunds',
        message = 'the key was used for another refund';
    end if;
    return r.id;
  end if;
  select * into p from payments where tenant_id = of_tenant and order_id = of_order and status = 'captured';
  if not found then
    raise exception using errcode = '55000', constraint = 'refunds_of_captured', table = 'refunds', message = 'nothing was captured';
  end if;
  if exists (
    select from jsonb_to_recordset(asked) as a("lineNo" integer)
    where not exists (
      select from order_items i where i.tenant_id = of_tenant and i.order_id = of_order and i.line_no = a."lineNo"
    )
  ) then
    raise exception using errcode = 'P0002', constraint = 'refund_lines_known', table = 'order_items', message = 'the order has no such line';
  end if;
  with figures as materialized (
    select * from app.refund_figures(of_tenant, of_order, asked)
  ), header as (
    insert into refunds (tenant_id, id, payment_id, order_id, customer_id, reason, liable_party, courier_id, delivery, tip,
      lines_total, delivery_total, tip_total, iva, restaurant_funded, platform_funded, idempotency_key)
    select of_tenant, new_id, p.id, o.id, o.customer_id, why, liable, of_courier, with_delivery, with_tip,
      coalesce(sum(f.total), 0), fee.total, case when with_tip then o.tip else 0 end,
      coalesce(sum(f.iva), 0) + app.iva_of(fee.total, o.delivery_iva_rate),
      coalesce(sum(f.restaurant_funded), 0) + fee.restaurant, coalesce(sum(f.platform_funded), 0) + fee.platform, of_key
    from (
      select case when with_delivery then o.delivery_fee - o.delivery_discount else 0 end as total,
        coalesce(sum(d.amount) filter (where with_delivery and d.funded_by = 'restaurant'), 0) as restaurant,
        coalesce(sum(d.amount) filter (where with_delivery and d.funded_by = 'platform'), 0) as platform
      from order_adjustments d
      where d.tenant_id = of_tenant and d.order_id = of_order and d.applies_to = 'delivery'
    ) as fee
    left join figures f on true
    group by fee.total, fee.restaurant, fee.platform
  )
  insert into refund_lines (tenant_id, refund_id, order_id, customer_id, line_no, line_quantity, units_before, units_after,
    total, restaurant_funded, platform_funded, iva_base, iva)
  select of_tenant, new_id, o.id, o.customer_id, f.line_no, f.line_quantity, f.units_before, f.units_after,
    f.total, f.restaurant_funded, f.platform_funded, f.iva_base, f.iva
  from figures f;
  return new_id;
end
$body$;
--> statement-breakpoint
revoke all on function app.refund_order(uuid, uuid, uuid, jsonb, boolean, boolean, text, text, uuid, text) from public;
--> statement-breakpoint
grant execute on function app.refund_order(uuid, uuid, uuid, jsonb, boolean, boolean, text, text, uuid, text) to app_user;
--> statement-breakpoint
-- function:app.refund_news
create or replace function app.refund_news(of_tenant uuid, of_provider text, of_event text, of_refund uuid, of_ref text, of_news text, of_amount numeric) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  r refunds;
  verdict text;
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;
  select f.* into r from refunds f
  join payments p on p.tenant_id = of_tenant and p.id = f.payment_id and p.provider = of_provider
  where f.tenant_id = of_tenant and f.id = of_refund
  for update of f;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'refunds_known', table = 'refunds', message = 'no such refund';
  end if;
  if of_event is not null and exists (
    select from provider_events e
    where e.tenant_id = of_tenant and e.provider = of_provider and e.provider_event_id = of_event
  ) then
    return 'known';
  end if;
  verdict := case
    when of_amount <> r.total or of_ref <> r.provider_ref then 'refused'
    when (of_news = 'refunded' and r.settled_by = 'provider') or (of_news = 'refund-failed' and r.status = 'failed') then 'known'
    when r.status = 'done' then 'refused'
    else 'applied'
  end;
  if verdict = 'refused' and of_event is null then
    raise exception using errcode = '55000', constraint = 'payments_provider_agrees', table = 'refunds',
      message = 'what the provider says does not fit the refund';
  end if;
  if verdict = 'applied' then
    update refunds set status = case of_news when 'refunded' then 'done' else 'failed' end,
      provider_ref = coalesce(of_ref, provider_ref), settled_at = case of_news when 'refunded' then now() end,
      settled_by = case of_news when 'refunded' then 'provider' end
    where tenant_id = of_tenant and id = r.id;
  end if;
  if of_event is not null then
    insert into provider_events (tenant_id, provider, provider_event_id, payment_id, refund_id, news, amount, outcome)
    values (of_tenant, of_provider, of_event, r.payment_id, r.id, of_news, of_amount, verdict);
  end if;
  return verdict;
end
$body$;
--> statement-breakpoint
revoke all on function app.refund_news(uuid, text, text, uuid, text, text, numeric) from public;
--> statement-breakpoint
grant execute on function app.refund_news(uuid, text, text, uuid, text, text, numeric) to app_user;
--> statement-breakpoint
-- function:app.pay_back_cash
create or replace function app.pay_back_cash(of_tenant uuid, of_refund uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'refunds', message = 'staff and the service give money back';
  end if;
  update refunds r set status = 'done', settled_at = now(), settled_by = 'till'
  from payments p
  where p.tenant_id = of_tenant and p.id = r.payment_id
    and r.tenant_id = of_tenant and r.id = of_refund and r.status = case when p.provider is null then 'intended' else 'failed' end;
  if found then
    return;
  end if;
  perform from refunds where tenant_id = of_tenant and id = of_refund;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'refunds_known', table = 'refunds', message = 'no such refund';
  end if;
  perform from refunds where tenant_id = of_tenant and id = of_refund and status = 'done';
  if not found then
    raise exception using errcode = '55000', constraint = 'refunds_provider_first', table = 'refunds',
      message = 'the provider has not failed yet';
  end if;
end
$body$;
--> statement-breakpoint
revoke all on function app.pay_back_cash(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.pay_back_cash(uuid, uuid) to app_user;
--> statement-breakpoint
-- function:app.share_tip
create or replace function app.share_tip(of_tenant uuid, of_order uuid, shares jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'tips', message = 'staff and the service share a tip';
  end if;
  perform from orders o where o.tenant_id = of_tenant and o.id = of_order for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  insert into tips (tenant_id, order_id, tip_no, beneficiary, membership_id, amount)
  select of_tenant, of_order, (row_number() over ())::integer, s.beneficiary, s."membershipId", s.amount
  from jsonb_to_recordset(shares) as s(beneficiary text, "membershipId" uuid, amount numeric);
end
$body$;
--> statement-breakpoint
revoke all on function app.share_tip(uuid, uuid, jsonb) from public;
--> statement-breakpoint
grant execute on function app.share_tip(uuid, uuid, jsonb) to app_user;
--> statement-breakpoint
-- function:app.review_moderations_apply
create or replace function app.review_moderations_apply() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  update reviews r set state = new.to_state, moderation_seq = new.seq
  where r.tenant_id = new.tenant_id and r.id = new.review_id
    and r.state = new.from_state and coalesce(r.moderation_seq, 0) = new.seq - 1;
  if not found then
    raise exception using errcode = '40001', constraint = 'review_moderations_follows', table = 'review_moderations',
      message = 'another decision was taken first';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.review_moderations_apply() from public;
--> statement-breakpoint
-- function:app.review_replies_edit
create or replace function app.review_replies_edit() returns trigger
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if now() > old.created_at + interval '168 hours' then
    raise exception using errcode = '55000', constraint = 'review_replies_in_time', table = 'review_replies',
      message = 'the reply can no longer be changed', hint = jsonb_build_object('until', old.created_at + interval '168 hours')::text;
  end if;
  new.actor_kind := app.actor_kind();
  new.actor_id := app.actor_id();
  new.edited_at := now();
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.review_replies_edit() from public;
--> statement-breakpoint
-- function:app.courier_of
create or replace function app.courier_of(of_tenant uuid, of_order uuid) returns uuid
  language sql stable security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
select d.courier_id from deliveries d where d.tenant_id = of_tenant and d.order_id = of_order and d.status = 'delivered'
$body$;
--> statement-breakpoint
revoke all on function app.courier_of(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.courier_of(uuid, uuid) to app_user, app_admin, app_owner;
--> statement-breakpoint
-- function:app.reviews_check
create or replace function app.reviews_check() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  -- Before the look-ups below, whose answers would otherwise tell of orders of others.
  if new.tenant_id is distinct from app.tenant_id()
    or (app.actor_kind() = 'customer' and new.customer_id is distinct from app.actor_id()) then
    raise exception using errcode = '42501', table = 'reviews', message = 'a review of somebody else';
  end if;
  select c.delivered_at into new.delivered_at from order_completions c
  where c.tenant_id = new.tenant_id and c.order_id = new.order_id and c.customer_id = new.customer_id;
  if not found then
    raise exception using errcode = '23503', constraint = 'reviews_order_delivered_fk', table = 'reviews', message = 'the order is not delivered';
  end if;
  new.created_at := now();
  new.edited_at := null;
  if new.created_at > new.delivered_at + interval '720 hours' then
    raise exception using errcode = '55000', constraint = 'reviews_in_time', table = 'reviews',
      message = 'the order was delivered too long ago', hint = jsonb_build_object('until', new.delivered_at + interval '720 hours')::text;
  end if;
  if new.line_no is not null then
    select l.menu_item_id into new.menu_item_id from order_items l
    where l.tenant_id = new.tenant_id and l.order_id = new.order_id and l.line_no = new.line_no;
    if not found then
      raise exception using errcode = '23503', constraint = 'reviews_line_fk', table = 'reviews', message = 'the order has no such line';
    end if;
  end if;
  if new.courier_id is not null and new.courier_id is distinct from app.courier_of(new.tenant_id, new.order_id) then
    raise exception using errcode = '23503', constraint = 'reviews_courier_brought_it', table = 'reviews', message = 'no such courier brought the order';
  end if;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.reviews_check() from public;
--> statement-breakpoint
-- function:app.reviews_edit
create or replace function app.reviews_edit() returns trigger
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if now() > old.delivered_at + interval '720 hours' then
    raise exception using errcode = '55000', constraint = 'reviews_in_time', table = 'reviews',
      message = 'the order was delivered too long ago', hint = jsonb_build_object('until', old.delivered_at + interval '720 hours')::text;
  end if;
  new.edited_at := now();
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.reviews_edit() from public;
--> statement-breakpoint
-- function:app.count_ratings
create or replace function app.count_ratings() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  insert into rating_totals as t (tenant_id, branch_id, courier_id, menu_item_id, count, sum, stars_1, stars_2, stars_3, stars_4, stars_5)
  select a.tenant_id, case when a.courier_id is null and a.menu_item_id is null then a.branch_id end, a.courier_id, a.menu_item_id,
    count(*), sum(a.stars), count(*) filter (where a.stars = 1), count(*) filter (where a.stars = 2), count(*) filter (where a.stars = 3), count(*) filter (where a.stars = 4), count(*) filter (where a.stars = 5)
  from added a where a.state = 'visible'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (tenant_id, target, target_id) do update
  set count = t.count + excluded.count, sum = t.sum + excluded.sum, stars_1 = t.stars_1 + excluded.stars_1, stars_2 = t.stars_2 + excluded.stars_2, stars_3 = t.stars_3 + excluded.stars_3, stars_4 = t.stars_4 + excluded.stars_4, stars_5 = t.stars_5 + excluded.stars_5;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.count_ratings() from public;
--> statement-breakpoint
-- function:app.recount_rating
create or replace function app.recount_rating() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  was constant integer := case when old.state = 'visible' then old.stars else 0 end;
  became integer := 0;
begin
  if tg_op = 'UPDATE' and new.state = 'visible' then
    became := new.stars;
  end if;
  update rating_totals t
  set count = t.count - (was > 0)::integer + (became > 0)::integer, sum = t.sum - was + became,
    stars_1 = t.stars_1 - (was = 1)::integer + (became = 1)::integer, stars_2 = t.stars_2 - (was = 2)::integer + (became = 2)::integer, stars_3 = t.stars_3 - (was = 3)::integer + (became = 3)::integer, stars_4 = t.stars_4 - (was = 4)::integer + (became = 4)::integer, stars_5 = t.stars_5 - (was = 5)::integer + (became = 5)::integer
  where t.tenant_id = old.tenant_id
    and t.target = case when old.courier_id is not null then 'courier' when old.menu_item_id is not null then 'dish' else 'branch' end
    and t.target_id = coalesce(old.courier_id, old.menu_item_id, old.branch_id);
  if not found then
    raise exception using errcode = 'P0002', table = 'rating_totals', message = 'the review was never counted';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.recount_rating() from public;
--> statement-breakpoint
-- function:app.stock_movements_apply
create or replace function app.stock_movements_apply() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  -- Before any look-up, whose answer would otherwise tell what another tenant, or a guest's own, has on hand.
  if new.tenant_id is distinct from app.tenant_id() or app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'stock_movements', message = 'only staff and the service move stock';
  end if;
  if new.kind = 'counted' or new.quantity > 0 then
    insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq)
    values (new.tenant_id, new.branch_id, new.stock_item_id, 0, 0)
    on conflict (tenant_id, branch_id, stock_item_id) do nothing;
  end if;
  if new.kind = 'counted' then
    select new.on_hand_after - l.on_hand into new.quantity
    from stock_levels l
    where l.tenant_id = new.tenant_id and l.branch_id = new.branch_id and l.stock_item_id = new.stock_item_id
    for no key update;
  end if;
  update stock_levels l set
    on_hand = l.on_hand + new.quantity,
    reserved = l.reserved + case new.kind when 'sold' then new.quantity else 0 end,
    movement_seq = l.movement_seq + 1
  where l.tenant_id = new.tenant_id and l.branch_id = new.branch_id and l.stock_item_id = new.stock_item_id
  returning l.movement_seq, l.on_hand - new.quantity, l.on_hand into new.seq, new.on_hand_before, new.on_hand_after;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'stock_levels_known', table = 'stock_levels',
      message = 'the branch does not count this item';
  end if;
  return new;
end
$body$;
--> statement-breakpoint
revoke all on function app.stock_movements_apply() from public;
--> statement-breakpoint
-- function:app.claim_stock
create or replace function app.claim_stock(of_tenant uuid, of_branch uuid, of_order uuid, demand jsonb, lines jsonb, expires timestamptz) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  d record;
  short uuid[] := '{}';
begin
  for d in
    select x."stockItemId" as id, x.quantity
    from jsonb_to_recordset(coalesce(demand, '[]')) as x ("stockItemId" uuid, quantity numeric) order by 1
  loop
    update stock_levels l set reserved = l.reserved + d.quantity
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = d.id
      and l.on_hand - l.reserved >= d.quantity;
    if not found then
      short := short || d.id;
    end if;
  end loop;
  if cardinality(short) > 0 then
    perform app.refuse_short_stock(of_tenant, short, lines);
  end if;
  insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
  select of_tenant, of_order, x."stockItemId", of_branch, x.quantity, expires
  from jsonb_to_recordset(coalesce(demand, '[]')) as x ("stockItemId" uuid, quantity numeric);
end
$body$;
--> statement-breakpoint
revoke all on function app.claim_stock(uuid, uuid, uuid, jsonb, jsonb, timestamptz) from public;
--> statement-breakpoint
-- function:app.refuse_short_stock
create or replace function app.refuse_short_stock(of_tenant uuid, short uuid[], lines jsonb) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  line_nos jsonb;
begin
  with recursive sold as (
    select (l ->> 'lineNo')::integer as line_no, (l ->> 'itemId')::uuid as product_id,
      (l ->> 'quantity')::numeric as quantity, l -> 'choices' as choices
    from jsonb_array_elements(lines) l
    union all
    select s.line_no, (c ->> 'optionId')::uuid, s.quantity * (c ->> 'quantity')::numeric, c -> 'choices'
    from sold s cross join lateral jsonb_array_elements(nullif(s.choices, 'null')) c
  )
  select coalesce(jsonb_agg(distinct s.line_no order by s.line_no), '[]'::jsonb) into line_nos
  from sold s join recipes r on r.tenant_id = of_tenant and r.product_id = s.product_id
  where r.stock_item_id = any (short);
  raise exception using errcode = '23514', constraint = 'stock_levels_available', table = 'stock_levels',
    message = 'less is available than the order takes',
    hint = jsonb_build_object('lineNos', line_nos, 'stockItemIds', to_jsonb(short))::text;
end
$body$;
--> statement-breakpoint
revoke all on function app.refuse_short_stock(uuid, uuid[], jsonb) from public;
--> statement-breakpoint
-- function:app.consume_stock
create or replace function app.consume_stock(of_tenant uuid, of_order uuid) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  with used as (
    update stock_reservations s set state = 'consumed'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  )
  insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity, order_id)
  select of_tenant, u.branch_id, u.stock_item_id, 'sold', -u.quantity, of_order from used u order by u.stock_item_id;
end
$body$;
--> statement-breakpoint
revoke all on function app.consume_stock(uuid, uuid) from public;
--> statement-breakpoint
-- function:app.release_stock
create or replace function app.release_stock(of_tenant uuid, of_order uuid) returns void
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
declare
  of_branch uuid;
  ids uuid[];
  given numeric[];
begin
  with freed as (
    update stock_reservations s set state = 'released'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  )
  select (array_agg(f.branch_id))[1], array_agg(f.stock_item_id), array_agg(f.quantity) into of_branch, ids, given
  from freed f;
  if ids is null then return; end if;
  with locked as materialized (
    select l.stock_item_id from stock_levels l
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = any (ids)
    order by l.stock_item_id
    for no key update
  )
  update stock_levels l set reserved = l.reserved - n.quantity
  from unnest(ids, given) n (stock_item_id, quantity)
  where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = any (ids)
    and l.stock_item_id = n.stock_item_id and (select count(*) from locked) > 0;
end
$body$;
--> statement-breakpoint
revoke all on function app.release_stock(uuid, uuid) from public;
--> statement-breakpoint
-- function:app.tenant_of_host
create or replace function app.tenant_of_host(wanted text) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return (
    select d.tenant_id from tenant_domains d
    where d.host = lower(wanted) and (d.kind = 'subdomain' or d.verified_at is not null)
  );
end
$body$;
--> statement-breakpoint
revoke all on function app.tenant_of_host(text) from public;
--> statement-breakpoint
grant execute on function app.tenant_of_host(text) to app_user;
--> statement-breakpoint
-- function:app.claim_host
create or replace function app.claim_host(wanted text, wanted_kind text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  if app.actor_kind() not in ('service', 'staff') then
    raise exception using errcode = '42501', message = 'only staff and the service claim a host';
  end if;
  insert into tenant_domains (host, tenant_id, kind) values (lower(wanted), app.tenant_id(), wanted_kind);
end
$body$;
--> statement-breakpoint
revoke all on function app.claim_host(text, text) from public;
--> statement-breakpoint
grant execute on function app.claim_host(text, text) to app_user;
--> statement-breakpoint
-- function:app.tenant_ids
create or replace function app.tenant_ids(after uuid, at_most integer) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  return query
    select d.tenant_id from tenant_domains d
    where d.kind = 'subdomain' and (after is null or d.tenant_id > after)
    order by d.tenant_id limit at_most;
end
$body$;
--> statement-breakpoint
revoke all on function app.tenant_ids(uuid, integer) from public;
--> statement-breakpoint
grant execute on function app.tenant_ids(uuid, integer) to app_admin;
--> statement-breakpoint
-- function:app.tips_add_up
create or replace function app.tips_add_up() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  perform from orders o
  cross join lateral (
    select coalesce(sum(t.amount), 0) as shared from tips t where t.tenant_id = new.tenant_id and t.order_id = new.order_id
  ) as s
  where o.tenant_id = new.tenant_id and o.id = new.order_id
    and (s.shared > o.tip or (o.status = 'delivered' and s.shared <> o.tip));
  if found then
    raise exception using errcode = '23514', constraint = 'tips_add_up', table = 'tips',
      message = 'the shares are not the tip of the order';
  end if;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.tips_add_up() from public;
--> statement-breakpoint
-- function:app.tips_at_delivery
create or replace function app.tips_at_delivery() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $body$
begin
  insert into tips (tenant_id, order_id, tip_no, beneficiary, membership_id, amount)
  select o.tenant_id, o.id, s.last_no + 1, case when d.courier_id is null then 'pool' else 'courier' end, d.courier_id, o.tip - s.shared
  from orders o
  cross join lateral (
    select coalesce(sum(t.amount), 0) as shared, coalesce(max(t.tip_no), 0) as last_no
    from tips t where t.tenant_id = o.tenant_id and t.order_id = o.id
  ) as s
  left join deliveries d on d.tenant_id = o.tenant_id and d.order_id = o.id
  where o.tenant_id = new.tenant_id and o.id = new.order_id and o.tip > s.shared;
  return null;
end
$body$;
--> statement-breakpoint
revoke all on function app.tips_at_delivery() from public;
--> statement-breakpoint
-- grant:admin_log
revoke all on table admin_log from public, app_user, app_admin;
--> statement-breakpoint
grant select, insert on table admin_log to app_admin;
--> statement-breakpoint
-- trigger:admin_log.admin_log_append_only
create or replace trigger admin_log_append_only before update or delete on admin_log for each row execute function app.refuse_change();
--> statement-breakpoint
-- partition:audit_log
select app.add_partition('audit_log', 'audit_log_default', 'default');
--> statement-breakpoint
insert into app_private.partitioned_tables (table_name, every) values ('audit_log', 'month')
on conflict (table_name) do update set every = excluded.every;
--> statement-breakpoint
-- grant:audit_log
revoke all on table audit_log from public, app_user, app_admin;
--> statement-breakpoint
grant select on table audit_log to app_user;
--> statement-breakpoint
grant insert on table audit_log to app_user;
--> statement-breakpoint
grant select, insert on table audit_log to app_admin;
--> statement-breakpoint
-- trigger:audit_log.audit_log_tenant_is_final
create or replace trigger audit_log_tenant_is_final before update of tenant_id on audit_log for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:audit_log.audit_log_append_only
create or replace trigger audit_log_append_only before update or delete on audit_log for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:branch_tax_regions
revoke all on table branch_tax_regions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table branch_tax_regions to app_user;
--> statement-breakpoint
grant insert on table branch_tax_regions to app_user;
--> statement-breakpoint
grant update (region, valid_from_on, valid_to_on) on table branch_tax_regions to app_user;
--> statement-breakpoint
grant delete on table branch_tax_regions to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table branch_tax_regions to app_admin;
--> statement-breakpoint
-- trigger:branch_tax_regions.branch_tax_regions_tenant_is_final
create or replace trigger branch_tax_regions_tenant_is_final before update of tenant_id on branch_tax_regions for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:branch_tax_regions.branch_tax_regions_one_per_day
alter table branch_tax_regions drop constraint if exists branch_tax_regions_one_per_day;
--> statement-breakpoint
alter table branch_tax_regions add constraint branch_tax_regions_one_per_day exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || branch_id::text, 0), hashtextextended(tenant_id::text || '/' || branch_id::text, 0), '[]') with &&, daterange(valid_from_on, valid_to_on, '[]') with &&);
--> statement-breakpoint
-- trigger:branch_tax_regions.branch_tax_regions_audit
create or replace trigger branch_tax_regions_audit after insert or update or delete on branch_tax_regions for each row execute function app.audit();
--> statement-breakpoint
-- grant:branches
revoke all on table branches from public, app_user, app_admin;
--> statement-breakpoint
grant select on table branches to app_user;
--> statement-breakpoint
grant insert on table branches to app_user;
--> statement-breakpoint
grant update (name, time_zone, day_cutoff_minutes, iva_rate, delivery_fee, services, phone, street, exterior_number, interior_number, cross_streets, neighborhood, municipality, state, postal_code, directions, longitude, latitude, archived_at) on table branches to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table branches to app_admin;
--> statement-breakpoint
-- trigger:branches.branches_tenant_is_final
create or replace trigger branches_tenant_is_final before update of tenant_id on branches for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:branches_restaurant_id_tenancy
create statistics if not exists branches_restaurant_id_tenancy (dependencies) on tenant_id, restaurant_id from branches;
--> statement-breakpoint
-- trigger:branches.branches_audit
create or replace trigger branches_audit after insert or update or delete on branches for each row execute function app.audit();
--> statement-breakpoint
-- grant:cash_collections
revoke all on table cash_collections from public, app_user, app_admin;
--> statement-breakpoint
grant select on table cash_collections to app_user;
--> statement-breakpoint
grant select, insert on table cash_collections to app_admin;
--> statement-breakpoint
-- trigger:cash_collections.cash_collections_tenant_is_final
create or replace trigger cash_collections_tenant_is_final before update of tenant_id on cash_collections for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:cash_collections.cash_collections_append_only
create or replace trigger cash_collections_append_only before update or delete on cash_collections for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:cash_collections.cash_collections_due
create or replace trigger cash_collections_due before insert on cash_collections for each row execute function app.cash_collections_due();
--> statement-breakpoint
-- trigger:cash_collections.cash_collections_capture
create or replace trigger cash_collections_capture after insert on cash_collections for each row execute function app.cash_collections_capture();
--> statement-breakpoint
-- grant:cash_hand_ins
revoke all on table cash_hand_ins from public, app_user, app_admin;
--> statement-breakpoint
grant select on table cash_hand_ins to app_user;
--> statement-breakpoint
grant select, insert on table cash_hand_ins to app_admin;
--> statement-breakpoint
-- trigger:cash_hand_ins.cash_hand_ins_tenant_is_final
create or replace trigger cash_hand_ins_tenant_is_final before update of tenant_id on cash_hand_ins for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:cash_hand_ins.cash_hand_ins_append_only
create or replace trigger cash_hand_ins_append_only before update or delete on cash_hand_ins for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:commission_terms
revoke all on table commission_terms from public, app_user, app_admin;
--> statement-breakpoint
grant select on table commission_terms to app_user;
--> statement-breakpoint
grant insert on table commission_terms to app_user;
--> statement-breakpoint
grant update (valid_to_on) on table commission_terms to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table commission_terms to app_admin;
--> statement-breakpoint
-- trigger:commission_terms.commission_terms_tenant_is_final
create or replace trigger commission_terms_tenant_is_final before update of tenant_id on commission_terms for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:commission_terms.commission_terms_one_at_a_time
alter table commission_terms drop constraint if exists commission_terms_one_at_a_time;
--> statement-breakpoint
alter table commission_terms add constraint commission_terms_one_at_a_time exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || restaurant_id::text, 0), hashtextextended(tenant_id::text || '/' || restaurant_id::text, 0), '[]') with &&, daterange(valid_from_on, valid_to_on, '[]') with &&);
--> statement-breakpoint
-- trigger:commission_terms.commission_terms_are_final
create or replace trigger commission_terms_are_final before update of id, restaurant_id, rate, iva_rate, delivery_to, person, rfc, account, valid_from_on on commission_terms for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:commission_terms.commission_terms_audit
create or replace trigger commission_terms_audit after insert or update or delete on commission_terms for each row execute function app.audit();
--> statement-breakpoint
-- grant:app_private.context_keys
revoke all on table app_private.context_keys from public, app_user, app_admin;
--> statement-breakpoint
-- grant:coupons
revoke all on table coupons from public, app_user, app_admin;
--> statement-breakpoint
grant select on table coupons to app_user;
--> statement-breakpoint
grant insert on table coupons to app_user;
--> statement-breakpoint
grant update (max_redemptions, valid_from_at, valid_until_at) on table coupons to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table coupons to app_admin;
--> statement-breakpoint
-- trigger:coupons.coupons_tenant_is_final
create or replace trigger coupons_tenant_is_final before update of tenant_id on coupons for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:coupons.coupons_audit
create or replace trigger coupons_audit after insert or update of max_redemptions, valid_from_at, valid_until_at or delete on coupons for each row execute function app.audit();
--> statement-breakpoint
-- trigger:coupons.coupons_are_of_their_promotion
create or replace trigger coupons_are_of_their_promotion before update of id, promotion_id, by_code, code on coupons for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:coupons.coupons_limit_stays
create or replace trigger coupons_limit_stays before update of max_redemptions on coupons for each row when ((old.max_redemptions is null) <> (new.max_redemptions is null)) execute function app.refuse_change();
--> statement-breakpoint
-- grant:customers
revoke all on table customers from public, app_user, app_admin;
--> statement-breakpoint
grant select on table customers to app_user;
--> statement-breakpoint
grant insert on table customers to app_user;
--> statement-breakpoint
grant update (display_name, phone) on table customers to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table customers to app_admin;
--> statement-breakpoint
-- trigger:customers.customers_tenant_is_final
create or replace trigger customers_tenant_is_final before update of tenant_id on customers for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:dayparts
revoke all on table dayparts from public, app_user, app_admin;
--> statement-breakpoint
grant select on table dayparts to app_user;
--> statement-breakpoint
grant insert on table dayparts to app_user;
--> statement-breakpoint
grant update (name, minutes) on table dayparts to app_user;
--> statement-breakpoint
grant delete on table dayparts to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table dayparts to app_admin;
--> statement-breakpoint
-- trigger:dayparts.dayparts_tenant_is_final
create or replace trigger dayparts_tenant_is_final before update of tenant_id on dayparts for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:dayparts_restaurant_id_tenancy
create statistics if not exists dayparts_restaurant_id_tenancy (dependencies) on tenant_id, restaurant_id from dayparts;
--> statement-breakpoint
-- trigger:dayparts.dayparts_audit
create or replace trigger dayparts_audit after insert or update or delete on dayparts for each row execute function app.audit();
--> statement-breakpoint
-- grant:deliveries
revoke all on table deliveries from public, app_user, app_admin;
--> statement-breakpoint
grant select on table deliveries to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table deliveries to app_admin;
--> statement-breakpoint
-- trigger:deliveries.deliveries_tenant_is_final
create or replace trigger deliveries_tenant_is_final before update of tenant_id on deliveries for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:deliveries.deliveries_begin
create or replace trigger deliveries_begin before insert on deliveries for each row execute function app.deliveries_begin();
--> statement-breakpoint
-- trigger:orders.orders_deliver
create or replace trigger orders_deliver after insert on orders for each row when (new.service = 'delivery') execute function app.deliver();
--> statement-breakpoint
-- trigger:deliveries.deliveries_stay
create or replace trigger deliveries_stay before delete on deliveries for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:deliveries.deliveries_go_on
create or replace trigger deliveries_go_on before update on deliveries for each row when (
    new.version not in (old.version, old.version + 1)
    or (new.version = old.version and (new.status, new.courier_id) is distinct from (old.status, old.courier_id))
    or (new.order_id, new.customer_id, new.branch_id) is distinct from (old.order_id, old.customer_id, old.branch_id)
    or (old.ready_at is not null and new.ready_at is distinct from old.ready_at)
  ) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_events.order_events_delivery
create or replace trigger order_events_delivery after insert on order_events for each row when (new.to_status in ('ready', 'on_the_way', 'delivered', 'rejected', 'cancelled')) execute function app.delivery_follows();
--> statement-breakpoint
-- constraint:deliveries.deliveries_status_from_event
alter table deliveries drop constraint if exists deliveries_status_from_event;
--> statement-breakpoint
alter table deliveries add constraint deliveries_status_from_event foreign key (tenant_id, order_id, event_seq, status) references delivery_events (tenant_id, order_id, seq, to_status);
--> statement-breakpoint
-- constraint:deliveries.deliveries_courier_from_event
alter table deliveries drop constraint if exists deliveries_courier_from_event;
--> statement-breakpoint
alter table deliveries add constraint deliveries_courier_from_event foreign key (tenant_id, order_id, event_seq, courier_id) references delivery_events (tenant_id, order_id, seq, courier_id);
--> statement-breakpoint
-- grant:delivery_events
revoke all on table delivery_events from public, app_user, app_admin;
--> statement-breakpoint
grant select on table delivery_events to app_user;
--> statement-breakpoint
grant select, insert on table delivery_events to app_admin;
--> statement-breakpoint
-- trigger:delivery_events.delivery_events_tenant_is_final
create or replace trigger delivery_events_tenant_is_final before update of tenant_id on delivery_events for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:delivery_events.delivery_events_append_only
create or replace trigger delivery_events_append_only before update or delete on delivery_events for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:delivery_events_order_id_tenancy
create statistics if not exists delivery_events_order_id_tenancy (dependencies) on tenant_id, order_id from delivery_events;
--> statement-breakpoint
-- trigger:delivery_events.delivery_events_apply
create or replace trigger delivery_events_apply after insert on delivery_events for each row execute function app.delivery_events_apply();
--> statement-breakpoint
-- grant:delivery_transitions
revoke all on table delivery_transitions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table delivery_transitions to app_user, app_admin;
--> statement-breakpoint
-- rows:delivery_transitions
delete from delivery_transitions t where not exists (select from jsonb_populate_recordset(null::delivery_transitions, '[
{"from_status":"waiting","to_status":"assigned","actor_kind":"courier"},
{"from_status":"waiting","to_status":"assigned","actor_kind":"staff"},
{"from_status":"waiting","to_status":"assigned","actor_kind":"service"},
{"from_status":"assigned","to_status":"assigned","actor_kind":"staff"},
{"from_status":"assigned","to_status":"assigned","actor_kind":"service"},
{"from_status":"assigned","to_status":"picked_up","actor_kind":"courier"},
{"from_status":"assigned","to_status":"picked_up","actor_kind":"staff"},
{"from_status":"assigned","to_status":"picked_up","actor_kind":"service"},
{"from_status":"picked_up","to_status":"delivered","actor_kind":"courier"},
{"from_status":"picked_up","to_status":"delivered","actor_kind":"staff"},
{"from_status":"picked_up","to_status":"delivered","actor_kind":"service"},
{"from_status":"picked_up","to_status":"failed","actor_kind":"courier"},
{"from_status":"picked_up","to_status":"failed","actor_kind":"staff"},
{"from_status":"picked_up","to_status":"failed","actor_kind":"service"},
{"from_status":"failed","to_status":"delivered","actor_kind":"staff"},
{"from_status":"failed","to_status":"delivered","actor_kind":"service"},
{"from_status":"failed","to_status":"called_off","actor_kind":"staff"},
{"from_status":"failed","to_status":"called_off","actor_kind":"service"},
{"from_status":"waiting","to_status":"called_off","actor_kind":"customer"},
{"from_status":"waiting","to_status":"called_off","actor_kind":"staff"},
{"from_status":"waiting","to_status":"called_off","actor_kind":"service"},
{"from_status":"assigned","to_status":"called_off","actor_kind":"customer"},
{"from_status":"assigned","to_status":"called_off","actor_kind":"staff"},
{"from_status":"assigned","to_status":"called_off","actor_kind":"service"}
]') v where t.from_status is not distinct from v.from_status and t.to_status is not distinct from v.to_status and t.actor_kind is not distinct from v.actor_kind);
--> statement-breakpoint
insert into delivery_transitions (from_status, to_status, actor_kind)
select v.from_status, v.to_status, v.actor_kind from jsonb_populate_recordset(null::delivery_transitions, '[
{"from_status":"waiting","to_status":"assigned","actor_kind":"courier"},
{"from_status":"waiting","to_status":"assigned","actor_kind":"staff"},
{"from_status":"waiting","to_status":"assigned","actor_kind":"service"},
{"from_status":"assigned","to_status":"assigned","actor_kind":"staff"},
{"from_status":"assigned","to_status":"assigned","actor_kind":"service"},
{"from_status":"assigned","to_status":"picked_up","actor_kind":"courier"},
{"from_status":"assigned","to_status":"picked_up","actor_kind":"staff"},
{"from_status":"assigned","to_status":"picked_up","actor_kind":"service"},
{"from_status":"picked_up","to_status":"delivered","actor_kind":"courier"},
{"from_status":"picked_up","to_status":"delivered","actor_kind":"staff"},
{"from_status":"picked_up","to_status":"delivered","actor_kind":"service"},
{"from_status":"picked_up","to_status":"failed","actor_kind":"courier"},
{"from_status":"picked_up","to_status":"failed","actor_kind":"staff"},
{"from_status":"picked_up","to_status":"failed","actor_kind":"service"},
{"from_status":"failed","to_status":"delivered","actor_kind":"staff"},
{"from_status":"failed","to_status":"delivered","actor_kind":"service"},
{"from_status":"failed","to_status":"called_off","actor_kind":"staff"},
{"from_status":"failed","to_status":"called_off","actor_kind":"service"},
{"from_status":"waiting","to_status":"called_off","actor_kind":"customer"},
{"from_status":"waiting","to_status":"called_off","actor_kind":"staff"},
{"from_status":"waiting","to_status":"called_off","actor_kind":"service"},
{"from_status":"assigned","to_status":"called_off","actor_kind":"customer"},
{"from_status":"assigned","to_status":"called_off","actor_kind":"staff"},
{"from_status":"assigned","to_status":"called_off","actor_kind":"service"}
]') v
where not exists (select from delivery_transitions t where t.from_status is not distinct from v.from_status and t.to_status is not distinct from v.to_status and t.actor_kind is not distinct from v.actor_kind);
--> statement-breakpoint
-- grant:idempotency_keys
revoke all on table idempotency_keys from public, app_user, app_admin;
--> statement-breakpoint
grant select on table idempotency_keys to app_user;
--> statement-breakpoint
grant insert on table idempotency_keys to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table idempotency_keys to app_admin;
--> statement-breakpoint
-- trigger:idempotency_keys.idempotency_keys_tenant_is_final
create or replace trigger idempotency_keys_tenant_is_final before update of tenant_id on idempotency_keys for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:idempotency_keys.idempotency_keys_are_final
create or replace trigger idempotency_keys_are_final before update on idempotency_keys for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:item_modifier_groups
revoke all on table item_modifier_groups from public, app_user, app_admin;
--> statement-breakpoint
grant select on table item_modifier_groups to app_user;
--> statement-breakpoint
grant insert on table item_modifier_groups to app_user;
--> statement-breakpoint
grant update (position, min_selected, max_selected, min_distinct, max_distinct, free_quantity) on table item_modifier_groups to app_user;
--> statement-breakpoint
grant delete on table item_modifier_groups to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table item_modifier_groups to app_admin;
--> statement-breakpoint
-- trigger:item_modifier_groups.item_modifier_groups_tenant_is_final
create or replace trigger item_modifier_groups_tenant_is_final before update of tenant_id on item_modifier_groups for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:item_modifier_groups_version_id_tenancy
create statistics if not exists item_modifier_groups_version_id_tenancy (dependencies) on tenant_id, version_id from item_modifier_groups;
--> statement-breakpoint
-- trigger:item_modifier_groups.item_modifier_groups_insert_draft_only
create or replace trigger item_modifier_groups_insert_draft_only after insert on item_modifier_groups referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:item_modifier_groups.item_modifier_groups_update_draft_only
create or replace trigger item_modifier_groups_update_draft_only after update on item_modifier_groups referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:item_modifier_groups.item_modifier_groups_delete_draft_only
create or replace trigger item_modifier_groups_delete_draft_only after delete on item_modifier_groups referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:item_modifier_groups.item_modifier_groups_version_is_final
create or replace trigger item_modifier_groups_version_is_final before update of version_id on item_modifier_groups for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:item_option_prices
revoke all on table item_option_prices from public, app_user, app_admin;
--> statement-breakpoint
grant select on table item_option_prices to app_user;
--> statement-breakpoint
grant insert on table item_option_prices to app_user;
--> statement-breakpoint
grant update (price) on table item_option_prices to app_user;
--> statement-breakpoint
grant delete on table item_option_prices to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table item_option_prices to app_admin;
--> statement-breakpoint
-- trigger:item_option_prices.item_option_prices_tenant_is_final
create or replace trigger item_option_prices_tenant_is_final before update of tenant_id on item_option_prices for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:item_option_prices_version_id_tenancy
create statistics if not exists item_option_prices_version_id_tenancy (dependencies) on tenant_id, version_id from item_option_prices;
--> statement-breakpoint
-- trigger:item_option_prices.item_option_prices_insert_draft_only
create or replace trigger item_option_prices_insert_draft_only after insert on item_option_prices referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:item_option_prices.item_option_prices_update_draft_only
create or replace trigger item_option_prices_update_draft_only after update on item_option_prices referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:item_option_prices.item_option_prices_delete_draft_only
create or replace trigger item_option_prices_delete_draft_only after delete on item_option_prices referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:item_option_prices.item_option_prices_version_is_final
create or replace trigger item_option_prices_version_is_final before update of version_id on item_option_prices for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:kitchen_slots
revoke all on table kitchen_slots from public, app_user, app_admin;
--> statement-breakpoint
grant select on table kitchen_slots to app_user;
--> statement-breakpoint
grant insert on table kitchen_slots to app_user;
--> statement-breakpoint
grant update (max_orders, max_units, max_amount, closed_at) on table kitchen_slots to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table kitchen_slots to app_admin;
--> statement-breakpoint
-- trigger:kitchen_slots.kitchen_slots_tenant_is_final
create or replace trigger kitchen_slots_tenant_is_final before update of tenant_id on kitchen_slots for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:kitchen_slots.kitchen_slots_apart
alter table kitchen_slots drop constraint if exists kitchen_slots_apart;
--> statement-breakpoint
alter table kitchen_slots add constraint kitchen_slots_apart exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || branch_id::text || '/' || service, 0), hashtextextended(tenant_id::text || '/' || branch_id::text || '/' || service, 0), '[]') with &&, tstzrange(starts_at, ends_at) with &&);
--> statement-breakpoint
-- trigger:kitchen_slots.kitchen_slots_stay_where_they_are
create or replace trigger kitchen_slots_stay_where_they_are before update of id, branch_id, service, starts_at, ends_at on kitchen_slots for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:kitchen_slots.kitchen_slots_audit
create or replace trigger kitchen_slots_audit after insert or update of max_orders, max_units, max_amount, closed_at on kitchen_slots for each row execute function app.audit();
--> statement-breakpoint
-- grant:ledger_accounts
revoke all on table ledger_accounts from public, app_user, app_admin;
--> statement-breakpoint
grant select on table ledger_accounts to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table ledger_accounts to app_admin;
--> statement-breakpoint
-- trigger:ledger_accounts.ledger_accounts_tenant_is_final
create or replace trigger ledger_accounts_tenant_is_final before update of tenant_id on ledger_accounts for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:ledger_accounts.ledger_accounts_keep_their_owner
create or replace trigger ledger_accounts_keep_their_owner before update of id, kind, restaurant_id, membership_id, provider on ledger_accounts for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:ledger_accounts.ledger_accounts_only_go_on
create or replace trigger ledger_accounts_only_go_on before update of debit, credit, closed_through_on on ledger_accounts for each row
  when (new.debit < old.debit or new.credit < old.credit or new.closed_through_on < old.closed_through_on) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:ledger_accounts.ledger_accounts_stay
create or replace trigger ledger_accounts_stay before delete on ledger_accounts for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:ledger_entries
revoke all on table ledger_entries from public, app_user, app_admin;
--> statement-breakpoint
grant select on table ledger_entries to app_user;
--> statement-breakpoint
grant select, insert on table ledger_entries to app_admin;
--> statement-breakpoint
-- trigger:ledger_entries.ledger_entries_tenant_is_final
create or replace trigger ledger_entries_tenant_is_final before update of tenant_id on ledger_entries for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:ledger_entries.ledger_entries_append_only
create or replace trigger ledger_entries_append_only before update or delete on ledger_entries for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payment_events.payment_events_ledger
create or replace trigger payment_events_ledger after insert on payment_events for each row when (new.to_status = 'captured') execute function app.post_capture();
--> statement-breakpoint
-- trigger:cash_hand_ins.cash_hand_ins_ledger
create or replace trigger cash_hand_ins_ledger after insert on cash_hand_ins for each row execute function app.post_hand_in();
--> statement-breakpoint
-- trigger:ledger_entries.ledger_entries_count
create or replace trigger ledger_entries_count after insert on ledger_entries referencing new table as added for each statement execute function app.ledger_entries_count();
--> statement-breakpoint
-- grant:ledger_journals
revoke all on table ledger_journals from public, app_user, app_admin;
--> statement-breakpoint
grant select on table ledger_journals to app_user;
--> statement-breakpoint
grant select, insert on table ledger_journals to app_admin;
--> statement-breakpoint
-- trigger:ledger_journals.ledger_journals_tenant_is_final
create or replace trigger ledger_journals_tenant_is_final before update of tenant_id on ledger_journals for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:ledger_journals.ledger_journals_append_only
create or replace trigger ledger_journals_append_only before update or delete on ledger_journals for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:ledger_journals_order_id_tenancy
create statistics if not exists ledger_journals_order_id_tenancy (dependencies) on tenant_id, order_id from ledger_journals;
--> statement-breakpoint
-- grant:memberships
revoke all on table memberships from public, app_user, app_admin;
--> statement-breakpoint
grant select on table memberships to app_user;
--> statement-breakpoint
grant insert on table memberships to app_user;
--> statement-breakpoint
grant update (role, display_name, ended_at) on table memberships to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table memberships to app_admin;
--> statement-breakpoint
-- trigger:memberships.memberships_tenant_is_final
create or replace trigger memberships_tenant_is_final before update of tenant_id on memberships for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:memberships.memberships_audit
create or replace trigger memberships_audit after insert or update or delete on memberships for each row execute function app.audit();
--> statement-breakpoint
-- grant:menu_categories
revoke all on table menu_categories from public, app_user, app_admin;
--> statement-breakpoint
grant select on table menu_categories to app_user;
--> statement-breakpoint
grant insert on table menu_categories to app_user;
--> statement-breakpoint
grant update (parent_id, parent_path, position, name, description, daypart_id) on table menu_categories to app_user;
--> statement-breakpoint
grant delete on table menu_categories to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table menu_categories to app_admin;
--> statement-breakpoint
-- trigger:menu_categories.menu_categories_tenant_is_final
create or replace trigger menu_categories_tenant_is_final before update of tenant_id on menu_categories for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:menu_categories_version_id_tenancy
create statistics if not exists menu_categories_version_id_tenancy (dependencies) on tenant_id, version_id from menu_categories;
--> statement-breakpoint
-- trigger:menu_categories.menu_categories_insert_draft_only
create or replace trigger menu_categories_insert_draft_only after insert on menu_categories referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:menu_categories.menu_categories_update_draft_only
create or replace trigger menu_categories_update_draft_only after update on menu_categories referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:menu_categories.menu_categories_delete_draft_only
create or replace trigger menu_categories_delete_draft_only after delete on menu_categories referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:menu_categories.menu_categories_version_is_final
create or replace trigger menu_categories_version_is_final before update of version_id on menu_categories for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:menu_items
revoke all on table menu_items from public, app_user, app_admin;
--> statement-breakpoint
grant select on table menu_items to app_user;
--> statement-breakpoint
grant insert on table menu_items to app_user;
--> statement-breakpoint
grant update (category_id, position, name, description, price, iva_class, sat_product_key, sat_unit_key, prep_minutes, allergens, images, daypart_id) on table menu_items to app_user;
--> statement-breakpoint
grant delete on table menu_items to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table menu_items to app_admin;
--> statement-breakpoint
-- trigger:menu_items.menu_items_tenant_is_final
create or replace trigger menu_items_tenant_is_final before update of tenant_id on menu_items for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:menu_items.menu_items_insert_draft_only
create or replace trigger menu_items_insert_draft_only after insert on menu_items referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:menu_items.menu_items_update_draft_only
create or replace trigger menu_items_update_draft_only after update on menu_items referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:menu_items.menu_items_delete_draft_only
create or replace trigger menu_items_delete_draft_only after delete on menu_items referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:menu_items.menu_items_version_is_final
create or replace trigger menu_items_version_is_final before update of version_id on menu_items for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:menu_placements
revoke all on table menu_placements from public, app_user, app_admin;
--> statement-breakpoint
grant select on table menu_placements to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table menu_placements to app_admin;
--> statement-breakpoint
-- trigger:menu_placements.menu_placements_tenant_is_final
create or replace trigger menu_placements_tenant_is_final before update of tenant_id on menu_placements for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:menu_placements.menu_placements_one_live
alter table menu_placements drop constraint if exists menu_placements_one_live;
--> statement-breakpoint
alter table menu_placements add constraint menu_placements_one_live exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || branch_id::text || '/' || channel, 0), hashtextextended(tenant_id::text || '/' || branch_id::text || '/' || channel, 0), '[]') with &&, tstzrange(live_from_at, live_until_at) with &&);
--> statement-breakpoint
-- trigger:menu_placements.menu_placements_audit
create or replace trigger menu_placements_audit after insert or update or delete on menu_placements for each row execute function app.audit();
--> statement-breakpoint
-- grant:app_private.menu_search
revoke all on table app_private.menu_search from public, app_user, app_admin;
--> statement-breakpoint
-- grant:menu_snapshots
revoke all on table menu_snapshots from public, app_user, app_admin;
--> statement-breakpoint
grant select on table menu_snapshots to app_user;
--> statement-breakpoint
grant select, insert on table menu_snapshots to app_admin;
--> statement-breakpoint
-- trigger:menu_snapshots.menu_snapshots_tenant_is_final
create or replace trigger menu_snapshots_tenant_is_final before update of tenant_id on menu_snapshots for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:menu_snapshots.menu_snapshots_append_only
create or replace trigger menu_snapshots_append_only before update or delete on menu_snapshots for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:menu_versions
revoke all on table menu_versions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table menu_versions to app_user;
--> statement-breakpoint
grant insert on table menu_versions to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table menu_versions to app_admin;
--> statement-breakpoint
-- trigger:menu_versions.menu_versions_tenant_is_final
create or replace trigger menu_versions_tenant_is_final before update of tenant_id on menu_versions for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:menu_versions_menu_id_tenancy
create statistics if not exists menu_versions_menu_id_tenancy (dependencies) on tenant_id, menu_id from menu_versions;
--> statement-breakpoint
-- trigger:menu_versions.menu_versions_audit
create or replace trigger menu_versions_audit after insert or update or delete on menu_versions for each row execute function app.audit();
--> statement-breakpoint
-- trigger:menu_versions.menu_versions_numbered
create or replace trigger menu_versions_numbered before insert on menu_versions for each row execute function app.number_menu_version();
--> statement-breakpoint
-- trigger:menu_versions.menu_versions_status_goes_on
create or replace trigger menu_versions_status_goes_on before update on menu_versions for each row when (
  (old.status, new.status) not in (('draft', 'published'), ('published', 'retired'))
  or (old.id, old.restaurant_id, old.menu_id, old.number, old.created_at)
    is distinct from (new.id, new.restaurant_id, new.menu_id, new.number, new.created_at)
  or (old.published_at is not null and old.published_at is distinct from new.published_at)
) execute function app.refuse_change();
--> statement-breakpoint
-- grant:menus
revoke all on table menus from public, app_user, app_admin;
--> statement-breakpoint
grant select on table menus to app_user;
--> statement-breakpoint
grant insert on table menus to app_user;
--> statement-breakpoint
grant update (name, archived_at) on table menus to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table menus to app_admin;
--> statement-breakpoint
-- trigger:menus.menus_tenant_is_final
create or replace trigger menus_tenant_is_final before update of tenant_id on menus for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:menus.menus_archived
create or replace trigger menus_archived after update of archived_at on menus for each row when (old.archived_at is null and new.archived_at is not null) execute function app.take_menu_off();
--> statement-breakpoint
-- grant:modifier_groups
revoke all on table modifier_groups from public, app_user, app_admin;
--> statement-breakpoint
grant select on table modifier_groups to app_user;
--> statement-breakpoint
grant insert on table modifier_groups to app_user;
--> statement-breakpoint
grant update (key, name, level, min_selected, max_selected, min_distinct, max_distinct, free_quantity, pricing, defaults_charged) on table modifier_groups to app_user;
--> statement-breakpoint
grant delete on table modifier_groups to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table modifier_groups to app_admin;
--> statement-breakpoint
-- trigger:modifier_groups.modifier_groups_tenant_is_final
create or replace trigger modifier_groups_tenant_is_final before update of tenant_id on modifier_groups for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:modifier_groups_version_id_tenancy
create statistics if not exists modifier_groups_version_id_tenancy (dependencies) on tenant_id, version_id from modifier_groups;
--> statement-breakpoint
-- trigger:modifier_groups.modifier_groups_insert_draft_only
create or replace trigger modifier_groups_insert_draft_only after insert on modifier_groups referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:modifier_groups.modifier_groups_update_draft_only
create or replace trigger modifier_groups_update_draft_only after update on modifier_groups referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:modifier_groups.modifier_groups_delete_draft_only
create or replace trigger modifier_groups_delete_draft_only after delete on modifier_groups referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:modifier_groups.modifier_groups_version_is_final
create or replace trigger modifier_groups_version_is_final before update of version_id on modifier_groups for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:modifier_options
revoke all on table modifier_options from public, app_user, app_admin;
--> statement-breakpoint
grant select on table modifier_options to app_user;
--> statement-breakpoint
grant insert on table modifier_options to app_user;
--> statement-breakpoint
grant update (group_id, level, position, name, price, max_quantity, default_quantity) on table modifier_options to app_user;
--> statement-breakpoint
grant delete on table modifier_options to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table modifier_options to app_admin;
--> statement-breakpoint
-- trigger:modifier_options.modifier_options_tenant_is_final
create or replace trigger modifier_options_tenant_is_final before update of tenant_id on modifier_options for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:modifier_options_version_id_tenancy
create statistics if not exists modifier_options_version_id_tenancy (dependencies) on tenant_id, version_id from modifier_options;
--> statement-breakpoint
-- trigger:modifier_options.modifier_options_insert_draft_only
create or replace trigger modifier_options_insert_draft_only after insert on modifier_options referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:modifier_options.modifier_options_update_draft_only
create or replace trigger modifier_options_update_draft_only after update on modifier_options referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:modifier_options.modifier_options_delete_draft_only
create or replace trigger modifier_options_delete_draft_only after delete on modifier_options referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:modifier_options.modifier_options_version_is_final
create or replace trigger modifier_options_version_is_final before update of version_id on modifier_options for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:opening_hours
revoke all on table opening_hours from public, app_user, app_admin;
--> statement-breakpoint
grant select on table opening_hours to app_user;
--> statement-breakpoint
grant insert on table opening_hours to app_user;
--> statement-breakpoint
grant delete on table opening_hours to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table opening_hours to app_admin;
--> statement-breakpoint
-- trigger:opening_hours.opening_hours_tenant_is_final
create or replace trigger opening_hours_tenant_is_final before update of tenant_id on opening_hours for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:opening_hours.opening_hours_apart
alter table opening_hours drop constraint if exists opening_hours_apart;
--> statement-breakpoint
alter table opening_hours add constraint opening_hours_apart exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || branch_id::text || '/' || service, 0), hashtextextended(tenant_id::text || '/' || branch_id::text || '/' || service, 0), '[]') with &&, minutes with &&);
--> statement-breakpoint
-- trigger:opening_hours.opening_hours_audit
create or replace trigger opening_hours_audit after insert or update or delete on opening_hours for each row execute function app.audit();
--> statement-breakpoint
-- grant:option_modifier_groups
revoke all on table option_modifier_groups from public, app_user, app_admin;
--> statement-breakpoint
grant select on table option_modifier_groups to app_user;
--> statement-breakpoint
grant insert on table option_modifier_groups to app_user;
--> statement-breakpoint
grant update (position) on table option_modifier_groups to app_user;
--> statement-breakpoint
grant delete on table option_modifier_groups to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table option_modifier_groups to app_admin;
--> statement-breakpoint
-- trigger:option_modifier_groups.option_modifier_groups_tenant_is_final
create or replace trigger option_modifier_groups_tenant_is_final before update of tenant_id on option_modifier_groups for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:option_modifier_groups_version_id_tenancy
create statistics if not exists option_modifier_groups_version_id_tenancy (dependencies) on tenant_id, version_id from option_modifier_groups;
--> statement-breakpoint
-- trigger:option_modifier_groups.option_modifier_groups_insert_draft_only
create or replace trigger option_modifier_groups_insert_draft_only after insert on option_modifier_groups referencing new table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:option_modifier_groups.option_modifier_groups_update_draft_only
create or replace trigger option_modifier_groups_update_draft_only after update on option_modifier_groups referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:option_modifier_groups.option_modifier_groups_delete_draft_only
create or replace trigger option_modifier_groups_delete_draft_only after delete on option_modifier_groups referencing old table as changed for each statement execute function app.refuse_unless_draft();
--> statement-breakpoint
-- trigger:option_modifier_groups.option_modifier_groups_version_is_final
create or replace trigger option_modifier_groups_version_is_final before update of version_id on option_modifier_groups for each row when (old.version_id is distinct from new.version_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:order_adjustments
revoke all on table order_adjustments from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_adjustments to app_user;
--> statement-breakpoint
grant select, insert on table order_adjustments to app_admin;
--> statement-breakpoint
-- trigger:order_adjustments.order_adjustments_tenant_is_final
create or replace trigger order_adjustments_tenant_is_final before update of tenant_id on order_adjustments for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_adjustments.order_adjustments_append_only
create or replace trigger order_adjustments_append_only before update or delete on order_adjustments for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:order_adjustments_order_id_tenancy
create statistics if not exists order_adjustments_order_id_tenancy (dependencies) on tenant_id, order_id from order_adjustments;
--> statement-breakpoint
-- grant:order_completions
revoke all on table order_completions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_completions to app_user;
--> statement-breakpoint
grant select, insert on table order_completions to app_admin;
--> statement-breakpoint
-- trigger:order_completions.order_completions_tenant_is_final
create or replace trigger order_completions_tenant_is_final before update of tenant_id on order_completions for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_completions.order_completions_append_only
create or replace trigger order_completions_append_only before update or delete on order_completions for each row execute function app.refuse_change();
--> statement-breakpoint
-- partition:order_events
select app.add_partition('order_events', 'order_events_default', 'default');
--> statement-breakpoint
insert into app_private.partitioned_tables (table_name, every) values ('order_events', 'month')
on conflict (table_name) do update set every = excluded.every;
--> statement-breakpoint
-- grant:order_events
revoke all on table order_events from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_events to app_user;
--> statement-breakpoint
grant insert on table order_events to app_user;
--> statement-breakpoint
grant select, insert on table order_events to app_admin;
--> statement-breakpoint
-- trigger:order_events.order_events_tenant_is_final
create or replace trigger order_events_tenant_is_final before update of tenant_id on order_events for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_events.order_events_append_only
create or replace trigger order_events_append_only before update or delete on order_events for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_events.order_events_apply
create or replace trigger order_events_apply after insert on order_events for each row execute function app.order_events_apply();
--> statement-breakpoint
-- grant:order_folio_counters
revoke all on table order_folio_counters from public, app_user, app_admin;
--> statement-breakpoint
grant select, insert, update, delete on table order_folio_counters to app_admin;
--> statement-breakpoint
-- trigger:order_folio_counters.order_folio_counters_tenant_is_final
create or replace trigger order_folio_counters_tenant_is_final before update of tenant_id on order_folio_counters for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_folio_counters.order_folio_counters_go_on
create or replace trigger order_folio_counters_go_on before update on order_folio_counters for each row when ((new.branch_id, new.business_on, new.last_folio) is distinct from (old.branch_id, old.business_on, old.last_folio + 1)) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_folio_counters.order_folio_counters_stay
create or replace trigger order_folio_counters_stay before delete on order_folio_counters for each row execute function app.refuse_change();
--> statement-breakpoint
-- constraint:order_folio_counters.order_folio_counters_given
alter table order_folio_counters drop constraint if exists order_folio_counters_given;
--> statement-breakpoint
alter table order_folio_counters add constraint order_folio_counters_given foreign key (tenant_id, branch_id, business_on, last_folio) references orders (tenant_id, branch_id, business_on, folio) deferrable initially deferred;
--> statement-breakpoint
-- grant:order_item_modifiers
revoke all on table order_item_modifiers from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_item_modifiers to app_user;
--> statement-breakpoint
grant select, insert on table order_item_modifiers to app_admin;
--> statement-breakpoint
-- trigger:order_item_modifiers.order_item_modifiers_tenant_is_final
create or replace trigger order_item_modifiers_tenant_is_final before update of tenant_id on order_item_modifiers for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_item_modifiers.order_item_modifiers_append_only
create or replace trigger order_item_modifiers_append_only before update or delete on order_item_modifiers for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_item_modifiers.order_item_modifiers_with_order
create or replace trigger order_item_modifiers_with_order after insert on order_item_modifiers referencing new table as added for each statement execute function app.order_item_modifiers_with_order();
--> statement-breakpoint
-- grant:order_items
revoke all on table order_items from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_items to app_user;
--> statement-breakpoint
grant select, insert on table order_items to app_admin;
--> statement-breakpoint
-- trigger:order_items.order_items_tenant_is_final
create or replace trigger order_items_tenant_is_final before update of tenant_id on order_items for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_items.order_items_append_only
create or replace trigger order_items_append_only before update or delete on order_items for each row execute function app.refuse_change();
--> statement-breakpoint
-- partition:order_quotes
select app.add_partition('order_quotes', 'order_quotes_default', 'default');
--> statement-breakpoint
insert into app_private.partitioned_tables (table_name, every) values ('order_quotes', 'day')
on conflict (table_name) do update set every = excluded.every;
--> statement-breakpoint
-- grant:order_quotes
revoke all on table order_quotes from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_quotes to app_user;
--> statement-breakpoint
grant insert on table order_quotes to app_user;
--> statement-breakpoint
grant select, insert on table order_quotes to app_admin;
--> statement-breakpoint
-- trigger:order_quotes.order_quotes_tenant_is_final
create or replace trigger order_quotes_tenant_is_final before update of tenant_id on order_quotes for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_quotes.order_quotes_append_only
create or replace trigger order_quotes_append_only before update or delete on order_quotes for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_quotes.order_quotes_hold
create or replace trigger order_quotes_hold before insert on order_quotes for each row execute function app.check_quote();
--> statement-breakpoint
-- grant:order_settlements
revoke all on table order_settlements from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_settlements to app_user;
--> statement-breakpoint
grant select, insert on table order_settlements to app_admin;
--> statement-breakpoint
-- trigger:order_settlements.order_settlements_tenant_is_final
create or replace trigger order_settlements_tenant_is_final before update of tenant_id on order_settlements for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_settlements.order_settlements_append_only
create or replace trigger order_settlements_append_only before update or delete on order_settlements for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:order_completions.order_completions_ledger
create or replace trigger order_completions_ledger after insert on order_completions for each row execute function app.post_delivery();
--> statement-breakpoint
-- trigger:refunds.refunds_ledger
create or replace trigger refunds_ledger after insert on refunds for each row execute function app.post_refund('refund');
--> statement-breakpoint
-- trigger:refunds.refunds_ledger_repaid
create or replace trigger refunds_ledger_repaid after update on refunds for each row when (old.status <> 'done' and new.status = 'done') execute function app.post_refund('repayment');
--> statement-breakpoint
-- grant:order_transitions
revoke all on table order_transitions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_transitions to app_user, app_admin;
--> statement-breakpoint
-- rows:order_transitions
delete from order_transitions t where not exists (select from jsonb_populate_recordset(null::order_transitions, '[
{"from_status":"placed","to_status":"accepted","actor_kind":"staff"},
{"from_status":"placed","to_status":"accepted","actor_kind":"service"},
{"from_status":"placed","to_status":"rejected","actor_kind":"staff"},
{"from_status":"placed","to_status":"rejected","actor_kind":"service"},
{"from_status":"placed","to_status":"cancelled","actor_kind":"customer"},
{"from_status":"placed","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"placed","to_status":"cancelled","actor_kind":"service"},
{"from_status":"accepted","to_status":"preparing","actor_kind":"staff"},
{"from_status":"accepted","to_status":"preparing","actor_kind":"service"},
{"from_status":"accepted","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"accepted","to_status":"cancelled","actor_kind":"service"},
{"from_status":"preparing","to_status":"ready","actor_kind":"staff"},
{"from_status":"preparing","to_status":"ready","actor_kind":"service"},
{"from_status":"preparing","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"preparing","to_status":"cancelled","actor_kind":"service"},
{"from_status":"ready","to_status":"on_the_way","actor_kind":"courier"},
{"from_status":"ready","to_status":"on_the_way","actor_kind":"staff"},
{"from_status":"ready","to_status":"on_the_way","actor_kind":"service"},
{"from_status":"ready","to_status":"delivered","actor_kind":"staff"},
{"from_status":"ready","to_status":"delivered","actor_kind":"service"},
{"from_status":"ready","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"ready","to_status":"cancelled","actor_kind":"service"},
{"from_status":"on_the_way","to_status":"delivered","actor_kind":"courier"},
{"from_status":"on_the_way","to_status":"delivered","actor_kind":"staff"},
{"from_status":"on_the_way","to_status":"delivered","actor_kind":"service"},
{"from_status":"on_the_way","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"on_the_way","to_status":"cancelled","actor_kind":"service"}
]') v where t.from_status is not distinct from v.from_status and t.to_status is not distinct from v.to_status and t.actor_kind is not distinct from v.actor_kind);
--> statement-breakpoint
insert into order_transitions (from_status, to_status, actor_kind)
select v.from_status, v.to_status, v.actor_kind from jsonb_populate_recordset(null::order_transitions, '[
{"from_status":"placed","to_status":"accepted","actor_kind":"staff"},
{"from_status":"placed","to_status":"accepted","actor_kind":"service"},
{"from_status":"placed","to_status":"rejected","actor_kind":"staff"},
{"from_status":"placed","to_status":"rejected","actor_kind":"service"},
{"from_status":"placed","to_status":"cancelled","actor_kind":"customer"},
{"from_status":"placed","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"placed","to_status":"cancelled","actor_kind":"service"},
{"from_status":"accepted","to_status":"preparing","actor_kind":"staff"},
{"from_status":"accepted","to_status":"preparing","actor_kind":"service"},
{"from_status":"accepted","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"accepted","to_status":"cancelled","actor_kind":"service"},
{"from_status":"preparing","to_status":"ready","actor_kind":"staff"},
{"from_status":"preparing","to_status":"ready","actor_kind":"service"},
{"from_status":"preparing","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"preparing","to_status":"cancelled","actor_kind":"service"},
{"from_status":"ready","to_status":"on_the_way","actor_kind":"courier"},
{"from_status":"ready","to_status":"on_the_way","actor_kind":"staff"},
{"from_status":"ready","to_status":"on_the_way","actor_kind":"service"},
{"from_status":"ready","to_status":"delivered","actor_kind":"staff"},
{"from_status":"ready","to_status":"delivered","actor_kind":"service"},
{"from_status":"ready","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"ready","to_status":"cancelled","actor_kind":"service"},
{"from_status":"on_the_way","to_status":"delivered","actor_kind":"courier"},
{"from_status":"on_the_way","to_status":"delivered","actor_kind":"staff"},
{"from_status":"on_the_way","to_status":"delivered","actor_kind":"service"},
{"from_status":"on_the_way","to_status":"cancelled","actor_kind":"staff"},
{"from_status":"on_the_way","to_status":"cancelled","actor_kind":"service"}
]') v
where not exists (select from order_transitions t where t.from_status is not distinct from v.from_status and t.to_status is not distinct from v.to_status and t.actor_kind is not distinct from v.actor_kind);
--> statement-breakpoint
-- grant:orders
revoke all on table orders from public, app_user, app_admin;
--> statement-breakpoint
grant select on table orders to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table orders to app_admin;
--> statement-breakpoint
-- trigger:orders.orders_tenant_is_final
create or replace trigger orders_tenant_is_final before update of tenant_id on orders for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:orders_branch_id_tenancy
create statistics if not exists orders_branch_id_tenancy (dependencies) on tenant_id, branch_id from orders;
--> statement-breakpoint
-- trigger:orders.orders_number
create or replace trigger orders_number before insert on orders for each row execute function app.orders_number();
--> statement-breakpoint
-- trigger:orders.orders_bill_is_final
create or replace trigger orders_bill_is_final before update of id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, business_on, folio, notes, line_count, adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, rounding_policy, placed_at, accept_by_at on orders for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:orders.orders_follow_events
create or replace trigger orders_follow_events before update of status, version on orders for each row when (new.version is distinct from old.version + 1) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:orders.orders_stay
create or replace trigger orders_stay before delete on orders for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:orders.orders_add_up
drop trigger if exists orders_add_up on orders;
--> statement-breakpoint
create constraint trigger orders_add_up after insert on orders deferrable initially deferred for each row execute function app.order_adds_up();
--> statement-breakpoint
-- constraint:orders.orders_status_from_event
alter table orders drop constraint if exists orders_status_from_event;
--> statement-breakpoint
alter table orders add constraint orders_status_from_event foreign key (tenant_id, id, version, status) references order_events (tenant_id, order_id, seq, to_status) deferrable initially deferred;
--> statement-breakpoint
-- partition:outbox
select app.add_partition('outbox', 'outbox_default', 'default');
--> statement-breakpoint
insert into app_private.partitioned_tables (table_name, every) values ('outbox', 'day')
on conflict (table_name) do update set every = excluded.every;
--> statement-breakpoint
-- grant:outbox
revoke all on table outbox from public, app_user, app_admin;
--> statement-breakpoint
grant select on table outbox to app_user;
--> statement-breakpoint
grant select, insert on table outbox to app_admin;
--> statement-breakpoint
-- trigger:outbox.outbox_tenant_is_final
create or replace trigger outbox_tenant_is_final before update of tenant_id on outbox for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:outbox.outbox_append_only
create or replace trigger outbox_append_only before update or delete on outbox for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:app_private.partitioned_tables
revoke all on table app_private.partitioned_tables from public, app_user, app_admin;
--> statement-breakpoint
-- grant:payment_events
revoke all on table payment_events from public, app_user, app_admin;
--> statement-breakpoint
grant select on table payment_events to app_user;
--> statement-breakpoint
grant select, insert on table payment_events to app_admin;
--> statement-breakpoint
-- trigger:payment_events.payment_events_tenant_is_final
create or replace trigger payment_events_tenant_is_final before update of tenant_id on payment_events for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payment_events.payment_events_append_only
create or replace trigger payment_events_append_only before update or delete on payment_events for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:payment_events_payment_id_tenancy
create statistics if not exists payment_events_payment_id_tenancy (dependencies) on tenant_id, payment_id from payment_events;
--> statement-breakpoint
-- trigger:payment_events.payment_events_apply
create or replace trigger payment_events_apply after insert on payment_events for each row execute function app.payment_events_apply();
--> statement-breakpoint
-- grant:payment_transitions
revoke all on table payment_transitions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table payment_transitions to app_user, app_admin;
--> statement-breakpoint
-- rows:payment_transitions
delete from payment_transitions t where not exists (select from jsonb_populate_recordset(null::payment_transitions, '[
{"method":"card","from_status":"intended","to_status":"authorized","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"captured","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"captured","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"captured","actor_kind":"service"},
{"method":"cash","from_status":"intended","to_status":"captured","actor_kind":"courier"},
{"method":"cash","from_status":"intended","to_status":"captured","actor_kind":"staff"},
{"method":"cash","from_status":"intended","to_status":"captured","actor_kind":"service"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"customer"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"courier"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"staff"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"card","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"voided","actor_kind":"service"},
{"method":"card","from_status":"intended","to_status":"declined","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"declined","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"declined","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"declined","actor_kind":"service"},
{"method":"card","from_status":"intended","to_status":"expired","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"expired","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"expired","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"expired","actor_kind":"service"}
]') v where t.method is not distinct from v.method and t.from_status is not distinct from v.from_status and t.to_status is not distinct from v.to_status and t.actor_kind is not distinct from v.actor_kind);
--> statement-breakpoint
insert into payment_transitions (method, from_status, to_status, actor_kind)
select v.method, v.from_status, v.to_status, v.actor_kind from jsonb_populate_recordset(null::payment_transitions, '[
{"method":"card","from_status":"intended","to_status":"authorized","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"captured","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"captured","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"captured","actor_kind":"service"},
{"method":"cash","from_status":"intended","to_status":"captured","actor_kind":"courier"},
{"method":"cash","from_status":"intended","to_status":"captured","actor_kind":"staff"},
{"method":"cash","from_status":"intended","to_status":"captured","actor_kind":"service"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"customer"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"courier"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"staff"},
{"method":"cash","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"card","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"voided","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"voided","actor_kind":"service"},
{"method":"card","from_status":"intended","to_status":"declined","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"declined","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"declined","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"declined","actor_kind":"service"},
{"method":"card","from_status":"intended","to_status":"expired","actor_kind":"service"},
{"method":"spei","from_status":"intended","to_status":"expired","actor_kind":"service"},
{"method":"wallet","from_status":"intended","to_status":"expired","actor_kind":"service"},
{"method":"card","from_status":"authorized","to_status":"expired","actor_kind":"service"}
]') v
where not exists (select from payment_transitions t where t.method is not distinct from v.method and t.from_status is not distinct from v.from_status and t.to_status is not distinct from v.to_status and t.actor_kind is not distinct from v.actor_kind);
--> statement-breakpoint
-- grant:payments
revoke all on table payments from public, app_user, app_admin;
--> statement-breakpoint
grant select on table payments to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table payments to app_admin;
--> statement-breakpoint
-- trigger:payments.payments_tenant_is_final
create or replace trigger payments_tenant_is_final before update of tenant_id on payments for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:payments_order_id_tenancy
create statistics if not exists payments_order_id_tenancy (dependencies) on tenant_id, order_id from payments;
--> statement-breakpoint
-- trigger:payments.payments_take_total
create or replace trigger payments_take_total before insert on payments for each row execute function app.payments_take_total();
--> statement-breakpoint
-- trigger:payments.payments_begin
create or replace trigger payments_begin after insert on payments for each row execute function app.payments_begin();
--> statement-breakpoint
-- constraint:payments.payments_status_from_event
alter table payments drop constraint if exists payments_status_from_event;
--> statement-breakpoint
alter table payments add constraint payments_status_from_event foreign key (tenant_id, id, version, status) references payment_events (tenant_id, payment_id, seq, to_status) deferrable initially deferred;
--> statement-breakpoint
-- trigger:payments.payments_request_is_final
create or replace trigger payments_request_is_final before update of id, order_id, customer_id, method, provider, idempotency_key, amount, change_for, created_at on payments for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payments.payments_follow_events
create or replace trigger payments_follow_events before update of status, version, authorized, captured on payments for each row when (new.version is distinct from old.version + 1) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payments.payments_words_stay
create or replace trigger payments_words_stay before update of provider_ref, capture_requested_at, void_requested_at on payments for each row
  when (new.provider_ref is distinct from coalesce(old.provider_ref, new.provider_ref)
    or new.capture_requested_at is distinct from coalesce(old.capture_requested_at, new.capture_requested_at)
    or new.void_requested_at is distinct from coalesce(old.void_requested_at, new.void_requested_at)) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payments.payments_stay
create or replace trigger payments_stay before delete on payments for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payments.payments_refunds_add_up
drop trigger if exists payments_refunds_add_up on payments;
--> statement-breakpoint
create constraint trigger payments_refunds_add_up after update of refunded on payments deferrable initially deferred for each row execute function app.payments_refunds_add_up();
--> statement-breakpoint
-- grant:payouts
revoke all on table payouts from public, app_user, app_admin;
--> statement-breakpoint
grant select on table payouts to app_user;
--> statement-breakpoint
grant select, insert on table payouts to app_admin;
--> statement-breakpoint
-- trigger:payouts.payouts_tenant_is_final
create or replace trigger payouts_tenant_is_final before update of tenant_id on payouts for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:payouts.payouts_append_only
create or replace trigger payouts_append_only before update or delete on payouts for each row execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:payouts.payouts_apart
alter table payouts drop constraint if exists payouts_apart;
--> statement-breakpoint
alter table payouts add constraint payouts_apart exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || restaurant_id::text, 0), hashtextextended(tenant_id::text || '/' || restaurant_id::text, 0), '[]') with &&, daterange(from_on, to_on, '[]') with &&);
--> statement-breakpoint
-- trigger:payouts.payouts_ledger
create or replace trigger payouts_ledger after insert on payouts for each row execute function app.post_payout();
--> statement-breakpoint
-- grant:product_prices
revoke all on table product_prices from public, app_user, app_admin;
--> statement-breakpoint
grant select on table product_prices to app_user;
--> statement-breakpoint
grant insert on table product_prices to app_user;
--> statement-breakpoint
grant update (valid_until_at) on table product_prices to app_user;
--> statement-breakpoint
grant delete on table product_prices to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table product_prices to app_admin;
--> statement-breakpoint
-- trigger:product_prices.product_prices_tenant_is_final
create or replace trigger product_prices_tenant_is_final before update of tenant_id on product_prices for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- exclusion:product_prices.product_prices_one_at_a_time
alter table product_prices drop constraint if exists product_prices_one_at_a_time;
--> statement-breakpoint
alter table product_prices add constraint product_prices_one_at_a_time exclude using gist (int8range(hashtextextended(tenant_id::text || '/' || product_id::text || '/' || coalesce(branch_id::text, '') || '/' || coalesce(channel, '') || '/' || coalesce(service, ''), 0), hashtextextended(tenant_id::text || '/' || product_id::text || '/' || coalesce(branch_id::text, '') || '/' || coalesce(channel, '') || '/' || coalesce(service, ''), 0), '[]') with &&, tstzrange(valid_from_at, valid_until_at) with &&);
--> statement-breakpoint
-- trigger:product_prices.product_prices_audit
create or replace trigger product_prices_audit after insert or update or delete on product_prices for each row execute function app.audit();
--> statement-breakpoint
-- grant:products
revoke all on table products from public, app_user, app_admin;
--> statement-breakpoint
grant select on table products to app_user;
--> statement-breakpoint
grant insert on table products to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table products to app_admin;
--> statement-breakpoint
-- trigger:products.products_tenant_is_final
create or replace trigger products_tenant_is_final before update of tenant_id on products for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:products_menu_id_tenancy
create statistics if not exists products_menu_id_tenancy (dependencies) on tenant_id, menu_id from products;
--> statement-breakpoint
-- grant:promotion_branches
revoke all on table promotion_branches from public, app_user, app_admin;
--> statement-breakpoint
grant select on table promotion_branches to app_user;
--> statement-breakpoint
grant insert on table promotion_branches to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table promotion_branches to app_admin;
--> statement-breakpoint
-- trigger:promotion_branches.promotion_branches_tenant_is_final
create or replace trigger promotion_branches_tenant_is_final before update of tenant_id on promotion_branches for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:promotion_customers
revoke all on table promotion_customers from public, app_user, app_admin;
--> statement-breakpoint
grant select on table promotion_customers to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table promotion_customers to app_admin;
--> statement-breakpoint
-- trigger:promotion_customers.promotion_customers_tenant_is_final
create or replace trigger promotion_customers_tenant_is_final before update of tenant_id on promotion_customers for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:promotion_items
revoke all on table promotion_items from public, app_user, app_admin;
--> statement-breakpoint
grant select on table promotion_items to app_user;
--> statement-breakpoint
grant insert on table promotion_items to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table promotion_items to app_admin;
--> statement-breakpoint
-- trigger:promotion_items.promotion_items_tenant_is_final
create or replace trigger promotion_items_tenant_is_final before update of tenant_id on promotion_items for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:promotions
revoke all on table promotions from public, app_user, app_admin;
--> statement-breakpoint
grant select on table promotions to app_user;
--> statement-breakpoint
grant insert on table promotions to app_user;
--> statement-breakpoint
grant update (name, valid_until_at, max_redemptions, budget, per_customer_limit, archived_at) on table promotions to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table promotions to app_admin;
--> statement-breakpoint
-- trigger:promotions.promotions_tenant_is_final
create or replace trigger promotions_tenant_is_final before update of tenant_id on promotions for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:promotions.promotions_audit
create or replace trigger promotions_audit after insert or update of name, valid_until_at, max_redemptions, budget, per_customer_limit, archived_at or delete on promotions for each row execute function app.audit();
--> statement-breakpoint
-- trigger:promotions.promotions_terms_are_final
create or replace trigger promotions_terms_are_final before update of id, kind, percent_off, amount_off, buy_quantity, get_quantity, max_discount, min_subtotal, first_order_only, channels, services, windows, valid_from_at, stacking_group, priority, funded_by, treatment, by_code on promotions for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:promotions.promotions_limits_stay
create or replace trigger promotions_limits_stay before update of max_redemptions, budget, per_customer_limit on promotions for each row when ((old.max_redemptions is null) <> (new.max_redemptions is null) or (old.budget is null) <> (new.budget is null) or (old.per_customer_limit is null) <> (new.per_customer_limit is null)) execute function app.refuse_change();
--> statement-breakpoint
-- grant:provider_events
revoke all on table provider_events from public, app_user, app_admin;
--> statement-breakpoint
grant select on table provider_events to app_user;
--> statement-breakpoint
grant select, insert on table provider_events to app_admin;
--> statement-breakpoint
-- trigger:provider_events.provider_events_tenant_is_final
create or replace trigger provider_events_tenant_is_final before update of tenant_id on provider_events for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:provider_events.provider_events_append_only
create or replace trigger provider_events_append_only before update or delete on provider_events for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:published_items
revoke all on table published_items from public, app_user, app_admin;
--> statement-breakpoint
grant select on table published_items to app_user;
--> statement-breakpoint
grant select, insert on table published_items to app_admin;
--> statement-breakpoint
-- trigger:published_items.published_items_tenant_is_final
create or replace trigger published_items_tenant_is_final before update of tenant_id on published_items for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:published_items.published_items_append_only
create or replace trigger published_items_append_only before update or delete on published_items for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:published_items_version_id_tenancy
create statistics if not exists published_items_version_id_tenancy (dependencies) on tenant_id, version_id from published_items;
--> statement-breakpoint
-- grant:rating_totals
revoke all on table rating_totals from public, app_user, app_admin;
--> statement-breakpoint
grant select on table rating_totals to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table rating_totals to app_admin;
--> statement-breakpoint
-- trigger:rating_totals.rating_totals_tenant_is_final
create or replace trigger rating_totals_tenant_is_final before update of tenant_id on rating_totals for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- grant:recipes
revoke all on table recipes from public, app_user, app_admin;
--> statement-breakpoint
grant select on table recipes to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table recipes to app_admin;
--> statement-breakpoint
-- trigger:recipes.recipes_tenant_is_final
create or replace trigger recipes_tenant_is_final before update of tenant_id on recipes for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:recipes.recipes_audit
create or replace trigger recipes_audit after insert or update or delete on recipes for each row execute function app.audit();
--> statement-breakpoint
-- grant:refund_lines
revoke all on table refund_lines from public, app_user, app_admin;
--> statement-breakpoint
grant select on table refund_lines to app_user;
--> statement-breakpoint
grant select, insert on table refund_lines to app_admin;
--> statement-breakpoint
-- trigger:refund_lines.refund_lines_tenant_is_final
create or replace trigger refund_lines_tenant_is_final before update of tenant_id on refund_lines for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:refund_lines.refund_lines_append_only
create or replace trigger refund_lines_append_only before update or delete on refund_lines for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:refund_lines_refund_id_tenancy
create statistics if not exists refund_lines_refund_id_tenancy (dependencies) on tenant_id, refund_id from refund_lines;
--> statement-breakpoint
-- statistics:refund_lines_order_id_tenancy
create statistics if not exists refund_lines_order_id_tenancy (dependencies) on tenant_id, order_id from refund_lines;
--> statement-breakpoint
-- trigger:refund_lines.refund_lines_add_up
drop trigger if exists refund_lines_add_up on refund_lines;
--> statement-breakpoint
create constraint trigger refund_lines_add_up after insert on refund_lines deferrable initially deferred for each row execute function app.refund_lines_add_up();
--> statement-breakpoint
-- grant:refunds
revoke all on table refunds from public, app_user, app_admin;
--> statement-breakpoint
grant select on table refunds to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table refunds to app_admin;
--> statement-breakpoint
-- trigger:refunds.refunds_tenant_is_final
create or replace trigger refunds_tenant_is_final before update of tenant_id on refunds for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- statistics:refunds_order_id_tenancy
create statistics if not exists refunds_order_id_tenancy (dependencies) on tenant_id, order_id from refunds;
--> statement-breakpoint
-- trigger:refunds.refunds_charge
create or replace trigger refunds_charge after insert on refunds for each row execute function app.refunds_charge();
--> statement-breakpoint
-- trigger:refunds.refunds_only_settle
create or replace trigger refunds_only_settle before update on refunds for each row execute function app.refunds_only_settle();
--> statement-breakpoint
-- trigger:refunds.refunds_never_deleted
create or replace trigger refunds_never_deleted before delete on refunds for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:refunds.refunds_add_up
drop trigger if exists refunds_add_up on refunds;
--> statement-breakpoint
create constraint trigger refunds_add_up after insert on refunds deferrable initially deferred for each row execute function app.refund_lines_add_up();
--> statement-breakpoint
-- grant:restaurants
revoke all on table restaurants from public, app_user, app_admin;
--> statement-breakpoint
grant select on table restaurants to app_user;
--> statement-breakpoint
grant insert on table restaurants to app_user;
--> statement-breakpoint
grant update (name, cuisine, archived_at) on table restaurants to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table restaurants to app_admin;
--> statement-breakpoint
-- trigger:restaurants.restaurants_tenant_is_final
create or replace trigger restaurants_tenant_is_final before update of tenant_id on restaurants for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:restaurants.restaurants_audit
create or replace trigger restaurants_audit after insert or update or delete on restaurants for each row execute function app.audit();
--> statement-breakpoint
-- grant:review_moderations
revoke all on table review_moderations from public, app_user, app_admin;
--> statement-breakpoint
grant select on table review_moderations to app_user;
--> statement-breakpoint
grant insert on table review_moderations to app_user;
--> statement-breakpoint
grant select, insert on table review_moderations to app_admin;
--> statement-breakpoint
-- trigger:review_moderations.review_moderations_tenant_is_final
create or replace trigger review_moderations_tenant_is_final before update of tenant_id on review_moderations for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:review_moderations.review_moderations_append_only
create or replace trigger review_moderations_append_only before update or delete on review_moderations for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:review_moderations_review_id_tenancy
create statistics if not exists review_moderations_review_id_tenancy (dependencies) on tenant_id, review_id from review_moderations;
--> statement-breakpoint
-- trigger:review_moderations.review_moderations_apply
create or replace trigger review_moderations_apply after insert on review_moderations for each row execute function app.review_moderations_apply();
--> statement-breakpoint
-- grant:review_replies
revoke all on table review_replies from public, app_user, app_admin;
--> statement-breakpoint
grant select on table review_replies to app_user;
--> statement-breakpoint
grant insert on table review_replies to app_user;
--> statement-breakpoint
grant update (body) on table review_replies to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table review_replies to app_admin;
--> statement-breakpoint
-- trigger:review_replies.review_replies_tenant_is_final
create or replace trigger review_replies_tenant_is_final before update of tenant_id on review_replies for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:review_replies.review_replies_audit
create or replace trigger review_replies_audit after insert or update or delete on review_replies for each row execute function app.audit();
--> statement-breakpoint
-- trigger:review_replies.review_replies_edit
create or replace trigger review_replies_edit before update of body on review_replies for each row when (old.body <> new.body) execute function app.review_replies_edit();
--> statement-breakpoint
-- trigger:review_replies.review_replies_what_is_final
create or replace trigger review_replies_what_is_final before update of review_id, created_at on review_replies for each row
  when ((old.review_id, old.created_at) is distinct from (new.review_id, new.created_at)) execute function app.refuse_change();
--> statement-breakpoint
-- grant:reviews
revoke all on table reviews from public, app_user, app_admin;
--> statement-breakpoint
grant select on table reviews to app_user;
--> statement-breakpoint
grant insert on table reviews to app_user;
--> statement-breakpoint
grant update (stars, comment) on table reviews to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table reviews to app_admin;
--> statement-breakpoint
-- trigger:reviews.reviews_tenant_is_final
create or replace trigger reviews_tenant_is_final before update of tenant_id on reviews for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:reviews.reviews_check
create or replace trigger reviews_check before insert on reviews for each row execute function app.reviews_check();
--> statement-breakpoint
-- trigger:reviews.reviews_edit
create or replace trigger reviews_edit before update of stars, comment on reviews for each row when (old.stars <> new.stars or old.comment <> new.comment) execute function app.reviews_edit();
--> statement-breakpoint
-- trigger:reviews.reviews_edited_by_the_clock
create or replace trigger reviews_edited_by_the_clock before update of edited_at on reviews for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:reviews.reviews_follow_moderations
create or replace trigger reviews_follow_moderations before update of state, moderation_seq on reviews for each row
  when (new.moderation_seq is distinct from coalesce(old.moderation_seq, 0) + 1) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:reviews.reviews_what_is_final
create or replace trigger reviews_what_is_final before update of id, order_id, customer_id, branch_id, courier_id, line_no, menu_item_id, delivered_at, created_at on reviews for each row
  when ((old.id, old.order_id, old.customer_id, old.branch_id, old.courier_id, old.line_no, old.menu_item_id, old.delivered_at, old.created_at)
    is distinct from (new.id, new.order_id, new.customer_id, new.branch_id, new.courier_id, new.line_no, new.menu_item_id, new.delivered_at, new.created_at)) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:reviews.reviews_count
create or replace trigger reviews_count after insert on reviews referencing new table as added for each statement execute function app.count_ratings();
--> statement-breakpoint
-- trigger:reviews.reviews_recount
create or replace trigger reviews_recount after update of stars, state on reviews for each row when (old.stars <> new.stars or old.state <> new.state) execute function app.recount_rating();
--> statement-breakpoint
-- trigger:reviews.reviews_uncount
create or replace trigger reviews_uncount after delete on reviews for each row execute function app.recount_rating();
--> statement-breakpoint
-- constraint:reviews.reviews_state_from_moderation
alter table reviews drop constraint if exists reviews_state_from_moderation;
--> statement-breakpoint
alter table reviews add constraint reviews_state_from_moderation foreign key (tenant_id, id, moderation_seq, state) references review_moderations (tenant_id, review_id, seq, to_state);
--> statement-breakpoint
-- grant:sat_catalogs
revoke all on table sat_catalogs from public, app_user, app_admin;
--> statement-breakpoint
grant select on table sat_catalogs to app_user, app_admin;
--> statement-breakpoint
-- exclusion:sat_catalogs.sat_catalogs_one_per_day
alter table sat_catalogs drop constraint if exists sat_catalogs_one_per_day;
--> statement-breakpoint
alter table sat_catalogs add constraint sat_catalogs_one_per_day exclude using gist (int8range(hashtextextended(catalog || '/' || code, 0), hashtextextended(catalog || '/' || code, 0), '[]') with &&, daterange(valid_from_on, valid_to_on, '[]') with &&);
--> statement-breakpoint
-- rows:sat_catalogs
delete from sat_catalogs t where (t.catalog in ('c_FormaPago', 'c_MetodoPago', 'c_RegimenFiscal', 'c_UsoCFDI', 'c_Impuesto', 'c_TipoFactor', 'c_ObjetoImp', 'c_TipoRelacion', 'c_Periodicidad', 'c_Meses', 'c_Exportacion', 'c_TipoDeComprobante', 'c_MotivoCancelacion')) and not exists (select from jsonb_populate_recordset(null::sat_catalogs, '[
{"catalog":"c_FormaPago","code":"01","description":"Efectivo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"02","description":"Cheque nominativo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"03","description":"Transferencia electrónica de fondos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"04","description":"Tarjeta de crédito","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"05","description":"Monedero electrónico","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"06","description":"Dinero electrónico","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"08","description":"Vales de despensa","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"12","description":"Dación en pago","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"13","description":"Pago por subrogación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"14","description":"Pago por consignación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"15","description":"Condonación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"17","description":"Compensación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"23","description":"Novación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"24","description":"Confusión","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"25","description":"Remisión de deuda","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"26","description":"Prescripción o caducidad","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"27","description":"A satisfacción del acreedor","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"28","description":"Tarjeta de débito","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"29","description":"Tarjeta de servicios","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"30","description":"Aplicación de anticipos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"31","description":"Intermediario pagos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"99","description":"Por definir","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_MetodoPago","code":"PUE","description":"Pago en una sola exhibición","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_MetodoPago","code":"PPD","description":"Pago en parcialidades o diferido","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"601","description":"General de Ley Personas Morales","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"603","description":"Personas Morales con Fines no Lucrativos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"605","description":"Sueldos y Salarios e Ingresos Asimilados a Salarios","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"606","description":"Arrendamiento","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"607","description":"Régimen de Enajenación o Adquisición de Bienes","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"608","description":"Demás ingresos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"610","description":"Residentes en el Extranjero sin Establecimiento Permanente en México","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"611","description":"Ingresos por Dividendos (socios y accionistas)","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"612","description":"Personas Físicas con Actividades Empresariales y Profesionales","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"614","description":"Ingresos por intereses","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"615","description":"Régimen de los ingresos por obtención de premios","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"616","description":"Sin obligaciones fiscales","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"620","description":"Sociedades Cooperativas de Producción que optan por diferir sus ingresos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"621","description":"Incorporación Fiscal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"622","description":"Actividades Agrícolas, Ganaderas, Silvícolas y Pesqueras","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"623","description":"Opcional para Grupos de Sociedades","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"624","description":"Coordinados","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"625","description":"Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"626","description":"Régimen Simplificado de Confianza","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"G01","description":"Adquisición de mercancías.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"G02","description":"Devoluciones, descuentos o bonificaciones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","616","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"G03","description":"Gastos en general.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I01","description":"Construcciones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I02","description":"Mobiliario y equipo de oficina por inversiones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I03","description":"Equipo de transporte.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I04","description":"Equipo de computo y accesorios.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I05","description":"Dados, troqueles, moldes, matrices y herramental.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I06","description":"Comunicaciones telefónicas.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I07","description":"Comunicaciones satelitales.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I08","description":"Otra maquinaria y equipo.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D01","description":"Honorarios médicos, dentales y gastos hospitalarios.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D02","description":"Gastos médicos por incapacidad o discapacidad.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D03","description":"Gastos funerales.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D04","description":"Donativos.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D05","description":"Intereses reales efectivamente pagados por créditos hipotecarios (casa habitación).","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D06","description":"Aportaciones voluntarias al SAR.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D07","description":"Primas por seguros de gastos médicos.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D08","description":"Gastos de transportación escolar obligatoria.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D09","description":"Depósitos en cuentas para el ahorro, primas que tengan como base planes de pensiones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D10","description":"Pagos por servicios educativos (colegiaturas).","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"S01","description":"Sin efectos fiscales.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","605","606","607","608","610","611","612","614","615","616","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"CP01","description":"Pagos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","605","606","607","608","610","611","612","614","615","616","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"CN01","description":"Nómina","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Impuesto","code":"001","description":"ISR","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"as":["retention"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Impuesto","code":"002","description":"IVA","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"as":["retention","transfer"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Impuesto","code":"003","description":"IEPS","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"as":["retention","transfer"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoFactor","code":"Tasa","description":"Tasa","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoFactor","code":"Cuota","description":"Cuota","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoFactor","code":"Exento","description":"Exento","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"01","description":"No objeto de impuesto.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"02","description":"Sí objeto de impuesto.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"03","description":"Sí objeto del impuesto y no obligado al desglose.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"04","description":"Sí objeto del impuesto y no causa impuesto.","valid_from_on":"2022-10-07","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"05","description":"Sí objeto del impuesto, IVA crédito PODEBI.","valid_from_on":"2023-12-06","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"06","description":"Sí objeto del IVA, No traslado IVA.","valid_from_on":"2024-12-13","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"07","description":"No traslado del IVA, Sí desglose IEPS.","valid_from_on":"2024-12-13","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"08","description":"No traslado del IVA, No desglose IEPS.","valid_from_on":"2024-12-13","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"01","description":"Nota de crédito de los documentos relacionados","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"02","description":"Nota de débito de los documentos relacionados","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"03","description":"Devolución de mercancía sobre facturas o traslados previos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"04","description":"Sustitución de los CFDI previos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"05","description":"Traslados de mercancías facturados previamente","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"06","description":"Factura generada por los traslados previos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"07","description":"CFDI por aplicación de anticipo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"01","description":"Diario","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"02","description":"Semanal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"03","description":"Quincenal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"04","description":"Mensual","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"05","description":"Bimestral","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"01","description":"Enero","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"02","description":"Febrero","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"03","description":"Marzo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"04","description":"Abril","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"05","description":"Mayo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"06","description":"Junio","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"07","description":"Julio","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"08","description":"Agosto","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"09","description":"Septiembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"10","description":"Octubre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"11","description":"Noviembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"12","description":"Diciembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"13","description":"Enero-Febrero","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"14","description":"Marzo-Abril","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"15","description":"Mayo-Junio","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"16","description":"Julio-Agosto","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"17","description":"Septiembre-Octubre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"18","description":"Noviembre-Diciembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"01","description":"No aplica","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"02","description":"Definitiva con clave A1","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"03","description":"Temporal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"04","description":"Definitiva con clave distinta a A1 o cuando no existe enajenación en términos del CFF","valid_from_on":"2022-02-25","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"I","description":"Ingreso","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"E","description":"Egreso","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"T","description":"Traslado","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"N","description":"Nómina","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"P","description":"Pago","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_MotivoCancelacion","code":"01","description":"Comprobante emitido con errores con relación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, guía de llenado del CFDI 4.0, FAQ 42"}},
{"catalog":"c_MotivoCancelacion","code":"02","description":"Comprobante emitido con errores sin relación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"verify","source":"cancellation service of the SAT, not confirmed"}},
{"catalog":"c_MotivoCancelacion","code":"03","description":"No se llevó a cabo la operación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"verify","source":"cancellation service of the SAT, not confirmed"}},
{"catalog":"c_MotivoCancelacion","code":"04","description":"Operación nominativa relacionada en una factura global","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"verify","source":"cancellation service of the SAT, not confirmed"}}
]') v where t.catalog is not distinct from v.catalog and t.code is not distinct from v.code and t.description is not distinct from v.description and t.valid_from_on is not distinct from v.valid_from_on and t.valid_to_on is not distinct from v.valid_to_on and t.attributes is not distinct from v.attributes);
--> statement-breakpoint
insert into sat_catalogs (catalog, code, description, valid_from_on, valid_to_on, attributes)
select v.catalog, v.code, v.description, v.valid_from_on, v.valid_to_on, v.attributes from jsonb_populate_recordset(null::sat_catalogs, '[
{"catalog":"c_FormaPago","code":"01","description":"Efectivo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"02","description":"Cheque nominativo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"03","description":"Transferencia electrónica de fondos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"04","description":"Tarjeta de crédito","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"05","description":"Monedero electrónico","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"06","description":"Dinero electrónico","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"08","description":"Vales de despensa","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"12","description":"Dación en pago","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"13","description":"Pago por subrogación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"14","description":"Pago por consignación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"15","description":"Condonación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"17","description":"Compensación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"23","description":"Novación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"24","description":"Confusión","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"25","description":"Remisión de deuda","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"26","description":"Prescripción o caducidad","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"27","description":"A satisfacción del acreedor","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"28","description":"Tarjeta de débito","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"29","description":"Tarjeta de servicios","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"30","description":"Aplicación de anticipos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"31","description":"Intermediario pagos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_FormaPago","code":"99","description":"Por definir","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_MetodoPago","code":"PUE","description":"Pago en una sola exhibición","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_MetodoPago","code":"PPD","description":"Pago en parcialidades o diferido","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"601","description":"General de Ley Personas Morales","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"603","description":"Personas Morales con Fines no Lucrativos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"605","description":"Sueldos y Salarios e Ingresos Asimilados a Salarios","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"606","description":"Arrendamiento","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"607","description":"Régimen de Enajenación o Adquisición de Bienes","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"608","description":"Demás ingresos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"610","description":"Residentes en el Extranjero sin Establecimiento Permanente en México","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"611","description":"Ingresos por Dividendos (socios y accionistas)","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"612","description":"Personas Físicas con Actividades Empresariales y Profesionales","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"614","description":"Ingresos por intereses","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"615","description":"Régimen de los ingresos por obtención de premios","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"616","description":"Sin obligaciones fiscales","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"620","description":"Sociedades Cooperativas de Producción que optan por diferir sus ingresos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"621","description":"Incorporación Fiscal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"622","description":"Actividades Agrícolas, Ganaderas, Silvícolas y Pesqueras","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"623","description":"Opcional para Grupos de Sociedades","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"624","description":"Coordinados","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"625","description":"Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_RegimenFiscal","code":"626","description":"Régimen Simplificado de Confianza","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"G01","description":"Adquisición de mercancías.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"G02","description":"Devoluciones, descuentos o bonificaciones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","616","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"G03","description":"Gastos en general.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I01","description":"Construcciones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I02","description":"Mobiliario y equipo de oficina por inversiones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I03","description":"Equipo de transporte.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I04","description":"Equipo de computo y accesorios.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I05","description":"Dados, troqueles, moldes, matrices y herramental.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I06","description":"Comunicaciones telefónicas.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I07","description":"Comunicaciones satelitales.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"I08","description":"Otra maquinaria y equipo.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","606","612","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D01","description":"Honorarios médicos, dentales y gastos hospitalarios.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D02","description":"Gastos médicos por incapacidad o discapacidad.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D03","description":"Gastos funerales.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D04","description":"Donativos.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D05","description":"Intereses reales efectivamente pagados por créditos hipotecarios (casa habitación).","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D06","description":"Aportaciones voluntarias al SAR.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D07","description":"Primas por seguros de gastos médicos.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D08","description":"Gastos de transportación escolar obligatoria.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D09","description":"Depósitos en cuentas para el ahorro, primas que tengan como base planes de pensiones.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"D10","description":"Pagos por servicios educativos (colegiaturas).","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605","606","607","608","611","612","614","615","625"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"S01","description":"Sin efectos fiscales.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","605","606","607","608","610","611","612","614","615","616","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"CP01","description":"Pagos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F","M"],"regimes":["601","603","605","606","607","608","610","611","612","614","615","616","620","621","622","623","624","625","626"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_UsoCFDI","code":"CN01","description":"Nómina","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"persons":["F"],"regimes":["605"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Impuesto","code":"001","description":"ISR","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"as":["retention"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Impuesto","code":"002","description":"IVA","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"as":["retention","transfer"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Impuesto","code":"003","description":"IEPS","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"as":["retention","transfer"],"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoFactor","code":"Tasa","description":"Tasa","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoFactor","code":"Cuota","description":"Cuota","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoFactor","code":"Exento","description":"Exento","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"01","description":"No objeto de impuesto.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"02","description":"Sí objeto de impuesto.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"03","description":"Sí objeto del impuesto y no obligado al desglose.","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"04","description":"Sí objeto del impuesto y no causa impuesto.","valid_from_on":"2022-10-07","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"05","description":"Sí objeto del impuesto, IVA crédito PODEBI.","valid_from_on":"2023-12-06","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"06","description":"Sí objeto del IVA, No traslado IVA.","valid_from_on":"2024-12-13","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"07","description":"No traslado del IVA, Sí desglose IEPS.","valid_from_on":"2024-12-13","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_ObjetoImp","code":"08","description":"No traslado del IVA, No desglose IEPS.","valid_from_on":"2024-12-13","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"01","description":"Nota de crédito de los documentos relacionados","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"02","description":"Nota de débito de los documentos relacionados","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"03","description":"Devolución de mercancía sobre facturas o traslados previos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"04","description":"Sustitución de los CFDI previos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"05","description":"Traslados de mercancías facturados previamente","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"06","description":"Factura generada por los traslados previos","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoRelacion","code":"07","description":"CFDI por aplicación de anticipo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"01","description":"Diario","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"02","description":"Semanal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"03","description":"Quincenal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"04","description":"Mensual","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Periodicidad","code":"05","description":"Bimestral","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"01","description":"Enero","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"02","description":"Febrero","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"03","description":"Marzo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"04","description":"Abril","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"05","description":"Mayo","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"06","description":"Junio","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"07","description":"Julio","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"08","description":"Agosto","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"09","description":"Septiembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"10","description":"Octubre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"11","description":"Noviembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"12","description":"Diciembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"13","description":"Enero-Febrero","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"14","description":"Marzo-Abril","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"15","description":"Mayo-Junio","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"16","description":"Julio-Agosto","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"17","description":"Septiembre-Octubre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Meses","code":"18","description":"Noviembre-Diciembre","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"01","description":"No aplica","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"02","description":"Definitiva con clave A1","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"03","description":"Temporal","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_Exportacion","code":"04","description":"Definitiva con clave distinta a A1 o cuando no existe enajenación en términos del CFF","valid_from_on":"2022-02-25","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"I","description":"Ingreso","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"E","description":"Egreso","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"T","description":"Traslado","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"N","description":"Nómina","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_TipoDeComprobante","code":"P","description":"Pago","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)"}},
{"catalog":"c_MotivoCancelacion","code":"01","description":"Comprobante emitido con errores con relación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"sourced","source":"SAT, guía de llenado del CFDI 4.0, FAQ 42"}},
{"catalog":"c_MotivoCancelacion","code":"02","description":"Comprobante emitido con errores sin relación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"verify","source":"cancellation service of the SAT, not confirmed"}},
{"catalog":"c_MotivoCancelacion","code":"03","description":"No se llevó a cabo la operación","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"verify","source":"cancellation service of the SAT, not confirmed"}},
{"catalog":"c_MotivoCancelacion","code":"04","description":"Operación nominativa relacionada en una factura global","valid_from_on":"2022-01-01","valid_to_on":null,"attributes":{"certainty":"verify","source":"cancellation service of the SAT, not confirmed"}}
]') v
where not exists (select from sat_catalogs t where t.catalog is not distinct from v.catalog and t.code is not distinct from v.code and t.description is not distinct from v.description and t.valid_from_on is not distinct from v.valid_from_on and t.valid_to_on is not distinct from v.valid_to_on and t.attributes is not distinct from v.attributes);
--> statement-breakpoint
-- grant:sold_outs
revoke all on table sold_outs from public, app_user, app_admin;
--> statement-breakpoint
grant select on table sold_outs to app_user;
--> statement-breakpoint
grant insert on table sold_outs to app_user;
--> statement-breakpoint
grant update (since_at, until_at, reason) on table sold_outs to app_user;
--> statement-breakpoint
grant delete on table sold_outs to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table sold_outs to app_admin;
--> statement-breakpoint
-- trigger:sold_outs.sold_outs_tenant_is_final
create or replace trigger sold_outs_tenant_is_final before update of tenant_id on sold_outs for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:sold_outs.sold_outs_audit
create or replace trigger sold_outs_audit after insert or update or delete on sold_outs for each row execute function app.audit();
--> statement-breakpoint
-- grant:special_days
revoke all on table special_days from public, app_user, app_admin;
--> statement-breakpoint
grant select on table special_days to app_user;
--> statement-breakpoint
grant insert on table special_days to app_user;
--> statement-breakpoint
grant update (minutes, reason) on table special_days to app_user;
--> statement-breakpoint
grant delete on table special_days to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table special_days to app_admin;
--> statement-breakpoint
-- trigger:special_days.special_days_tenant_is_final
create or replace trigger special_days_tenant_is_final before update of tenant_id on special_days for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:special_days.special_days_audit
create or replace trigger special_days_audit after insert or update or delete on special_days for each row execute function app.audit();
--> statement-breakpoint
-- grant:stock_items
revoke all on table stock_items from public, app_user, app_admin;
--> statement-breakpoint
grant select on table stock_items to app_user;
--> statement-breakpoint
grant insert on table stock_items to app_user;
--> statement-breakpoint
grant update (name, archived_at) on table stock_items to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table stock_items to app_admin;
--> statement-breakpoint
-- trigger:stock_items.stock_items_tenant_is_final
create or replace trigger stock_items_tenant_is_final before update of tenant_id on stock_items for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:stock_items.stock_items_audit
create or replace trigger stock_items_audit after insert or update or delete on stock_items for each row execute function app.audit();
--> statement-breakpoint
-- grant:stock_levels
revoke all on table stock_levels from public, app_user, app_admin;
--> statement-breakpoint
grant select on table stock_levels to app_user;
--> statement-breakpoint
grant update (low_at) on table stock_levels to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table stock_levels to app_admin;
--> statement-breakpoint
-- trigger:stock_levels.stock_levels_tenant_is_final
create or replace trigger stock_levels_tenant_is_final before update of tenant_id on stock_levels for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:stock_levels.stock_levels_follow_movements
create or replace trigger stock_levels_follow_movements before update of on_hand, movement_seq on stock_levels for each row when (new.movement_seq is distinct from old.movement_seq + 1) execute function app.refuse_change();
--> statement-breakpoint
-- constraint:stock_levels.stock_levels_on_hand_from_movement
alter table stock_levels drop constraint if exists stock_levels_on_hand_from_movement;
--> statement-breakpoint
alter table stock_levels add constraint stock_levels_on_hand_from_movement foreign key (tenant_id, branch_id, stock_item_id, movement_seq, on_hand) references stock_movements (tenant_id, branch_id, stock_item_id, seq, on_hand_after) deferrable initially deferred;
--> statement-breakpoint
-- grant:stock_movements
revoke all on table stock_movements from public, app_user, app_admin;
--> statement-breakpoint
grant select on table stock_movements to app_user;
--> statement-breakpoint
grant insert on table stock_movements to app_user;
--> statement-breakpoint
grant select, insert on table stock_movements to app_admin;
--> statement-breakpoint
-- trigger:stock_movements.stock_movements_tenant_is_final
create or replace trigger stock_movements_tenant_is_final before update of tenant_id on stock_movements for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:stock_movements.stock_movements_append_only
create or replace trigger stock_movements_append_only before update or delete on stock_movements for each row execute function app.refuse_change();
--> statement-breakpoint
-- statistics:stock_movements_branch_id_tenancy
create statistics if not exists stock_movements_branch_id_tenancy (dependencies) on tenant_id, branch_id from stock_movements;
--> statement-breakpoint
-- trigger:stock_movements.stock_movements_apply
create or replace trigger stock_movements_apply before insert on stock_movements for each row execute function app.stock_movements_apply();
--> statement-breakpoint
-- grant:stock_reservations
revoke all on table stock_reservations from public, app_user, app_admin;
--> statement-breakpoint
grant select on table stock_reservations to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table stock_reservations to app_admin;
--> statement-breakpoint
-- trigger:stock_reservations.stock_reservations_tenant_is_final
create or replace trigger stock_reservations_tenant_is_final before update of tenant_id on stock_reservations for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- constraint:stock_reservations.stock_reservations_order_fk
alter table stock_reservations drop constraint if exists stock_reservations_order_fk;
--> statement-breakpoint
alter table stock_reservations add constraint stock_reservations_order_fk foreign key (tenant_id, order_id) references orders (tenant_id, id) deferrable initially deferred;
--> statement-breakpoint
-- trigger:stock_reservations.stock_reservations_end_once
create or replace trigger stock_reservations_end_once before update on stock_reservations for each row
  when (old.state <> 'held' or (new.order_id, new.stock_item_id, new.branch_id, new.quantity, new.expires_at)
    is distinct from (old.order_id, old.stock_item_id, old.branch_id, old.quantity, old.expires_at)) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:stock_reservations.stock_reservations_stay
create or replace trigger stock_reservations_stay before delete on stock_reservations for each row execute function app.refuse_change();
--> statement-breakpoint
-- grant:tax_rules
revoke all on table tax_rules from public, app_user, app_admin;
--> statement-breakpoint
grant select on table tax_rules to app_user, app_admin;
--> statement-breakpoint
-- exclusion:tax_rules.tax_rules_one_per_day
alter table tax_rules drop constraint if exists tax_rules_one_per_day;
--> statement-breakpoint
alter table tax_rules add constraint tax_rules_one_per_day exclude using gist (int8range(hashtextextended(tax || '/' || key, 0), hashtextextended(tax || '/' || key, 0), '[]') with &&, daterange(valid_from_on, valid_to_on, '[]') with &&);
--> statement-breakpoint
-- rows:tax_rules
delete from tax_rules t where not exists (select from jsonb_populate_recordset(null::tax_rules, '[
{"tax":"iva","key":"general","rate":"0.16","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIVA art. 1; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"iva","key":"zero","rate":"0","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIVA art. 2-A; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"iva","key":"exempt","rate":null,"per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"SAT guide FAQ 13 (TipoFactor Exento)","certainty":"sourced"},
{"tax":"iva-border","key":"north","rate":"0.08","per_litre":null,"valid_from_on":"2019-01-01","valid_to_on":"2025-12-31","source":"border stimulus, decree DOF 2018-12-31, extended to 2025 by DOF 2024-12-24 (Zeta 2024-12)","certainty":"sourced"},
{"tax":"iva-border","key":"south","rate":"0.08","per_litre":null,"valid_from_on":"2021-01-01","valid_to_on":"2025-12-31","source":"border stimulus, decree DOF 2020-12-30, extended to 2025 by DOF 2024-12-24 (Zeta 2024-12)","certainty":"sourced"},
{"tax":"ieps","key":"alcohol-to-14","rate":"0.265","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps","key":"alcohol-14-to-20","rate":"0.3","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps","key":"alcohol-over-20","rate":"0.53","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps","key":"high-calorie-food","rate":"0.08","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS (275 kcal or more per 100 g); IDC 2023-04-19; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.2616","valid_from_on":"2020-01-01","valid_to_on":"2020-12-31","source":"annual update of LIEPS, not confirmed","certainty":"verify"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.3036","valid_from_on":"2021-01-01","valid_to_on":"2021-12-31","source":"annual update of LIEPS, not confirmed","certainty":"verify"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.3996","valid_from_on":"2022-01-01","valid_to_on":"2022-12-31","source":"IDC 2023-12-07","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.5086","valid_from_on":"2023-01-01","valid_to_on":"2023-12-31","source":"IDC 2023-12-07","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.5737","valid_from_on":"2024-01-01","valid_to_on":"2024-12-31","source":"annual update of LIEPS, not confirmed","certainty":"verify"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.6451","valid_from_on":"2025-01-01","valid_to_on":"2025-12-31","source":"press on the annual update for 2025 (unotv, poblanerias)","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"3.0818","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31","source":"Expansión 2025-12-31","certainty":"sourced"},
{"tax":"ieps-quota","key":"sweetened-drink","rate":null,"per_litre":"1.5","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31","source":"Expansión 2025-12-31 (non-caloric sweeteners, new in 2026)","certainty":"sourced"}
]') v where t.tax is not distinct from v.tax and t.key is not distinct from v.key and t.rate is not distinct from v.rate and t.per_litre is not distinct from v.per_litre and t.valid_from_on is not distinct from v.valid_from_on and t.valid_to_on is not distinct from v.valid_to_on and t.source is not distinct from v.source and t.certainty is not distinct from v.certainty);
--> statement-breakpoint
insert into tax_rules (tax, key, rate, per_litre, valid_from_on, valid_to_on, source, certainty)
select v.tax, v.key, v.rate, v.per_litre, v.valid_from_on, v.valid_to_on, v.source, v.certainty from jsonb_populate_recordset(null::tax_rules, '[
{"tax":"iva","key":"general","rate":"0.16","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIVA art. 1; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"iva","key":"zero","rate":"0","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIVA art. 2-A; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"iva","key":"exempt","rate":null,"per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"SAT guide FAQ 13 (TipoFactor Exento)","certainty":"sourced"},
{"tax":"iva-border","key":"north","rate":"0.08","per_litre":null,"valid_from_on":"2019-01-01","valid_to_on":"2025-12-31","source":"border stimulus, decree DOF 2018-12-31, extended to 2025 by DOF 2024-12-24 (Zeta 2024-12)","certainty":"sourced"},
{"tax":"iva-border","key":"south","rate":"0.08","per_litre":null,"valid_from_on":"2021-01-01","valid_to_on":"2025-12-31","source":"border stimulus, decree DOF 2020-12-30, extended to 2025 by DOF 2024-12-24 (Zeta 2024-12)","certainty":"sourced"},
{"tax":"ieps","key":"alcohol-to-14","rate":"0.265","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps","key":"alcohol-14-to-20","rate":"0.3","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps","key":"alcohol-over-20","rate":"0.53","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps","key":"high-calorie-food","rate":"0.08","per_litre":null,"valid_from_on":"2020-01-01","valid_to_on":"2026-12-31","source":"LIEPS (275 kcal or more per 100 g); IDC 2023-04-19; SAT c_TasaOCuota","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.2616","valid_from_on":"2020-01-01","valid_to_on":"2020-12-31","source":"annual update of LIEPS, not confirmed","certainty":"verify"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.3036","valid_from_on":"2021-01-01","valid_to_on":"2021-12-31","source":"annual update of LIEPS, not confirmed","certainty":"verify"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.3996","valid_from_on":"2022-01-01","valid_to_on":"2022-12-31","source":"IDC 2023-12-07","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.5086","valid_from_on":"2023-01-01","valid_to_on":"2023-12-31","source":"IDC 2023-12-07","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.5737","valid_from_on":"2024-01-01","valid_to_on":"2024-12-31","source":"annual update of LIEPS, not confirmed","certainty":"verify"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"1.6451","valid_from_on":"2025-01-01","valid_to_on":"2025-12-31","source":"press on the annual update for 2025 (unotv, poblanerias)","certainty":"sourced"},
{"tax":"ieps-quota","key":"sugared-drink","rate":null,"per_litre":"3.0818","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31","source":"Expansión 2025-12-31","certainty":"sourced"},
{"tax":"ieps-quota","key":"sweetened-drink","rate":null,"per_litre":"1.5","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31","source":"Expansión 2025-12-31 (non-caloric sweeteners, new in 2026)","certainty":"sourced"}
]') v
where not exists (select from tax_rules t where t.tax is not distinct from v.tax and t.key is not distinct from v.key and t.rate is not distinct from v.rate and t.per_litre is not distinct from v.per_litre and t.valid_from_on is not distinct from v.valid_from_on and t.valid_to_on is not distinct from v.valid_to_on and t.source is not distinct from v.source and t.certainty is not distinct from v.certainty);
--> statement-breakpoint
-- grant:tenant_domains
revoke all on table tenant_domains from public, app_user, app_admin;
--> statement-breakpoint
grant select, insert, update, delete on table tenant_domains to app_admin;
--> statement-breakpoint
-- grant:tenants
revoke all on table tenants from public, app_user, app_admin;
--> statement-breakpoint
grant select on table tenants to app_user;
--> statement-breakpoint
grant insert on table tenants to app_user;
--> statement-breakpoint
grant update (display_name, legal_name) on table tenants to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table tenants to app_admin;
--> statement-breakpoint
-- trigger:tenants.tenants_tenant_is_final
create or replace trigger tenants_tenant_is_final before update of tenant_id on tenants for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:tenants.tenants_audit
create or replace trigger tenants_audit after insert or update or delete on tenants for each row execute function app.audit();
--> statement-breakpoint
-- grant:tips
revoke all on table tips from public, app_user, app_admin;
--> statement-breakpoint
grant select on table tips to app_user;
--> statement-breakpoint
grant select, insert on table tips to app_admin;
--> statement-breakpoint
-- trigger:tips.tips_tenant_is_final
create or replace trigger tips_tenant_is_final before update of tenant_id on tips for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- trigger:tips.tips_append_only
create or replace trigger tips_append_only before update or delete on tips for each row execute function app.refuse_change();
--> statement-breakpoint
-- trigger:tips.tips_add_up
drop trigger if exists tips_add_up on tips;
--> statement-breakpoint
create constraint trigger tips_add_up after insert on tips deferrable initially deferred for each row execute function app.tips_add_up();
--> statement-breakpoint
-- trigger:order_completions.order_completions_tip
drop trigger if exists order_completions_tip on order_completions;
--> statement-breakpoint
create constraint trigger order_completions_tip after insert on order_completions deferrable initially deferred for each row execute function app.tips_add_up();
--> statement-breakpoint
-- trigger:order_completions.order_completions_a_tip
create or replace trigger order_completions_a_tip after insert on order_completions for each row execute function app.tips_at_delivery();
--> statement-breakpoint
-- grant:withholding_rules
revoke all on table withholding_rules from public, app_user, app_admin;
--> statement-breakpoint
grant select on table withholding_rules to app_user, app_admin;
--> statement-breakpoint
-- rows:withholding_rules
delete from withholding_rules t where not exists (select from jsonb_populate_recordset(null::withholding_rules, '[
{"tax":"isr","person":"individual","registration":"given","account":"any","rate":"0.01","valid_from_on":"2021-01-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"individual","registration":"given","account":"any","rate":"0.025","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"isr","person":"individual","registration":"missing","account":"any","rate":"0.2","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"individual","registration":"missing","account":"any","rate":"0.2","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"isr","person":"entity","registration":"given","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"entity","registration":"missing","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"entity","registration":"given","account":"any","rate":"0.025","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"isr","person":"entity","registration":"missing","account":"any","rate":"0.2","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"individual","registration":"given","account":"any","rate":"0.5","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"individual","registration":"given","account":"any","rate":"0.5","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"individual","registration":"missing","account":"any","rate":"1","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"individual","registration":"missing","account":"any","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"entity","registration":"given","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"entity","registration":"missing","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"entity","registration":"given","account":"any","rate":"0.5","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"entity","registration":"missing","account":"any","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"individual","registration":"given","account":"abroad","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"entity","registration":"given","account":"abroad","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"}
]') v where t.tax is not distinct from v.tax and t.person is not distinct from v.person and t.registration is not distinct from v.registration and t.account is not distinct from v.account and t.rate is not distinct from v.rate and t.valid_from_on is not distinct from v.valid_from_on and t.valid_to_on is not distinct from v.valid_to_on);
--> statement-breakpoint
insert into withholding_rules (tax, person, registration, account, rate, valid_from_on, valid_to_on)
select v.tax, v.person, v.registration, v.account, v.rate, v.valid_from_on, v.valid_to_on from jsonb_populate_recordset(null::withholding_rules, '[
{"tax":"isr","person":"individual","registration":"given","account":"any","rate":"0.01","valid_from_on":"2021-01-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"individual","registration":"given","account":"any","rate":"0.025","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"isr","person":"individual","registration":"missing","account":"any","rate":"0.2","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"individual","registration":"missing","account":"any","rate":"0.2","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"isr","person":"entity","registration":"given","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"entity","registration":"missing","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"isr","person":"entity","registration":"given","account":"any","rate":"0.025","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"isr","person":"entity","registration":"missing","account":"any","rate":"0.2","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"individual","registration":"given","account":"any","rate":"0.5","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"individual","registration":"given","account":"any","rate":"0.5","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"individual","registration":"missing","account":"any","rate":"1","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"individual","registration":"missing","account":"any","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"entity","registration":"given","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"entity","registration":"missing","account":"any","rate":"0","valid_from_on":"2020-06-01","valid_to_on":"2025-12-31"},
{"tax":"iva","person":"entity","registration":"given","account":"any","rate":"0.5","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"entity","registration":"missing","account":"any","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"individual","registration":"given","account":"abroad","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"},
{"tax":"iva","person":"entity","registration":"given","account":"abroad","rate":"1","valid_from_on":"2026-01-01","valid_to_on":"2026-12-31"}
]') v
where not exists (select from withholding_rules t where t.tax is not distinct from v.tax and t.person is not distinct from v.person and t.registration is not distinct from v.registration and t.account is not distinct from v.account and t.rate is not distinct from v.rate and t.valid_from_on is not distinct from v.valid_from_on and t.valid_to_on is not distinct from v.valid_to_on);
--> statement-breakpoint
-- force:audit_log
alter table audit_log force row level security;
--> statement-breakpoint
-- force:branch_tax_regions
alter table branch_tax_regions force row level security;
--> statement-breakpoint
-- force:branches
alter table branches force row level security;
--> statement-breakpoint
-- force:cash_collections
alter table cash_collections force row level security;
--> statement-breakpoint
-- force:cash_hand_ins
alter table cash_hand_ins force row level security;
--> statement-breakpoint
-- force:commission_terms
alter table commission_terms force row level security;
--> statement-breakpoint
-- force:coupons
alter table coupons force row level security;
--> statement-breakpoint
-- force:customers
alter table customers force row level security;
--> statement-breakpoint
-- force:dayparts
alter table dayparts force row level security;
--> statement-breakpoint
-- force:deliveries
alter table deliveries force row level security;
--> statement-breakpoint
-- force:delivery_events
alter table delivery_events force row level security;
--> statement-breakpoint
-- force:idempotency_keys
alter table idempotency_keys force row level security;
--> statement-breakpoint
-- force:item_modifier_groups
alter table item_modifier_groups force row level security;
--> statement-breakpoint
-- force:item_option_prices
alter table item_option_prices force row level security;
--> statement-breakpoint
-- force:kitchen_slots
alter table kitchen_slots force row level security;
--> statement-breakpoint
-- force:ledger_accounts
alter table ledger_accounts force row level security;
--> statement-breakpoint
-- force:ledger_entries
alter table ledger_entries force row level security;
--> statement-breakpoint
-- force:ledger_journals
alter table ledger_journals force row level security;
--> statement-breakpoint
-- force:memberships
alter table memberships force row level security;
--> statement-breakpoint
-- force:menu_categories
alter table menu_categories force row level security;
--> statement-breakpoint
-- force:menu_items
alter table menu_items force row level security;
--> statement-breakpoint
-- force:menu_placements
alter table menu_placements force row level security;
--> statement-breakpoint
-- force:menu_snapshots
alter table menu_snapshots force row level security;
--> statement-breakpoint
-- force:menu_versions
alter table menu_versions force row level security;
--> statement-breakpoint
-- force:menus
alter table menus force row level security;
--> statement-breakpoint
-- force:modifier_groups
alter table modifier_groups force row level security;
--> statement-breakpoint
-- force:modifier_options
alter table modifier_options force row level security;
--> statement-breakpoint
-- force:opening_hours
alter table opening_hours force row level security;
--> statement-breakpoint
-- force:option_modifier_groups
alter table option_modifier_groups force row level security;
--> statement-breakpoint
-- force:order_adjustments
alter table order_adjustments force row level security;
--> statement-breakpoint
-- force:order_completions
alter table order_completions force row level security;
--> statement-breakpoint
-- force:order_events
alter table order_events force row level security;
--> statement-breakpoint
-- force:order_folio_counters
alter table order_folio_counters force row level security;
--> statement-breakpoint
-- force:order_item_modifiers
alter table order_item_modifiers force row level security;
--> statement-breakpoint
-- force:order_items
alter table order_items force row level security;
--> statement-breakpoint
-- force:order_quotes
alter table order_quotes force row level security;
--> statement-breakpoint
-- force:order_settlements
alter table order_settlements force row level security;
--> statement-breakpoint
-- force:orders
alter table orders force row level security;
--> statement-breakpoint
-- force:outbox
alter table outbox force row level security;
--> statement-breakpoint
-- force:payment_events
alter table payment_events force row level security;
--> statement-breakpoint
-- force:payments
alter table payments force row level security;
--> statement-breakpoint
-- force:payouts
alter table payouts force row level security;
--> statement-breakpoint
-- force:product_prices
alter table product_prices force row level security;
--> statement-breakpoint
-- force:products
alter table products force row level security;
--> statement-breakpoint
-- force:promotion_branches
alter table promotion_branches force row level security;
--> statement-breakpoint
-- force:promotion_customers
alter table promotion_customers force row level security;
--> statement-breakpoint
-- force:promotion_items
alter table promotion_items force row level security;
--> statement-breakpoint
-- force:promotions
alter table promotions force row level security;
--> statement-breakpoint
-- force:provider_events
alter table provider_events force row level security;
--> statement-breakpoint
-- force:published_items
alter table published_items force row level security;
--> statement-breakpoint
-- force:rating_totals
alter table rating_totals force row level security;
--> statement-breakpoint
-- force:recipes
alter table recipes force row level security;
--> statement-breakpoint
-- force:refund_lines
alter table refund_lines force row level security;
--> statement-breakpoint
-- force:refunds
alter table refunds force row level security;
--> statement-breakpoint
-- force:restaurants
alter table restaurants force row level security;
--> statement-breakpoint
-- force:review_moderations
alter table review_moderations force row level security;
--> statement-breakpoint
-- force:review_replies
alter table review_replies force row level security;
--> statement-breakpoint
-- force:reviews
alter table reviews force row level security;
--> statement-breakpoint
-- force:sold_outs
alter table sold_outs force row level security;
--> statement-breakpoint
-- force:special_days
alter table special_days force row level security;
--> statement-breakpoint
-- force:stock_items
alter table stock_items force row level security;
--> statement-breakpoint
-- force:stock_levels
alter table stock_levels force row level security;
--> statement-breakpoint
-- force:stock_movements
alter table stock_movements force row level security;
--> statement-breakpoint
-- force:stock_reservations
alter table stock_reservations force row level security;
--> statement-breakpoint
-- force:tenants
alter table tenants force row level security;
--> statement-breakpoint
-- force:tips
alter table tips force row level security;
