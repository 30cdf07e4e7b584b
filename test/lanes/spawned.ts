import { spawn } from 'node:child_process'
import type { RunUser } from './run-user.ts'

export interface SpawnedOptions {
  readonly cwd: string
  readonly user: RunUser | undefined
}

/**
 * Nothing of the caller's environment but the PATH: PGPORT, PGDATA or a locale would change what the server does.
 * `cwd` must be a folder the user may enter, because PostgreSQL looks up its own place from there.
 */
export function spawnOptions({ cwd, user }: SpawnedOptions) {
  return { cwd, env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...user }
}

/** Runs a program to its end; a failure is an error with what the program wrote. */
export async function run(command: string, args: readonly string[], options: SpawnedOptions): Promise<void> {
  const child = spawn(command, args, { ...spawnOptions(options), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ended with ${signal ?? code}\n${output}`))
    })
  })
}

export async function runs(command: string, args: readonly string[], options: SpawnedOptions): Promise<boolean> {
  return run(command, args, options).then(
    () => true,
    () => false,
  )
}
