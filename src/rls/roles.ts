import { type DdlObject, loginStatements, pgRole, pgSchema } from '../kernel/ddl.ts'

/** All three: who may call what policies, defaults and generated columns are made of. */
export const everyone: readonly string[] = ['app_user', 'app_admin', 'app_owner']

/*
 * app_owner  owns every object, logs in never. Definer functions run as it, under FORCE row level security themselves.
 * app_user   the one login of the application: owns nothing, is a member of nothing.
 * app_admin  the login behind db.admin: BYPASSRLS where the server allows one.
 *
 * Kinds of actor are told apart by the signed context, not by roles: a role switch per transaction costs 3.2 times a
 * point read (measured). Roles are made without LOGIN; `platform-db provision` gives the two logins their passwords.
 */
export const roles: readonly DdlObject[] = [
  pgRole('app_owner', 'nologin nosuperuser nobypassrls', [
    // The migrating login must be able to act as the owner; on PostgreSQL 16+ making a role grants only its
    // administration, which counts as membership: usage is what tells.
    `do $grant$ begin
  if not pg_has_role(current_user, 'app_owner', 'usage') then
    execute format('grant app_owner to %I', current_user);
  end if;
end $grant$`,
  ]),
  pgRole('app_user', 'nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit'),
  {
    ...pgRole('app_admin', ''),
    up: [
      `do $role$ begin
  create role app_admin nologin nosuperuser nocreatedb nocreaterole bypassrls;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    begin
      create role app_admin nologin nosuperuser nocreatedb nocreaterole;
    exception when duplicate_object or unique_violation then null;
    end;
end $role$`,
    ],
  },
  pgSchema('app', ['app_user', 'app_admin']),
  pgSchema('app_private', []),
]

/**
 * Privileges that PUBLIC has by default and that would get around the context. Applied where the migrating login may;
 * where it may not (managed servers), a REVOKE only warns, and isolation rests on the strict context.
 */
export const hardening: readonly DdlObject[] = [
  loginStatements('grant:database', [
    'revoke create on schema public from public',
    'grant usage, create on schema public to app_owner',
    'grant usage on schema public to app_user, app_admin',
    // A temporary table is found before every other: it could shadow orders, or hijack what a function reads.
    `do $revoke$ begin
  execute format('revoke temporary on database %I from public', current_database());
end $revoke$`,
  ]),
  loginStatements('grant:pg_catalog', [
    // set_config inside a SELECT would change the tenant halfway through it; the two signals reach other requests of
    // the same login; large objects know no row level security.
    `do $revoke$ declare f regprocedure; begin
  for f in
    select p.oid::regprocedure from pg_catalog.pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and (p.proname in ('set_config', 'pg_terminate_backend', 'pg_cancel_backend', 'loread', 'lowrite') or p.proname like 'lo\\_%')
    order by 1
  loop
    execute format('revoke execute on function %s from public', f);
  end loop;
  grant execute on function pg_catalog.set_config(text, text, boolean) to app_owner;
exception when insufficient_privilege then
  raise warning 'privileges of PUBLIC on pg_catalog stay: use the strict context on this server';
end $revoke$`,
  ]),
]
