import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from '../../../../src/generate/generate.ts'
import type { AppMigrations } from '../../../../src/testing/snapshot.ts'

let written: Promise<AppMigrations> | undefined

/**
 * The migration of the workload's tables, written as an application writes its own, once for all servers of a run: it
 * is as good as the tables' file, and nobody has to keep it so.
 */
export function workloadMigrations(): Promise<AppMigrations> {
  written ??= write()
  return written
}

async function write(): Promise<AppMigrations> {
  const folder = mkdtempSync(join(tmpdir(), 'platform-db-stock-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const cwd = fileURLToPath(new URL('../../../..', import.meta.url))
  const schema = relative(cwd, fileURLToPath(new URL('tables.ts', import.meta.url)))
  await generate({ schema, out: folder, name: 'add_stock_transfers', cwd })
  return { folder, journal: 'stock' }
}
