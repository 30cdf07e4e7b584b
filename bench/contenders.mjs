import { fork } from 'node:child_process'
import { once } from 'node:events'

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
  const children = await Promise.all(names.map((name) => start(folder, name, { ...setting, concurrency })))
  try {
    const answers = []
    for (const child of children) answers.push(await ask(child, { answer: true }))
    const [right] = answers
    if (wanted !== undefined && right !== wanted) throw new Error('the floor answers otherwise than it should')
    const wrong = names.filter((_, i) => answers[i] !== right)
    const results = Object.fromEntries(names.map((name) => [name, []]))
    const timed = names.map((name, i) => ({ name, child: children[i] })).filter(({ name }) => !wrong.includes(name))
    for (let round = 0; round <= rounds; round++) {
      const order = [...timed.slice(round % timed.length), ...timed.slice(0, round % timed.length)]
      for (const { name, child } of order) {
        const before = await cpuOfServer?.()
        const figures = await ask(child, { milliseconds })
        if (cpuOfServer) figures.serverCpu = ((await cpuOfServer()) - before) / figures.calls
        if (round > 0) results[name].push(figures)
      }
      if (round === 0) await afterWarmUp?.()
    }
    return { wrong, results }
  } finally {
    for (const child of children) child.send({ end: true })
    await Promise.all(children.filter((child) => child.exitCode === null).map((child) => once(child, 'exit')))
  }
}

async function start(folder, name, setting) {
  const child = fork(new URL('contender.mjs', import.meta.url), [new URL(`${name}.mjs`, folder).href], {
    execArgv: process.execArgv,
    serialization: 'advanced',
  })
  await ask(child, { open: setting })
  return child
}

function ask(child, question) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`a contender ended with ${code}`))
    child.once('exit', ended)
    child.once('message', ({ result, error }) => {
      child.off('exit', ended)
      if (error) reject(new Error(error))
      else resolve(result)
    })
    child.send(question)
  })
}

/** The middle one, and the ends. */
export function spread(list) {
  const sorted = [...list].sort((a, b) => a - b)
  return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1) }
}
