import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DbError } from '../kernel/errors.ts'
import type { MigrationConnection } from '../migrations/connection.ts'
import { migrationsFolder } from '../migrations/folder.ts'
import { readCatalog } from './catalog.ts'
import { withCatalogPath } from './catalog-path.ts'

/**
 * What this release's migrations make: `drizzle/manifest.json`, written by `scripts/dump-schema.ts` together with the
 * golden schema. A document and not a database to compare with: a scratch one would need an embedded server, and
 * seconds, wherever somebody looks for drift; this needs one query.
 */
export type Manifest = Readonly<Record<string, string>>

export async function makeManifest(connection: MigrationConnection): Promise<Manifest> {
  const entries = await withCatalogPath(connection, () => readCatalog(connection))
  return Object.fromEntries(entries.map(({ object, definition }) => [object, definition]))
}

/** @throws {DbError} `INTERNAL` when the package was built without it */
export function readManifest(): Manifest {
  const path = join(migrationsFolder, 'manifest.json')
  try {
    // Written by makeManifest, above.
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest
  } catch (cause) {
    throw new DbError('INTERNAL', 'drizzle/manifest.json is missing or broken: tsx scripts/dump-schema.ts writes it', {
      cause,
    })
  }
}
