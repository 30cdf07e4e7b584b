/** A turn as PostgreSQL's row locks see it. */
export type Move = 'begin' | 'look' | { readonly write: number } | 'commit'

export interface Foreseen {
  /** Who took which turn, as the explorer counts: a write that waits has taken its turn. */
  readonly order: string
  /** What the racers did, in the order in which it took effect: `0 look`, `1 write 0`. */
  readonly effects: readonly string[]
  /** Racers that died of a deadlock. */
  readonly dead: readonly number[]
}

interface State {
  readonly at: readonly number[]
  /** Row by row, who holds it. */
  readonly held: Readonly<Record<number, number>>
  /** Who waits for which row, the first to come first. */
  readonly waiting: readonly { readonly racer: number; readonly row: number }[]
  readonly dead: readonly number[]
  readonly order: string
  readonly effects: readonly string[]
}

/**
 * Every order in which racers with these moves can take their turns, thought through without a server: writes take row
 * locks, COMMIT gives them back, and whoever closes a circle of waits dies.
 */
export function foresee(moves: readonly (readonly Move[])[]): readonly Foreseen[] {
  const ends: Foreseen[] = []
  const step = (state: State): void => {
    const able = moves.flatMap((own, racer) =>
      state.at[racer]! < own.length && !state.waiting.some((wait) => wait.racer === racer) ? [racer] : [],
    )
    if (able.length === 0) ends.push(state)
    for (const racer of able) step(moved(moves, state, racer))
  }
  step({ at: moves.map(() => 0), held: {}, waiting: [], dead: [], order: '', effects: [] })
  return ends
}

function moved(moves: readonly (readonly Move[])[], before: State, racer: number): State {
  const state = { ...before, order: `${before.order}${racer}` }
  const move = moves[racer]![state.at[racer]!]!
  if (move === 'commit') return released(passed(state, racer, `${racer} commit`), racer)
  if (typeof move === 'string') return passed(state, racer, `${racer} ${move}`)
  const holder = state.held[move.write]
  if (holder === undefined || holder === racer) return wrote(state, racer, move.write)
  const waiting = [...state.waiting, { racer, row: move.write }]
  if (!closes({ ...state, waiting }, racer)) return { ...state, waiting }
  const at = state.at.map((own, i) => (i === racer ? moves[racer]!.length : own))
  return released({ ...state, at, dead: [...state.dead, racer] }, racer)
}

function passed(state: State, racer: number, effect: string): State {
  const at = state.at.map((own, i) => (i === racer ? own + 1 : own))
  return { ...state, at, effects: [...state.effects, effect] }
}

function wrote(state: State, racer: number, row: number): State {
  return passed({ ...state, held: { ...state.held, [row]: racer } }, racer, `${racer} write ${row}`)
}

/** Its rows are free, and go to who waits for them. */
function released(state: State, racer: number): State {
  const held = Object.fromEntries(Object.entries(state.held).filter(([, holder]) => holder !== racer))
  let next: State = { ...state, held }
  for (const wait of state.waiting) {
    if (next.held[wait.row] !== undefined) continue
    next = wrote({ ...next, waiting: next.waiting.filter((other) => other !== wait) }, wait.racer, wait.row)
  }
  return next
}

function closes({ held, waiting }: State, racer: number): boolean {
  let next: number | undefined = racer
  for (let i = 0; i <= waiting.length; i += 1) {
    const row: number | undefined = waiting.find((wait) => wait.racer === next)?.row
    next = row === undefined ? undefined : held[row]
    if (next === racer) return true
  }
  return false
}
