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

/** How many worlds live at once on a server; the embedded database has one processor, and one world. */
const atOnce = 3

/**
 * Random steps, each one verb or one statement by hand, and a look at every row of every tenant after each 50 of them.
 * Every world has a database and a seed of its own, made of that of the run: the same seed takes the same steps.
 */
export async function runModel(run: ModelRun): Promise<ModelResult> {
  const { steps, seed, serverUrl } = run
  const total: Total = { steps: 0, orders: 0, verifications: 0, kinds: {}, refusedBy: {}, violations: [], trail: [] }
  const worlds = Math.ceil(steps / lifetime)
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < worlds && total.violations.length === 0) {
      const world = next
      next += 1
      await live(run, (seed + world * 7919) % 0x7fff_ffff, Math.min(lifetime, steps - world * lifetime), total)
    }
  }
  await Promise.all(Array.from({ length: serverUrl === undefined ? 1 : atOnce }, lane))
  return { seed, worlds: next, ...total }
}

type Total = {
  -readonly [K in keyof Omit<ModelResult, 'seed' | 'worlds' | 'kinds' | 'refusedBy'>]: ModelResult[K]
} & { readonly kinds: Record<string, Tally>; readonly refusedBy: Record<string, number> }

/** One world, from its first step to its last, or to the first violation anywhere. */
async function live(run: ModelRun, seed: number, steps: number, total: Total): Promise<void> {
  const { serverUrl, without: dropped, say } = run
  const dice = new Dice(seed)
  const db = await openTestDb(serverUrl === undefined ? {} : { serverUrl })
  try {
    if (dropped !== undefined) await without(db, dropped)
    const columns = await columnsOf(db)
    const { places } = await aWorld(db)
    for (let taken = 0; taken < steps && total.violations.length === 0;) {
      const trail: string[] = []
      for (const end = Math.min(steps, taken + stride); taken < end; taken += 1) {
        const step = nextStep(db, dice.pick(places), columns, dice)
        const done = await outcomeOf(step.take)
        trail.push(step.text(), `  ${done.outcome} ${done.by ?? ''}`)
        count(total, step.kind, done)
      }
      const violations = await verify(db)
      total.verifications += 1
      if (violations.length > 0) {
        total.violations = [...total.violations, ...violations]
        total.trail = trail
      }
      if (taken % 2500 === 0) say?.(`${total.steps} steps, ${total.violations.length} violations`)
    }
    total.orders += places.reduce((sum, place) => sum + place.orders.length, 0)
  } finally {
    await db.close()
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

function count(total: Total, kind: string, { outcome, by }: Done): void {
  const tally = (total.kinds[kind] ??= { accepted: 0, refused: 0, nothing: 0 })
  tally[outcome] += 1
  total.steps += 1
  if (by !== undefined) total.refusedBy[by] = (total.refusedBy[by] ?? 0) + 1
}
