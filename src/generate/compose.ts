import type { DdlObject } from '../kernel/ddl.ts'
import { joinStatements } from '../migrations/statements.ts'
import { type DdlDiff, isBoundToTable, type Vanished } from './diff-ddl.ts'
import { entryOf, type Lock } from './lock-file.ts'
import { refuseUnpartitioning, splicePartitions } from './splice-partitions.ts'
import { type ForcedTables, suspendForce } from './suspend-force.ts'

/** From here on, everything belongs to the owner role, whoever migrates. */
export const becomeOwner = 'SET LOCAL ROLE app_owner'

/**
 * The text of one migration. The order: what only the migrating login may do; then, as the owner, the DROPs that name
 * a table, what tables need, drizzle-kit's own statements, what needs tables (functions first: triggers call them),
 * and the other DROPs.
 */
export function composeMigration(drizzle: readonly string[], diff: DdlDiff, lock: Lock, forced: ForcedTables): string {
  refuseUnpartitioning(drizzle, diff.vanished)
  // A known table keeps its partitioning (diff.refused sees to that), and its CREATE TABLE is in an older file.
  const unpartitioned = diff.changed.filter((object) => object.splice && !lock.has(object.id))
  const after = diff.changed.filter((object) => object.phase === 'after')
  const [functions, forces] = [after.filter(isFunction), after.filter(isForce)]
  const others = after.filter((object) => !isFunction(object) && !isForce(object))
  const suspended = suspendForce([...drizzle, ...others.flatMap(({ up }) => up)], forced)
  return joinStatements([
    ...diff.changed.filter((object) => object.phase === 'login').flatMap(ups),
    becomeOwner,
    ...[...diff.vanished, ...inTheWay(drizzle, diff, lock)].filter(({ id }) => isBoundToTable(id)).flatMap(downs),
    ...diff.changed
      .filter((object) => object.phase === 'before')
      .flatMap((object) => [...replacedBy(object, diff), ...ups(object)]),
    ...suspended.before,
    ...splicePartitions(drizzle, unpartitioned),
    ...functions.flatMap((object) => [...replacedBy(object, diff), ...ups(object)]),
    ...others.flatMap(ups),
    ...forces.flatMap(ups),
    ...suspended.after,
    ...diff.vanished.filter(({ id }) => !isBoundToTable(id)).flatMap(downs),
  ])
}

const isFunction = (object: DdlObject): boolean => object.id.startsWith('function:')

/** Last: under FORCE the owner itself can neither add a foreign key nor touch a row without a tenant. */
const isForce = (object: DdlObject): boolean => object.id.startsWith('force:')

/** A trigger depends on the columns it names: changed in the migration that drops one, it must go before the column. */
function inTheWay(drizzle: readonly string[], diff: DdlDiff, lock: Lock): readonly Vanished[] {
  if (!drizzle.some((statement) => /\bDROP COLUMN\b|\bSET DATA TYPE\b/.test(statement))) return []
  return diff.changed.flatMap((object) => {
    const before = lock.get(object.id)
    return before && before.hash !== entryOf(object).hash ? [{ id: object.id, ...before }] : []
  })
}

const replacedBy = (object: DdlObject, diff: DdlDiff): readonly string[] =>
  diff.replaced.filter(({ id }) => id === object.id).flatMap(downs)

/** The name of the object above its first statement: a file of a thousand lines is read by it. */
function ups({ id, up }: DdlObject): readonly string[] {
  return up.map((statement, index) => (index === 0 ? `-- ${id}\n${statement}` : statement))
}

function downs({ id, down }: Vanished): readonly string[] {
  return down.map((statement, index) => (index === 0 ? `-- ${id} is gone\n${statement}` : statement))
}
