import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { openDb } from '../../dist/index.js'

/** How often the process is looked at, in milliseconds. */
const EVERY_MS = 20

/** `growthOf` the work with a database that has been opened before, and asked nothing. */
export async function growthWithDb({ appUrl, contextKey }, work) {
  const db = await openDb({ url: appUrl, contextKey })
  try {
    return await growthOf(() => work(db))
  } finally {
    await db.close()
  }
}

/**
 * The most that the memory of this process (RSS) was above what it was before the work, in MB; how long it took; what it
 * gave. The timer does not see what comes and goes inside of one synchronous call: Linux keeps the highest itself.
 */
async function growthOf(work) {
  globalThis.gc?.()
  const peakBefore = peakOfProcess()
  const before = process.memoryUsage.rss()
  let most = before
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss())
  }
  const watch = setInterval(look, EVERY_MS)
  const began = performance.now()
  try {
    const done = await work()
    const seconds = (performance.now() - began) / 1000
    look()
    const peak = peakOfProcess()
    // One that has not risen is of the time before, when the modules were loaded.
    if (peak > peakBefore) most = Math.max(most, peak)
    return { done, seconds, megabytes: (most - before) / 2 ** 20 }
  } finally {
    clearInterval(watch)
  }
}

/** Bytes; NaN where there is no /proc. */
function peakOfProcess() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return Number.NaN
  }
}
