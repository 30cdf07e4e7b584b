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
  readonly onProgress?: (interleavings: number) => void
}

const AT_MOST = 20_000
const TRIES = 20

/**
 * Every order in which the turns of a race can come, each once: an order is played to its end, and at each of its turns
 * that another racer could have taken, another order branches off. The number of turns need not be known: what a racer
 * sends may depend on what it was answered. Several lanes play different orders at once.
 */
export async function explore(
  lanes: readonly Play[],
  { atMost = AT_MOST, onProgress = () => undefined }: ExploreOptions = {},
): Promise<Explored> {
  const open: (readonly number[])[] = [[]]
  const broken: { order: readonly number[]; what: readonly string[] }[] = []
  const idle: (() => void)[] = []
  let interleavings = 0
  let busy = 0

  const one = async (play: Play, prefix: readonly number[]): Promise<void> => {
    const { order, branches, what } = await played(play, prefix)
    open.push(...branches)
    interleavings += 1
    if (what.length > 0) broken.push({ order, what })
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

/** One order that begins with `prefix`, and those that branch off behind it. */
async function played(play: Play, prefix: readonly number[]) {
  for (let attempt = 1; ; attempt += 1) {
    const order: number[] = []
    const branches: number[][] = []
    let strayed = false
    const what = await play((able) => {
      const asked = prefix[order.length]
      if (asked !== undefined && !able.includes(asked)) strayed = true
      const [first = 0, ...others] = able
      const chosen = asked !== undefined && able.includes(asked) ? asked : first
      if (asked === undefined) branches.push(...others.map((other) => [...order, other]))
      order.push(chosen)
      return chosen
    })
    if (!strayed) return { order, branches, what }
    // Of two who wait for one row the server lets either go first.
    if (attempt === TRIES) throw new Error(`the order ${prefix.join('')} cannot be played again`)
  }
}
