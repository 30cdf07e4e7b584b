// `npm run check`: every check:* of package.json and db:check, as many at once as there are processors. Each says what it
// has to say when it has ended; all are run, whatever fails.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { text } from 'node:stream/consumers'

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
// The longest first, so that none of them is left for the end.
const longest = ['check:types', 'check:package', 'check:format', 'check:lint']
const names = [...longest, ...Object.keys(scripts).filter((name) => /^(check:|db:check$)/.test(name))]
const waiting = [...new Set(names)].filter((name) => name in scripts)
const failed = []

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
if (failed.length > 0) {
  console.error(`\nfailed: ${failed.join(', ')}`)
  process.exitCode = 1
}

async function worker() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const began = Date.now()
    const { code, output } = await run(name)
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    console.log(`\n== ${name}: ${code === 0 ? 'passed' : `exit code ${code}`}, ${seconds} s\n${output.trim()}`)
    if (code !== 0) failed.push(name)
  }
}

async function run(name) {
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const [code, ...output] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, output: output.join('') }
}
