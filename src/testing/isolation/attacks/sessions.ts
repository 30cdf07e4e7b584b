import { type Attack, type Case, unseen } from '../attack.ts'
import type { Scene } from '../scene.ts'

/**
 * One connection serves one tenant after another: what is left of the first must not answer the second. Judged by the
 * second transaction alone, so the first is read into nothing. Of a table that is closed to all, the victim leaves nothing.
 */
const afterTheVictim =
  (left: (t: string, i: number) => readonly string[], then: (t: string, i: number) => readonly string[]) =>
  (scene: Scene): Case[] =>
    scene.tables
      .filter(({ closed }) => !closed)
      .map(({ name }, i) => ({
        target: name,
        statements: [
          'begin',
          ...scene.asApp,
          scene.enter(scene.victim, scene.reader),
          ...left(name, i),
          'commit',
          MARK,
          'begin',
          ...scene.asApp,
          scene.enter(scene.attacker, scene.reader),
          ...then(name, i),
          'rollback',
        ],
      }))

/** What comes before belongs to the victim: only what comes after is judged. */
export const MARK = '-- from here on the attacker'

const own = { judge: unseen, attackers: ['nobody'], ownTransactions: true } as const
const plan = (t: string) => `select t::text from ${t} t`

export const sessionAttacks: readonly Attack[] = [
  {
    ...own,
    id: 'L01',
    name: 'runs a plan that was prepared under the other tenant',
    reason: 'a plan that froze the tenant — a helper that claims to be IMMUTABLE — answers with its rows',
    control: { none: 'the mutants that make a helper IMMUTABLE are killed by it' },
    cases: afterTheVictim(
      (t, i) => [`prepare kept_${i} as ${plan(t)}`, ...Array.from({ length: 6 }, () => `execute kept_${i}`)],
      (_, i) => [`execute kept_${i}`],
    ),
  },
  {
    ...own,
    id: 'L02',
    name: 'runs a generic plan that was prepared under the other tenant',
    reason: 'a generic plan evaluates what it may before it is run',
    control: { none: 'the mutants that make a helper IMMUTABLE are killed by it' },
    cases: afterTheVictim(
      (t, i) => [
        'set local plan_cache_mode = force_generic_plan',
        `prepare generic_${i} as ${plan(t)}`,
        `execute generic_${i}`,
      ],
      (_, i) => ['set local plan_cache_mode = force_generic_plan', `execute generic_${i}`],
    ),
  },
  {
    ...own,
    id: 'L03',
    name: 'finds the context of the transaction before',
    reason: 'a setting that outlived its transaction would be the next one’s tenant',
    control: { none: 'a superuser needs no context' },
    cases: (scene) =>
      scene.tables.map(({ name }) => ({
        target: name,
        statements: [
          'begin',
          ...scene.asApp,
          scene.enter(scene.victim, scene.reader),
          plan(name),
          'commit',
          MARK,
          'begin',
          ...scene.asApp,
          plan(name),
          'rollback',
        ],
      })),
  },
  {
    ...own,
    id: 'L04',
    name: 'finds the context of a transaction that failed',
    reason: 'an error must end it like a commit does',
    control: { none: 'a superuser needs no context' },
    cases: (scene) =>
      scene.tables.map(({ name }) => ({
        target: name,
        statements: [
          'begin',
          ...scene.asApp,
          scene.enter(scene.victim, scene.reader),
          'select 1 / 0',
          'commit',
          MARK,
          'begin',
          ...scene.asApp,
          plan(name),
          'rollback',
        ],
      })),
  },
  {
    ...own,
    id: 'L05',
    name: 'fetches from a cursor that the transaction before had open',
    reason: 'a cursor is closed with its transaction, unless it says WITH HOLD',
    // 34000: there is no such cursor any more.
    judge: (answer, scene) => unseen(answer.code === '34000' ? { ...answer, code: undefined } : answer, scene),
    control: { none: 'a cursor of the victim’s own that it left on purpose is a residual side channel' },
    cases: afterTheVictim(
      (t, i) => [`declare open_${i} cursor for ${plan(t)}`],
      (t, i) => ['savepoint s', `fetch all from open_${i}`, 'rollback to savepoint s', plan(t)],
    ),
  },
]
