import { startProcess } from './processes.mjs'

/**
 * Each contender in a process of its own, so that none pays for another's garbage; their rounds in turns, in another
 * order each time, so that a machine that gets slower for a second slows all of them.
 *
 * A contender that answers otherwise than the floor, which is the first, is reported and not timed.
 *
 * @param {string} folder where the contenders' modules are
 * @param {readonly string[]} names the floor first
 * @param {object} setting what each is opened with
 * @param {{ rounds: number, milliseconds: number, concurrency: number, cpuOfServer?: () => Promise<number>, afterWarmUp?: () => Promise<unknown> }} plan
 *   with `cpuOfServer`, microseconds of the server's processor time so far, each round also has those of a call;
 *   `afterWarmUp` comes between the round that does not count and the first that does
 */
export async function race(
  folder,
  names,
  setting,
  { rounds, milliseconds, concurrency, wanted, cpuOfServer, afterWarmUp },
) {
  const children = await Promise.all(names.map((name) => startContender(folder, name, { ...setting, concurrency })))
  try {
    const answers = []
    for (const child of children) answers.push(await child.ask({ answer: true }))
    const [right] = answers
    if (wanted !== undefined && right !== wanted) throw new Error('the floor answers otherwise than it should')
    const wrong = names.filter((_, i) => answers[i] !== right)
    const results = Object.fromEntries(names.map((name) => [name, []]))
    const timed = names.map((name, i) => ({ name, child: children[i] })).filter(({ name }) => !wrong.includes(name))
    for (let round = 0; round <= rounds; round++) {
      const order = [...timed.slice(round % timed.length), ...timed.slice(0, round % timed.length)]
      for (const { name, child } of order) {
        const before = await cpuOfServer?.()
        const figures = await child.ask({ milliseconds })
        if (cpuOfServer) figures.serverCpu = ((await cpuOfServer()) - before) / figures.calls
        if (round > 0) results[name].push(figures)
      }
      if (round === 0) await afterWarmUp?.()
    }
    return { wrong, results }
  } finally {
    await Promise.all(children.map((child) => child.end()))
  }
}

/** @param {{ execArgv?: readonly string[] }} options of the process; without them, as this one was started */
export async function startContender(folder, name, setting, options = {}) {
  const args = [new URL(`${name}.mjs`, folder).href]
  const child = startProcess(new URL('contender.mjs', import.meta.url), { ...options, args })
  try {
    await child.ask({ open: setting })
    return child
  } catch (error) {
    await child.end()
    throw error
  }
}

/** The middle one, and the ends. */
export function spread(list) {
  const sorted = [...list].sort((a, b) => a - b)
  return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1) }
}
