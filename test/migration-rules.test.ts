import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, rules } from './migration-rules.ts'

const folder = new URL('../drizzle/', import.meta.url)
const files = readdirSync(folder).filter((file) => /^\d{4}_.*\.sql$/.test(file))

const good = `
create table notes (tenant_id uuid not null, body text, at timestamptz);
alter table notes enable row level security;
alter table notes force row level security;
create policy notes_tenant on notes as restrictive for all to public using (tenant_id = 1) with check (tenant_id = 1);
create policy notes_owner on notes for all to app_owner using (true) with check (true);
create policy notes_select on notes for select to public using (kind = 'staff');
grant select on table notes to app_user;
alter table notes add constraint notes_order_fk foreign key (tenant_id, order_id) references orders (tenant_id, id);
create function app.f() returns int language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'x';
`

/** For each rule, edits of a good migration that it must find, with what it then says. */
const broken: Record<keyof typeof rules, readonly [from: RegExp, to: string, finding: string][]> = {
  'a table with a tenant_id is guarded, forced and granted in the file that makes it': [
    [/alter table notes enable row level security;/, '', 'notes has no row level security'],
    [/alter table notes force row level security;/, '', 'notes does not force it'],
    [/create policy notes_tenant [^;]*;/, '', 'notes has no restrictive guard to public'],
    [/ as restrictive/, '', 'notes has no restrictive guard to public'],
    [/ with check \(tenant_id = 1\)/, '', 'notes has no restrictive guard to public'],
    [/to public using \(tenant_id/, 'to app_user using (tenant_id', 'notes has no restrictive guard to public'],
  ],
  'nothing is granted to PUBLIC, and no TRUNCATE, REFERENCES or TRIGGER to anybody': [
    [/to app_user;/, 'to public;', 'a grant to PUBLIC'],
    [/grant select/, 'grant select, truncate', 'truncate'],
    [/grant select/, 'grant references', 'references'],
  ],
  'a permissive policy names what it allows: no USING (true) but for the owner': [
    [/using \(kind = 'staff'\)/, 'using (true)', 'notes_select'],
  ],
  'no guard names a role: DROP OWNED BY that role would drop it': [
    [/to public using \(tenant_id/, 'to app_user using (tenant_id', 'notes_tenant'],
  ],
  'a definer function has a fixed search path that ends in pg_temp, or qualifies every name itself': [
    [/set search_path = pg_catalog, public, pg_temp/, '', 'app.f'],
    [/public, pg_temp/, 'pg_temp, public', 'app.f'],
  ],
  'no key is nulled by a foreign key': [
    [/references orders \(tenant_id, id\)/, '$& on delete set null', 'notes_order_fk'],
  ],
  'no column is a float, an enum, or a timestamp without a zone': [
    [/at timestamptz/, 'at timestamp', 'at'],
    [/body text/, 'body double precision', 'body'],
    [/$/, `create type mood as enum ('a');`, 'an enum'],
  ],
  'the owner of things does not change, and nobody gets BYPASSRLS or SUPERUSER': [
    [/$/, 'alter role app_user bypassrls;', 'a change of a role'],
    [/$/, 'alter function app.f() owner to app_user;', 'a change of owner'],
  ],
}

describe.each(Object.entries(rules))('%s', (name, rule) => {
  test.each(files)('in %s', (file) => {
    expect(rule(parse(readFileSync(new URL(file, folder), 'utf8')))).toEqual([])
  })

  test('is silent about a good migration', () => {
    expect(rule(parse(good))).toEqual([])
  })

  test.each(broken[name] ?? [])('finds what %s → %s breaks', (from, to, finding) => {
    expect(good).toMatch(from)
    expect(rule(parse(good.replace(from, to)))).toContain(finding)
  })
})
