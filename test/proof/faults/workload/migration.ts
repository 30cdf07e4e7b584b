import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from '../../../../src/generate/generate.ts'
import type { AppMigrations } from '../../../../src/testing/snapshot.ts'

/** The migration of the workload's tables, written as an application writes its own; it is as good as its last run. */
export async function workloadMigrations(): Promise<AppMigrations & Disposable> {
  const folder = mkdtempSync(join(tmpdir(), 'platform-db-stock-'))
  const cwd = fileURLToPath(new URL('../../../..', import.meta.url))
  const schema = relative(cwd, fileURLToPath(new URL('tables.ts', import.meta.url)))
  await generate({ schema, out: folder, name: 'add_stock_transfers', cwd })
  return { folder, journal: 'stock', [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
