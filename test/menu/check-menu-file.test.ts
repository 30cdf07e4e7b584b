import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checkMenuFile, type MenuFile } from '../../src/index.ts'
import { aMenu } from '../../src/testing.ts'
import {
  draftMenuInput,
  exportMenuInput,
  importMenuInput,
  listMenuInput,
  markAvailableInput,
  markSoldOutInput,
  menuAtInput,
  menuFile,
  publishMenuInput,
  setPriceInput,
} from '../../src/zod.ts'

// What a file holds is anything, until it was looked at.
const menu = aMenu()
const [group] = menu.modifierGroups
const [option] = group?.options ?? []
const item = menu.categories[0]?.items[0]
const ofGroup = (changes: object) => ({ ...menu, modifierGroups: [{ ...group, ...changes }] })
const ofOption = (changes: object) => ofGroup({ options: [{ ...option, ...changes }] })
const ofItem = (changes: object) => ({ ...menu, categories: [{ name: 'Tacos', items: [{ ...item, ...changes }] }] })
const ofDaypart = (changes: object) => ({
  ...menu,
  dayparts: [{ name: 'Desayuno', windows: [{ weekday: 1, opens: '07:00', closes: '12:00' }], ...changes }],
})
const nested = (levels: number): object => ({
  name: 'Nivel',
  items: [],
  ...(levels > 1 ? { categories: [nested(levels - 1)] } : {}),
})

const i = 'categories[0].items[0]'
const g = 'modifierGroups[0]'
const o = `${g}.options[0]`

/** Wrong in itself: the schema and the check say so, in the same place. */
const forms: readonly [what: string, field: string, file: unknown][] = [
  ['a list', '', []],
  ['nothing', '', null],
  ['a blank name', 'name', { ...menu, name: '  ' }],
  ['a field that is not known', 'extra', { ...menu, extra: 1 }],
  ['no groups', 'modifierGroups', { ...ofItem({ modifierGroups: [] }), modifierGroups: undefined }],
  ['no category', 'categories', { ...menu, categories: [] }],
  ['categories that are none', 'categories', { ...menu, categories: 'Tacos' }],
  ['six levels', `categories[0]${'.categories[0]'.repeat(4)}.categories`, { ...menu, categories: [nested(6)] }],
  ['a category without a name', 'categories[0].name', { ...menu, categories: [{ name: '', items: [] }] }],
  ['a category without a list of items', 'categories[0].items', { ...menu, categories: [{ name: 'Tacos' }] }],
  [
    'NUL in the description of a category',
    'categories[0].description',
    { ...menu, categories: [{ name: 'T', description: '\0', items: [] }] },
  ],
  ['an item that is none', i, { ...menu, categories: [{ name: 'Tacos', items: ['Taco'] }] }],
  ['a misspelt field', `${i}.prize`, ofItem({ prize: '1' })],
  ['a sku in small letters', `${i}.sku`, ofItem({ sku: 'taco' })],
  ['a sku of 21 letters', `${i}.sku`, ofItem({ sku: 'T'.repeat(21) })],
  ['no sku', `${i}.sku`, ofItem({ sku: undefined })],
  ['a name with NUL', `${i}.name`, ofItem({ name: 'Ta\0co' })],
  ['a name of 201 characters', `${i}.name`, ofItem({ name: 'x'.repeat(201) })],
  ['a name with half a character', `${i}.name`, ofItem({ name: 'Taco \uD83C' })],
  ['a description of 2001 characters', `${i}.description`, ofItem({ description: 'x'.repeat(2001) })],
  ['a price in words', `${i}.price`, ofItem({ price: 'doce' })],
  ['a price with a comma', `${i}.price`, ofItem({ price: '1,200.00' })],
  ['a price below zero', `${i}.price`, ofItem({ price: '-0.01' })],
  ['half a centavo', `${i}.price`, ofItem({ price: '12.505' })],
  ['a price that is a number', `${i}.price`, ofItem({ price: 12.5 })],
  ['no price', `${i}.price`, ofItem({ price: undefined })],
  ['an unknown tax class', `${i}.ivaClass`, ofItem({ ivaClass: 'reducido' })],
  ['a product key of 7 digits', `${i}.satProductKey`, ofItem({ satProductKey: '9010150' })],
  ['a unit key of 4 characters', `${i}.satUnitKey`, ofItem({ satUnitKey: 'E048' })],
  ['minutes below zero', `${i}.prepMinutes`, ofItem({ prepMinutes: -1 })],
  ['more than a day', `${i}.prepMinutes`, ofItem({ prepMinutes: 1441 })],
  ['half a minute', `${i}.prepMinutes`, ofItem({ prepMinutes: 1.5 })],
  ['an allergen without a name', `${i}.allergens[0]`, ofItem({ allergens: [''] })],
  ['31 allergens', `${i}.allergens`, ofItem({ allergens: Array.from({ length: 31 }, (_, a) => `a${a}`) })],
  ['an image by http', `${i}.images[0]`, ofItem({ images: ['http://imagenes.example/a.jpg'] })],
  ['11 images', `${i}.images`, ofItem({ images: Array.from({ length: 11 }, () => 'https://imagenes.example/a.jpg') })],
  ['groups that are no list', `${i}.modifierGroups`, ofItem({ modifierGroups: 'salsa' })],
  ['a group without a key', `${g}.key`, { ...ofGroup({ key: '' }), categories: [{ name: 'Tacos', items: [] }] }],
  ['a group without a name', `${g}.name`, ofGroup({ name: '' })],
  ['a group of which nothing may be chosen', `${g}.maxSelected`, ofGroup({ maxSelected: 0 })],
  ['less than none', `${g}.minSelected`, ofGroup({ minSelected: -1 })],
  ['a group of which no option may be chosen', `${g}.maxDistinct`, ofGroup({ maxDistinct: 0 })],
  ['fewer than none', `${g}.minDistinct`, ofGroup({ minDistinct: -1 })],
  ['a free half', `${g}.freeQuantity`, ofGroup({ freeQuantity: 0.5 })],
  ['an unknown strategy', `${g}.pricing`, ofGroup({ pricing: 'min' })],
  ['text for a yes', `${g}.defaultsCharged`, ofGroup({ defaultsCharged: 'yes' })],
  ['a group without options', `${g}.options`, ofGroup({ options: [] })],
  ['an option without a name', `${o}.name`, ofOption({ name: '' })],
  ['an option below zero', `${o}.price`, ofOption({ price: '-1' })],
  ['51 of an option', `${o}.maxQuantity`, ofOption({ maxQuantity: 51 })],
  ['less than none preselected', `${o}.defaultQuantity`, ofOption({ defaultQuantity: -1 })],
  ['a blank sku of an option', `${o}.sku`, ofOption({ sku: ' ' })],
  ['a blank key below an option', `${o}.modifierGroups[0]`, ofOption({ modifierGroups: [''] })],
  ['a daypart without a name', 'dayparts[0].name', ofDaypart({ name: '' })],
  ['a daypart of no time', 'dayparts[0].windows', ofDaypart({ windows: [] })],
  [
    'an eighth day',
    'dayparts[0].windows[0].weekday',
    ofDaypart({ windows: [{ weekday: 8, opens: '07:00', closes: '12:00' }] }),
  ],
  [
    'an hour of one digit',
    'dayparts[0].windows[0].opens',
    ofDaypart({ windows: [{ weekday: 1, opens: '7:00', closes: '12:00' }] }),
  ],
  [
    'a 25th hour',
    'dayparts[0].windows[0].closes',
    ofDaypart({ windows: [{ weekday: 1, opens: '07:00', closes: '25:00' }] }),
  ],
]

/** Wrong beside something else in the file: only the check sees it. */
const relations: readonly [what: string, field: string, file: unknown][] = [
  [
    'a sku that stands twice',
    'categories[0].items[1].sku',
    { ...menu, categories: [{ name: 'T', items: [item, item] }] },
  ],
  [
    'a dish with the sku of an option',
    `${i}.sku`,
    { ...ofItem({ sku: 'VERDE' }), modifierGroups: ofOption({ sku: 'VERDE' }).modifierGroups },
  ],
  ['a group that the file does not have', `${i}.modifierGroups[0]`, ofItem({ modifierGroups: ['queso'] })],
  [
    'one that it does not have, with rules',
    `${i}.modifierGroups[0].key`,
    ofItem({ modifierGroups: [{ key: 'queso' }] }),
  ],
  ['a group twice', `${i}.modifierGroups[1]`, ofItem({ modifierGroups: ['salsa', { key: 'salsa' }] })],
  [
    'rules of an item that its group cannot meet',
    `${i}.modifierGroups[0]`,
    ofItem({ modifierGroups: [{ key: 'salsa', minSelected: 3, maxSelected: 3 }] }),
  ],
  [
    'free units where each is charged',
    `${i}.modifierGroups[0].freeQuantity`,
    ofItem({ modifierGroups: [{ key: 'salsa', freeQuantity: 1 }] }),
  ],
  [
    'the price of an option that is none',
    `${i}.modifierGroups[0].optionPrices[0]`,
    ofItem({ modifierGroups: [{ key: 'salsa', optionPrices: { Roja: '1' } }] }),
  ],
  [
    'a price of an option in words',
    `${i}.modifierGroups[0].optionPrices[0]`,
    ofItem({ modifierGroups: [{ key: 'salsa', optionPrices: { Verde: 'uno' } }] }),
  ],
  ['a daypart that the file does not have', `${i}.daypart`, ofItem({ daypart: 'Cena' })],
  [
    'a heading at such a one',
    'categories[0].daypart',
    { ...menu, categories: [{ name: 'T', daypart: 'Cena', items: [] }] },
  ],
  [
    'a daypart twice',
    'dayparts[1].name',
    { ...menu, dayparts: [...ofDaypart({}).dayparts, ...ofDaypart({}).dayparts] },
  ],
  [
    'a key twice',
    'modifierGroups[1].key',
    {
      ...menu,
      modifierGroups: [
        group,
        {
          ...group,
          options: [
            { ...option, sku: 'otra' },
            { name: 'Seca', price: '0', sku: 'x' },
          ],
        },
      ],
    },
  ],
  ['more than may be chosen', `${g}.minSelected`, ofGroup({ minSelected: 3 })],
  ['more different ones than may be', `${g}.minDistinct`, ofGroup({ minDistinct: 3 })],
  ['more free than may be chosen', `${g}.freeQuantity`, ofGroup({ freeQuantity: 3, pricing: 'free_cheapest' })],
  ['free units of a sum', `${g}.freeQuantity`, ofGroup({ freeQuantity: 1 })],
  ['more than there is', g, ofGroup({ minSelected: 2, options: [option] })],
  [
    'more preselected than may be',
    g,
    ofGroup({ maxSelected: 1, options: [{ ...option, maxQuantity: 2, defaultQuantity: 2 }] }),
  ],
  ['more preselected than there is', `${o}.defaultQuantity`, ofOption({ defaultQuantity: 2 })],
  ['an option of one name', `${g}.options[1].name`, ofGroup({ options: [option, { ...option, sku: 'otra' }] })],
  ['a group below an option that is not there', `${o}.modifierGroups[0]`, ofOption({ modifierGroups: ['queso'] })],
  [
    'one below an option twice',
    `${o}.modifierGroups`,
    { ...menu, modifierGroups: [...ofOption({ modifierGroups: ['x', 'x'] }).modifierGroups, { ...group, key: 'x' }] },
  ],
  ['a choice that contains itself', `${g}.options`, ofOption({ modifierGroups: ['salsa'] })],
  [
    'five levels of choices',
    'modifierGroups[0].options',
    {
      ...menu,
      modifierGroups: ['salsa', 'b', 'c', 'd', 'e'].map((key, n, all) => ({
        ...group,
        key,
        options: [{ name: 'Verde', price: '0', modifierGroups: all.slice(n + 1, n + 2) }],
        maxSelected: 1,
      })),
    },
  ],
]

/** `categories[0].items[0].price`; a key that is not known stands behind the place that has it. */
function placesOf(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    return keys.map((key) =>
      [...issue.path, ...(key === undefined ? [] : [key])].reduce<string>(
        (path, part) =>
          typeof part === 'number' ? `${path}[${part}]` : path === '' ? String(part) : `${path}.${String(part)}`,
        '',
      ),
    )
  })
}

describe('checkMenuFile', () => {
  test('finds nothing in a file that can be imported', () => {
    expect(checkMenuFile(menu)).toEqual([])
  })

  test.for([...forms, ...relations])('refuses %s: %s', ([, field, file]) => {
    expect(checkMenuFile(file)).toEqual([{ field, rule: expect.stringMatching(/^[a-z].+/) }])
  })

  test('finds all that is wrong at once, and never repeats it', () => {
    const secret = 'Receta-secreta'
    const file = {
      ...ofItem({ sku: secret, price: secret, [`${secret} `]: 1 }),
      name: 7,
      categories: [null, { name: secret }],
    }
    const found = checkMenuFile(file)
    expect(found.map(({ field }) => field)).toEqual(['name', 'categories[0]', 'categories[1].items'])
    expect(JSON.stringify(found)).not.toContain(secret)
    expect(checkMenuFile(ofItem({ [`${secret} `]: 1 }))).toEqual([{ field: i, rule: 'has a field that is not known' }])
  })

  test('looks at each of many groups that offer one another once', () => {
    const keys = Array.from({ length: 400 }, (_, n) => `g${n}`)
    const file: MenuFile = {
      ...menu,
      modifierGroups: keys.map((key, n) => ({
        key,
        name: key,
        minSelected: 0,
        maxSelected: 1,
        // Four levels of a hundred: a hundred million ways down.
        options: [{ name: 'x', price: '0', modifierGroups: keys.slice((Math.floor(n / 100) + 1) * 100).slice(0, 100) }],
      })),
      categories: [{ name: 'Tacos', items: [] }],
    }
    expect(checkMenuFile(file)).toEqual([])
  })
})

describe('the schema of a menu file', () => {
  test('takes what can be imported, and says so as JSON Schema', () => {
    expect(menuFile.parse(menu)).toEqual(menu)
    expect(menuFile.parse({ ...menu, categories: [nested(5)] })).toMatchObject({ categories: [nested(5)] })
    expect(z.toJSONSchema(menuFile, { io: 'input' })).toMatchObject({ type: 'object', additionalProperties: false })
  })

  test.for(forms)('refuses %s, in the place that the check names: %s', ([, field, file]) => {
    expect(placesOf(menuFile.safeParse(file).error)).toContain(field)
  })
})

describe('the inputs of the menu', () => {
  const id = '01a1fd3c-168f-718c-8105-7759ce4850a6'
  const moment = '2026-11-21T09:00:00-06:00'
  const at = new Date(moment)

  test.for<[what: string, schema: z.ZodType, input: object, output?: object]>([
    ['importMenu', importMenuInput, { restaurantId: id, menuId: id, menu }],
    ['exportMenu', exportMenuInput, { versionId: id }],
    ['draftMenu', draftMenuInput, { versionId: id }],
    [
      'publishMenu',
      publishMenuInput,
      { versionId: id, branchIds: [id], channels: ['app'], from: moment },
      { versionId: id, branchIds: [id], channels: ['app'], from: at },
    ],
    [
      'menuAt',
      menuAtInput,
      { branchId: id, service: 'pickup', channel: 'web', at: moment },
      { branchId: id, service: 'pickup', channel: 'web', at },
    ],
    ['listMenu', listMenuInput, { branchId: id, channel: 'pos', service: 'dine_in' }],
    [
      'markSoldOut',
      markSoldOutInput,
      { branchId: id, productId: id, until: moment, reason: 'No llegó' },
      { branchId: id, productId: id, until: at, reason: 'No llegó' },
    ],
    ['markAvailable', markAvailableInput, { branchId: id, productId: id }],
    [
      'setPrice',
      setPriceInput,
      {
        productId: id,
        price: '24.00',
        branchId: id,
        channel: 'partner',
        service: 'delivery',
        from: moment,
        until: moment,
      },
      { productId: id, price: '24.00', branchId: id, channel: 'partner', service: 'delivery', from: at, until: at },
    ],
  ])(
    '%s: the schema takes what the verb takes, and refuses each field that is wrong by its name',
    ([, schema, input, output]) => {
      expect(schema.parse(input)).toEqual(output ?? input)
      for (const field of Object.keys(input)) {
        const places = placesOf(schema.safeParse({ ...input, [field]: 7 }).error)
        expect(places).toEqual([field])
      }
    },
  )

  test.for(['2026-11-21T09:00:00', '2026-02-30T09:00:00Z', '2026-11-21', '0999-11-21T09:00:00Z'])(
    'a moment is not %s',
    (typed) => {
      expect(placesOf(menuAtInput.safeParse({ branchId: id, service: 'pickup', at: typed }).error)).toContain('at')
    },
  )
})
