import { spawn } from 'node:child_process'
import { relative } from 'node:path'
import { DbError } from '../kernel/errors.ts'
import { drizzleKitBinary } from './drizzle-kit-binary.ts'

export interface DrizzleKitRun {
  readonly cwd: string
  readonly schema: string
  readonly out: string
  readonly name?: string | undefined
  readonly custom?: boolean
}

/** Runs `drizzle-kit generate`, on flags alone: a drizzle.config.ts would name other folders. */
export async function runDrizzleKit({ cwd, schema, out, name, custom = false }: DrizzleKitRun): Promise<void> {
  const args = [
    drizzleKitBinary(cwd),
    'generate',
    '--dialect=postgresql',
    `--schema=${schema}`,
    `--out=${relative(cwd, out)}`,
    ...(name === undefined ? [] : [`--name=${name}`]),
    ...(custom ? ['--custom'] : []),
  ]
  // drizzle-kit asks on the terminal whether a column was renamed; without one it can only fail.
  const asks = process.stdin.isTTY && process.stdout.isTTY
  const { code, output } = await run(args, cwd, asks)
  if (output.includes('Interactive prompts require a TTY')) {
    throw new DbError('INVALID', 'drizzle-kit must ask whether something was renamed: run this command in a terminal')
  }
  if (code !== 0 || /^\s*Error:/m.test(output)) {
    throw new DbError('INVALID', `drizzle-kit could not read the schema:\n${output.trim()}`, {
      details: { field: 'schema' },
    })
  }
}

function run(args: readonly string[], cwd: string, asks: boolean): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: asks ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
