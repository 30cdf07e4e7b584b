import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { migrate, type MigrateOptions, migrationsFolder } from '../migrations.ts'

/** An application's own migrations, applied behind ours. */
export type AppMigrations = Pick<MigrateOptions, 'folder' | 'journal'>

/** A name for "all these migrations, exactly like this": what a snapshot or a template of them is called. */
export async function fingerprint(app: readonly AppMigrations[]): Promise<string> {
  const hash = createHash('sha256').update('1')
  for (const folder of [migrationsFolder, ...app.flatMap(({ folder: own }) => (own === undefined ? [] : [own]))]) {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && file !== 'schema.sql').sort()
    for (const file of files) hash.update(file).update(await readFile(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 20)
}

/**
 * A migrated, empty embedded database as a file in the temp folder: a cold start and the migrations take seconds, a
 * copy of the snapshot a fraction of one. Made by whoever comes first; two at once make the same one twice.
 */
export async function migratedSnapshot(app: readonly AppMigrations[]): Promise<Blob> {
  const folder = join(tmpdir(), `platform-db-${userInfo().uid}`)
  const file = join(folder, `${await fingerprint(app)}.tar`)
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return new Blob([kept])
  const pglite = await PGlite.create()
  try {
    await migrate({ pglite })
    for (const own of app) await migrate({ pglite }, own)
    const snapshot = Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer())
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const draft = `${file}.${process.pid}`
    await writeFile(draft, snapshot)
    await rename(draft, file)
    await removeOld(folder)
    return new Blob([snapshot])
  } finally {
    await pglite.close()
  }
}

const KEPT_DAYS = 7

/** 40 MB for every state that the migrations were ever in would fill the disk of whoever writes them. */
async function removeOld(folder: string): Promise<void> {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    // Another process may have removed it first.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (mtimeMs < oldest) await rm(path, { force: true })
  }
}
