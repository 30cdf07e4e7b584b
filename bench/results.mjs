import { defaultDriver } from '../dist/client/drivers/server-drivers.js'
import { spread } from './contenders.mjs'

/** Ours by the default driver is what the goals are about. */
const called = (name) => (name === `platform-db-${defaultDriver}` ? 'platform-db' : name)

/** To the floor of the same round, so that what slows the machine slows both sides of a ratio. */
export function resultsOf(workload, names, { wrong, results }, where) {
  const [floor] = names
  return names
    .filter((name) => !wrong.includes(name))
    .map((name) => {
      const list = results[name]
      const ratios = (figure) => spread(list.map((round, i) => round[figure] / results[floor][i][figure]))
      const ratio = (figure) => ratios(figure).median
      const { min, max } = ratios('perSecond')
      const of = (figure) => spread(list.map((round) => round[figure])).median
      return {
        workload,
        contender: called(name),
        ...where,
        throughputRatio: ratio('perSecond'),
        throughputSpread: [min, max],
        p50Ratio: ratio('p50'),
        p95Ratio: ratio('p95'),
        clientCpuRatio: ratio('clientCpu'),
        serverCpuRatio: ratio('serverCpu'),
        perSecond: of('perSecond'),
        p50: of('p50'),
        p95: of('p95'),
        clientCpu: of('clientCpu'),
        serverCpu: of('serverCpu'),
      }
    })
    .concat(wrong.map((contender) => ({ workload, contender: called(contender), ...where, wrong: true })))
}

export function tableOf(results, unit = 'calls') {
  const heads = [`${unit}/s`, '×', 'from to', 'p50 ms', '×', 'p95 ms', '×', 'client µs', '×', 'server µs', '×']
  const lines = []
  let place = ''
  for (const row of results) {
    const here = `${row.concurrency} callers, ${row.latencyMs} ms away`
    if (here !== place) lines.push('', `${here.padEnd(24)}${heads.map((head) => head.padStart(10)).join('')}`)
    place = here
    const pair = (figure, digits) => [row[figure].toFixed(digits), row[`${figure}Ratio`].toFixed(2)]
    const cells = row.wrong
      ? ['answers otherwise than the floor, and was not timed']
      : [
          row.perSecond.toFixed(0),
          row.throughputRatio.toFixed(2),
          row.throughputSpread.map((ratio) => ratio.toFixed(2)).join(' '),
          ...pair('p50', 2),
          ...pair('p95', 2),
          ...pair('clientCpu', 0),
          ...pair('serverCpu', 0),
        ]
    lines.push(`${row.contender.padEnd(24)}${cells.map((cell) => cell.padStart(10)).join('')}`)
  }
  return lines
}
