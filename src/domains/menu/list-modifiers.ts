import { and, asc, eq, inArray } from 'drizzle-orm'
import type { TenantTx } from '../../kernel/tx.ts'
import { requireList, requireUuid } from '../../kernel/input.ts'
import { itemModifierGroups } from './item-modifier-groups.ts'
import { modifierGroups } from './modifier-groups.ts'
import { modifierOptions } from './modifier-options.ts'

export interface ListModifiers {
  readonly menuItemIds: readonly string[]
}

/**
 * The choices that items offer: one row per item, group and option, in the order to show them.
 *
 * @throws {DbError} `INVALID` menuItemIds: 1 to 500 UUIDs
 *
 * @example
 * const choices = await db.as(guest, (tx) => listModifiers(tx, { menuItemIds: [taco.id] }))
 */
export function listModifiers(tx: TenantTx, { menuItemIds }: ListModifiers) {
  requireList('menuItemIds', menuItemIds, 500)
  for (const id of menuItemIds) requireUuid('menuItemIds', id)
  const tenant = tx.actor.tenantId
  return tx
    .select({
      itemId: itemModifierGroups.itemId,
      groupId: modifierGroups.id,
      group: modifierGroups.name,
      minSelected: modifierGroups.minSelected,
      maxSelected: modifierGroups.maxSelected,
      optionId: modifierOptions.id,
      option: modifierOptions.name,
      price: modifierOptions.price,
    })
    .from(itemModifierGroups)
    .innerJoin(
      modifierGroups,
      and(
        eq(modifierGroups.tenantId, itemModifierGroups.tenantId),
        eq(modifierGroups.id, itemModifierGroups.groupId),
        eq(modifierGroups.tenantId, tenant),
      ),
    )
    .innerJoin(
      modifierOptions,
      and(
        eq(modifierOptions.tenantId, modifierGroups.tenantId),
        eq(modifierOptions.groupId, modifierGroups.id),
        eq(modifierOptions.tenantId, tenant),
      ),
    )
    .where(and(eq(itemModifierGroups.tenantId, tenant), inArray(itemModifierGroups.itemId, [...menuItemIds])))
    .orderBy(asc(itemModifierGroups.itemId), asc(itemModifierGroups.position), asc(modifierOptions.position))
    .$dynamic()
}

export type ModifierRow = Awaited<ReturnType<typeof listModifiers>>[number]
