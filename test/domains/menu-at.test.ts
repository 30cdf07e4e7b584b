import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  type Channel,
  dayparts,
  importMenu,
  listMenu,
  markAvailable,
  markSoldOut,
  type MenuAt,
  menuAt,
  MenuCache,
  menuItems,
  menus,
  newId,
  placeOrder,
  products,
  publishMenu,
  type Service,
  setPrice,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aMenu, asCourier, asCustomer, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { aRichMenu, withRichMenu } from './a-rich-menu.ts'
import { builderOf } from './builder-of.ts'
import { changeDish, changeMenu, draftWith } from './change-menu.ts'
import { choiceOf, dishesOf } from './choice-of.ts'

const read = (tenant: TestTenant, more: Partial<MenuAt> = {}) =>
  asCustomer(tenant, (tx) => menuAt(tx, { branchId: tenant.branchId, service: 'pickup', ...more }))

const dish = async (tenant: TestTenant, sku: string, more: Partial<MenuAt> = {}) =>
  dishesOf(await read(tenant, more)).find((item) => item.sku === sku)

const optionId = async (tenant: TestTenant, sku: string) => {
  const [found] = await asStaff(tenant, (tx) =>
    tx
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.menuId, tenant.menuId), eq(products.sku, sku))),
  )
  return found?.id ?? ''
}

/** A second branch of the same restaurant, where nothing is live yet. */
async function anotherBranch(tenant: TestTenant): Promise<string> {
  const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
  const id = newId()
  await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id, name: 'Norte' }))
  return id
}

// Monday in Ciudad de México, six hours behind: within the morning of aRichMenu, and behind it.
const morning = new Date('2027-03-01T15:00:00Z')
const evening = new Date('2027-03-02T01:00:00Z')

describe('menuAt', () => {
  test('gives the whole menu: headings under headings, choices inside choices, what a dish does otherwise', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const [verde, habanero, agua, refresco, chico, grande] = await Promise.all(
      ['salsa/Verde', 'salsa/Habanero', 'bebida/Agua', 'bebida/Refresco', 'tamano/Chico', 'tamano/Grande'].map((sku) =>
        optionId(tenant, sku),
      ),
    )
    const option = { maxQuantity: 1, defaultQuantity: 0, available: true, groups: [] }
    const group = { id: expect.any(String), minDistinct: 0, freeQuantity: 0, pricing: 'sum', defaultsCharged: true }
    const one = { minSelected: 1, maxSelected: 1, maxDistinct: 1 }
    const salsa = {
      ...group,
      name: 'Salsa',
      minSelected: 0,
      maxSelected: 2,
      maxDistinct: 2,
      options: [
        { ...option, id: verde, name: 'Verde', price: money('0') },
        { ...option, id: habanero, name: 'Habanero', price: money('3') },
      ],
    }
    const tamano = {
      ...group,
      ...one,
      name: 'Tamaño',
      defaultsCharged: false,
      options: [
        { ...option, id: chico, name: 'Chico', price: money('0') },
        { ...option, id: grande, name: 'Grande', price: money('8'), maxQuantity: 2 },
      ],
    }
    const bebida = {
      ...group,
      ...one,
      name: 'Bebida',
      pricing: 'free_cheapest',
      freeQuantity: 1,
      options: [
        { ...option, id: agua, name: 'Agua', price: money('10'), defaultQuantity: 1 },
        { ...option, id: refresco, name: 'Refresco', price: money('15'), groups: [tamano] },
      ],
    }
    const item = {
      description: '',
      ivaClass: 'general',
      satProductKey: '90101501',
      satUnitKey: 'E48',
      prepMinutes: 5,
      allergens: [],
      images: [],
      availability: { available: true },
      groups: [],
    }
    const { TACO, GRINGA, CAMARON, HUEVOS, CONCHA } = tenant.items
    const heading = { id: expect.any(String), description: '', categories: [] }
    const expected = {
      menuId: tenant.menuId,
      versionId: tenant.versionId,
      number: 2,
      etag: expect.stringMatching(/^[\w-]{43}$/),
      categories: [
        {
          ...heading,
          name: 'Tacos',
          description: 'De a uno',
          items: [
            {
              ...item,
              id: TACO,
              sku: 'TACO',
              name: 'Taco al pastor',
              description: 'Con piña',
              price: money('18.5'),
              allergens: ['gluten'],
              images: ['https://fotos.example/taco.jpg'],
              groups: [
                { ...salsa, minSelected: 1, options: [salsa.options[0], { ...salsa.options[1], price: money('4') }] },
              ],
            },
            { ...item, id: GRINGA, sku: 'GRINGA', name: 'Gringa', price: money('60'), groups: [salsa, bebida] },
          ],
          categories: [
            {
              ...heading,
              name: 'Del mar',
              items: [{ ...item, id: CAMARON, sku: 'CAMARON', name: 'Taco de camarón', price: money('35') }],
            },
          ],
        },
        {
          ...heading,
          name: 'Desayunos',
          items: [{ ...item, id: HUEVOS, sku: 'HUEVOS', name: 'Huevos', price: money('75'), ivaClass: 'zero' }],
          categories: [
            {
              ...heading,
              name: 'Dulces',
              items: [{ ...item, id: CONCHA, sku: 'CONCHA', name: 'Concha', price: money('16') }],
            },
          ],
        },
      ],
    }
    const menu = await read(tenant, { at: morning })
    expect(menu).toEqual(expected)
    const everybody = { branchId: tenant.branchId.toUpperCase(), service: 'pickup', at: morning } as const
    expect(await asStaff(tenant, (tx) => menuAt(tx, everybody))).toEqual(menu)
    expect(await asCourier(tenant, (tx) => menuAt(tx, everybody))).toEqual(menu)
  })

  test('sells a dish with its choices for what it shows', async ({ tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const refresco = await choiceOf(tenant, 'GRINGA', 'Refresco')
    const tamano = (await dish(tenant, 'GRINGA'))?.groups[1]?.options[1]?.groups[0]
    const grande = { groupId: tamano?.id ?? '', optionId: tamano?.options[1]?.id ?? '', quantity: 1 }
    const habanero = await choiceOf(tenant, 'TACO', 'Habanero')
    const order = await asCustomer(tenant, (tx) =>
      placeOrder(tx, {
        idempotencyKey: newId(),
        branchId: tenant.branchId,
        service: 'pickup',
        lines: [
          { menuItemId: tenant.items['TACO'] ?? '', quantity: 2, choices: [habanero] },
          { menuItemId: tenant.items['GRINGA'] ?? '', quantity: 1, choices: [{ ...refresco, choices: [grande] }] },
        ],
      }),
    )
    // 2 × (18.50 + 4.00), as this dish charges; 60.00, one drink of those free, and its size on top.
    expect(order.lines.map(({ unitPrice }) => unitPrice)).toEqual([money('22.50'), money('68')])
    expect(order.lines[1]?.modifiers.map((m) => [m.position, m.parentPosition, m.optionName, m.price])).toEqual([
      [0, null, 'Refresco', money('15')],
      [1, 0, 'Grande', money('8')],
    ])
  })

  test('charges the price of branch before channel before service, as the list and an order do', async ({ tenant }) => {
    const second = await anotherBranch(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [second] }))
    const { branchId } = tenant
    const productId = tenant.items['TACO'] ?? ''
    const at = { branchId, channel: 'app', service: 'pickup' } as const
    for (const [price, where] of [
      ['20', {}],
      ['21', { service: at.service }],
      ['22', { channel: at.channel }],
      ['23', { channel: at.channel, service: at.service }],
      ['24', { branchId }],
      ['25', { branchId, service: at.service }],
      ['26', { branchId, channel: at.channel }],
      ['27', at],
    ] as const) {
      await asStaff(tenant, (tx) => setPrice(tx, { productId, price, ...where }))
    }
    const places: readonly [string, Channel, Service][] = [
      [second, 'web', 'delivery'],
      [second, 'web', 'pickup'],
      [second, 'app', 'delivery'],
      [second, 'app', 'pickup'],
      [branchId, 'web', 'delivery'],
      [branchId, 'web', 'pickup'],
      [branchId, 'app', 'delivery'],
      [branchId, 'app', 'pickup'],
    ]
    const prices = []
    for (const [branch, channel, service] of places) {
      const place = { branchId: branch, channel, service }
      const [listed] = await asCustomer(tenant, (tx) => listMenu(tx, place).limit(1))
      prices.push([(await dish(tenant, 'TACO', place))?.price.toFixed(), listed?.price.toFixed()])
    }
    expect(prices).toEqual(['20', '21', '22', '23', '24', '25', '26', '27'].map((price) => [price, price]))
    const order = await asCustomer(tenant, (tx) =>
      placeOrder(tx, { ...at, idempotencyKey: newId(), lines: [{ menuItemId: productId, quantity: 1 }] }),
    )
    expect(order.subtotal).toEqual(money('27'))
    expect((await dish(tenant, 'FLAN'))?.price).toEqual(money('49.9'))
  })

  test("charges a branch's own price for an option on every dish, before what a dish says of it", async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const habanero = await optionId(tenant, 'salsa/Habanero')
    await asStaff(tenant, (tx) => setPrice(tx, { productId: habanero, branchId: tenant.branchId, price: '5.00' }))
    const priceOn = async (sku: string) =>
      (await dish(tenant, sku))?.groups[0]?.options.find(({ id }) => id === habanero)?.price
    expect([await priceOn('TACO'), await priceOn('GRINGA')]).toEqual([money('5'), money('5')])
  })

  test('takes a price from when it begins, up to and without when it ends', async ({ tenant }) => {
    const [from, until] = [new Date('2030-05-01T06:00:00.000Z'), new Date('2030-05-02T06:00:00.000Z')]
    const productId = tenant.items['TACO'] ?? ''
    await asStaff(tenant, (tx) => setPrice(tx, { productId, price: '15', from, until }))
    const prices = []
    for (const ms of [from.getTime() - 1, from.getTime(), until.getTime() - 1, until.getTime()]) {
      prices.push((await dish(tenant, 'TACO', { at: new Date(ms) }))?.price)
    }
    expect(prices).toEqual([money('18.5'), money('15'), money('15'), money('18.5')])
  })

  test('marks what is sold out at this branch, dish or option, and brings it back by itself', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const second = await anotherBranch(tenant)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId, branchIds: [second] }))
    const { branchId } = tenant
    const [taco, verde] = [tenant.items['TACO'] ?? '', await optionId(tenant, 'salsa/Verde')]
    const until = new Date('2040-01-01T00:00:00.000Z')
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId: taco, until }))
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId: verde }))

    const sold = async (more: Partial<MenuAt>) => {
      const found = await dish(tenant, 'TACO', more)
      return [found?.availability, found?.groups[0]?.options.map(({ available }) => available)]
    }
    expect(await sold({})).toEqual([{ available: false, because: 'sold_out', until }, [false, true]])
    expect(await sold({ branchId: second })).toEqual([{ available: true }, [true, true]])
    expect(await sold({ at: new Date(until.getTime() - 1) })).toEqual([
      { available: false, because: 'sold_out', until },
      [false, true],
    ])
    expect(await sold({ at: until })).toEqual([{ available: true }, [false, true]])

    // Until further notice, then on sale again by hand.
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId: taco }))
    expect((await sold({ at: until }))[0]).toEqual({ available: false, because: 'sold_out', until: null })
    await asStaff(tenant, (tx) => markAvailable(tx, { branchId, productId: taco }))
    await asStaff(tenant, (tx) => markAvailable(tx, { branchId, productId: verde }))
    expect(await sold({})).toEqual([{ available: true }, [true, true]])
  })

  test("marks what is off its daypart by the branch's clock, under all headings of it; a dish has its own say", async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const available = async (at: Date) =>
      Object.fromEntries(dishesOf(await read(tenant, { at })).map(({ sku, availability }) => [sku, availability]))
    const yes = { available: true }
    const no = { available: false, because: 'off_daypart' }
    expect(await available(morning)).toEqual({ TACO: yes, GRINGA: yes, CAMARON: yes, HUEVOS: yes, CONCHA: yes })
    expect(await available(evening)).toEqual({ TACO: yes, GRINGA: yes, CAMARON: yes, HUEVOS: no, CONCHA: no })
    // 07:00 to 12:00 in Tijuana is two hours later: the clock on the wall, not the server's.
    await asStaff(tenant, (tx) => tx.update(branches).set({ timeZone: 'America/Tijuana' }))
    const edges = [
      '2027-03-01T14:59:59.999Z',
      '2027-03-01T15:00:00Z',
      '2027-03-01T19:59:59.999Z',
      '2027-03-01T20:00:00Z',
    ]
    const huevos = []
    for (const at of edges) huevos.push((await available(new Date(at)))['HUEVOS'])
    expect(huevos).toEqual([no, yes, yes, no])

    // The dish's own daypart instead of its heading's.
    const nights = newId()
    await asStaff(tenant, (tx) =>
      tx.insert(dayparts).values({
        id: nights,
        restaurantId: tenant.restaurantId,
        name: 'Noche',
        minutes: [{ weekday: 1, opens: '16:00', closes: '20:00' }],
      }),
    )
    await changeDish(tenant, 'CONCHA', { daypartId: nights })
    expect(await available(evening)).toEqual({ TACO: yes, GRINGA: yes, CAMARON: yes, HUEVOS: no, CONCHA: yes })
  })

  test('answers for a moment that was, and for one that is planned', async ({ tenant }) => {
    const first = await read(tenant)
    const { publishedAt } = await changeDish(tenant, 'TACO', { price: money('19') })
    const draft = await draftWith(tenant, (tx, { id }) =>
      tx
        .update(menuItems)
        .set({ price: money('21') })
        .where(eq(menuItems.versionId, id)),
    )
    const from = new Date('2035-01-01T06:00:00.000Z')
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id, from }))
    const at = async (moment: Date | undefined) => {
      const menu = await read(tenant, moment ? { at: moment } : {})
      return [menu?.number, dishesOf(menu)[0]?.price.toFixed()]
    }
    expect(await at(undefined)).toEqual([2, '19'])
    // To the millisecond in which it was published, which is as much as a Date holds.
    expect(await at(publishedAt ?? undefined)).toEqual([2, '19'])
    expect(await at(new Date(publishedAt!.getTime() - 1))).toEqual([1, '18.5'])
    expect(await at(new Date(from.getTime() - 1))).toEqual([2, '19'])
    expect(await at(from)).toEqual([3, '21'])
    expect(await at(new Date('2020-01-01T00:00:00Z'))).toEqual([undefined, undefined])
    expect((await read(tenant, { at: new Date(publishedAt!.getTime() - 1) }))?.etag).toBe(first?.etag)
  })

  test("is null where nothing is live: another branch or channel, another tenant's, none", async ({ db, tenant }) => {
    const second = await anotherBranch(tenant)
    await asStaff(tenant, (tx) =>
      publishMenu(tx, { versionId: tenant.versionId, branchIds: [second], channels: ['web'] }),
    )
    expect((await read(tenant, { branchId: second, channel: 'web' }))?.versionId).toBe(tenant.versionId)
    const other = await newTenant(db)
    expect(await read(tenant, { branchId: second })).toBeNull()
    expect(await read(tenant, { branchId: other.branchId })).toBeNull()
    expect(await read(tenant, { branchId: newId() })).toBeNull()
    await asStaff(tenant, (tx) => tx.update(menus).set({ archivedAt: new Date() }))
    expect(await read(tenant)).toBeNull()
  })

  test.for<[field: string, wrong: Record<string, unknown>]>([
    ['branchId', { branchId: "' or true --" }],
    ['service', { service: 'drone' }],
    ['channel', { channel: 'fax' }],
    ['at', { at: new Date('nunca') }],
  ])('refuses a wrong %s', async ([field, wrong], { tenant }) => {
    // A query string holds what it likes, whatever the type says.
    await expect(read(tenant, wrong as Partial<MenuAt>)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is one statement with the tenant in every relation', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    const { sql, params } = await asCustomer(tenant, (tx) =>
      builderOf(tx, (seen) => menuAt(seen, { branchId, service: 'delivery' })).toSQL(),
    )
    expect(sql.replaceAll(/\s+/g, ' ')).toBe(
      'select "menu_placements"."menu_id", "menu_placements"."version_id", "menu_versions"."number", "menu_snapshots"."etag", ' +
        'case when "menu_snapshots"."etag" = $1::text then null else "menu_snapshots"."document" end, ' +
        'app.menu_moment("menu_placements"."menu_id", "menu_placements"."branch_id", $2, $3, now(), "branches"."time_zone") ' +
        'from "menu_placements" inner join "branches" on ("branches"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "branches"."id" = "menu_placements"."branch_id" and "branches"."tenant_id" = $4) ' +
        'inner join "menu_versions" on ("menu_versions"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "menu_versions"."id" = "menu_placements"."version_id" and "menu_versions"."tenant_id" = $5) ' +
        'inner join "menu_snapshots" on ("menu_snapshots"."tenant_id" = "menu_placements"."tenant_id" ' +
        'and "menu_snapshots"."version_id" = "menu_placements"."version_id" and "menu_snapshots"."tenant_id" = $6) ' +
        'where ("menu_placements"."tenant_id" = $7 and "menu_placements"."branch_id" = $8 ' +
        'and "menu_placements"."channel" = $9 and "menu_placements"."live_from_at" <= now() ' +
        'and ("menu_placements"."live_until_at" is null or "menu_placements"."live_until_at" > now())) ' +
        'order by "menu_placements"."live_from_at" desc limit $10',
    )
    expect(params).toEqual([null, 'app', 'delivery', tenantId, tenantId, tenantId, tenantId, branchId, 'app', 1])
  })
})

describe("a menu's ETag", () => {
  test('changes with everything that changes the answer, comes back with it, and changes with nothing else', async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const { branchId, restaurantId } = tenant
    const productId = tenant.items['TACO'] ?? ''
    const etag = async (more: Partial<MenuAt> = {}) => (await read(tenant, { at: morning, ...more }))?.etag
    const base = await etag()

    // Nothing of this: a draft, another channel, another menu of the branch's restaurant, a daypart of nothing.
    const draft = await draftWith(tenant)
    await asStaff(tenant, (tx) => setPrice(tx, { productId, channel: 'web', price: '1' }))
    const { items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu({ name: 'Otra' }) }))
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId: items['TACO'] ?? '' }))
    await asStaff(tenant, (tx) =>
      tx
        .insert(dayparts)
        .values({ restaurantId, name: 'Nunca', minutes: [{ weekday: 7, opens: '01:00', closes: '01:01' }] }),
    )
    expect([await etag(), await etag({ service: 'delivery' }), await etag()]).toEqual([base, base, base])

    const seen = new Set([base, await etag({ channel: 'web' }), await etag({ at: evening })])
    expect(seen.size).toBe(3)
    const until = new Date('2039-01-01T00:00:00Z')
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId, until }))
    seen.add(await etag())
    await asStaff(tenant, (tx) => markSoldOut(tx, { branchId, productId }))
    seen.add(await etag())
    expect(seen.size).toBe(5)
    await asStaff(tenant, (tx) => markAvailable(tx, { branchId, productId }))
    expect(await etag()).toBe(base)
    await asStaff(tenant, (tx) => setPrice(tx, { productId, branchId, price: '19' }))
    seen.add(await etag())
    // Equal to the last stroke, but another version: an answer that names it is another answer.
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: draft.id }))
    seen.add(await etag())
    expect(seen.size).toBe(7)
  })
})

describe('a MenuCache', () => {
  /** What the database sent of the document, asked as menuAt asks. */
  const sent = (tenant: TestTenant, cache: MenuCache) =>
    asCustomer(tenant, async (tx) => {
      const [row] = await builderOf(tx, (seen) => menuAt(seen, { branchId: tenant.branchId, service: 'pickup', cache }))
      return row?.['document']
    })

  test('has a version sent and built once, and the same objects given to everybody', async ({ tenant }) => {
    const cache = new MenuCache()
    const first = await read(tenant, { cache })
    expect(await sent(tenant, new MenuCache())).toMatch(/^\{"modifierGroups"/)
    expect(await sent(tenant, cache)).toBeNull()
    const again = await read(tenant, { cache, branchId: tenant.branchId.toUpperCase() })
    expect(again).toEqual(first)
    expect(again?.categories).toBe(first?.categories)
    // Another channel with the same version: sent once more, and then shared.
    const web = await read(tenant, { cache, channel: 'web' })
    expect(web?.categories).toBe(first?.categories)
    expect(await read(tenant)).toEqual(first)
  })

  test('lays the moment over what it keeps, and over nobody else', async ({ tenant }) => {
    const cache = new MenuCache()
    const plain = await read(tenant, { cache })
    const mark = { branchId: tenant.branchId, productId: tenant.items['TACO'] ?? '' }
    await asStaff(tenant, (tx) => markSoldOut(tx, mark))
    expect(dishesOf(await read(tenant, { cache }))[0]?.availability).toMatchObject({ because: 'sold_out' })
    expect(dishesOf(plain)[0]?.availability).toEqual({ available: true })
    await asStaff(tenant, (tx) => markAvailable(tx, mark))
    expect((await read(tenant, { cache }))?.categories).toBe(plain?.categories)
  })

  test('gives the new version as soon as it is live', async ({ tenant }) => {
    const cache = new MenuCache()
    await read(tenant, { cache })
    await changeDish(tenant, 'TACO', { price: money('19') })
    expect(await read(tenant, { cache })).toEqual(await read(tenant))
    expect(dishesOf(await read(tenant, { cache }))[0]?.price).toEqual(money('19'))
  })

  test('gives nobody what another tenant has read', async ({ db, tenant }) => {
    const cache = new MenuCache()
    const other = await newTenant(db)
    const theirs = await read(other, { cache })
    expect(theirs?.versionId).toBe(other.versionId)
    expect(await read(tenant, { cache, branchId: other.branchId })).toBeNull()
    expect((await read(tenant, { cache }))?.versionId).toBe(tenant.versionId)
    expect((await read(other, { cache }))?.categories).toBe(theirs?.categories)
  })

  test('lets go of the menu that was read longest ago', async ({ db, tenant }) => {
    const cache = new MenuCache({ maxMenus: 1 })
    const other = await newTenant(db)
    const first = await read(tenant, { cache })
    await read(other, { cache })
    expect(await sent(tenant, cache)).toMatch(/^\{/)
    const again = await read(tenant, { cache })
    expect(again).toEqual(first)
    expect(again?.categories).not.toBe(first?.categories)
    expect(await sent(other, cache)).toMatch(/^\{/)
  })
})

describe('the one menu of a branch and channel', () => {
  test('is the last that was published there, of whatever menu of the restaurant', async ({ tenant }) => {
    const { restaurantId } = tenant
    const [own] = [await read(tenant)]
    const lunch = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aRichMenu({ name: 'Comida' }) }))
    expect((await read(tenant))?.etag).toBe(own?.etag)
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: lunch.versionId, channels: ['app'] }))
    expect([(await read(tenant))?.menuId, (await read(tenant, { channel: 'web' }))?.menuId]).toEqual([
      lunch.menuId,
      tenant.menuId,
    ])
    // The other stands as it was: it is still sold elsewhere, and may return.
    await asStaff(tenant, (tx) => publishMenu(tx, { versionId: tenant.versionId }))
    expect((await read(tenant))?.etag).toBe(own?.etag)
  })

  test('changes its dishes only with a version', async ({ tenant }) => {
    const before = await read(tenant)
    await changeMenu(tenant, (tx, { id }) =>
      tx.delete(menuItems).where(and(eq(menuItems.versionId, id), eq(menuItems.itemId, tenant.items['FLAN'] ?? ''))),
    )
    expect(dishesOf(before).map(({ sku }) => sku)).toEqual(['TACO', 'AGUA', 'FLAN'])
    expect(dishesOf(await read(tenant)).map(({ sku }) => sku)).toEqual(['TACO', 'AGUA'])
  })
})
