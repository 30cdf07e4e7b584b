import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { draftMenu, importMenu, menuItems, newId, publishMenu, searchMenu } from '../../src/index.ts'
import {
  aMenu,
  asCourier,
  asCustomer,
  asNobody,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { asOwner, asSuperuser } from './as-owner.ts'

const actors = { staff: asStaff, service: asService, customer: asCustomer, courier: asCourier }

const found = async (tenant: TestTenant, text: string, as: typeof asStaff = asCustomer) =>
  (await as(tenant, (tx) => searchMenu(tx, { text, limit: 100 }))).hits

/** A published menu whose one dish is called so. */
async function sells(tenant: TestTenant, name: string): Promise<string> {
  return asStaff(tenant, async (tx) => {
    const { versionId } = await importMenu(tx, { restaurantId: tenant.restaurantId, menu: menuWith(name) })
    await publishMenu(tx, { versionId })
    return versionId
  })
}

const menuWith = (name: string) =>
  aMenu({
    modifierGroups: [],
    categories: [
      {
        name: 'Especialidades',
        items: [
          { sku: 'UNO', name, description: '', price: '80.00', prepMinutes: 5, allergens: [], modifierGroups: [] },
        ],
      },
    ],
  })

/** `app.search_menu` as the application's login may call it, with its own words for every argument. */
const bare = (text: string, branchId: string | null = null) =>
  sql`select h.item_id, h.placement_id, h.matched from app.search_menu(${text}, ${branchId}::uuid, 'app', 'delivery', null, null, null, null, null, null, null, null, 1000000) as h`

describe('the search', () => {
  test('gives each tenant its own of dishes that are called the same, whoever asks', async ({ db, tenant }) => {
    const other = await newTenant(db)
    await sells(tenant, 'Birria de la casa')
    await sells(other, 'Birria de la casa')
    for (const as of Object.values(actors)) {
      // eslint-disable-next-line no-await-in-loop -- one connection on PGlite
      const [own, theirs] = [await found(tenant, 'birria', as), await found(other, 'birria', as)]
      expect(own.map(({ branchId }) => branchId)).toEqual([tenant.branchId])
      expect(theirs.map(({ branchId }) => branchId)).toEqual([other.branchId])
    }
  })

  test("knows no word, no beginning and no typo of another tenant's dishes", async ({ db, tenant }) => {
    const other = await newTenant(db)
    await sells(other, 'Huauzontles capeados')
    for (const text of ['huauzontles', 'huauz', 'huauzontlse', 'capeado']) {
      // eslint-disable-next-line no-await-in-loop -- one connection on PGlite
      expect(await found(tenant, text), text).toEqual([])
      // eslint-disable-next-line no-await-in-loop -- so that there was something to find
      expect(await found(other, text), text).toHaveLength(1)
    }
  })

  test("is no way into another tenant's branch, called as it is", async ({ db, tenant }) => {
    const other = await newTenant(db)
    await sells(other, 'Birria de chivo')
    await sells(tenant, 'Birria de res')
    for (const as of Object.values(actors)) {
      // eslint-disable-next-line no-await-in-loop -- one connection on PGlite
      const [own, theirs] = await as(tenant, async (tx) => [
        await tx.execute<{ item_id: string; matched: number[] }>(bare('birria')),
        await tx.execute(bare('birria', other.branchId)),
      ])
      expect(own).toHaveLength(1)
      expect(theirs).toEqual([])
    }
  })

  test('holds the tenant apart by its id, also if two tenants had the same key', async ({ db, tenant }) => {
    const other = await newTenant(db)
    await sells(other, 'Escamoles al ajillo')
    await sells(tenant, 'Sopa azteca')
    // As if the eight digits of both had come out alike: the terms of the one now stand in the lists of the other.
    await asSuperuser(
      db,
      `update app_private.menu_search s set terms = array(select app.search_key('${tenant.tenantId}') || substr(t, 9) from unnest(s.terms) t) where tenant_id = '${other.tenantId}'`,
    )
    expect(await found(tenant, 'escamoles')).toEqual([])
    expect(await found(tenant, 'escmoles')).toEqual([])
    expect(await found(tenant, 'azteca')).toHaveLength(1)
  })

  test('finds nothing of a draft, of what is retired, or of what is not live yet', async ({ tenant }) => {
    const first = await sells(tenant, 'Mole negro')
    expect(await found(tenant, 'negro')).toHaveLength(1)
    const draft = await asStaff(tenant, (tx) => draftMenu(tx, { versionId: first }))
    await asStaff(tenant, (tx) =>
      tx
        .update(menuItems)
        .set({ name: 'Mole amarillo' })
        .where(sql`version_id = ${draft.id}`),
    )
    expect(await found(tenant, 'amarillo')).toEqual([])
    const from = new Date(Date.now() + 3_600_000)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id, from }))
    expect(await found(tenant, 'amarillo')).toEqual([])
    expect(await found(tenant, 'negro')).toHaveLength(1)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    expect(await found(tenant, 'amarillo')).toHaveLength(1)
    expect(await found(tenant, 'negro')).toEqual([])
  })

  test('keeps no words of a version that is retired', async ({ db, tenant }) => {
    const first = await sells(tenant, 'Mole negro')
    const words = () =>
      asSuperuser<{ version: string }>(
        db,
        `select version_id::text as version from app_private.menu_search where tenant_id = '${tenant.tenantId}' and version_id = '${first}'`,
      )
    expect(await words()).toHaveLength(1)
    const draft = await asStaff(tenant, (tx) => draftMenu(tx, { versionId: first }))
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    expect(await words()).toEqual([])
  })

  test('does not look at the branch of an archived kitchen, or one without the service', async ({ tenant }) => {
    await sells(tenant, 'Mole negro')
    const alter = (set: string) => asStaff(tenant, (tx) => tx.execute(sql.raw(`update branches set ${set}`)))
    await alter(`services = '{pickup}'`)
    expect(await found(tenant, 'mole')).toEqual([])
    const pickup = await asCustomer(tenant, (tx) => searchMenu(tx, { text: 'mole', service: 'pickup' }))
    expect(pickup.hits).toHaveLength(1)
    await alter(`services = '{pickup,delivery}', archived_at = now()`)
    expect(await found(tenant, 'mole')).toEqual([])
  })

  test('refuses whoever has no context, and hands its words to nobody', async ({ db, tenant }) => {
    const nobody = asNobody(db, (tx) => tx.execute(bare('taco')))
    await expect(nobody).rejects.toMatchObject({ code: 'CONTEXT_MISSING' })
    for (const attack of [
      `select * from app_private.menu_search`,
      `select count(*) from app_private.menu_search where terms && array['x']`,
      `delete from app_private.menu_search`,
      `insert into app_private.menu_search (tenant_id) values ('${tenant.tenantId}')`,
      `select app.index_menu('${newId()}')`,
      `select app.search_key('${tenant.tenantId}')`,
      `select app.search_terms('x', '{}', '{}')`,
      `select * from app.search_words('x')`,
    ]) {
      // eslint-disable-next-line no-await-in-loop -- one connection on PGlite
      await expect(
        asService(tenant, (tx) => tx.execute(sql.raw(attack))),
        attack,
      ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('is refused by row level security itself, where that says no', async ({ db, tenant }) => {
    await sells(tenant, 'Mole negro')
    expect(await found(tenant, 'mole')).toHaveLength(1)
    await asSuperuser(db, `alter policy published_items_select on published_items using (false)`)
    try {
      expect(await found(tenant, 'mole')).toEqual([])
    } finally {
      await asSuperuser(
        db,
        `alter policy published_items_select on published_items using (tenant_id = (select app.tenant_id()))`,
      )
    }
    expect(await found(tenant, 'mole')).toHaveLength(1)
  })

  test('gives the owner no words of a tenant that the context does not name', async ({ db, tenant }) => {
    const other = await newTenant(db)
    await sells(other, 'Birria de chivo')
    const rows = await asOwner(
      db,
      tenant.service,
      `select * from app.search_menu('birria', null, 'app', 'delivery', null, null, null, null, null, null, null, null, 10)`,
    )
    expect(rows).toEqual([])
  })

  test('says no more of what is similar than what the branch that is asked for sells', async ({ tenant }) => {
    await sells(tenant, 'Chamorro adobado')
    const here = await asCustomer(tenant, (tx) => searchMenu(tx, { text: 'chamoro', branchId: tenant.branchId }))
    expect(here.hits.map(({ name }) => name)).toEqual(['Chamorro adobado'])
    const elsewhere = await asCustomer(tenant, (tx) => searchMenu(tx, { text: 'chamoro', branchId: newId() }))
    expect(elsewhere).toEqual({ hits: [], next: null })
  })
})
