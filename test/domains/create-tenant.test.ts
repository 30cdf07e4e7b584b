import { describe, expect } from 'vitest'
import {
  branches,
  createTenant,
  type CreateTenant,
  listMenu,
  memberships,
  newId,
  restaurants,
  service,
  staff,
  tenants,
} from '../../src/index.ts'
import { money, rate } from '../../src/money.ts'
import { aBranch, aMenu, type TestDb } from '../../src/testing.ts'
import { test } from '../database.ts'
import { footprint, nothing } from './footprint.ts'
import { expectRefusal } from './refusals.ts'

const aSlug = () => `t-${newId().slice(-12)}`

function anInput(changes: Partial<CreateTenant> = {}): CreateTenant {
  return {
    slug: aSlug(),
    displayName: 'La Milpa',
    legalName: 'La Milpa, S.A. de C.V.',
    owner: { userId: newId(), displayName: 'Rosa' },
    restaurants: [{ name: 'La Milpa', cuisine: 'mexicana', branch: aBranch(), menu: aMenu() }],
    ...changes,
  }
}

const create = (db: TestDb, tenantId: string, input: CreateTenant) =>
  db.as(service(tenantId), (tx) => createTenant(tx, input))

describe('createTenant', () => {
  test('leaves a tenant that is ready to sell: its host, its owner, its branch, its menu', async ({ db }) => {
    const tenantId = newId()
    const input = anInput()
    const created = await create(db, tenantId, input)
    const [restaurant] = created.restaurants
    expect(created).toEqual({
      tenantId,
      ownerMembershipId: expect.any(String),
      restaurants: [
        {
          restaurantId: expect.any(String),
          branchId: expect.any(String),
          menuId: expect.any(String),
          versionId: expect.any(String),
          items: { TACO: expect.any(String), AGUA: expect.any(String), FLAN: expect.any(String) },
        },
      ],
    })
    expect(await db.tenantOfHost(input.slug)).toBe(tenantId)

    const owner = staff(tenantId, created.ownerMembershipId)
    expect(await db.as(owner, (tx) => tx.select().from(tenants))).toEqual([
      {
        tenantId,
        slug: input.slug,
        displayName: 'La Milpa',
        legalName: 'La Milpa, S.A. de C.V.',
        status: 'active',
        createdAt: expect.any(Date),
      },
    ])
    expect(await db.as(owner, (tx) => tx.select().from(memberships))).toEqual([
      {
        tenantId,
        id: created.ownerMembershipId,
        userId: input.owner.userId,
        role: 'owner',
        displayName: 'Rosa',
        endedAt: null,
        createdAt: expect.any(Date),
      },
    ])
    expect(await db.as(owner, (tx) => tx.select().from(restaurants))).toEqual([
      {
        tenantId,
        id: restaurant?.restaurantId,
        name: 'La Milpa',
        cuisine: 'mexicana',
        archivedAt: null,
        createdAt: expect.any(Date),
      },
    ])
    expect(await db.as(owner, (tx) => tx.select().from(branches))).toEqual([
      {
        tenantId,
        id: restaurant?.branchId,
        restaurantId: restaurant?.restaurantId,
        name: 'Centro',
        timeZone: 'America/Mexico_City',
        dayCutoffMinutes: 240,
        ivaRate: rate('0.16'),
        deliveryFee: money('35'),
        services: ['delivery', 'pickup', 'dine_in'],
        phone: '+525500000000',
        street: 'Calle de la Prueba',
        exteriorNumber: '12',
        interiorNumber: null,
        crossStreets: null,
        neighborhood: 'Centro',
        municipality: 'Cuauhtémoc',
        state: 'CMX',
        postalCode: '06000',
        directions: null,
        longitude: '-99.133209',
        latitude: '19.432608',
        archivedAt: null,
        createdAt: expect.any(Date),
      },
    ])
    const branchId = restaurant?.branchId ?? ''
    const menu = await db.as(owner, (tx) => listMenu(tx, { branchId }))
    expect(menu.map(({ sku, price }) => [sku, price.toFixed(2)])).toEqual([
      ['TACO', '18.50'],
      ['AGUA', '25.00'],
      ['FLAN', '49.90'],
    ])
  })

  test('a branch offers what it was given, between the streets that were', async ({ db }) => {
    const branch = aBranch({ services: ['dine_in'], address: { ...aBranch().address, crossStreets: 'Uno y Dos' } })
    const brand = { name: 'Uno', cuisine: 'mexicana', branch, menu: aMenu() }
    const { tenantId } = await create(db, newId(), anInput({ restaurants: [brand] }))
    const rows = await db.as(service(tenantId), (tx) =>
      tx.select({ services: branches.services, crossStreets: branches.crossStreets }).from(branches),
    )
    expect(rows).toEqual([{ services: ['dine_in'], crossStreets: 'Uno y Dos' }])
  })

  test('takes several restaurants, and none', async ({ db }) => {
    const brand = (name: string) => ({ name, cuisine: 'mexicana', branch: aBranch(), menu: aMenu() })
    const two = await create(db, newId(), anInput({ restaurants: [brand('Uno'), brand('Dos')] }))
    const rows = await db.as(service(two.tenantId), (tx) =>
      tx.select({ id: restaurants.id, name: restaurants.name }).from(restaurants).orderBy(restaurants.id),
    )
    expect(rows).toEqual(two.restaurants.map(({ restaurantId }, i) => ({ id: restaurantId, name: ['Uno', 'Dos'][i] })))
    expect(await create(db, newId(), anInput({ restaurants: [] }))).toMatchObject({ restaurants: [] })
  })

  test('refuses a host that is taken, and leaves nothing of the newcomer', async ({ db }) => {
    const first = newId()
    const second = newId()
    const slug = aSlug()
    await create(db, first, anInput({ slug }))
    await expectRefusal(db, second, () => create(db, second, anInput({ slug })), 'HOST_TAKEN', {
      constraint: 'tenant_domains_pkey',
    })
    expect(await footprint(db, second)).toEqual(nothing)
    expect(await db.tenantOfHost(slug)).toBe(first)
  })

  test('refuses a tenant that exists already, and does not take the host', async ({ db }) => {
    const tenantId = newId()
    await create(db, tenantId, anInput())
    const slug = aSlug()
    await expectRefusal(db, tenantId, () => create(db, tenantId, anInput({ slug })), 'CONFLICT', {
      constraint: 'tenants_pkey',
    })
    expect(await db.tenantOfHost(slug)).toBe(undefined)
  })

  test('is for the service alone', async ({ db }) => {
    const tenantId = newId()
    for (const actor of [
      staff(tenantId, newId()),
      { kind: 'courier', tenantId, membershipId: newId() },
      { kind: 'customer', tenantId, customerId: newId() },
    ] as const) {
      await expect(db.as(actor, (tx) => createTenant(tx, anInput()))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await footprint(db, tenantId)).toEqual(nothing)
  })

  const withBranch = (changes: Parameters<typeof aBranch>[0]) =>
    anInput({ restaurants: [{ name: 'La Milpa', cuisine: 'mexicana', branch: aBranch(changes), menu: aMenu() }] })
  const withRestaurant = (changes: Partial<CreateTenant['restaurants'][number]>) =>
    anInput({
      restaurants: [{ name: 'La Milpa', cuisine: 'mexicana', branch: aBranch(), menu: aMenu(), ...changes }],
    })

  test.for<[what: string, field: string, input: () => CreateTenant]>([
    ['a slug in capitals', 'slug', () => anInput({ slug: 'LaMilpa' })],
    ['a slug of two letters', 'slug', () => anInput({ slug: 'la' })],
    ['a slug of 64 letters', 'slug', () => anInput({ slug: 'a'.repeat(64) })],
    ['a slug with a dot', 'slug', () => anInput({ slug: 'la.milpa' })],
    ['a slug that ends in a hyphen', 'slug', () => anInput({ slug: 'la-milpa-' })],
    ['a slug with a line end behind it', 'slug', () => anInput({ slug: 'la-milpa\n' })],
    ['a blank name', 'displayName', () => anInput({ displayName: ' ' })],
    ['a name with NUL', 'displayName', () => anInput({ displayName: 'La\0Milpa' })],
    ['a legal name of 301 characters', 'legalName', () => anInput({ legalName: 'x'.repeat(301) })],
    ['an owner who is no UUID', 'owner.userId', () => anInput({ owner: { userId: '1', displayName: 'Rosa' } })],
    ['an owner without a name', 'owner.displayName', () => anInput({ owner: { userId: newId(), displayName: '' } })],
    ['a restaurant without a name', 'restaurants[0].name', () => withRestaurant({ name: '' })],
    ['a cuisine of 101 characters', 'restaurants[0].cuisine', () => withRestaurant({ cuisine: 'x'.repeat(101) })],
    ['a branch without a name', 'restaurants[0].branch.name', () => withBranch({ name: '' })],
    [
      'a day that ends after noon',
      'restaurants[0].branch.dayCutoffMinutes',
      () => withBranch({ dayCutoffMinutes: 720 }),
    ],
    ['half a minute', 'restaurants[0].branch.dayCutoffMinutes', () => withBranch({ dayCutoffMinutes: 0.5 })],
    ['a rate in percent', 'restaurants[0].branch.ivaRate', () => withBranch({ ivaRate: '16' })],
    ['a rate above 1', 'restaurants[0].branch.ivaRate', () => withBranch({ ivaRate: '1.5' })],
    ['a branch that offers nothing', 'restaurants[0].branch.services', () => withBranch({ services: [] })],
    [
      'a service twice',
      'restaurants[0].branch.services',
      () => withBranch({ services: ['pickup', 'delivery', 'pickup'] }),
    ],
    [
      'streets between of 201 characters',
      'restaurants[0].branch.address.crossStreets',
      () => withBranch({ address: { ...aBranch().address, crossStreets: 'x'.repeat(201) } }),
    ],
    ['a fee below zero', 'restaurants[0].branch.deliveryFee', () => withBranch({ deliveryFee: '-1' })],
    ['a fee with half a centavo', 'restaurants[0].branch.deliveryFee', () => withBranch({ deliveryFee: '1.005' })],
    ['a fee in words', 'restaurants[0].branch.deliveryFee', () => withBranch({ deliveryFee: 'gratis' })],
    [
      'a menu without categories',
      'restaurants[0].menu.categories',
      () => withRestaurant({ menu: aMenu({ categories: [] }) }),
    ],
  ])('refuses %s, naming %s, and writes nothing', async ([, field, input], { db }) => {
    const tenantId = newId()
    await expectRefusal(db, tenantId, () => create(db, tenantId, input()), 'INVALID', { field })
  })

  const { address } = aBranch()
  test.for<[what: string, details: Record<string, string>, input: () => CreateTenant]>([
    [
      'a zone that does not exist',
      { constraint: 'branches_time_zone_known' },
      () => withBranch({ timeZone: 'America/Macondo' }),
    ],
    [
      'a zone outside of America',
      { constraint: 'branches_time_zone_known' },
      () => withBranch({ timeZone: 'Europe/Madrid' }),
    ],
    ['a phone without +52', { constraint: 'branches_phone_is_e164_mx' }, () => withBranch({ phone: '5512345678' })],
    [
      'a state in small letters',
      { constraint: 'branches_state_is_iso' },
      () => withBranch({ address: { ...address, state: 'cmx' } }),
    ],
    [
      'a postal code of four digits',
      { constraint: 'branches_postal_code_is_5_digits' },
      () => withBranch({ address: { ...address, postalCode: '6000' } }),
    ],
    [
      'a postal code of six',
      { sqlstate: '22001' },
      () => withBranch({ address: { ...address, postalCode: '060000' } }),
    ],
    [
      'swapped coordinates',
      { constraint: 'branches_location_in_mexico' },
      () => withBranch({ location: { longitude: '19.432608', latitude: '-99.133209' } }),
    ],
    [
      'a street with NUL',
      { field: 'restaurants[0].branch.address.street' },
      () => withBranch({ address: { ...address, street: 'Calle\0' } }),
    ],
    [
      'an empty colonia',
      { field: 'restaurants[0].branch.address.neighborhood' },
      () => withBranch({ address: { ...address, neighborhood: '' } }),
    ],
    [
      'directions of 501 characters',
      { field: 'restaurants[0].branch.address.references' },
      () => withBranch({ address: { ...address, references: 'x'.repeat(501) } }),
    ],
    // Refused while the statement is written down: the rest of the batch, and its commit, must not leave without it.
    ['a phone with NUL', {}, () => withBranch({ phone: '+52550000000\0' })],
  ])('refuses a branch with %s, and writes nothing', async ([, details, input], { db }) => {
    const tenantId = newId()
    await expectRefusal(db, tenantId, () => create(db, tenantId, input()), 'INVALID', details)
    expect(await footprint(db, tenantId)).toEqual(nothing)
  })
})
