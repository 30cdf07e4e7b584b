import { createReadStream } from 'node:fs'
import { keptCatalogs } from '../domains/taxes/catalog-data.ts'
import { DbError } from '../kernel/errors.ts'
import { invalid } from '../kernel/input.ts'
import { asMigrator } from './as-migrator.ts'
import { asOwner, defaultPatience } from './as-owner.ts'
import { type CatalogRow, readCatalog, type RefusedRow } from './catalog-file.ts'
import type { MigrationConnection, MigrationTarget } from './connection.ts'

export interface ImportCatalog {
  /** The SAT's name of it: `c_ClaveProdServ`. */
  readonly catalog: string
  /** The path of a CSV file in UTF-8 with the header code,description,valid_from,valid_to. */
  readonly file: string
}

export interface ImportedCatalog {
  readonly catalog: string
  /** How many rows the file has that can be taken; all of them are written, or none. */
  readonly rows: number
  /** Nothing was written unless this is empty. At most the first hundred. */
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
}

const rowsPerStatement = 1000
const mostReported = 100

/**
 * Replaces a catalogue of the SAT with what a file says of it, in one transaction; readers see the old one until then.
 * The file is the whole catalogue: a code that it lacks is gone, so codes that have ended stay in it, with their end.
 *
 * The file is read twice, in pieces: first every row is looked at, then, if none is refused, they are written. It must
 * not change in between.
 *
 * @throws {DbError} `INVALID` catalog (also one that comes with the package), file · `NOT_MIGRATED` · `UNAVAILABLE`
 */
export async function importCatalog(
  target: MigrationTarget,
  { catalog, file }: ImportCatalog,
): Promise<ImportedCatalog> {
  if (!/^c_[A-Za-z0-9_]{1,60}$/.test(catalog)) throw invalid('catalog', 'is named as the SAT does: c_ClaveProdServ')
  if (keptCatalogs.includes(catalog)) throw invalid('catalog', 'comes with the package, and migrations keep it')
  const { rows, refused, refusedCount } = await look(file)
  if (refusedCount === 0) {
    await asMigrator(target, (connection) =>
      asOwner(connection, defaultPatience, () => replace(connection, catalog, file)),
    )
  }
  return { catalog, rows, refused, refusedCount }
}

async function look(file: string): Promise<Omit<ImportedCatalog, 'catalog'>> {
  const refused: RefusedRow[] = []
  let [rows, refusedCount] = [0, 0]
  for await (const found of readCatalog(textOf(file))) {
    if ('row' in found) rows += 1
    else if (++refusedCount <= mostReported) refused.push(found.refused)
  }
  return { rows, refused, refusedCount }
}

async function replace(connection: MigrationConnection, catalog: string, file: string): Promise<void> {
  await connection.run(`delete from public.sat_catalogs where catalog = ${text(catalog)}`)
  let batch: CatalogRow[] = []
  for await (const found of readCatalog(textOf(file))) {
    if ('refused' in found) throw invalid('file', 'changed while it was read')
    batch.push(found.row)
    if (batch.length < rowsPerStatement) continue
    await insert(connection, catalog, batch)
    batch = []
  }
  if (batch.length > 0) await insert(connection, catalog, batch)
}

async function insert(connection: MigrationConnection, catalog: string, rows: readonly CatalogRow[]): Promise<void> {
  await connection.run(`insert into public.sat_catalogs (catalog, code, description, valid_from_on, valid_to_on, attributes)
select ${text(catalog)}, code, description, valid_from_on, valid_to_on, attributes
from jsonb_populate_recordset(null::public.sat_catalogs, ${text(JSON.stringify(rows))}::jsonb)`)
}

/** Text of a caller's, as digits: whatever it holds, and however the server reads backslashes, it ends no literal. */
const text = (value: string): string => `convert_from(decode('${Buffer.from(value).toString('hex')}', 'hex'), 'UTF8')`

/** A byte that is no UTF-8 becomes U+FFFD, which `readCatalog` refuses. */
async function* textOf(file: string): AsyncGenerator<string> {
  try {
    for await (const chunk of createReadStream(file, 'utf8')) yield String(chunk)
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new DbError('INVALID', 'the file cannot be read', { details: { field: 'file' }, cause })
  }
}
