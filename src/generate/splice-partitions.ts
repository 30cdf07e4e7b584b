import { DbError } from '../kernel/errors.ts'
import type { DdlObject } from '../kernel/ddl.ts'
import type { Vanished } from './diff-ddl.ts'

/** Puts PARTITION BY into the CREATE TABLE of every table that `objects` partition. */
export function splicePartitions(statements: readonly string[], objects: readonly DdlObject[]): readonly string[] {
  const spliced = [...statements]
  for (const { splice } of objects) {
    if (!splice) continue
    const at = spliced.findIndex((statement) => statement.startsWith(`CREATE TABLE "${splice.table}" (`))
    const create = spliced[at]
    if (create === undefined) throw cannotRepartition(splice.table)
    spliced[at] = create.replace(/\)\s*;?\s*$/, `) ${splice.clause};`)
  }
  return spliced
}

/** A table that stays cannot stop being partitioned. */
export function refuseUnpartitioning(statements: readonly string[], vanished: readonly Vanished[]): void {
  for (const { id, clause } of vanished) {
    const table = id.slice('partition:'.length)
    const dropped = statements.some((statement) => statement.startsWith(`DROP TABLE "${table}"`))
    if (clause !== undefined && !dropped) throw cannotRepartition(table)
  }
}

export function cannotRepartition(table: string): DbError {
  return new DbError(
    'INVALID',
    `PostgreSQL cannot change how a table is partitioned, and ${table} exists: write the move to a new table by hand (\`generate --custom NAME\`, which takes note of it)`,
    { details: { table } },
  )
}
