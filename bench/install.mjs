import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/**
 * The contenders are dependencies of this folder alone, fetched when a benchmark first asks for them, and Prisma's client
 * made from its schema. Neither runs an install script: the engines that those would fetch are not used, since the client
 * speaks through `pg`.
 */
export function installContenders() {
  const run = (command, ...args) =>
    execFileSync(command, args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    })
  if (!existsSync(new URL('node_modules/kysely', import.meta.url)))
    run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
  const client = new URL('node_modules/.generated/prisma/client.ts', import.meta.url)
  const schema = new URL('schema.prisma', import.meta.url)
  if (!existsSync(client) || statSync(client).mtimeMs < statSync(schema).mtimeMs) run('npx', 'prisma', 'generate')
}
