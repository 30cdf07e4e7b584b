import type { ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** The server's own account, which needs no connection: who was ended, and why. */
export class ServerLog {
  readonly #last: string[] = []
  readonly #ended = new Map<string, number>()

  /** How many sessions of an application the server ended with this SQLSTATE. */
  ended(sqlstate: string, application: string): number {
    return this.#ended.get(`${sqlstate} ${application}`) ?? 0
  }

  tail(): string {
    return this.#last.join('\n')
  }

  /** Reads on for as long as the server runs. @returns true once it accepts connections, false if it ended before */
  async follow(server: ChildProcess, timeoutMs: number): Promise<boolean> {
    const { stderr } = server
    if (!stderr) throw new Error('the log of the server is not piped')
    this.#last.length = 0
    const started = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs)
      const settle = (ready: boolean) => {
        clearTimeout(timer)
        resolve(ready)
      }
      createInterface({ input: stderr }).on('line', (line) => {
        this.#read(line)
        if (/ready to accept (read-only )?connections/.test(line)) settle(true)
      })
      server.once('error', () => settle(false))
      // Its last words come before the end of the pipe, not before the exit.
      server.once('close', () => settle(false))
    })
    server.unref()
    if (stderr instanceof Socket) stderr.unref()
    return started
  }

  #read(line: string): void {
    this.#last.push(line)
    if (this.#last.length > 40) this.#last.shift()
    const [, sqlstate, application] = /^(\w{5}) (\S+) FATAL:/.exec(line) ?? []
    if (sqlstate === undefined || application === undefined) return
    const key = `${sqlstate} ${application}`
    this.#ended.set(key, (this.#ended.get(key) ?? 0) + 1)
  }
}
