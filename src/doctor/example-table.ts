/** A table of an application with nothing wrong about it, as `tenantTable` makes it: what every example starts from. */
export const exampleTable = `create table notes (
  tenant_id uuid not null default app.tenant_id(),
  id uuid not null default app.uuid_v7(),
  order_id uuid,
  body text,
  constraint notes_pkey primary key (tenant_id, id)
);
alter table notes owner to app_owner;
alter table notes enable row level security;
alter table notes force row level security;
create policy notes_tenant on notes as restrictive for all to public
  using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()));
create policy notes_owner on notes for all to app_owner using (true) with check (true);
create policy notes_select on notes for select to public using ((select app.actor_kind()) = 'staff');
create trigger notes_tenant_is_final before update of tenant_id on notes
  for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
grant select on table notes to app_user;`
