import { literal } from '../kernel/ddl.ts'
import type { MigrationConnection } from './connection.ts'
import type { MigrationFile } from './files.ts'

/** What the database knows of one file. */
export interface Booked {
  readonly tag: string
  readonly hash: string
  readonly statementsDone: number
  readonly applied: boolean
}

const table = 'drizzle.platform_migrations'

/** Made by the migrating login and no migration: it must be there before the first one. */
export async function makeBookkeeping(connection: MigrationConnection): Promise<void> {
  if (await isThere(connection)) return
  await connection.run('create schema if not exists drizzle')
  await connection.run(`create table if not exists ${table} (
  journal text not null,
  idx integer not null,
  tag text not null,
  hash text not null,
  statements_done integer not null,
  started_at timestamptz not null default now(),
  applied_at timestamptz,
  constraint platform_migrations_pkey primary key (journal, idx)
)`)
}

export async function readBooked(connection: MigrationConnection, journal: string): Promise<readonly Booked[]> {
  if (!(await isThere(connection))) return []
  const rows = await connection.run(
    `select tag, hash, statements_done, case when applied_at is null then 'no' else 'yes' end as applied
from ${table} where journal = ${literal(journal)} order by idx`,
  )
  return rows.map((row) => ({
    tag: String(row['tag']),
    hash: String(row['hash']),
    statementsDone: Number(row['statements_done']),
    applied: row['applied'] === 'yes',
  }))
}

async function isThere(connection: MigrationConnection): Promise<boolean> {
  const [row] = await connection.run(`select to_regclass('${table}')::text as found`)
  return row?.['found'] !== null && row?.['found'] !== undefined
}

export async function bookApplied(
  connection: MigrationConnection,
  journal: string,
  file: MigrationFile,
): Promise<void> {
  await connection.run(upsert(journal, file, file.statements.length, 'clock_timestamp()'))
}

/** How far a file outside a transaction has come. */
export async function bookProgress(
  connection: MigrationConnection,
  journal: string,
  file: MigrationFile,
  statementsDone: number,
): Promise<void> {
  await connection.run(upsert(journal, file, statementsDone, 'null'))
}

function upsert(journal: string, { idx, tag, hash }: MigrationFile, statementsDone: number, appliedAt: string): string {
  return `insert into ${table} (journal, idx, tag, hash, statements_done, applied_at)
values (${literal(journal)}, ${idx}, ${literal(tag)}, ${literal(hash)}, ${statementsDone}, ${appliedAt})
on conflict (journal, idx) do update set
  tag = excluded.tag, hash = excluded.hash, statements_done = excluded.statements_done, applied_at = excluded.applied_at`
}
