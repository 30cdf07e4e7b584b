/** How long a fault goes on: until its goal is reached, or — when time is short — until its share of the time is over. */
export interface Pace {
  /** True while there is more to do. Whatever the time, each thing is done once. */
  more(done: number, goal: number): boolean
}

export const untilDone: Pace = { more: (done, goal) => done < goal }

export function forSeconds(seconds: number): Pace {
  const until = performance.now() + seconds * 1000
  return { more: (done, goal) => done === 0 || (done < goal && performance.now() < until) }
}
