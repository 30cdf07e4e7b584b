import { type DdlObject, pgTrigger } from '../kernel/ddl.ts'

/**
 * In the `ddl` of a table: every change of a row leaves its line in `audit_log`, in the same transaction.
 *
 * @param columns only updates that set one of them: not those of counters that the database raises with every order
 */
export function audited(table: string, columns?: readonly [string, ...string[]]): readonly DdlObject[] {
  const update = columns === undefined ? 'update' : `update of ${columns.join(', ')}`
  return [
    pgTrigger(table, `${table}_audit`, `after insert or ${update} or delete on ${table} for each row`, 'app.audit()'),
  ]
}
