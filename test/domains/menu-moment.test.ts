import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  branches,
  type Channel,
  dayparts,
  listMenu,
  markAvailable,
  markSoldOut,
  type MenuAt,
  menuItems,
  newId,
  publishMenu,
  type Service,
  setPrice,
} from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { aQuote, asCustomer, asStaff } from '../../src/testing.ts'
import { test } from '../database.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { changeDish, draftWith } from './change-menu.ts'
import { dishesOf } from './choice-of.ts'
import { anotherBranch, dishOf, evening, morning, optionId, readMenu } from './menu-reading.ts'

describe('menuAt', () => {
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
      prices.push([(await dishOf(tenant, 'TACO', place))?.price.toFixed(), listed?.price.toFixed()])
    }
    expect(prices).toEqual(['20', '21', '22', '23', '24', '25', '26', '27'].map((price) => [price, price]))
    const quote = await aQuote(tenant, { ...at, lines: [{ menuItemId: productId, quantity: 1 }] })
    expect(quote.subtotal).toEqual(money('27'))
    expect((await dishOf(tenant, 'FLAN'))?.price).toEqual(money('49.9'))
  })

  test("charges a branch's own price for an option on every dish, before what a dish says of it", async ({
    tenant: fresh,
  }) => {
    const tenant = await withRichMenu(fresh)
    const habanero = await optionId(tenant, 'salsa/Habanero')
    await asStaff(tenant, (tx) => setPrice(tx, { productId: habanero, branchId: tenant.branchId, price: '5.00' }))
    const priceOn = async (sku: string) =>
      (await dishOf(tenant, sku))?.groups[0]?.options.find(({ id }) => id === habanero)?.price
    expect([await priceOn('TACO'), await priceOn('GRINGA')]).toEqual([money('5'), money('5')])
  })

  test('takes a price from when it begins, up to and without when it ends', async ({ tenant }) => {
    const [from, until] = [new Date('2030-05-01T06:00:00.000Z'), new Date('2030-05-02T06:00:00.000Z')]
    const productId = tenant.items['TACO'] ?? ''
    await asStaff(tenant, (tx) => setPrice(tx, { productId, price: '15', from, until }))
    const prices = []
    for (const ms of [from.getTime() - 1, from.getTime(), until.getTime() - 1, until.getTime()]) {
      prices.push((await dishOf(tenant, 'TACO', { at: new Date(ms) }))?.price)
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
      const found = await dishOf(tenant, 'TACO', more)
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
      Object.fromEntries(dishesOf(await readMenu(tenant, { at })).map(({ sku, availability }) => [sku, availability]))
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
    const first = await readMenu(tenant)
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
      const menu = await readMenu(tenant, moment ? { at: moment } : {})
      return [menu?.number, dishesOf(menu)[0]?.price.toFixed()]
    }
    expect(await at(undefined)).toEqual([2, '19'])
    // To the millisecond in which it was published, which is as much as a Date holds.
    expect(await at(publishedAt ?? undefined)).toEqual([2, '19'])
    expect(await at(new Date(publishedAt!.getTime() - 1))).toEqual([1, '18.5'])
    expect(await at(new Date(from.getTime() - 1))).toEqual([2, '19'])
    expect(await at(from)).toEqual([3, '21'])
    expect(await at(new Date('2020-01-01T00:00:00Z'))).toEqual([undefined, undefined])
    expect((await readMenu(tenant, { at: new Date(publishedAt!.getTime() - 1) }))?.etag).toBe(first?.etag)
  })
})
