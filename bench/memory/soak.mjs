import { startProcess } from '../processes.mjs'
import { mean, slope } from './slope.mjs'

/** Noted so often in a soak: every five seconds of ten minutes. */
const SAMPLES = 120

/**
 * Whether a process grows that works for minutes. The first half is warming up: compiled code, prepared statements, menus
 * that are kept. What counts is the slope of the second, of what the heap holds after a collection.
 */
export async function soak({ appUrl, contextKey, places }, { minutes, callers }) {
  const child = startProcess(new URL('soaked.mjs', import.meta.url), { execArgv: ['--expose-gc'] })
  try {
    const { calls, samples } = await child.ask({
      soak: { appUrl, contextKey, places, minutes, callers, samples: SAMPLES },
    })
    const half = samples.filter(({ minute }) => minute >= minutes / 2)
    const figures = (of) => ({
      first: mean(samples.filter(({ minute }) => minute <= minutes / 10).map(of)),
      last: mean(samples.filter(({ minute }) => minute >= (minutes * 9) / 10).map(of)),
      perMinute: slope(half.map((sample) => [sample.minute, of(sample)])),
    })
    return { calls, heap: figures(({ heap }) => heap), rss: figures(({ rss }) => rss) }
  } finally {
    await child.end()
  }
}
