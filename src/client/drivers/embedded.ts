import type { PGlite } from '@electric-sql/pglite'
import { type ContextKey, pads } from '../../kernel/context-key.ts'
import { DbError } from '../../kernel/errors.ts'
import type { EmbeddedOptions } from '../open-db.ts'

/** `owned` says whether closing the handle closes it too. */
export async function openPglite(source: EmbeddedOptions['pglite']): Promise<{ pglite: PGlite; owned: boolean }> {
  if (source !== true && 'query' in source) return { pglite: source, owned: false }
  const { PGlite: Embedded } = await import('@electric-sql/pglite')
  return { pglite: await Embedded.create(source === true ? {} : source), owned: true }
}

/**
 * An embedded database has no operator to install a key: it gets one made for this handle, before its first scope —
 * not when it is opened, because it may not be migrated yet.
 */
export class EmbeddedKey {
  readonly #pglite: PGlite
  readonly #key: ContextKey
  #installed: Promise<void> | undefined

  constructor(pglite: PGlite, key: ContextKey) {
    this.#pglite = pglite
    this.#key = key
  }

  install(): Promise<void> {
    this.#installed ??= this.#write().catch((error: unknown) => {
      this.#installed = undefined
      throw error
    })
    return this.#installed
  }

  async #write(): Promise<void> {
    const { rows } = await this.#pglite.query<{ migrated: boolean }>(
      `select to_regclass('app_private.context_keys') is not null as migrated`,
    )
    if (rows[0]?.migrated !== true) {
      throw new DbError('NOT_MIGRATED', 'the schema is not installed in this database: call migrate(db) first')
    }
    const { inner, outer } = pads(this.#key.secret)
    await this.#pglite.query(
      `insert into app_private.context_keys (key_id, inner_pad, outer_pad) values ($1, $2, $3)
       on conflict (key_id) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad, valid_until_at = null`,
      [this.#key.id, inner, outer],
    )
  }
}
