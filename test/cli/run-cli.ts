import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))

interface Settings {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** The command as somebody types it, in an environment of its own. */
export function startCli(args: readonly string[], { env = {}, cwd = root }: Settings = {}) {
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Until it has ended. */
export async function runCli(args: readonly string[], settings: Settings = {}) {
  const child = startCli(args, settings)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
