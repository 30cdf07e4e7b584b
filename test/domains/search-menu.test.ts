import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  importMenu,
  type MenuFile,
  type MenuHit,
  type Near,
  newId,
  publishMenu,
  type SearchMenu,
  searchMenu,
  setPrice,
} from '../../src/index.ts'
import { highlighted } from '../../src/domains/menu/search-words.ts'
import { money } from '../../src/money.ts'
import { asCustomer, asStaff, newTenant, type TestTenant } from '../../src/testing.ts'
import { test as base } from '../database.ts'
import { asSuperuser } from './as-owner.ts'

type Dish = readonly [sku: string, name: string, description?: string]

const menuOf = (categories: Readonly<Record<string, readonly Dish[]>>): MenuFile => ({
  name: 'Carta',
  modifierGroups: [],
  categories: Object.entries(categories).map(([name, dishes]) => ({
    name,
    items: dishes.map(([sku, dish, description = '']) => ({
      sku,
      name: dish,
      description,
      price: '50.00',
      prepMinutes: 5,
      allergens: [],
      modifierGroups: [],
    })),
  })),
})

const menu = menuOf({
  Tacos: [
    ['PASTOR', 'Taco al pastor', 'Con piña y cilantro'],
    ['SUADERO', 'Taco de suadero'],
    ['PESCADO', 'Taco de pescado', 'Estilo Ensenada, capeado'],
  ],
  Antojitos: [
    ['ENCHILADAS', 'Enchiladas verdes', 'Rellenas de pollo'],
    ['GUACAMOLE', 'Guacamole con totopos'],
    ['POZOLE', 'Pozole rojo', 'Con tostadas; de la casa desde 1974'],
    ['JALAPENO', 'Jalapeños rellenos', 'De queso'],
    ['QUESO', 'Queso fundido', 'Con chorizo y tortillas de maíz'],
  ],
  Bebidas: [
    ['JAMAICA', 'Agua de Jamaica'],
    ['PINA', 'Agua de piña'],
    ['CAFE', 'Café de olla'],
  ],
})

/** A tenant that sells that menu. */
async function sells(tenant: TestTenant, file: MenuFile = menu): Promise<string> {
  return asStaff(tenant, async (tx) => {
    const { versionId } = await importMenu(tx, { restaurantId: tenant.restaurantId, menu: file })
    await publishMenu(tx, { versionId })
    return versionId
  })
}

const search = (tenant: TestTenant, text: string, more: Omit<SearchMenu, 'text'> = {}) =>
  asCustomer(tenant, (tx) => searchMenu(tx, { text, ...more }))

const skus = async (tenant: TestTenant, text: string, more?: Omit<SearchMenu, 'text'>) =>
  (await search(tenant, text, more)).hits.map(({ sku }) => sku)

const marked = ({ highlight }: MenuHit) => highlight.map((part) => (part.match ? `<${part.text}>` : part.text)).join('')

/** One tenant for the tests that only read. */
const test = base.extend<{ shop: TestTenant }>({
  shop: [
    async ({ db }, use) => {
      const shop = await newTenant(db)
      await sells(shop)
      await use(shop)
    },
    { scope: 'file' },
  ],
})

describe('searchMenu', () => {
  test('gives what it found as the menu has it, at the price of the moment', async ({ tenant }) => {
    const versionId = await sells(tenant)
    const [before] = (await search(tenant, 'pastor')).hits
    await asStaff(tenant, (tx) =>
      setPrice(tx, { productId: before?.id ?? '', branchId: tenant.branchId, channel: 'app', price: '57.50' }),
    )
    const { hits, next } = await search(tenant, 'PASTOR')
    expect(hits).toEqual([
      {
        branchId: tenant.branchId,
        id: before?.id,
        versionId,
        category: 'Tacos',
        sku: 'PASTOR',
        name: 'Taco al pastor',
        description: 'Con piña y cilantro',
        price: money('57.50'),
        soldOut: false,
        highlight: [
          { text: 'Taco al ', match: false },
          { text: 'pastor', match: true },
        ],
        rank: 949,
        distanceMeters: null,
      },
    ])
    expect(next).toBeNull()
    const elsewhere = await search(tenant, 'pastor', { channel: 'web' })
    expect(elsewhere.hits.map(({ price }) => price)).toEqual([money('50')])
  })

  test.for<[text: string, found: readonly string[]]>([
    ['enchliadas', ['ENCHILADAS']],
    ['guacamloe', ['GUACAMOLE']],
    ['jalapeno', ['JALAPENO']],
    ['JALAPEÑO', ['JALAPENO']],
    ['pozoles', ['POZOLE']],
    ['tacos al pastr', ['PASTOR']],
    ['tcaos', ['PESCADO', 'SUADERO', 'PASTOR']],
    ['guac', ['GUACAMOLE']],
    ['cafe', ['CAFE']],
    ['jalapeños  rellenas', ['JALAPENO']],
    ['maiz', ['QUESO']],
    ['tortila', []],
    ['sushi', []],
    ['de la', []],
    ['1974', ['POZOLE']],
  ])('finds for «%s» %j', async ([text, found], { shop }) => {
    expect((await skus(shop, text)).toSorted()).toEqual(found.toSorted())
  })

  test('counts a word in the name before the category before the description', async ({ tenant }) => {
    await sells(
      tenant,
      menuOf({
        Varios: [
          ['DESC', 'Sopa', 'con camarón'],
          ['NAME', 'Camarones al ajo'],
        ],
        Camarones: [['CAT', 'Aguachile']],
      }),
    )
    expect(await skus(tenant, 'camaron')).toEqual(['NAME', 'CAT', 'DESC'])
  })

  test('takes what is similar only for a word that no dish has', async ({ tenant }) => {
    await sells(
      tenant,
      menuOf({
        Varios: [
          ['TORTA', 'Torta ahogada'],
          ['TARTA', 'Tarta de queso'],
        ],
      }),
    )
    expect(await skus(tenant, 'torta')).toEqual(['TORTA'])
    expect(await skus(tenant, 'tartas')).toEqual(['TARTA'])
  })

  test('wants all words, and where no dish has all, as many as any has', async ({ shop }) => {
    expect(await skus(shop, 'agua piña')).toEqual(['PINA'])
    expect((await skus(shop, 'agua xyzxyz')).toSorted()).toEqual(['JAMAICA', 'PINA'])
    expect(await skus(shop, 'taco pastor sushi')).toEqual(['PASTOR'])
  })

  test('marks the words of the name, and never more than its text', async ({ shop }) => {
    expect((await search(shop, 'tacos pescado')).hits.map(marked)).toEqual(['<Taco> de <pescado>'])
    expect((await search(shop, 'pina')).hits.map(marked)).toEqual(['Agua de <piña>', 'Taco al pastor'])
    expect((await search(shop, 'guacamloe')).hits.map(marked)).toEqual(['<Guacamole> con totopos'])
  })

  test('hands a name with markup back as text', async ({ tenant }) => {
    await sells(tenant, menuOf({ Varios: [['XSS', '<b>Taco</b> & "dorado"']] }))
    const [hit] = (await search(tenant, 'dorado')).hits
    expect(hit?.highlight).toEqual([
      { text: '<b>Taco</b> & "', match: false },
      { text: 'dorado', match: true },
      { text: '"', match: false },
    ])
  })

  test('goes page by page, each dish once, in one order', async ({ shop }) => {
    const whole = await search(shop, 'de', { limit: 100 })
    expect(whole.hits).toEqual([])
    const all = (await search(shop, 'taco agua', { limit: 100 })).hits.map(({ id }) => id)
    expect(all).toHaveLength(5)
    const paged: string[] = []
    let after: string | null = null
    do {
      // eslint-disable-next-line no-await-in-loop -- one page after another
      const page = await search(shop, 'taco agua', { limit: 2, ...(after === null ? {} : { after }) })
      paged.push(...page.hits.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    expect(paged).toEqual(all)
  })

  test('refuses a cursor of another search, another place or another tenant', async ({ db, shop }) => {
    const { next } = await search(shop, 'taco', { limit: 1 })
    const after = next ?? ''
    expect(await skus(shop, 'taco', { limit: 1, after })).toHaveLength(1)
    const other = await newTenant(db)
    const near = { longitude: -99, latitude: 19 }
    for (const wrong of [
      search(shop, 'tacos', { after }),
      search(shop, 'taco', { after, channel: 'web' }),
      search(shop, 'taco', { after, near }),
      search(shop, 'taco', { after: `${after.slice(0, -1)}A` }),
      search(other, 'taco', { after }),
    ]) {
      // eslint-disable-next-line no-await-in-loop -- one connection on PGlite
      await expect(wrong).rejects.toMatchObject({ code: 'CURSOR_INVALID', details: { field: 'after' } })
    }
  })

  test.for<[field: string, input: object]>([
    ['text', { text: '' }],
    ['text', { text: ' ' }],
    ['text', { text: 'a' }],
    ['text', { text: 'a b c' }],
    ['text', { text: '¿?!' }],
    ['text', { text: 'x'.repeat(101) }],
    ['text', { text: 'taco\0' }],
    ['text', { text: 7 }],
    ['branchId', { branchId: "' or true --" }],
    ['channel', { channel: 'fax' }],
    ['service', { service: 'teleport' }],
    ['limit', { limit: 101 }],
    ['near.longitude', { near: { longitude: -181, latitude: 19 } }],
    ['near.latitude', { near: { longitude: -99, latitude: Number.NaN } }],
    ['near.radiusMeters', { near: { longitude: -99, latitude: 19, radiusMeters: 0 } }],
  ])('refuses a bad %s: %j', async ([field, input], { shop }) => {
    const asked = asCustomer(shop, (tx) => searchMenu(tx, Object.assign({ text: 'taco' }, input)))
    await expect(asked).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is empty at an unknown branch', async ({ shop }) => {
    expect(await skus(shop, 'taco', { branchId: newId() })).toEqual([])
    expect(await skus(shop, 'pastor', { branchId: shop.branchId })).toEqual(['PASTOR'])
  })

  test('near a place, puts the nearer branch first among equals, and leaves out what is beyond the radius', async ({
    tenant,
  }) => {
    await asStaff(tenant, (tx) =>
      tx.execute(sql`
        insert into branches (tenant_id, id, restaurant_id, name, time_zone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude)
        select tenant_id, app.uuid_v7(), restaurant_id, 'Norte', time_zone, street, exterior_number, neighborhood, municipality, state, postal_code, -99.133209, 19.532608
        from branches where tenant_id = ${tenant.tenantId}`),
    )
    await sells(tenant)
    // A tenth of a degree of latitude is 11.1 kilometres.
    const center = { longitude: -99.133209, latitude: 19.432608 }
    const distances = async (near: Near) =>
      (await search(tenant, 'pozole', { near })).hits.map(({ branchId, distanceMeters }) => [
        branchId === tenant.branchId ? 'Centro' : 'Norte',
        distanceMeters,
      ])
    expect(await distances(center)).toEqual([
      ['Centro', 0],
      ['Norte', 11_120],
    ])
    expect(await distances({ ...center, latitude: 19.532608 })).toEqual([
      ['Norte', 0],
      ['Centro', 11_120],
    ])
    expect(await distances({ ...center, radiusMeters: 11_119 })).toEqual([['Centro', 0]])
    expect(await distances({ ...center, radiusMeters: 11_120 })).toHaveLength(2)
    expect(await distances({ longitude: -86.8, latitude: 21.2, radiusMeters: 1000 })).toEqual([])
    const pages = await search(tenant, 'taco', { near: center, limit: 4 })
    const rest = await search(tenant, 'taco', { near: center, limit: 4, after: pages.next ?? '' })
    expect([...pages.hits, ...rest.hits]).toEqual((await search(tenant, 'taco', { near: center })).hits)
    expect(rest).toMatchObject({ hits: [{}, {}], next: null })
  })

  test('lists equals in Spanish order', async ({ tenant }) => {
    await sells(
      tenant,
      menuOf({
        Varios: [
          ['OAX', 'Sopa oaxaqueña'],
          ['NONA', 'Sopa ñoña'],
          ['NUBE', 'Sopa nube'],
          ['ARBOL', 'Sopa Árbol'],
        ],
      }),
    )
    expect(await skus(tenant, 'sopa')).toEqual(['ARBOL', 'NUBE', 'NONA', 'OAX'])
  })
})

describe('words', () => {
  test('are the same ones in the database and here, so that the right ones are marked', async ({ db }) => {
    const signs = 'a á ñ Ñ 9 z É ü · - _ – ’ " ¡ ¿ . , / & º ½ × 💡 中 ß'
      .split(' ')
      .concat('n\u0303', '\u00a0', '\u2028', 'taco', ' ', 'Ö')
    let seed = 7
    const next = () => (seed = (seed * 16_807) % 2_147_483_647)
    const texts = Array.from({ length: 500 }, () =>
      Array.from({ length: next() % 14 }, () => signs[next() % signs.length]).join(''),
    )
    const rows = await asSuperuser<{ words: number; place: number }>(
      db,
      `select (select count(*) from app.search_words(t.content))::integer as words
       from jsonb_array_elements_text('${JSON.stringify(texts).replaceAll("'", "''")}') with ordinality as t (content, place) order by t.place`,
    )
    const everyWord = Array.from({ length: 20 }, (_, i) => i + 1)
    const ours = texts.map((text) => highlighted(text, everyWord).filter(({ match }) => match).length)
    expect(rows.map(({ words }) => words)).toEqual(ours)
    for (const text of texts) {
      expect(
        highlighted(text, [2, 3])
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }
  })
})
