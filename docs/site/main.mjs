// @ts-check
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stage } from './stage.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))
const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
  execFileSync(command, args, { cwd: folder, stdio: 'inherit' })

// Its own installation is named by the lock file that npm leaves in it.
// The tools of the site are dependencies of this folder alone, fetched when somebody first asks for it, without scripts.
const locked = `${folder}node_modules/.package-lock.json`
if (!existsSync(locked)) run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')

stage()
run('npx', 'typedoc', '--options', 'typedoc.json')
if (process.argv.includes('--preview')) run('npx', 'vitepress', 'dev')
else run('npx', 'vitepress', 'build')
