import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { Subject, Transfer } from './subject.ts'
import { Told } from './told.ts'

export interface LoadOptions {
  readonly fault: string
  readonly tenants: readonly string[]
  readonly clients: number
  readonly random: Random
  /** The longest that a transaction lingers between its statements. */
  readonly pauseMs: number
  /** Only transactions that await, or only those in one flush; both when left out. */
  readonly shape?: Transfer['shape']
  readonly onEvent?: (event: 'begun' | 'acked', transfer: Transfer) => void
}

const BREATH_MS = 5
const NO_ANSWER = Symbol('no answer')

/** Clients of several tenants that never rest: each begins a transaction as soon as it knows what became of its last. */
export class Load {
  readonly told = new Told()
  readonly #subject: Subject
  readonly #options: LoadOptions
  readonly #clients: Promise<unknown>
  #stopped = false
  #count = 0

  constructor(subject: Subject, options: LoadOptions) {
    this.#subject = subject
    this.#options = options
    this.#clients = Promise.all(Array.from({ length: options.clients }, (_, client) => this.#serve(client)))
  }

  /** Begins nothing new, and waits until every caller has its answer, or is counted as one who has none. */
  async stop(): Promise<Told> {
    this.#stopped = true
    await this.#clients
    return this.told
  }

  async #serve(client: number): Promise<void> {
    while (!this.#stopped) {
      const transfer = this.#next(client)
      this.#options.onEvent?.('begun', transfer)
      await this.#attempt(transfer)
    }
  }

  #next(client: number): Transfer {
    const { tenants, random, pauseMs, fault, shape } = this.#options
    const tenantId = tenants[client % tenants.length] ?? ''
    this.#count += 1
    return {
      tenantId,
      name: `${tenantId}/${fault}/${client}/${this.#count}`,
      quantity: random.between(1, 99),
      shape: shape ?? (random.chance(0.5) ? 'steps' : 'batch'),
      pauseMs: random.between(0, pauseMs),
    }
  }

  async #attempt(transfer: Transfer): Promise<void> {
    const { told } = this
    const outcome = await this.#answerTo(transfer)
    if (outcome === NO_ANSWER) {
      told.hung += 1
      told.unknown.add(transfer.name)
      return
    }
    if ('seen' in outcome) {
      told.foreignRows += outcome.seen.filter((tenantId) => tenantId !== transfer.tenantId).length
      this.#acknowledge(transfer)
      return
    }
    const verdict = this.#subject.verdictOn(outcome.error)
    if (verdict === 'already there' && told.unknown.has(transfer.name)) return this.#acknowledge(transfer)
    if (verdict === 'unexpected' || verdict === 'already there') told.surprise(outcome.error)
    if (verdict === 'unknown') told.unknown.add(transfer.name)
    else if (verdict === 'nothing written' && !told.unknown.has(transfer.name)) told.denied.add(transfer.name)
    await sleep(BREATH_MS)
    // Its name is its idempotency key: asked again, the database says whether the commit had arrived.
    if (verdict === 'unknown' && !this.#stopped) await this.#attempt(transfer)
  }

  #acknowledge(transfer: Transfer): void {
    this.told.unknown.delete(transfer.name)
    this.told.acked.add(transfer.name)
    this.#options.onEvent?.('acked', transfer)
  }

  async #answerTo(
    transfer: Transfer,
  ): Promise<{ readonly seen: readonly string[] } | { readonly error: unknown } | typeof NO_ANSWER> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<typeof NO_ANSWER>((resolve) => {
      timer = setTimeout(resolve, this.#subject.limitMs + transfer.pauseMs, NO_ANSWER)
    })
    const answer = this.#subject.transfer(transfer).then(
      (seen) => ({ seen }),
      (error: unknown) => ({ error }),
    )
    const first = await Promise.race([answer, limit])
    clearTimeout(timer)
    return first
  }
}
