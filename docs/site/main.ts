import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stage } from './stage.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const run = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, stdio: 'inherit' })

// The tools of the site are dependencies of this folder alone, fetched when somebody first asks for it, without scripts.
if (!existsSync(`${folder}node_modules/.package-lock.json`))
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')

stage()
run('npx', 'typedoc', '--options', 'typedoc.json')
run('npx', 'vitepress', process.argv.includes('--preview') ? 'dev' : 'build')
