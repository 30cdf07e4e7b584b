import { type MigrationConnection, type MigrationTarget, withConnection } from '../migrations/connection.ts'
import { asDbError } from '../migrations/server-error.ts'
import { withCatalogPath } from './catalog-path.ts'
import { type CatalogEntry, readCatalog } from './catalog.ts'
import { type Manifest, readManifest } from './manifest.ts'

/** One object that is not as this release's migrations made it. */
export interface Difference {
  readonly kind: 'missing' | 'differs' | 'extra'
  /** `policy public.orders.orders_tenant` */
  readonly object: string
  readonly expected?: string
  readonly found?: string
}

/**
 * Compares a live database with what this release's migrations make: tables with their columns, constraints, indexes,
 * policies, triggers and grants, functions, domains, owners. An application's own tables and functions are not looked
 * at; what somebody added to a table of ours, or to the schemas `app` and `app_private`, is `extra`.
 *
 * Reads system catalogues alone, in one query; takes no locks, and any login may. Migrate first: a pending migration
 * is drift as well.
 *
 * @returns what differs, by name; empty when the database is as it should be
 * @throws {DbError} `UNAVAILABLE`
 *
 * @example
 * const differences = await drift({ url: process.env.MIGRATE_URL })
 */
export async function drift(target: MigrationTarget): Promise<readonly Difference[]> {
  try {
    return await withConnection(target, () => undefined, driftOn)
  } catch (error) {
    throw asDbError(error)
  }
}

export async function driftOn(connection: MigrationConnection): Promise<readonly Difference[]> {
  return compare(readManifest(), await withCatalogPath(connection, () => readCatalog(connection)))
}

const ownSchemas: ReadonlySet<string> = new Set(['app', 'app_private'])

export function compare(manifest: Manifest, entries: readonly CatalogEntry[]): readonly Difference[] {
  const live = new Map(entries.map((entry) => [entry.object, entry]))
  const differences: Difference[] = []
  for (const [object, expected] of Object.entries(manifest)) {
    const found = live.get(object)?.definition
    if (found === undefined) differences.push({ kind: 'missing', object, expected })
    else if (found !== expected) differences.push({ kind: 'differs', object, expected, found })
  }
  for (const { object, of, definition } of entries) {
    if (!(object in manifest) && isOurs(of, manifest)) differences.push({ kind: 'extra', object, found: definition })
  }
  return differences.sort((one, other) => (one.object < other.object ? -1 : 1))
}

/** A part of one of our tables or views, or anything in our schemas. */
function isOurs(of: string, manifest: Manifest): boolean {
  return ownSchemas.has(of.split('.')[0] ?? '') || `table ${of}` in manifest || `view ${of}` in manifest
}
