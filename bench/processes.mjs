import { fork } from 'node:child_process'
import { once } from 'node:events'

/**
 * A process of its own, which answers one question at a time; `answers.mjs` is its side.
 *
 * @param {URL} script
 * @param {{ args?: readonly string[], execArgv?: readonly string[] }} options without `execArgv`, as this process was started
 */
export function startProcess(script, { args = [], execArgv = process.execArgv } = {}) {
  const child = fork(script, args, { execArgv, serialization: 'advanced' })
  return {
    ask: (question) => ask(child, question),
    async end() {
      if (child.connected) child.send({ end: true })
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

function ask(child, question) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`a process of the benchmark ended with ${code}`))
    child.once('exit', ended)
    child.once('message', ({ result, error }) => {
      child.off('exit', ended)
      if (error) reject(new Error(error))
      else resolve(result)
    })
    child.send(question)
  })
}
