import type { Installation } from './installation.ts'
import type { Pace } from './pace.ts'
import type { Random } from './random.ts'
import type { Result, Skipped } from './result.ts'

export interface Arena {
  readonly home: Installation
  readonly random: Random
  readonly pace: Pace
}

export interface Fault {
  /** As it stands in the report, and in the names of the transactions. */
  readonly name: string
  /** Its part of the time when that is limited, against the parts of the others. */
  readonly share: number
  run(arena: Arena): Promise<Result | Skipped>
}

/** A run in which the fault must show: with it, a 0 elsewhere is a result and not blindness. */
export interface Control {
  readonly name: string
  readonly share: number
  run(arena: Arena): Promise<{ readonly shown: boolean; readonly note: string } | Skipped>
}
