import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  draftMenu,
  importMenu,
  itemModifierGroups,
  itemOptionPrices,
  menuAt,
  menuCategories,
  menuItems,
  type MenuPlacement,
  menuPlacements,
  menuProblems,
  menus,
  menuSnapshots,
  menuVersions,
  modifierGroups,
  modifierOptions,
  newId,
  optionModifierGroups,
  publishedItems,
  publishMenu,
  restaurants,
  type TenantTx,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import {
  aMenu,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestDb,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { aRichMenu, withRichMenu } from './a-rich-menu.ts'
import { asOwner } from './as-owner.ts'
import { changeDish, draftWith } from './change-menu.ts'
import { expectRefusal } from './refusals.ts'

const statuses = (tenant: TestTenant) =>
  asStaff(tenant, (tx) =>
    tx
      .select({ number: menuVersions.number, status: menuVersions.status })
      .from(menuVersions)
      .where(eq(menuVersions.menuId, tenant.menuId))
      .orderBy(menuVersions.number),
  )

/** `channel branch number [from, until)` of what is or will be on sale. */
const live = (tenant: TestTenant): Promise<MenuPlacement[]> =>
  asCustomer(tenant, (tx) => tx.select().from(menuPlacements).where(isNull(menuPlacements.liveUntil)))

const versionsAt = async (tenant: TestTenant) =>
  Object.fromEntries(
    (await live(tenant)).map(({ branchId, channel, versionId }) => [`${branchId} ${channel}`, versionId]),
  )

async function anotherBranch(tenant: TestTenant, changes: Partial<typeof branches.$inferInsert> = {}): Promise<string> {
  const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
  const id = newId()
  await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id, name: 'Norte', ...changes }))
  return id
}

const documentOf = async (db: TestDb, tenant: TestTenant, versionId: string) => {
  const [row] = await asOwner<{ document: string }>(
    db,
    tenant.service,
    `select app.menu_document('${versionId}') as document`,
  )
  return row?.document
}

describe('publishMenu', () => {
  test('makes a draft the version that is sold everywhere, and retires the one before', async ({ tenant }) => {
    const { tenantId, restaurantId, menuId, branchId } = tenant
    const draft = await draftWith(tenant)
    expect(draft).toEqual({
      tenantId,
      id: expect.any(String),
      restaurantId,
      menuId,
      number: 2,
      status: 'draft',
      createdAt: expect.any(Date),
      publishedAt: null,
      retiredAt: null,
    })
    const published = await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    expect(published).toEqual({ ...draft, status: 'published', publishedAt: expect.any(Date) })
    expect(await statuses(tenant)).toEqual([
      { number: 1, status: 'retired' },
      { number: 2, status: 'published' },
    ])
    const placement = { tenantId, id: expect.any(String), restaurantId, branchId, menuId, versionId: draft.id }
    const liveFrom = published.publishedAt
    expect((await live(tenant)).sort((a, b) => (a.channel < b.channel ? -1 : 1))).toEqual(
      ['app', 'kiosk', 'partner', 'pos', 'web'].map((channel) => ({
        ...placement,
        channel,
        liveFrom,
        liveUntil: null,
      })),
    )
    // What was live ends where this begins: no moment has two, none has none.
    const ended = await asStaff(tenant, (tx) =>
      tx
        .select({ until: menuPlacements.liveUntil })
        .from(menuPlacements)
        .where(eq(menuPlacements.versionId, tenant.versionId)),
    )
    expect(ended).toEqual(Array.from({ length: 5 }, () => ({ until: liveFrom })))
  })

  test('writes the snapshot and the dishes once, and never again', async ({ db, tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const rows = () =>
      asStaff(tenant, async (tx) => [
        await tx.select().from(menuSnapshots).where(eq(menuSnapshots.versionId, tenant.versionId)),
        await tx
          .select({ place: publishedItems.place, sku: publishedItems.sku, category: publishedItems.category })
          .from(publishedItems)
          .where(eq(publishedItems.versionId, tenant.versionId))
          .orderBy(publishedItems.place),
      ])
    const before = await rows()
    expect(before).toEqual([
      [
        {
          tenantId: tenant.tenantId,
          versionId: tenant.versionId,
          document: await documentOf(db, tenant, tenant.versionId),
          etag: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
      [
        { place: 1, sku: 'TACO', category: 'Tacos' },
        { place: 2, sku: 'GRINGA', category: 'Tacos' },
        { place: 3, sku: 'CAMARON', category: 'Del mar' },
        { place: 4, sku: 'HUEVOS', category: 'Desayunos' },
        { place: 5, sku: 'CONCHA', category: 'Dulces' },
      ],
    ])
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
    expect(await rows()).toEqual(before)
  })

  test('puts it live at some branches, on some channels, and leaves the others alone', async ({ tenant }) => {
    const [second, closed] = [await anotherBranch(tenant), await anotherBranch(tenant, { archivedAt: new Date() })]
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
    const one = tenant.versionId
    const { id: two } = await draftWith(tenant)
    await asStaff(tenant, (tx) =>
      publishMenu(tx, { versionId: two, branchIds: [second.toUpperCase(), second], channels: ['app', 'web', 'app'] }),
    )
    const of = (branch: string, [app, web, rest]: readonly string[]) => ({
      [`${branch} app`]: app,
      [`${branch} web`]: web,
      [`${branch} kiosk`]: rest,
      [`${branch} pos`]: rest,
      [`${branch} partner`]: rest,
    })
    // An archived branch gets nothing, unless it is named.
    expect(await versionsAt(tenant)).toEqual({
      ...of(tenant.branchId, [one, one, one]),
      ...of(second, [two, two, one]),
    })
    expect(await statuses(tenant)).toEqual([
      { number: 1, status: 'published' },
      { number: 2, status: 'published' },
    ])
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: two, branchIds: [closed], channels: ['pos'] }))
    expect((await versionsAt(tenant))[`${closed} pos`]).toBe(two)
  })

  test('goes back to the version that other branches still sell', async ({ tenant }) => {
    const second = await anotherBranch(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
    const { id: two } = await draftWith(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: two, branchIds: [second] }))
    const back = await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [second] }))
    expect(back).toMatchObject({ number: 1, status: 'published' })
    expect(new Set(Object.values(await versionsAt(tenant)))).toEqual(new Set([tenant.versionId]))
    expect(await statuses(tenant)).toEqual([
      { number: 1, status: 'published' },
      { number: 2, status: 'retired' },
    ])
  })

  test('goes live later, and is called off by publishing what is live', async ({ tenant }) => {
    const { id: two } = await draftWith(tenant)
    const from = new Date('2036-01-01T06:00:00.000Z')
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: two, from, channels: ['app'] }))
    const app = () =>
      asStaff(tenant, (tx) =>
        tx
          .select({ id: menuPlacements.versionId, from: menuPlacements.liveFrom, until: menuPlacements.liveUntil })
          .from(menuPlacements)
          .where(eq(menuPlacements.channel, 'app'))
          .orderBy(menuPlacements.liveFrom),
      )
    expect(await app()).toEqual([
      { id: tenant.versionId, from: expect.any(Date), until: from },
      { id: two, from, until: null },
    ])
    expect(await statuses(tenant)).toEqual([
      { number: 1, status: 'published' },
      { number: 2, status: 'published' },
    ])
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
    const [first, second, ...more] = await app()
    expect([first?.id, second, more]).toEqual([
      tenant.versionId,
      { id: tenant.versionId, from: first?.until, until: null },
      [],
    ])
    expect(await statuses(tenant)).toEqual([
      { number: 1, status: 'published' },
      { number: 2, status: 'retired' },
    ])
  })

  test('takes a moment that has passed for now', async ({ tenant }) => {
    const { id: versionId } = await draftWith(tenant)
    const { publishedAt } = await asStaff(tenant, (tx) =>
      publishMenu(tx, { versionId, from: new Date('2020-01-01T00:00:00Z') }),
    )
    expect((await live(tenant)).map(({ liveFrom }) => liveFrom)).toEqual(Array.from({ length: 5 }, () => publishedAt))
  })

  test('may draft, change, publish and publish again in one transaction', async ({ tenant }) => {
    const versions = await asStaff(tenant, async (tx) => {
      const draft = await draftMenu(tx, { versionId: tenant.versionId })
      await tx
        .update(menuItems)
        .set({ price: money('1') })
        .where(eq(menuItems.versionId, draft.id))
      await publishMenu(tx, { versionId: draft.id })
      const next = await draftMenu(tx, { versionId: draft.id })
      return publishMenu(tx, { versionId: next.id })
    })
    expect(versions).toMatchObject({ number: 3, status: 'published' })
    expect(await live(tenant)).toHaveLength(5)
    expect(
      (await asCustomer(tenant, (tx) => menuAt(tx, { branchId: tenant.branchId, service: 'pickup' })))?.number,
    ).toBe(3)
  })

  test('is done by the service, too, and by no guest and no courier', async ({ db, tenant }) => {
    const { id: versionId } = await draftWith(tenant)
    for (const as of [asCustomer, asCourier]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => publishMenu(tx, { versionId })), 'FORBIDDEN')
    }
    expect(await asService(tenant, (tx) => publishMenu(tx, { versionId }))).toMatchObject({ status: 'published' })
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['versionId', { versionId: '2' }],
    ['branchIds', { branchIds: [] }],
    ['branchIds', { branchIds: ['Centro'] }],
    ['branchIds', { branchIds: Array.from({ length: 1001 }, newId) }],
    ['channels', { channels: [] }],
    ['channels', { channels: ['fax'] }],
    ['from', { from: new Date('nunca') }],
  ])('refuses wrong %s', async ([field, wrong], { db, tenant }) => {
    const input = { versionId: tenant.versionId, ...wrong }
    await expectRefusal(db, tenant.tenantId, () => asStaff(tenant, (tx) => publishMenu(tx, input)), 'INVALID', {
      field,
    })
  })

  test("knows no version and no branch of another tenant, nor another restaurant's branch", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { id: theirs } = await draftWith(other)
    const publish = (input: Parameters<typeof publishMenu>[1]) => () => asStaff(tenant, (tx) => publishMenu(tx, input))
    for (const versionId of [theirs, other.versionId, newId()]) {
      await expectRefusal(db, tenant.tenantId, publish({ versionId }), 'NOT_FOUND', {
        constraint: 'menu_versions_known',
      })
    }
    expect(await statuses(other)).toMatchObject([{ status: 'published' }, { status: 'draft' }])
    const restaurantId = newId()
    await asStaff(tenant, (tx) => tx.insert(restaurants).values({ id: restaurantId, name: 'Otro', cuisine: 'otra' }))
    const elsewhere = await anotherBranch(tenant, { restaurantId })
    const { versionId } = tenant
    for (const branchId of [other.branchId, elsewhere, newId()]) {
      const branchIds = [tenant.branchId, branchId]
      await expectRefusal(db, tenant.tenantId, publish({ versionId, branchIds }), 'REFERENCED', {
        constraint: 'menu_placements_branch_fk',
      })
    }
  })

  test('does not bring back a retired version: a draft of it does', async ({ db, tenant }) => {
    await changeDish(tenant, 'TACO', { price: money('19') })
    const { versionId } = tenant
    const again = () => asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    await expectRefusal(db, tenant.tenantId, again, 'MENU_VERSION_RETIRED', { constraint: 'menu_versions_not_retired' })
    const draft = await asStaff(tenant, (tx) => draftMenu(tx, { versionId }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    expect(await statuses(tenant)).toMatchObject([
      { status: 'retired' },
      { status: 'retired' },
      { status: 'published' },
    ])
    expect(await documentOf(db, tenant, draft.id)).toBe(await documentOf(db, tenant, versionId))
  })
})

describe('an archived menu', () => {
  const archive = (tenant: TestTenant, archivedAt: Date | null = new Date()) =>
    asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt }).where(eq(menus.id, tenant.menuId)))

  test('is sold nowhere from then on, nor as it was planned; what it was stands', async ({ tenant }) => {
    const { id: two } = await draftWith(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: two, from: new Date('2036-01-01T06:00:00Z') }))
    await archive(tenant)
    const placed = await asStaff(tenant, (tx) => tx.select().from(menuPlacements))
    expect(placed.map(({ versionId, liveUntil }) => [versionId, liveUntil])).toEqual(
      Array.from({ length: 5 }, () => [tenant.versionId, expect.any(Date)]),
    )
    expect(placed.every(({ liveUntil }) => liveUntil !== null && liveUntil <= new Date())).toBe(true)
  })

  test('is not published until it is no longer archived', async ({ db, tenant }) => {
    await archive(tenant)
    const { versionId } = tenant
    const publish = () => asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
    await expectRefusal(db, tenant.tenantId, publish, 'MENU_ARCHIVED', { constraint: 'menus_not_archived' })
    await archive(tenant, null)
    expect(await live(tenant)).toEqual([])
    await publish()
    expect(await live(tenant)).toHaveLength(5)
  })
})

describe('draftMenu', () => {
  test('copies everything: the draft says what the version says, with the same ids', async ({ db, tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const draft = await asStaff(tenant, (tx) => draftMenu(tx, { versionId: tenant.versionId.toUpperCase() }))
    expect(draft).toMatchObject({ number: 3, status: 'draft', menuId: tenant.menuId })
    const document = await documentOf(db, tenant, draft.id)
    expect(document).toBe(await documentOf(db, tenant, tenant.versionId))
    for (const { sku } of aRichMenu().categories.flatMap(({ items }) => items))
      expect(document).toContain(tenant.items[sku])
    // Row by row, but for the version.
    const rowsOf = (versionId: string) =>
      asStaff(tenant, async (tx) => {
        const all = []
        for (const table of [
          menuCategories,
          menuItems,
          modifierGroups,
          modifierOptions,
          itemModifierGroups,
          optionModifierGroups,
          itemOptionPrices,
        ]) {
          const rows = await tx.select().from(table).where(eq(table.versionId, versionId))
          expect(rows.length).toBeGreaterThan(0)
          all.push(rows.map((row) => JSON.stringify({ ...row, versionId: 'the version' })).sort())
        }
        return all
      })
    expect(await rowsOf(draft.id)).toEqual(await rowsOf(tenant.versionId))
  })

  test('is the one draft of its menu', async ({ db, tenant }) => {
    await draftWith(tenant)
    const again = () => asStaff(tenant, (tx) => draftMenu(tx, { versionId: tenant.versionId }))
    await expectRefusal(db, tenant.tenantId, again, 'MENU_HAS_DRAFT', { constraint: 'menu_versions_one_draft' })
    const { restaurantId, menuId } = tenant
    const file = () => asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menuId, menu: aMenu() }))
    await expectRefusal(db, tenant.tenantId, file, 'MENU_HAS_DRAFT', { constraint: 'menu_versions_one_draft' })
  })

  test("copies no draft, no other tenant's version, none that is not there, and nothing for a guest", async ({
    db,
    tenant,
  }) => {
    const other = await newTenant(db)
    const draft = await draftWith(tenant)
    const copy = (versionId: string) => () => asStaff(tenant, (tx) => draftMenu(tx, { versionId }))
    for (const versionId of [draft.id, other.versionId, newId()]) {
      await expectRefusal(db, tenant.tenantId, copy(versionId), 'NOT_FOUND', { table: 'menu_versions' })
    }
    await expectRefusal(db, tenant.tenantId, copy('1'), 'INVALID', { field: 'versionId' })
    for (const as of [asCustomer, asCourier]) {
      const work = () => as(other, (tx) => draftMenu(tx, { versionId: other.versionId }))
      await expectRefusal(db, other.tenantId, work, 'FORBIDDEN')
    }
  })

  test('is out of sight of guests and couriers until it is published, and its rows after, too', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const draft = await draftWith(tenant)
    const seen = (tx: TenantTx) =>
      tx.select({ id: menuVersions.id }).from(menuVersions).where(eq(menuVersions.id, draft.id))
    for (const as of [asCustomer, asCourier]) {
      expect(await as(tenant, seen)).toEqual([])
      const written = [
        menuCategories,
        menuItems,
        modifierGroups,
        modifierOptions,
        itemModifierGroups,
        optionModifierGroups,
        itemOptionPrices,
      ]
      for (const table of written) expect(await as(tenant, (tx) => tx.select().from(table))).toEqual([])
      expect(
        await as(tenant, (tx) => tx.select().from(menuSnapshots).where(eq(menuSnapshots.versionId, draft.id))),
      ).toEqual([])
    }
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    expect(await asCustomer(tenant, seen)).toEqual([{ id: draft.id }])
  })
})

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
