import { spawnSync } from 'node:child_process'
import { chmodSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

// Built aside and then moved: nobody sees a half-made dist, and nothing of a deleted source stays in it.
const fresh = `.cache/dist-${process.pid}`
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
// `--noCheck` where types are checked beside it.
const { status } = spawnSync(
  process.execPath,
  [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
if (status === 0) {
  // npm sets the bit when it installs; a linked checkout runs the file as it is.
  chmodSync(`${fresh}/cli/main.js`, 0o755)
  rmSync('dist', { recursive: true, force: true })
  renameSync(fresh, 'dist')
} else {
  rmSync(fresh, { recursive: true, force: true })
  process.exitCode = status ?? 1
}
