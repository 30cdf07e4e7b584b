import type { Outcome } from '../race.ts'
import type { Racer } from './racer.ts'
import type { Watch } from './watch.ts'

/** Which of those that can take a turn takes it. */
export type Choose = (able: readonly number[]) => number

/** One turn as it was taken. */
export interface Taken {
  readonly racer: string
  readonly label: string
  /** What it met; nothing when the server answered at once. */
  readonly waits: Racer['waits']
}

const TICK_MS = 1
const STUCK_MS = 30_000

/** Plays one order of turns to its end. Between two turns everybody is at rest: ready, waiting for a lock, or done. */
export async function play(
  racers: readonly Racer[],
  works: readonly (() => Promise<Outcome>)[],
  watch: Watch,
  changes: Changes,
  choose: Choose,
): Promise<readonly Taken[]> {
  const taken: Taken[] = []
  racers.forEach((racer, i) => racer.start(works[i]!))
  await rest(racers, watch, changes)
  for (;;) {
    const able = racers.flatMap((racer, i) => (racer.ready ? [i] : []))
    if (able.length === 0) return taken
    const racer = racers[choose(able)]!
    const { label } = racer
    if (racer.waits === 'stop') await watch.pass(racer)
    else racer.take()
    await rest(racers, watch, changes, racer)
    taken.push({ racer: racer.name, label, waits: racer.waits })
  }
}

/**
 * Until nobody moves by themselves any more. That all wait for each other is no rest: the server ends it, and gives one
 * of them an error.
 */
async function rest(racers: readonly Racer[], watch: Watch, changes: Changes, moved?: Racer): Promise<void> {
  const until = performance.now() + STUCK_MS
  for (;;) {
    while (racers.some((racer) => racer.thinking || (racer === moved && racer.sent && racer.waits === undefined))) {
      if (!(await changes.next(TICK_MS))) break
    }
    if (!racers.some(({ sent }) => sent)) {
      if (!racers.some(({ thinking }) => thinking)) return
    } else {
      await watch.look()
      const resting = racers.every(({ thinking, sent, waits }) => !thinking && (!sent || waits !== undefined))
      if (resting && racers.some(({ ready }) => ready)) return
    }
    if (performance.now() > until) throw new Error(`stuck: ${racers.map(described).join(' · ')}`)
  }
}

const described = ({ name, label, waits, outcome }: Racer): string =>
  `${name} ${outcome ?? `${label}${waits ? ` (waits: ${waits})` : ''}`}`

/** Something happened to a racer. */
export class Changes {
  #wake: (() => void) | undefined
  #missed = false

  readonly tell = (): void => {
    if (this.#wake) this.#wake()
    else this.#missed = true
  }

  /** @returns false when nothing happened for so long */
  async next(milliseconds: number): Promise<boolean> {
    if (this.#missed) {
      this.#missed = false
      return true
    }
    return new Promise((resolve) => {
      const end = (happened: boolean) => {
        clearTimeout(timer)
        this.#wake = undefined
        resolve(happened)
      }
      const timer = setTimeout(() => end(false), milliseconds)
      this.#wake = () => end(true)
    })
  }
}
