import { type ContextKey, pads } from '../kernel/context-key.ts'
import { DbError } from '../kernel/errors.ts'
import type { MigrationConnection } from './connection.ts'

/**
 * Adds a key, or brings one back that was on its way out. Called as the owner.
 *
 * @throws {DbError} `CONFLICT` when the id belongs to another secret: contexts signed with that one would stop to verify
 */
export async function installKey(connection: MigrationConnection, { id, secret }: ContextKey): Promise<void> {
  const { inner, outer } = pads(secret)
  const [row] = await connection.run(`insert into app_private.context_keys as k (key_id, inner_pad, outer_pad)
values (${id}, ${bytes(inner)}, ${bytes(outer)})
on conflict (key_id) do update set valid_until_at = null where k.inner_pad = excluded.inner_pad
returning key_id`)
  if (row) return
  throw new DbError('CONFLICT', `context key ${id} is there with another secret: give the new one an id of its own`, {
    details: { field: 'contextKey' },
  })
}

const bytes = (block: Uint8Array): string => `decode('${Buffer.from(block).toString('hex')}', 'hex')`
