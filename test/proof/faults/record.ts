import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figures } from './result.ts'

const path = fileURLToPath(new URL('../../../docs/proof/faults.json', import.meta.url))

export interface Recorded {
  readonly command: string
  readonly date: string
  readonly commit: string
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memoryGiB: number
    readonly node: string
    readonly postgres: string
  }
  readonly figures: Figures
  readonly seed: number
}

/** Writes what the page of proofs is made from. `commit` says `+` when files were changed since. */
export function record(run: { command: string; figures: Figures; seed: number; server: string }): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: dirname(path.replace(/docs\/proof\/.*/, '.')), encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') !== ''
  const recorded: Recorded = {
    command: run.command,
    date: new Date().toISOString().slice(0, 10),
    commit: `${git('rev-parse', '--short=12', 'HEAD')}${changed ? '+' : ''}`,
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      postgres: run.server,
    },
    figures: run.figures,
    seed: run.seed,
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(recorded, undefined, 2)}\n`)
  return path
}
