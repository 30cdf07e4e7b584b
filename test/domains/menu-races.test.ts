import { and, eq, isNull } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import {
  branches,
  draftMenu,
  menuItems,
  menuPlacements,
  menus,
  menuVersions,
  newId,
  publishedItems,
  publishMenu,
  setPrice,
  type TenantTx,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { asStaff, type TestDb, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { asSuperuser } from './as-owner.ts'
import { draftWith } from './change-menu.ts'
import { second, waiting } from './interleave.ts'
import { describeOnServer } from './only-on-server.ts'

/** Another price in the draft: what a writer is about when it goes out. A new row would be held up by its foreign key. */
const reprice = (tenant: TestTenant, versionId: string) => (tx: TenantTx) =>
  tx
    .update(menuItems)
    .set({ price: money('77') })
    .where(taco(tenant, versionId))

const taco = (tenant: TestTenant, versionId: string) =>
  and(eq(menuItems.versionId, versionId), eq(menuItems.itemId, tenant.items['TACO'] ?? ''))

/** What the version says that the dish costs, and what it is sold for. */
const prices = (tenant: TestTenant, versionId: string) =>
  asStaff(tenant, async (tx) => {
    const [row] = await tx.select({ price: menuItems.price }).from(menuItems).where(taco(tenant, versionId))
    const [sold] = await tx
      .select({ price: publishedItems.price })
      .from(publishedItems)
      .where(and(eq(publishedItems.versionId, versionId), eq(publishedItems.itemId, tenant.items['TACO'] ?? '')))
    return [row?.price.toFixed(), sold?.price.toFixed()]
  })

const open = (tenant: TestTenant) =>
  asStaff(tenant, (tx) =>
    tx
      .select({ branchId: menuPlacements.branchId, versionId: menuPlacements.versionId })
      .from(menuPlacements)
      .where(and(eq(menuPlacements.channel, 'app'), isNull(menuPlacements.liveUntil)))
      .orderBy(menuPlacements.branchId),
  )

const statuses = (tenant: TestTenant) =>
  asStaff(tenant, async (tx) =>
    (await tx.select().from(menuVersions).orderBy(menuVersions.number)).map(
      ({ number, status }) => `${number} ${status}`,
    ),
  )

async function anotherBranch(tenant: TestTenant): Promise<string> {
  const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
  const id = newId()
  await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id, name: 'Norte' }))
  await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
  return id
}

const publishFunction = 'app.publish_menu(uuid, uuid[], text[], timestamptz)'

const publish = (tenant: TestTenant, versionId: string, branchIds?: readonly string[]) => ({
  actor: tenant.staff,
  work: (tx: TenantTx) => publishMenu(tx, branchIds ? { versionId, branchIds } : { versionId }),
})

describeOnServer('publishing a draft that somebody writes into', () => {
  test('waits for the writer, and sells what was written', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, { actor: tenant.staff, work: reprice(tenant, id) }, () =>
      db.as(tenant.staff, (tx) => publishMenu(tx, { versionId: id })),
    )
    expect(await race.second).toMatchObject({ status: 'published' })
    expect(await prices(tenant, id)).toEqual(['77', '77'])
  })

  test('refuses the writer who comes while it goes out', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, publish(tenant, id), () => db.as(tenant.staff, reprice(tenant, id)))
    await expect(race.second).rejects.toMatchObject({ code: 'MENU_VERSION_PUBLISHED' })
    expect(await prices(tenant, id)).toEqual(['18.5', '18.5'])
  })

  test('lets the writer go on when the publisher thinks better of it', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, { ...publish(tenant, id), end: 'rollback' }, () =>
      db.as(tenant.staff, reprice(tenant, id)),
    )
    await race.second
    expect(await prices(tenant, id)).toEqual(['77', undefined])
  })

  test('without the lock of the trigger would sell at a price that the version does not have', async ({
    db,
    tenant,
  }) => {
    const { id } = await draftWith(tenant)
    await withNaive(db, 'app.refuse_unless_draft()', /\s+for share/, async () => {
      const writer = await paused(db, tenant, reprice(tenant, id))
      await db.as(tenant.service, (tx) => publishMenu(tx, { versionId: id }))
      await writer.end()
    })
    expect(await prices(tenant, id)).toEqual(['77', '18.5'])
  })
})

describeOnServer('two who publish', () => {
  test('the same draft publish it once', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, publish(tenant, id), () =>
      db.as(tenant.service, (tx) => publishMenu(tx, { versionId: id })),
    )
    expect([race.first, await race.second]).toMatchObject([{ status: 'published' }, { status: 'published' }])
    expect(await prices(tenant, id)).toEqual(['18.5', '18.5'])
    expect(await open(tenant)).toEqual([{ branchId: tenant.branchId, versionId: id }])
    expect(await statuses(tenant)).toEqual(['1 retired', '2 published'])
  })

  const twoVersions = async (db: TestDb, tenant: TestTenant) => {
    const norte = await anotherBranch(tenant)
    const { id } = await draftWith(tenant)
    const race = await second(db, publish(tenant, id, [norte]), () =>
      db.as(tenant.service, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [norte] })),
    )
    return { norte, race }
  }

  test('two versions to one branch follow one another: the later is live', async ({ db, tenant }) => {
    const { norte, race } = await twoVersions(db, tenant)
    expect(await race.second).toMatchObject({ number: 1, status: 'published' })
    expect((await open(tenant)).find(({ branchId }) => branchId === norte)?.versionId).toBe(tenant.versionId)
    expect(await statuses(tenant)).toEqual(['1 published', '2 retired'])
  })

  test('two versions to one branch would meet in the exclusion, without the lock of the branch', async ({
    db,
    tenant,
  }) => {
    await withNaive(db, publishFunction, /\s+order by b\.id for no key update/, async () => {
      const { race } = await twoVersions(db, tenant)
      await expect(race.second).rejects.toMatchObject({ details: { constraint: 'menu_placements_one_live' } })
    })
  })

  test("are not in each other's way: what one is putting live, the other does not retire", async ({ db, tenant }) => {
    const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
    const norte = newId()
    await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id: norte, name: 'Norte' }))
    const { id } = await draftWith(tenant)
    // The one holds version 1 and waits for the new branch; the other takes version 1 from where alone it is live.
    const holder = await paused(db, tenant, (tx) =>
      tx.update(branches).set({ name: 'Norte 2' }).where(eq(branches.id, norte)),
    )
    const one = db.as(tenant.service, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [norte] }))
    one.catch(() => undefined)
    await vi.waitFor(async () => expect(await waiting(db)).toBe(1), { timeout: 5_000, interval: 5 })
    await db.as(tenant.staff, (tx) => publishMenu(tx, { versionId: id, branchIds: [tenant.branchId] }))
    await holder.end()
    expect(await one).toMatchObject({ number: 1, status: 'published' })
    expect(await open(tenant)).toEqual(
      [
        { branchId: tenant.branchId, versionId: id },
        { branchId: norte, versionId: tenant.versionId },
      ].sort((a, b) => (a.branchId < b.branchId ? -1 : 1)),
    )
    expect(await statuses(tenant)).toEqual(['1 published', '2 published'])
  })

  test('in a storm, never two live at one branch, and nobody waits for ever', async ({ db, tenant }) => {
    const norte = await anotherBranch(tenant)
    const { id } = await draftWith(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: id, branchIds: [norte] }))
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        db
          .as(tenant.staff, (tx) =>
            publishMenu(tx, {
              versionId: i % 2 ? id : tenant.versionId,
              branchIds: i % 3 ? [norte, tenant.branchId] : [tenant.branchId, norte].slice(i % 2),
            }),
          )
          .then(
            () => 'done',
            (error: unknown) => Reflect.get(error as object, 'code') as unknown,
          ),
      ),
    )
    expect(outcomes.filter((code) => code !== 'done' && code !== 'MENU_VERSION_RETIRED')).toEqual([])
    expect((await open(tenant)).map(({ branchId }) => branchId)).toEqual([tenant.branchId, norte].sort())
  })
})

describeOnServer('two who draft', () => {
  test('are told: the second, that there is a draft', async ({ db, tenant }) => {
    const draft = (tx: TenantTx) => draftMenu(tx, { versionId: tenant.versionId })
    const race = await second(db, { actor: tenant.staff, work: draft }, () => db.as(tenant.service, draft))
    await expect(race.second).rejects.toMatchObject({
      code: 'MENU_HAS_DRAFT',
      details: { constraint: 'menu_versions_one_draft' },
    })
    expect(await statuses(tenant)).toEqual(['1 published', '2 draft'])
  })

  test('one after the other, when the draft goes out in between: their numbers follow', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, publish(tenant, id), () =>
      db.as(tenant.service, (tx) => draftMenu(tx, { versionId: tenant.versionId })),
    )
    expect(await race.second).toMatchObject({ number: 3, status: 'draft' })
    expect(await statuses(tenant)).toEqual(['1 retired', '2 published', '3 draft'])
  })
})

describeOnServer('archiving a menu', () => {
  const archive = (tenant: TestTenant) => (tx: TenantTx) =>
    tx.update(menus).set({ archivedAt: new Date() }).where(eq(menus.id, tenant.menuId))

  test('keeps back who is about to publish it', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, { actor: tenant.staff, work: archive(tenant) }, () =>
      db.as(tenant.service, (tx) => publishMenu(tx, { versionId: id })),
    )
    await expect(race.second).rejects.toMatchObject({ code: 'MENU_ARCHIVED' })
    expect(await open(tenant)).toEqual([])
  })

  test('takes off what was published the moment before', async ({ db, tenant }) => {
    const { id } = await draftWith(tenant)
    const race = await second(db, publish(tenant, id), () => db.as(tenant.service, archive(tenant)))
    await race.second
    expect(await open(tenant)).toEqual([])
  })
})

describeOnServer('two prices for one place', () => {
  test('are not both taken', async ({ db, tenant }) => {
    const price = (text: string) => (tx: TenantTx) =>
      setPrice(tx, { productId: tenant.items['TACO'] ?? '', price: text })
    const race = await second(db, { actor: tenant.staff, work: price('20') }, () => db.as(tenant.service, price('21')))
    await expect(race.second).rejects.toMatchObject({ code: 'PRICE_OVERLAP' })
  })
})

/** Work that is done and not committed, until it is told to end. */
async function paused(
  db: TestDb,
  { staff }: TestTenant,
  work: (tx: TenantTx) => PromiseLike<unknown>,
): Promise<{ end(): Promise<void> }> {
  let worked = () => {}
  let go = () => {}
  const hasWorked = new Promise<void>((resolve) => (worked = resolve))
  const mayEnd = new Promise<void>((resolve) => (go = resolve))
  const ended = db.as(staff, async (tx) => {
    await work(tx)
    worked()
    await mayEnd
  })
  ended.catch(worked)
  await hasWorked
  return {
    end: () => {
      go()
      return ended
    },
  }
}

/** The work with a function that lacks a part of its body; the function is put back. */
async function withNaive(db: TestDb, signature: string, part: RegExp, work: () => Promise<void>): Promise<void> {
  const [row] = await asSuperuser<{ text: string }>(
    db,
    `select pg_get_functiondef('${signature}'::regprocedure) as text`,
  )
  const text = row?.text ?? ''
  const naive = text.replace(part, '')
  expect(naive).not.toBe(text)
  await asSuperuser(db, naive)
  try {
    await work()
  } finally {
    await asSuperuser(db, text)
  }
}
