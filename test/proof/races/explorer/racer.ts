import type { Outcome } from '../race.ts'

/** One thing that a racer sends when its turn comes. */
export interface Turn {
  readonly label: string
  /** Settles when the server has answered; false when the transaction failed by it. */
  go(): Promise<boolean>
}

/** One who takes part: its turns wait until somebody grants them. */
export class Racer {
  readonly name: string
  /** The backend of its connection, once there is one. */
  pid = 0
  outcome: Outcome | undefined
  /** What it waits for inside a turn: somebody's lock, or one of our stops. */
  waits: 'lock' | 'stop' | undefined
  readonly #onChange: () => void
  #turns: Turn[] = []
  #under: Turn | undefined

  constructor(name: string, onChange: () => void) {
    this.name = name
    this.#onChange = onChange
  }

  start(work: () => Promise<Outcome>): void {
    this.outcome = undefined
    void work().then((outcome) => {
      this.outcome = outcome
      this.#onChange()
    })
  }

  offer(turns: readonly Turn[]): void {
    this.#turns.push(...turns)
    this.#onChange()
  }

  get sent(): boolean {
    return this.#under !== undefined
  }

  /** Could take a turn now. */
  get ready(): boolean {
    return this.#under === undefined ? this.#turns.length > 0 : this.waits === 'stop'
  }

  /** Neither waits for us nor for the server: its own code runs. */
  get thinking(): boolean {
    return this.outcome === undefined && this.#under === undefined && this.#turns.length === 0
  }

  get label(): string {
    return (this.#under ?? this.#turns[0])?.label ?? ''
  }

  /** Sends the next turn. A transaction that failed holds nothing any more: what is left of it goes along. */
  take(): void {
    const turn = this.#turns.shift()
    if (!turn) throw new Error(`${this.name} has no turn to take`)
    this.#under = turn
    this.waits = undefined
    void turn
      .go()
      .then(async (well) => {
        if (!well) for (const rest of this.#turns.splice(0)) await rest.go()
      })
      .then(() => {
        this.#under = undefined
        this.waits = undefined
        this.#onChange()
      })
  }
}
