import type { Race } from './race.ts'
import { tryRace, type Tried } from './try.ts'

/** What the line at the end of the command says. */
export interface Figures {
  readonly cases: number
  /** In the storms of the verbs. */
  readonly attempts: number
  /** Orders of turns in which the verbs were played. */
  readonly interleavings: number
  /** Contests of the verbs, in storms and in orders of turns, after which the rule did not hold. */
  readonly violations: number
  readonly naiveTwins: number
  /** Those that broke the rule both in a storm and in an order of turns, and not one after another, as they must. */
  readonly naiveTwinsFailed: number
}

export interface Proof {
  readonly figures: Figures
  readonly tried: readonly Tried[]
  /** As the server names itself. */
  readonly postgres: string
}

export interface ProveOptions {
  readonly attempts: number
  readonly seconds: number
  /** Each race when it is done; and what is being done. */
  readonly onTried?: (tried: Tried, seconds: number) => void
  readonly onProgress?: (what: string) => void
}

/** Every race in turn, each in a database of its own. */
export async function prove(
  races: readonly Race[],
  serverUrl: string,
  { attempts, seconds, onTried = () => undefined, onProgress = () => undefined }: ProveOptions,
): Promise<Proof> {
  const tried: Tried[] = []
  for (const race of races) {
    const started = performance.now()
    const one = await tryRace(race, serverUrl, { attempts, seconds: seconds / races.length, onProgress })
    tried.push(one)
    onTried(one, (performance.now() - started) / 1000)
  }
  const sum = (of: (one: Tried) => number) => tried.reduce((all, one) => all + of(one), 0)
  return {
    tried,
    postgres: tried[0]?.postgres ?? '',
    figures: {
      cases: tried.length,
      attempts: sum(({ verb }) => verb.stormed.attempts),
      interleavings: sum(({ verb }) => verb.explored.interleavings),
      violations: sum(violationsOf),
      naiveTwins: tried.length,
      naiveTwinsFailed: tried.filter(twinFailed).length,
    },
  }
}

export const violationsOf = ({ verb: { explored, stormed } }: Tried): number =>
  explored.broken.length + stormed.broken.length

/** It must race to break the rule: a twin that also breaks it when one comes after another is only wrong. */
export const twinFailed = ({ naive: { explored, stormed } }: Tried): boolean =>
  explored.broken.length > 0 && stormed.broken.length > 0 && !explored.broken.some(({ order }) => isSerial(order))

const isSerial = (order: readonly number[]): boolean =>
  new Set(order).size === order.filter((racer, i) => racer !== order[i - 1]).length
