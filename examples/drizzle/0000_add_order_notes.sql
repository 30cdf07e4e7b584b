SET LOCAL ROLE app_owner;
--> statement-breakpoint
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "order_notes" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"id" uuid DEFAULT app.uuid_v7() NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "order_notes_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "order_notes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "order_notes" ADD CONSTRAINT "order_notes_order_fk" FOREIGN KEY ("tenant_id","order_id","customer_id") REFERENCES "public"."orders"("tenant_id","id","customer_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "order_notes_of_order_idx" ON "order_notes" USING btree ("tenant_id","order_id");
--> statement-breakpoint
CREATE POLICY "order_notes_tenant" ON "order_notes" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = (select app.tenant_id())) WITH CHECK (tenant_id = (select app.tenant_id()));
--> statement-breakpoint
CREATE POLICY "order_notes_owner" ON "order_notes" AS PERMISSIVE FOR ALL TO "app_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "order_notes_select" ON "order_notes" AS PERMISSIVE FOR SELECT TO public USING (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) when 'staff' then true else false end);
--> statement-breakpoint
CREATE POLICY "order_notes_insert" ON "order_notes" AS PERMISSIVE FOR INSERT TO public WITH CHECK (case (select app.actor_kind()) when 'customer' then "customer_id" = (select app.actor_id()) else false end);
--> statement-breakpoint
-- grant:order_notes
revoke all on table order_notes from public, app_user, app_admin;
--> statement-breakpoint
grant select on table order_notes to app_user;
--> statement-breakpoint
grant insert on table order_notes to app_user;
--> statement-breakpoint
grant select, insert, update, delete on table order_notes to app_admin;
--> statement-breakpoint
-- trigger:order_notes.order_notes_tenant_is_final
create or replace trigger order_notes_tenant_is_final before update of tenant_id on order_notes for each row when (old.tenant_id is distinct from new.tenant_id) execute function app.refuse_change();
--> statement-breakpoint
-- force:order_notes
alter table order_notes force row level security;
--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
