import { eq, isNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  draftMenu,
  menuAt,
  menuItems,
  type MenuPlacement,
  menuPlacements,
  menuSnapshots,
  menuVersions,
  newId,
  publishedItems,
  publishMenu,
  restaurants,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { asCourier, asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { changeDish, draftWith } from './change-menu.ts'
import { expectRefusal } from './refusals.ts'
import { anotherBranch, documentOf } from './menu-reading.ts'

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
