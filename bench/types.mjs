import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spread } from './contenders.mjs'

const root = new URL('../', import.meta.url)
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** Seconds of `tsc --noEmit` in a project that imports every entry of the package, and in one that imports nothing. */
export async function run({ rounds = 5 } = {}) {
  const { exports, name } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  const entries = Object.values(exports).filter((target) => target.endsWith('.js'))
  const specifiers = Object.keys(exports)
    .filter((entry) => exports[entry].endsWith('.js'))
    .map((entry) => entry.replace(/^\./, name))
  const folder = mkdtempSync(join(tmpdir(), 'platform-bench-'))
  try {
    const projects = {
      everything: project(folder, 'everything', everything(specifiers), name),
      nothing: project(folder, 'nothing', 'export const nothing = 0\n', name),
    }
    assertReads(projects.everything, entries)
    const times = { everything: [], nothing: [] }
    const order = Object.keys(times)
    for (let round = 0; round <= rounds; round++) {
      // In turns, and who comes first changes: what slows the machine slows both.
      for (const which of round % 2 === 0 ? order : order.toReversed()) {
        const seconds = compiled(projects[which])
        if (round > 0) times[which].push(seconds)
      }
    }
    const more = spread(times.everything.map((seconds, i) => seconds - times.nothing[i]))
    const result = { workload: 'types', contender: 'platform-db', concurrency: 1, latencyMs: 0, seconds: more.median }
    const figures = { everything: spread(times.everything), nothing: spread(times.nothing), more }
    return { rounds, entries: specifiers, figures, results: [result], table: tableOf(rounds, specifiers, figures) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Spread, so that the type of each name is worked out and not only found. */
function everything(specifiers) {
  const imports = specifiers.map((specifier, i) => `import * as entry${i} from '${specifier}'\n`)
  return `${imports.join('')}export const all = [${specifiers.map((_, i) => `{ ...entry${i} }`).join(', ')}]\n`
}

/** A strict project, where the package is what npm would have put there: its folder, by its exports. */
function project(folder, which, source, name) {
  const own = join(folder, which)
  const installed = join(own, 'node_modules', name)
  mkdirSync(join(installed, '..'), { recursive: true })
  symlinkSync(fileURLToPath(root), installed)
  const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true, skipLibCheck: true, types: [] }
  writeFileSync(join(own, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }))
  writeFileSync(join(own, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(own, 'main.ts'), source)
  return own
}

function compiled(own) {
  const began = performance.now()
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', own], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`tsc: ${stdout.slice(0, 2000)}`)
  return (performance.now() - began) / 1000
}

function assertReads(own, entries) {
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', own, '--listFilesOnly'], { encoding: 'utf8' })
  const read = new Set(stdout.trim().split('\n'))
  for (const target of entries) {
    const file = fileURLToPath(new URL(target.replace(/\.js$/, '.d.ts'), root))
    if (!read.has(file)) throw new Error(`${target} was not read`)
  }
}

function tableOf(rounds, specifiers, figures) {
  const line = (what, { median, min, max }) =>
    `${what.padEnd(32)}${median.toFixed(2).padStart(8)}${`${min.toFixed(2)} ${max.toFixed(2)}`.padStart(14)}`
  return [
    `${`tsc --noEmit, ${rounds} rounds in turns`.padEnd(32)}${'s'.padStart(8)}${'from to'.padStart(14)}`,
    line(`all ${specifiers.length} entries imported`, figures.everything),
    line('nothing imported', figures.nothing),
    line('more', figures.more),
  ]
}
