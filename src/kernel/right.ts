import type { ActorKind } from './actor.ts'

export type Command = 'select' | 'insert' | 'update' | 'delete'

/** What the policies and grants of a table let the application do with one command. */
export interface Right {
  readonly command: Command
  /** The kinds of actor that may on every row of their tenant. */
  readonly everyRow: readonly ActorKind[]
  /** The kinds that may on some: on their own, for the most part. */
  readonly someRows: readonly ActorKind[]
  /** The columns that it may set; undefined for all. */
  readonly columns: readonly string[] | undefined
}
