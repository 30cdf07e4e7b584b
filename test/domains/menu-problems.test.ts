import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  itemModifierGroups,
  itemOptionPrices,
  menuItems,
  menuProblems,
  modifierGroups,
  modifierOptions,
  publishMenu,
  type TenantTx,
} from '../../src/index.ts'
import { asStaff, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { draftWith } from './change-menu.ts'
import { expectRefusal } from './refusals.ts'

describe('menuProblems', () => {
  const problems = (tenant: TestTenant, versionId: string) => asStaff(tenant, (tx) => menuProblems(tx, { versionId }))
  const at = (table: typeof menuItems | typeof modifierGroups | typeof modifierOptions, versionId: string) =>
    eq(table.versionId, versionId)

  test('finds nothing in what can be sold', async ({ tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    expect(await problems(tenant, (await draftWith(tenant)).id)).toEqual([])
  })

  test.for<
    [
      what: string,
      found: readonly { rule: string; name: string | null }[],
      spoil: (tx: TenantTx, id: string, tenant: TestTenant) => Promise<unknown>,
    ]
  >([
    [
      'a menu without a dish',
      [{ rule: 'menu_versions_has_items', name: null }],
      (tx, id) => tx.delete(menuItems).where(at(menuItems, id)),
    ],
    [
      'a group without an option',
      [{ rule: 'modifier_groups_can_be_met', name: 'vacio' }],
      (tx, id, { restaurantId, menuId }) =>
        tx
          .insert(modifierGroups)
          .values({ versionId: id, restaurantId, menuId, key: 'vacio', name: 'Vacío', minSelected: 0, maxSelected: 1 }),
    ],
    [
      'a group that asks for more units than its options have',
      [{ rule: 'modifier_groups_can_be_met', name: 'salsa' }],
      (tx, id) =>
        tx
          .update(modifierGroups)
          .set({ minSelected: 3, maxSelected: 3 })
          .where(and(at(modifierGroups, id), eq(modifierGroups.key, 'salsa'))),
    ],
    [
      'a group whose units would take more kinds than may be chosen',
      [{ rule: 'modifier_groups_can_be_met', name: 'salsa' }],
      (tx, id) =>
        tx
          .update(modifierGroups)
          .set({ minSelected: 2, maxSelected: 2, maxDistinct: 1 })
          .where(and(at(modifierGroups, id), eq(modifierGroups.key, 'salsa'))),
    ],
    [
      'a group that asks for more kinds than it has',
      [{ rule: 'modifier_groups_can_be_met', name: 'salsa' }],
      (tx, id) =>
        tx
          .update(modifierGroups)
          .set({ maxSelected: 3, minDistinct: 3, maxDistinct: 3 })
          .where(and(at(modifierGroups, id), eq(modifierGroups.key, 'salsa'))),
    ],
    [
      'a dish that asks for more than its group has',
      [{ rule: 'modifier_groups_can_be_met', name: 'salsa' }],
      (tx, id, { items }) =>
        tx
          .update(itemModifierGroups)
          .set({ minSelected: 3, maxSelected: 3, minDistinct: 0, maxDistinct: 3, freeQuantity: 0 })
          .where(and(eq(itemModifierGroups.versionId, id), eq(itemModifierGroups.itemId, items['TACO'] ?? ''))),
    ],
    [
      'more units preselected than may be chosen',
      [{ rule: 'modifier_groups_defaults_fit', name: 'bebida' }],
      (tx, id) =>
        tx
          .update(modifierOptions)
          .set({ maxQuantity: 2, defaultQuantity: 2 })
          .where(and(at(modifierOptions, id), eq(modifierOptions.name, 'Agua'))),
    ],
    [
      'more kinds preselected than may be chosen',
      [{ rule: 'modifier_groups_defaults_fit', name: 'salsa' }],
      async (tx, id) => {
        await tx
          .update(modifierOptions)
          .set({ defaultQuantity: 1 })
          .where(and(at(modifierOptions, id), eq(modifierOptions.position, 0)))
        await tx
          .update(modifierOptions)
          .set({ defaultQuantity: 1 })
          .where(and(at(modifierOptions, id), eq(modifierOptions.name, 'Habanero')))
        await tx
          .update(modifierGroups)
          .set({ maxDistinct: 1 })
          .where(and(at(modifierGroups, id), eq(modifierGroups.key, 'salsa')))
        // A dish with its own rules has its own answer.
        await tx
          .delete(itemModifierGroups)
          .where(and(eq(itemModifierGroups.versionId, id), isNull(itemModifierGroups.minSelected)))
        await tx.delete(itemOptionPrices).where(eq(itemOptionPrices.versionId, id))
        await tx.delete(itemModifierGroups).where(eq(itemModifierGroups.versionId, id))
      },
    ],
    [
      'free units where the group charges all',
      [{ rule: 'item_modifier_groups_free_by_strategy', name: 'salsa' }],
      (tx, id, { items }) =>
        tx
          .update(itemModifierGroups)
          .set({ freeQuantity: 1 })
          .where(and(eq(itemModifierGroups.versionId, id), eq(itemModifierGroups.itemId, items['TACO'] ?? ''))),
    ],
    [
      'a price for an option that the dish does not offer',
      [{ rule: 'item_option_prices_offered', name: 'TACO' }],
      (tx, id, { items }) =>
        tx
          .delete(itemModifierGroups)
          .where(and(eq(itemModifierGroups.versionId, id), eq(itemModifierGroups.itemId, items['TACO'] ?? ''))),
    ],
  ])('finds %s, and it is not published', async ([, found, spoil], { db, tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const { id: versionId } = await draftWith(tenant, (tx, draft) => spoil(tx, draft.id, tenant))
    expect(await problems(tenant, versionId)).toEqual(found)
    const publish = () => asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    await expectRefusal(db, tenant.tenantId, publish, 'MENU_NOT_SELLABLE', { constraint: found[0]?.rule ?? '' })
  })

  test('finds all of them, by rule and name', async ({ tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const { id } = await draftWith(tenant, async (tx, draft) => {
      await tx.delete(menuItems).where(at(menuItems, draft.id))
      await tx.update(modifierGroups).set({ minSelected: 4, maxSelected: 4 }).where(at(modifierGroups, draft.id))
    })
    expect(await problems(tenant, id)).toEqual([
      { rule: 'menu_versions_has_items', name: null },
      { rule: 'modifier_groups_can_be_met', name: 'bebida' },
      { rule: 'modifier_groups_can_be_met', name: 'salsa' },
      { rule: 'modifier_groups_can_be_met', name: 'tamano' },
    ])
    await expect(problems(tenant, 'x')).rejects.toMatchObject({ code: 'INVALID', details: { field: 'versionId' } })
  })
})
