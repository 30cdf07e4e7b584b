import type { Actor, DbErrorCode, TenantTx, Work } from '../../../src/index.ts'
import type { TestDb, TestTenant } from '../../../src/testing.ts'

/** One rule that racers could break: who they are, what they contend for, and how it is known whether it held. */
export interface Race {
  readonly name: string
  /** What must hold, as one says it. */
  readonly rule: string
  /** Fresh rows for so many racers to contend for. */
  readonly arrange: (home: Home, racers: number, form: FormName) => Promise<Contest>
  /** How those who do not have their way may be told so; any other error breaks the rule. */
  readonly refusals: readonly DbErrorCode[]
  /** How many contend for the same rows in a storm. */
  readonly crowd: number
  /** Where a turn also ends inside the verb's functions: before they write there. The last is where it is decided. */
  readonly stops?: readonly Stop[]
  /** What is taken from the database of the naive twin: the constraint that would save it. */
  readonly weaken?: readonly string[]
}

/** The library's own form, or the naive one. */
export type FormName = 'verb' | 'naive'

/** Whether BEGIN is a turn of its own, as every statement and COMMIT are, or goes with the first statement. */
export type Grain = 'statement' | 'joined'

export interface Stop {
  readonly before: 'insert' | 'update'
  readonly on: string
}

/** Rows that are there to be raced for, and what each racer does about them. */
export interface Contest {
  /** The library's own form. */
  readonly verb: (racer: number) => { readonly actor: Actor; readonly work: Work<TenantTx, unknown> }
  /** What an application would write: it looks, decides, and writes. True when it had its way. */
  readonly naive: (racer: number) => (ask: Ask) => Promise<boolean>
  /** SQL whose rows say what is wrong; it has none when the rule held. */
  readonly broken: string
  /** Gets what each verb answered; and says at the end what was wrong with that. */
  readonly heard?: (answer: unknown) => void
  readonly misheard?: () => readonly string[]
  /** How many racers have their way, whoever they are. */
  readonly winners: number
}

/** One statement as the superuser, triggers and foreign keys aside; its parameters as text. */
export type Ask = <R extends Row = Row>(text: string, ...params: readonly (string | null)[]) => Promise<readonly R[]>

export type Row = Readonly<Record<string, unknown>>

/** Where contests are arranged. */
export interface Home {
  readonly db: TestDb
  readonly tenant: TestTenant
  /** As the superuser, past every policy. */
  readonly look: <R extends Row = Row>(text: string) => Promise<readonly R[]>
}

/** `done`, `refused` by a naive look, or the code of the error. */
export type Outcome = string
