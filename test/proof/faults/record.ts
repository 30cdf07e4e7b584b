import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Proof } from './run.ts'
import type { Figures } from './result.ts'

/** What the page of proofs makes a section of. */
export interface Recorded {
  readonly command: string
  readonly date: string
  /** The commit that was measured; `with changes` when its files were not all as committed. */
  readonly commit: string
  readonly machine: Readonly<Record<string, string | number>>
  readonly figures: Figures
  readonly seed: number
  /** What could not be brought about on this machine. */
  readonly residual?: readonly { readonly name: string; readonly reason: string }[]
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Looks at the commit now, before the run: afterwards it may be another. @returns what writes the figures down */
export function recorder(command: string, seed: number): (proof: Proof) => string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'drizzle', 'test/proof') !== ''
  const commit = `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`
  return ({ figures, server, skipped }) => {
    const recorded: Recorded = {
      command,
      date: new Date().toISOString().slice(0, 10),
      commit,
      machine: {
        cpu: cpus()[0]?.model.trim() ?? 'unknown',
        cores: cpus().length,
        node: process.version.slice(1),
        postgres: server,
      },
      figures,
      seed,
      ...(skipped.length > 0 ? { residual: skipped } : {}),
    }
    mkdirSync(`${root}/docs/proof`, { recursive: true })
    writeFileSync(`${root}/docs/proof/faults.json`, `${JSON.stringify(recorded, undefined, 2)}\n`)
    makePage()
    return 'docs/proof/faults.json'
  }
}

/** The page belongs to all proofs; there may be no page yet. */
function makePage(): void {
  const script = 'scripts/proof-page.ts'
  if (existsSync(`${root}/${script}`)) execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: root })
}
