import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'

/** The commit that was measured; `with changes` when its files were not all as committed. */
export function commit(): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'drizzle') !== ''
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`
}

/** Where: recorded with every figure, since none means anything without it. */
export function machine(): Readonly<Record<string, string | number>> {
  const [cpu] = cpus()
  return { cpu: cpu?.model ?? 'unknown', cores: cpus().length, node: process.version.slice(1) }
}
