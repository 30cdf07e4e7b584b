import fc, { type GeneratorValue } from 'fast-check'
import type { FileCategory, FileGroup, FileItem, FileItemGroup, FileOption, MenuFile } from '../../src/index.ts'

const text = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
    {
      weight: 1,
      // What a spreadsheet, a list in a cell or an object could mistake for something else.
      arbitrary: fc.constantFrom(
        '=1+1',
        "'=1",
        '-5',
        '@x',
        'a;b',
        'a\\',
        ' x ',
        'a,b',
        '"q"',
        'dos\r\nlíneas',
        '12',
        '__proto__',
        'ñ; \\;',
      ),
    },
  )
  .filter((name) => name.trim() !== '' && !/[\0\uFFFD]/.test(name))
const price = fc.integer({ min: 0, max: 99_999_99 }).map((centavos) => (centavos / 100).toFixed(2))
const pricing = fc.constantFrom('sum', 'max', 'average', 'free_cheapest', 'free_dearest')
const clock = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
const window = fc.record({ weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7), opens: clock, closes: clock })

/** A file that can be imported, and uses whatever a file may: from `g` of `fc.gen()`. */
export function aMenuFile(g: GeneratorValue): MenuFile {
  const dayparts = g(() => fc.uniqueArray(text, { maxLength: 2 })).map((name) => ({
    name,
    windows: g(() => fc.array(window, { minLength: 1, maxLength: 3 })),
  }))
  const groups = levelled(g)
  const daypart = () => maybe(g, { daypart: g(fc.constantFrom, ...dayparts.map(({ name }) => name), 'none') }, 'none')
  let skus = 0
  const item = (): FileItem => ({
    sku: `SKU-${(skus += 1)}`,
    name: g(() => text),
    ...some(g, { description: g(() => text) }),
    price: g(() => price),
    ...some(g, { ivaClass: g(fc.constantFrom, 'general', 'zero', 'exempt') }),
    ...some(g, { satProductKey: '50192500', satUnitKey: 'H87' }),
    ...some(g, { prepMinutes: g(fc.nat, 1440) }),
    ...some(g, { allergens: g(() => fc.array(text, { maxLength: 3 })) }),
    ...some(g, { images: ['https://imagenes.example/a;b.jpg', 'https://imagenes.example/ñ.png'] }),
    ...daypart(),
    ...some(g, { modifierGroups: fewOf(g, groups, 3).map((group) => offered(g, group)) }),
  })
  const category = (level: number): FileCategory => ({
    name: g(() => text),
    ...some(g, { description: g(() => text) }),
    ...daypart(),
    items: Array.from({ length: g(fc.nat, 2) }, item),
    ...(level < 5 ? some(g, { categories: Array.from({ length: g(fc.nat, 2) }, () => category(level + 1)) }) : {}),
  })
  return {
    name: g(() => text),
    dayparts,
    modifierGroups: groups,
    categories: Array.from({ length: 1 + g(fc.nat, 2) }, () => category(1)),
  }
}

/** Groups of up to four levels; options offer groups of deeper levels only. */
function levelled(g: GeneratorValue): readonly FileGroup[] {
  const keys = g(() => fc.uniqueArray(text, { maxLength: 6 }))
  const levels = new Map(keys.map((key) => [key, g(fc.integer, { min: 1, max: 4 })]))
  return keys.map((key): FileGroup => {
    const deeper = keys.filter((other) => (levels.get(other) ?? 0) > (levels.get(key) ?? 0))
    const options = g(() => fc.uniqueArray(text, { minLength: 1, maxLength: 4 })).map((name): FileOption => {
      const maxQuantity = g(fc.integer, { min: 1, max: 3 })
      return {
        ...some(g, { sku: `${key}!${name}` }),
        name,
        price: g(() => price),
        maxQuantity,
        ...some(g, { defaultQuantity: g(fc.nat, maxQuantity) }),
        ...some(g, { modifierGroups: fewOf(g, deeper, 2) }),
      }
    })
    const strategy = g(() => pricing)
    return {
      key,
      name: g(() => text),
      ...rulesFor(g, options, strategy),
      pricing: strategy,
      ...some(g, { defaultsCharged: g(fc.boolean) }),
      options,
    }
  })
}

function rulesFor(g: GeneratorValue, options: readonly FileOption[], strategy: FileGroup['pricing'] = 'sum') {
  const preselected = options.map(({ defaultQuantity = 0 }) => defaultQuantity).filter((quantity) => quantity > 0)
  const total = (quantities: readonly number[]) => quantities.reduce((sum, quantity) => sum + quantity, 0)
  const maxSelected = g(fc.integer, { min: Math.max(1, total(preselected)), max: 15 })
  const maxDistinct = g(fc.integer, { min: Math.max(1, preselected.length), max: 50 })
  const quantities = options.map(({ maxQuantity = 1 }) => maxQuantity).sort((a, b) => b - a)
  return {
    minSelected: g(fc.nat, Math.min(maxSelected, total(quantities.slice(0, maxDistinct)))),
    maxSelected,
    minDistinct: g(fc.nat, Math.min(maxDistinct, maxSelected, options.length)),
    maxDistinct,
    freeQuantity: strategy.startsWith('free_') ? g(fc.nat, maxSelected) : 0,
  }
}

function offered(g: GeneratorValue, { key, options, pricing: strategy }: FileGroup): string | FileItemGroup {
  if (g(fc.boolean)) return key
  const prices = fewOf(g, options, options.length).map(({ name }) => [name, g(() => price)])
  return {
    key,
    ...some(g, rulesFor(g, options, strategy)),
    ...some(g, { optionPrices: Object.fromEntries(prices) }),
  }
}

const fewOf = <T>(g: GeneratorValue, all: readonly T[], most: number): readonly T[] =>
  g(() => fc.subarray([...all], { maxLength: Math.min(most, all.length) }))

const some = <T extends object>(g: GeneratorValue, fields: T): Partial<T> => (g(fc.boolean) ? fields : {})

function maybe<T extends { readonly daypart: string }>(g: GeneratorValue, fields: T, none: string): Partial<T> {
  return fields.daypart === none ? {} : some(g, fields)
}
