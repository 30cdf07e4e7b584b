import { sql } from 'drizzle-orm'
import { openTestDb, type TestDb } from '../../../src/testing.ts'
import { asOwner } from '../../domains/as-owner.ts'
import { Dice } from './dice.ts'
import { type Columns, columnsOf, mutation } from './mutations.ts'
import { type Done, outcomeOf } from './outcome.ts'
import { verbs } from './verbs.ts'
import { anybody } from './verbs/who.ts'
import { verify, type Violation } from './verify.ts'
import { without } from './without.ts'
import { aWorld, type Place } from './world.ts'

export interface ModelRun {
  readonly steps: number
  readonly seed: number
  /** A superuser's URL of a server; embedded without one. */
  readonly serverUrl?: string | undefined
  /** A constraint, trigger or policy to drop first: the run must then find something. */
  readonly without?: string | undefined
  readonly say?: (message: string) => void
}

export interface Tally {
  accepted: number
  refused: number
  /** Went through and met no row. */
  nothing: number
}

export interface ModelResult {
  readonly seed: number
  readonly steps: number
  readonly worlds: number
  readonly orders: number
  readonly verifications: number
  readonly kinds: Readonly<Record<string, Tally>>
  /** How often each rule refused a step. */
  readonly refusedBy: Readonly<Record<string, number>>
  readonly violations: readonly Violation[]
  /** The steps between the last time that all was well and the first that was not. */
  readonly trail: readonly string[]
}

/** How many steps are taken between two looks at everything. */
const stride = 50
/** How many steps a world lives for: what is looked at grows with what is in it. */
const lifetime = 2_500

/** Random steps, each one verb or one statement by hand, and a look at every row of every tenant after each 50 of them. */
export async function runModel({ steps, seed, serverUrl, without: dropped, say }: ModelRun): Promise<ModelResult> {
  const dice = new Dice(seed)
  const kinds: Record<string, Tally> = {}
  const refusedBy: Record<string, number> = {}
  let [taken, worlds, orders, verifications] = [0, 0, 0, 0]
  let trail: string[] = []
  let violations: readonly Violation[] = []
  while (taken < steps && violations.length === 0) {
    worlds += 1
    const db = await openTestDb(serverUrl === undefined ? {} : { serverUrl })
    try {
      if (dropped !== undefined) await without(db, dropped)
      const columns = await columnsOf(db)
      const { places } = await aWorld(db)
      const until = Math.min(steps, taken + lifetime)
      while (taken < until && violations.length === 0) {
        trail = []
        for (const end = Math.min(until, taken + stride); taken < end; taken += 1) {
          const step = nextStep(db, dice.pick(places), columns, dice)
          trail.push(step.text())
          const done = await outcomeOf(step.take)
          count(kinds, step.kind, done, refusedBy)
          trail.push(`  ${done.outcome} ${done.by ?? ''}`)
        }
        violations = await verify(db)
        verifications += 1
        if (taken % 1000 === 0) say?.(`${taken} steps, ${violations.length} violations`)
      }
      orders += places.reduce((sum, place) => sum + place.orders.length, 0)
    } finally {
      await db.close()
    }
  }
  return {
    seed,
    steps: taken,
    worlds,
    orders,
    verifications,
    kinds,
    refusedBy,
    violations,
    trail: violations.length > 0 ? trail : [],
  }
}

interface Step {
  readonly kind: string
  readonly text: () => string
  readonly take: () => Promise<unknown>
}

const weights = Object.entries(verbs).map(([name, [weight]]) => [name, weight] as const)

function nextStep(db: TestDb, place: Place, columns: Columns, dice: Dice): Step {
  const who = dice.weighted([
    ['verb', 6],
    ['app', 2],
    ['owner', 2],
  ])
  if (who === 'verb') {
    const kind = dice.weighted(weights)
    return { kind, text: () => kind, take: () => verbs[kind]?.[1](place, dice) ?? Promise.resolve([]) }
  }
  const statement = mutation(place, columns, who, dice)
  const actor = anybody(place, dice)
  const kind = `sql as ${who}`
  return {
    kind,
    text: () => `${kind}, ${actor.kind}: ${statement}`,
    take: () =>
      who === 'owner' ? asOwner(db, actor, statement) : db.as(actor, (tx) => tx.execute(sql.raw(statement))),
  }
}

function count(
  kinds: Record<string, Tally>,
  kind: string,
  { outcome, by }: Done,
  refusedBy: Record<string, number>,
): void {
  const tally = (kinds[kind] ??= { accepted: 0, refused: 0, nothing: 0 })
  tally[outcome] += 1
  if (by !== undefined) refusedBy[by] = (refusedBy[by] ?? 0) + 1
}
