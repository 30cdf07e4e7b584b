import type { ActorKind } from '../../kernel/actor.ts'
import type { Answer } from './session.ts'
import type { Scene } from './scene.ts'

export type Engine = 'server' | 'pglite'

export type ContextMode = 'default' | 'strict'

/** Whose session an attack runs in. The owner is whom definer functions run as: it stands under the guard, too. */
export type Attacker = ActorKind | 'nobody' | 'owner' | 'superuser'

export const appAttackers = ['customer', 'staff', 'courier', 'service', 'nobody'] as const satisfies readonly Attacker[]

/** `broken`: the statement failed for a reason of its own, so that it proves nothing. */
export type Verdict = 'held' | 'leak' | 'broken'

export type Judge = (answer: Answer, scene: Scene) => Verdict

/** One attack on one thing: the statements of one attempt, undone afterwards whatever they did. */
export interface Case {
  /** The table, function or key that is attacked; the name of the database when it is all of it. */
  readonly target: string
  readonly statements: readonly string[]
  /** Left out: the attack's own. */
  readonly judge?: Judge
}

export interface Attack {
  /** `R01`: a letter for the way, a number for the attack. Never given twice. */
  readonly id: string
  readonly name: string
  /** Why anybody would try it, or what it would get around. */
  readonly reason: string
  readonly judge: Judge
  readonly cases: (scene: Scene) => readonly Case[]
  /** Left out: every actor of the application, and nobody. */
  readonly attackers?: readonly Attacker[]
  readonly engines?: readonly Engine[]
  readonly modes?: readonly ContextMode[]
  /**
   * What shows that the statement would bite: run by a superuser, whom no policy stops, it must hit on `each` target, or
   * on `some`. Otherwise the reason why a superuser shows nothing.
   */
  readonly control: 'each' | 'some' | { readonly none: string }
  /** The statements are transactions of their own, beginning and end included. */
  readonly ownTransactions?: true
  /** Each statement waits for the answer to the one before: COPY FROM would take the next one for its data. */
  readonly oneByOne?: true
}

/** What the spy raises when a row of the victim is touched. */
export const SPY = 'LK001'

/** Mistakes of an attack's own SQL, not answers of a defence. */
const mistakes = new Set(
  '42601 42703 42P01 42883 42804 42846 42P18 42702 42P02 42803 42P10 42P20 42P05 26000 34000 25P01 22023'.split(' '),
)

/** The victim's tenant id stands in every row of theirs; attacks write it in capitals, so an echo is not a find. */
const shows = (answer: Answer, scene: Scene): boolean => answer.text.includes(scene.victim.tenantId)

export const isMistaken = ({ code }: Answer): boolean =>
  code !== undefined && (mistakes.has(code) || !/^[0-9A-Z]{5}$/.test(code))

/** Nothing of the victim comes back: no row, no error that quotes one, no count; and none of its rows is touched. */
export const unseen: Judge = (answer, scene) => {
  if (answer.code === SPY || shows(answer, scene)) return 'leak'
  return isMistaken(answer) ? 'broken' : 'held'
}

/** Like `unseen`, for attacks in which an error of the given kinds is the find: it tells that there is a row. */
export const unseenNor =
  (...codes: readonly string[]): Judge =>
  (answer, scene) =>
    codes.includes(answer.code ?? '') ? 'leak' : unseen(answer, scene)

/**
 * A row that must not be is stopped by the policy, which PostgreSQL asks before every constraint: a broken constraint
 * means that the policy had let it pass. Only a trigger comes before both, and raises from inside of a function.
 */
export const notAdded: Judge = (answer) => {
  if (answer.code === undefined || answer.code === SPY) return 'leak'
  if (answer.code.startsWith('23')) return answer.text.includes('PL/pgSQL function') ? 'held' : 'leak'
  return isMistaken(answer) ? 'broken' : 'held'
}

/** The statement is refused, with one of these codes. */
export const refused =
  (...codes: readonly string[]): Judge =>
  (answer) => {
    if (answer.code === undefined || answer.code === SPY) return 'leak'
    return codes.includes(answer.code) ? 'held' : 'broken'
  }
