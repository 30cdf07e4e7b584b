import { spread } from './contenders.mjs'

/** The figures of a race and their table: `what` a second, and how many times as many as the floor, round by round. */
export function againstFloor(what, results, wrong, names, plan) {
  const timed = names.filter((name) => !wrong.includes(name))
  const floor = results[names[0]].map(({ perSecond }) => perSecond)
  const figures = Object.fromEntries(
    timed.map((name) => {
      const list = results[name]
      const of = (figure) => spread(list.map((round) => round[figure]))
      const times = spread(list.map(({ perSecond }, i) => perSecond / floor[i]))
      const [p50, p95, clientCpu] = [of('p50').median, of('p95').median, of('clientCpu').median]
      return [name, { perSecond: of('perSecond'), timesFloor: times, p50, p95, clientCpu }]
    }),
  )
  const n = (value, digits = 0) => value.toFixed(digits)
  return {
    ...plan,
    wrong,
    contenders: figures,
    table: [
      `${plan.concurrency} connections, ${plan.rounds} rounds in turns, PostgreSQL ${plan.server}; × is to the floor, median (and ends) of the rounds`,
      `${''.padEnd(16)}${`${what}/s`.padStart(12)}${'×'.padStart(7)}${'from to'.padStart(16)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'client µs'.padStart(11)}`,
      ...timed.map((name) => {
        const { perSecond, timesFloor, p50, p95, clientCpu } = figures[name]
        return `${name.padEnd(16)}${n(perSecond.median).padStart(12)}${n(timesFloor.median, 2).padStart(7)}${`${n(timesFloor.min, 2)} ${n(timesFloor.max, 2)}`.padStart(16)}${n(p50, 1).padStart(9)}${n(p95, 1).padStart(9)}${n(clientCpu).padStart(11)}`
      }),
      ...wrong.map((name) => `${name} answers otherwise than the floor, and was not timed`),
    ],
  }
}
