import type { DdlObject } from '../kernel/ddl.ts'
import { entryOf, type Lock, type LockEntry } from './lock-file.ts'

export interface Vanished extends LockEntry {
  readonly id: string
}

export interface DdlDiff {
  /** New and changed objects, in the order in which they are to run. */
  readonly changed: readonly DdlObject[]
  /** Objects that were changed and are to be dropped before they are made again. */
  readonly replaced: readonly Vanished[]
  /** Objects that are gone from the code, the last made first. */
  readonly vanished: readonly Vanished[]
  /** Changes that only a person can write. */
  readonly refused: readonly DdlObject[]
}

/** `tables`: those that the migrations so far have made. */
export function diffDdl(objects: readonly DdlObject[], lock: Lock, tables: ReadonlySet<string>): DdlDiff {
  const names = new Set<string>(objects.map((object) => object.id))
  const changed = objects.filter((object) => lock.get(object.id)?.hash !== entryOf(object).hash)
  return {
    changed,
    replaced: changed.flatMap((object) => signatureChange(object, lock.get(object.id))),
    vanished: [...lock]
      .filter(([id]) => !names.has(id))
      .map(([id, entry]) => ({ id, ...entry }))
      .reverse(),
    refused: changed.filter((object) => isRefused(object, lock.get(object.id), tables)),
  }
}

/** CREATE OR REPLACE of other arguments makes a second function: the old one, by its own DROP, has to go. */
function signatureChange(object: DdlObject, before: LockEntry | undefined): readonly Vanished[] {
  const moved = before !== undefined && object.id.startsWith('function:') && before.down.join() !== object.down.join()
  return moved ? [{ id: object.id, ...before }] : []
}

function isRefused(object: DdlObject, before: LockEntry | undefined, tables: ReadonlySet<string>): boolean {
  if (object.splice && before?.clause !== object.splice.clause) return tables.has(object.splice.table)
  return before !== undefined && object.once === true
}

/** Whose DROP names a table, and so has to run while the table still has the shape it was made for. */
export const isBoundToTable = (id: string): boolean => /^(trigger|constraint|exclusion):/.test(id)
