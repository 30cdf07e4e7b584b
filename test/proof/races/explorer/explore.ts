import type { Choose } from './play.ts'

/** Plays one order, as `choose` has it. @returns what was wrong afterwards, in words */
export type Play = (choose: Choose) => Promise<readonly string[]>

export interface Explored {
  readonly interleavings: number
  /** The orders in which the rule broke, and how; in a fixed order. */
  readonly broken: readonly { readonly order: readonly number[]; readonly what: readonly string[] }[]
}

export interface ExploreOptions {
  /** More orders than this are a mistake of the case. */
  readonly atMost?: number
  /** No further than the first order in which the rule breaks. */
  readonly untilBroken?: boolean
  readonly onProgress?: (interleavings: number) => void
}

/** One turn of an order: who took it, of those who could. */
interface Step {
  readonly chosen: number
  readonly able: string
}

const AT_MOST = 20_000
const TRIES = 50

/**
 * Every order in which the turns of a race can come, each once: an order is played to its end, and at each of its turns
 * that another racer could have taken, another order branches off. The number of turns need not be known: what a racer
 * sends may depend on what it was answered. Several lanes play different orders at once.
 */
export async function explore(
  lanes: readonly Play[],
  { atMost = AT_MOST, untilBroken = false, onProgress = () => undefined }: ExploreOptions = {},
): Promise<Explored> {
  const open: (readonly Step[])[] = [[]]
  const broken: { order: readonly number[]; what: readonly string[] }[] = []
  const idle: (() => void)[] = []
  let interleavings = 0
  let busy = 0

  const one = async (play: Play, prefix: readonly Step[]): Promise<void> => {
    const { order, branches, what } = await played(play, prefix)
    open.push(...branches)
    interleavings += 1
    if (what.length > 0) broken.push({ order, what })
    if (untilBroken && broken.length > 0) open.length = 0
    if (interleavings + open.length > atMost) throw new Error(`more than ${atMost} orders: the case has too many turns`)
    onProgress(interleavings)
  }
  const work = async (play: Play): Promise<void> => {
    while (open.length > 0 || busy > 0) {
      const prefix = open.pop()
      if (prefix === undefined) {
        await new Promise<void>((resolve) => idle.push(resolve))
        continue
      }
      busy += 1
      try {
        await one(play, prefix)
      } catch (error) {
        // The other lanes end, too.
        open.length = 0
        throw error
      } finally {
        busy -= 1
        for (const wake of idle.splice(0)) wake()
      }
    }
  }
  const ends = await Promise.allSettled(lanes.map(work))
  const failure = ends.find((end) => end.status === 'rejected')
  if (failure) throw failure.reason
  return { interleavings, broken: broken.toSorted((a, b) => (a.order.join('') < b.order.join('') ? -1 : 1)) }
}

/**
 * One order that begins with `prefix`, and those that branch off behind it. Of two who wait for one row the server lets
 * either go first: an order that comes out otherwise than when it branched off is played again, and in the end taken as
 * it is.
 */
async function played(play: Play, prefix: readonly Step[]) {
  for (let attempt = 1; ; attempt += 1) {
    const steps: Step[] = []
    const branches: (readonly Step[])[] = []
    let strayed = false
    const what = await play((racers) => {
      const asked = strayed ? undefined : prefix[steps.length]
      const able = racers.join(' ')
      strayed ||= asked !== undefined && asked.able !== able
      const [first = 0, ...others] = racers
      const chosen = asked === undefined || strayed ? first : asked.chosen
      if (asked === undefined || strayed) {
        branches.push(...others.map((other) => [...steps, { chosen: other, able }]))
      }
      steps.push({ chosen, able })
      return chosen
    })
    const order = steps.map(({ chosen }) => chosen)
    if (!strayed) return { order, branches, what }
    // What broke is told, whatever order it was in; but what branches off here does so elsewhere as well.
    if (what.length > 0 || attempt === TRIES) return { order, branches: [], what }
  }
}
