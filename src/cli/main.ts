#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { runCommand } from 'citty'
import { asksForHelp, checkArguments, findCommand } from './command-line.ts'
import { platformDb } from './commands.ts'
import { reportFailure } from './report.ts'
import { UsageError } from './usage-error.ts'
import { colored, usageOf } from './usage.ts'

// `platform-db doctor | head` closes the pipe early, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const words = process.argv.slice(2)
try {
  await run(words)
} catch (error) {
  // Not citty's runMain: it would print the stack of an error, and with it what the error is about.
  reportFailure(error, words.includes('--json'))
}

async function run(all: readonly string[]): Promise<void> {
  if (all.length === 1 && all[0] === '--version') {
    console.log(version())
    return
  }
  const found = await findCommand(platformDb, all)
  if (all.length === 0 || asksForHelp(found.rest)) {
    console.log(colored(await usageOf(found), process.stdout.isTTY))
    return
  }
  const names = Object.keys(found.subCommands)
  if (names.length > 0) throw new UsageError(`say which one: ${names.join(', ')}`, found.name)
  checkArguments(found)
  await runCommand(found.command, { rawArgs: [...found.rest] })
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
}
