import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireList, requireMoment, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Channel, channels as allChannels } from './channels.ts'
import { type MenuVersion, menuVersions } from './menu-versions.ts'

export interface PublishMenu {
  readonly versionId: string
  /** All of the restaurant that are not archived, when left out. */
  readonly branchIds?: readonly string[]
  /** All, when left out. */
  readonly channels?: readonly Channel[]
  /** When it goes live; now, when left out or past. */
  readonly from?: Date
}

/**
 * Puts a version live, in the place of what was. A draft is published for good by it: its rows no longer change, and its
 * snapshot is written. A version that is published already is only put live, here or elsewhere: so a branch goes back to
 * what the others still sell, and what was to come is called off. What is live nowhere any more, nor will be, of the same
 * menu, is retired: `draftMenu` from it brings it back. For staff and the service.
 *
 * A batch: one round trip. Locks the version and the branches, in the order of their ids, until the transaction ends.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such version · `REFERENCED` a branch of another restaurant · `FORBIDDEN` ·
 * `MENU_NOT_SELLABLE` with `details.constraint`: it has no dish, or a choice that cannot be made; `menuProblems` lists
 * all · `MENU_VERSION_RETIRED` · `MENU_ARCHIVED`
 *
 * @example
 * const { number } = await db.as(owner, (tx) => publishMenu(tx, { versionId, channels: ['app', 'web'] }))
 */
export function publishMenu(tx: TenantTx, { versionId, branchIds, channels, from }: PublishMenu): Batch<MenuVersion> {
  requireUuid('versionId', versionId)
  if (branchIds !== undefined) {
    requireList('branchIds', branchIds, 1000)
    for (const id of branchIds) requireUuid('branchIds', id)
  }
  if (channels !== undefined) {
    requireList('channels', channels, allChannels.length)
    for (const channel of channels) requireOneOf('channels', channel, allChannels)
  }
  if (from !== undefined) requireMoment('from', from)
  const { tenantId } = tx.actor
  const branches = branchIds === undefined ? null : `{${[...new Set(branchIds)].join(',')}}`
  const soldOn = channels === undefined ? null : `{${[...new Set(channels)].join(',')}}`
  return batch(
    [
      tx.execute(
        sql`select app.publish_menu(${versionId}, ${branches}::uuid[], ${soldOn}::text[], ${from?.toISOString() ?? null}::timestamptz)`,
      ),
      tx
        .select()
        .from(menuVersions)
        .where(and(eq(menuVersions.tenantId, tenantId), eq(menuVersions.id, versionId))),
    ],
    ([, [version]]) => {
      if (!version) throw new DbError('NOT_FOUND', 'no such version', { details: { table: 'menu_versions' } })
      return version
    },
  )
}
