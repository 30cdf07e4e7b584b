import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DdlObject } from '../kernel/ddl.ts'

/** What the migrations so far have made of one object. */
export interface LockEntry {
  readonly hash: string
  /** How to drop it once it is gone from the code. */
  readonly down: readonly string[]
  /** The PARTITION BY of a partitioned table: PostgreSQL cannot change it. */
  readonly clause?: string
}

export type Lock = ReadonlyMap<string, LockEntry>

const fileOf = (out: string) => join(out, 'meta', '_ddl.json')

export function readLock(out: string): Lock {
  const path = fileOf(out)
  if (!existsSync(path)) return new Map()
  // Written below, and checked in.
  return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, LockEntry>))
}

export function writeLock(out: string, lock: Lock): void {
  const path = fileOf(out)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(lock), null, 2)}\n`)
}

export function lockOf(objects: readonly DdlObject[]): Lock {
  return new Map(objects.map((object) => [object.id, entryOf(object)]))
}

export function entryOf({ phase, up, down, splice }: DdlObject): LockEntry {
  const hash = createHash('sha256')
    .update(JSON.stringify([phase, up, down, splice ?? null]))
    .digest('hex')
  return { hash, down, ...(splice ? { clause: splice.clause } : {}) }
}
