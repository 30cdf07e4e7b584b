import { sql } from 'drizzle-orm'
import { check, index, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { everyone } from '../../rls/roles.ts'
import { tenantTable } from '../../rls/tables.ts'

/** One row per change of a row that matters: who, which row, which columns. Never the values: they may be personal. */
export const auditLog = tenantTable(
  'audit_log',
  {
    id: id(),
    /** `staff:<id>`, or `admin:<login>` outside every tenant; stamped by the database. */
    actor: personal('identity', text('actor'))
      .notNull()
      .default(sql`app.auditor()`),
    action: text('action', { enum: ['insert', 'update', 'delete'] }).notNull(),
    tableName: text('table_name').notNull(),
    rowId: uuid('row_id').notNull(),
    /** Names of the columns that changed; empty for a delete. */
    columnNames: text('column_names').array().notNull(),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      check('audit_log_action_known', sql`${t.action} in ('insert', 'update', 'delete')`),
      stamped('audit_log', sql`actor = app.auditor()`),
      // Who changed a row, and when: oldest first, since ids are.
      index('audit_log_row_idx').on(t.tenantId, t.tableName, t.rowId, t.id),
    ],
    access: () => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true, customer: true, courier: true }),
    ],
    appendOnly: true,
    partition: { by: 'id', every: 'month' },
    ddl: [
      pgFunction('app.audit', {
        returns: 'trigger',
        // As the invoker: an administrator has no tenant context, and a definer function would need one.
        body: `
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
end`,
      }),
    ],
  },
)

export const auditorFunction: DdlObject = pgFunction('app.auditor', {
  returns: 'text',
  volatility: 'stable',
  phase: 'before',
  execute: everyone,
  body: `
begin
  return case when current_setting('app.context', true) <> '' then app.actor() else 'admin:' || session_user end;
end`,
})

export type AuditEntry = typeof auditLog.$inferSelect
