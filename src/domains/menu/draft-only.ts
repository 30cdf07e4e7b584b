import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'

/**
 * Rows of a version may be written while it is a draft, and never after, by the owner neither.
 *
 * One look per statement, not per row: 10,000 dishes cost one. It locks the draft against being published until the
 * transaction ends, and reads its status behind that lock: a row cannot slip in while the version is going out.
 */
export function draftOnly(table: string): readonly DdlObject[] {
  const trigger = (event: string, rows: string) =>
    pgTrigger(
      table,
      `${table}_${event}_draft_only`,
      `after ${event} on ${table} referencing ${rows} for each statement`,
      'app.refuse_unless_draft()',
    )
  return [
    trigger('insert', 'new table as changed'),
    trigger('update', 'old table as changed'),
    trigger('delete', 'old table as changed'),
    // A row could be moved out of a draft into a published version: its key stands.
    pgTrigger(
      table,
      `${table}_version_is_final`,
      `before update of version_id on ${table} for each row when (old.version_id is distinct from new.version_id)`,
      'app.refuse_change()',
    ),
  ]
}

export const draftFunctions: readonly DdlObject[] = [
  pgFunction('app.refuse_unless_draft', {
    returns: 'trigger',
    security: 'definer',
    body: `
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
end`,
  }),
]
