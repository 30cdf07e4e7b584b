import { barChart } from './bar-chart.ts'
import type { Result } from './performance.ts'

/** One for each place that contenders were raced in: its file, its title, the picture. */
export function chartsOf(name: string, results: readonly Result[], ours: string) {
  const places = new Map<string, Result[]>()
  for (const result of results) {
    if (result.throughputRatio === undefined || ![1, 16].includes(result.concurrency)) continue
    const place = `${result.workload}-${result.concurrency}-${result.latencyMs}`
    places.set(place, [...(places.get(place) ?? []), result])
  }
  return [...places].flatMap(([place, list]) => {
    const [first] = list
    // Many at once where nothing is far away; one alone where the way is what counts.
    if (!first || (first.concurrency === 16) !== (first.latencyMs === 0)) return []
    const away = first.latencyMs === 0 ? '' : `, ${first.latencyMs} ms away`
    const title = `${first.workload}: throughput to the floor, ${first.concurrency} at once${away}`
    const bars = list.map(({ contender, throughputRatio = 0 }) => ({
      label: contender,
      value: throughputRatio,
      ours: contender.startsWith(ours),
    }))
    return [{ file: `${name === first.workload ? '' : `${name}-`}${place}.svg`, title, svg: barChart(title, bars) }]
  })
}
