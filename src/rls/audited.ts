import { type DdlObject, pgTrigger } from '../kernel/ddl.ts'

/** In the `ddl` of a table: every change of a row leaves its line in `audit_log`, in the same transaction. */
export function audited(table: string): readonly DdlObject[] {
  return [
    pgTrigger(table, `${table}_audit`, `after insert or update or delete on ${table} for each row`, 'app.audit()'),
  ]
}
