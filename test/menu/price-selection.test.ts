import { describe, expect, test } from 'vitest'
import { money } from '../../src/money.ts'
import {
  type Choice,
  defaultSelection,
  type GroupPricing,
  priceSelection,
  type SelectableGroup,
  type SelectableItem,
  type SelectableOption,
} from '../../src/pricing.ts'
import { choices as choicesSchema } from '../../src/zod.ts'

function option(id: string, price: string, rest: Partial<SelectableOption> = {}): SelectableOption {
  const plain = { maxQuantity: 5, defaultQuantity: 0, available: true, groups: [] }
  return { id, name: id.toUpperCase(), price: money(price), ...plain, ...rest }
}

function group(id: string, options: readonly SelectableOption[], rest: Partial<SelectableGroup> = {}): SelectableGroup {
  const limits = { minSelected: 0, maxSelected: 9, minDistinct: 0, maxDistinct: 9 }
  const plain = { freeQuantity: 0, pricing: 'sum', defaultsCharged: true } as const
  return { id, name: id.toUpperCase(), ...limits, ...plain, options, ...rest }
}

const item = (...groups: readonly SelectableGroup[]): SelectableItem => ({ price: money('100.00'), groups })

const pick = (optionId: string, quantity = 1, choices?: readonly Choice[], groupId = 'g'): Choice =>
  choices === undefined ? { groupId, optionId, quantity } : { groupId, optionId, quantity, choices }

/** The unit price as text, or the violations. */
function outcome(menu: SelectableItem, ...choices: readonly Choice[]): unknown {
  const priced = priceSelection(menu, choices)
  return priced.ok ? priced.unitPrice.toFixed(2) : priced.violations
}

/** How many units of each choice were charged, in the order of the choices. */
function chargedOf(menu: SelectableItem, ...choices: readonly Choice[]): unknown {
  const priced = priceSelection(menu, choices)
  return priced.ok ? priced.groups.flatMap((one) => one.choices.map((c) => c.chargedQuantity)) : priced.violations
}

describe('one unit costs', () => {
  const options = [option('a', '10.00', { defaultQuantity: 1 }), option('b', '20.01'), option('c', '20.01')]
  const of = (pricing: GroupPricing, rest: Partial<SelectableGroup> = {}) =>
    item(group('g', options, { pricing, ...rest }))
  const all = [pick('c', 2), pick('b'), pick('a', 2)]

  const cases: readonly [GroupPricing, Partial<SelectableGroup>, string, readonly number[]][] = [
    ['sum', {}, '180.03', [2, 1, 2]],
    ['sum', { defaultsCharged: false }, '170.03', [2, 1, 1]],
    ['max', {}, '120.01', [0, 1, 0]],
    ['max', { defaultsCharged: false }, '120.01', [0, 1, 0]],
    ['average', {}, '116.01', [2, 1, 2]],
    ['average', { defaultsCharged: false }, '114.01', [2, 1, 1]],
    ['free_cheapest', { freeQuantity: 3 }, '140.02', [2, 0, 0]],
    ['free_cheapest', { freeQuantity: 3, defaultsCharged: false }, '120.01', [1, 0, 0]],
    ['free_dearest', { freeQuantity: 2 }, '140.01', [1, 0, 2]],
    ['free_dearest', { freeQuantity: 2, defaultsCharged: false }, '130.01', [1, 0, 1]],
    ['free_dearest', { freeQuantity: 9 }, '100.00', [0, 0, 0]],
  ]

  test.for(cases)('by %s with %j: %s, charging %j', ([pricing, rest, price, charged]) => {
    expect([outcome(of(pricing, rest), ...all), chargedOf(of(pricing, rest), ...all)]).toEqual([price, charged])
  })

  test.for(['sum', 'max', 'average', 'free_cheapest', 'free_dearest'] as const)(
    'by %s nothing more when nothing is chosen, or only a default that is not charged',
    (pricing) => {
      expect(outcome(of(pricing))).toBe('100.00')
      expect(outcome(of(pricing, { defaultsCharged: false }), pick('a'))).toBe('100.00')
    },
  )

  test('an average that is rounded once, half-up: 0.01 between two is 0.01', () => {
    const halves = item(group('g', [option('a', '0.01'), option('b', '0.00')], { pricing: 'average' }))
    expect(outcome(halves, pick('a'), pick('b'))).toBe('100.01')
    expect(outcome(halves, pick('a'), pick('b', 2))).toBe('100.00')
  })

  test('the same without a default: taking it away gives nothing back', () => {
    const menu = of('sum', { defaultsCharged: false })
    expect([outcome(menu, pick('a'), pick('b')), outcome(menu, pick('b'))]).toEqual(['120.01', '120.01'])
  })

  test('what is nested too, for every unit of the option, free or not', () => {
    const extras = group('g', [option('x', '3.00', { defaultQuantity: 1 })], { defaultsCharged: false })
    const made = option('a', '10.00', { groups: [extras] })
    const menu = item(group('g', [made], { pricing: 'free_cheapest', freeQuantity: 2 }))
    expect(outcome(menu, pick('a', 2, [pick('x', 3)]))).toBe('112.00')
    expect(outcome(menu, pick('a', 3, [pick('x', 3)]))).toBe('128.00')
  })

  test('the same whichever way units of an option with groups are written down', () => {
    const made = option('a', '10.00', { groups: [group('g', [option('x', '3.00')])] })
    const menu = item(group('g', [made], { pricing: 'free_cheapest', freeQuantity: 1 }))
    const apart = [pick('a', 1, [pick('x')]), pick('a'), pick('a', 1, [pick('x')])]
    const together = [pick('a'), pick('a', 2, [pick('x')])]
    expect([outcome(menu, ...apart), outcome(menu, ...together)]).toEqual(['126.00', '126.00'])
    expect([chargedOf(menu, ...apart), chargedOf(menu, ...together)]).toEqual([
      [0, 1, 1],
      [0, 2],
    ])
  })

  test('what the result says of each part', () => {
    const salsa = group('s', [option('verde', '0.00'), option('macha', '5.50')])
    const menu = item(group('g', [option('taco', '18.50', { groups: [salsa] })]), group('h', [option('agua', '20.00')]))
    const macha = pick('macha', 1, undefined, 's')
    const priced = priceSelection(menu, [pick('agua', 1, [], 'h'), pick('taco', 2, [macha])])
    expect(JSON.parse(JSON.stringify(priced))).toEqual({
      ok: true,
      unitPrice: '168',
      groups: [
        {
          groupId: 'g',
          name: 'G',
          selected: 2,
          distinct: 1,
          price: '48',
          choices: [
            {
              optionId: 'taco',
              name: 'TACO',
              quantity: 2,
              chargedQuantity: 2,
              price: '18.5',
              groups: [
                {
                  groupId: 's',
                  name: 'S',
                  selected: 1,
                  distinct: 1,
                  price: '5.5',
                  choices: [
                    { optionId: 'macha', name: 'MACHA', quantity: 1, chargedQuantity: 1, price: '5.5', groups: [] },
                  ],
                },
              ],
            },
          ],
        },
        {
          groupId: 'h',
          name: 'H',
          selected: 1,
          distinct: 1,
          price: '20',
          choices: [{ optionId: 'agua', name: 'AGUA', quantity: 1, chargedQuantity: 1, price: '20', groups: [] }],
        },
      ],
    })
  })
})

describe('a selection is refused as', () => {
  const places = { path: 'choices[0]', groupId: 'g', groupName: 'G', optionId: 'a', optionName: 'A' }
  const menu = (rest: Partial<SelectableGroup> = {}, one: Partial<SelectableOption> = {}) =>
    item(group('g', [option('a', '1.00', one), option('b', '1.00')], rest))

  test('unknown_group', () => {
    expect(outcome(menu(), pick('a', 1, undefined, 'other'))).toEqual([
      { code: 'unknown_group', path: 'choices[0]', groupId: 'other' },
    ])
  })

  test('unknown_option, also when another group has it', () => {
    const two = item(group('g', [option('a', '1.00')]), group('h', [option('x', '1.00')]))
    expect(outcome(two, pick('x'))).toEqual([
      { code: 'unknown_option', path: 'choices[0]', groupId: 'g', groupName: 'G', optionId: 'x' },
    ])
  })

  test.for([0, -1, 1.5, 1000, Number.NaN, Infinity, 1e300])('bad_quantity: %d', (quantity) => {
    expect(outcome(menu(), pick('a', quantity))).toEqual([{ code: 'bad_quantity', ...places }])
  })

  test('stands_twice, and the second one is not counted', () => {
    expect(outcome(menu({ maxSelected: 3 }), pick('a', 3), pick('a'))).toEqual([
      { code: 'stands_twice', ...places, path: 'choices[1]' },
    ])
  })

  test('sold_out', () => {
    expect(outcome(menu({}, { available: false }), pick('a'))).toEqual([{ code: 'sold_out', ...places }])
  })

  test('too_many_of_option, once for all the choices of it', () => {
    const made = menu({}, { maxQuantity: 2, groups: [group('x', [])] })
    expect(outcome(made, pick('b'), pick('a', 2), pick('a'))).toEqual([
      { code: 'too_many_of_option', ...places, path: 'choices[1]', max: 2, found: 3 },
    ])
  })

  const list = { path: 'choices', groupId: 'g', groupName: 'G' }
  test.for([
    ['too_few', { minSelected: 3 }, { min: 3, max: 9, found: 2 }],
    ['too_many', { maxSelected: 1 }, { min: 0, max: 1, found: 2 }],
    ['too_few_distinct', { minDistinct: 2 }, { min: 2, max: 9, found: 1 }],
  ] as const)('%s, repeats counted', ([code, rest, counts]) => {
    expect(outcome(menu(rest), pick('a', 2))).toEqual([{ code, ...list, ...counts }])
  })

  test('too_many_distinct', () => {
    expect(outcome(menu({ maxDistinct: 1 }), pick('a'), pick('b'))).toEqual([
      { code: 'too_many_distinct', ...list, min: 0, max: 1, found: 2 },
    ])
  })

  test('too_deep, where the menu nests five levels, and nothing of the fifth is asked for', () => {
    let options = [option('a', '1.00')]
    for (let level = 5; level > 1; level -= 1) {
      options = [option('a', '1.00', { groups: [group('g', options, { minSelected: 1 })] })]
    }
    const five = item(group('g', options))
    const four = pick('a', 1, [pick('a', 1, [pick('a', 1, [pick('a')])])])
    expect(outcome(five, four)).toBe('104.00')
    expect(outcome(five, pick('a', 1, [pick('a', 1, [pick('a', 1, [pick('a', 1, [pick('a')])])])]))).toEqual([
      { code: 'too_deep', path: 'choices[0].choices[0].choices[0].choices[0].choices', max: 4 },
    ])
  })

  test('all that is wrong at once, in the order of the choices, each list followed by its groups', () => {
    const inner = group('i', [option('x', '1.00'), option('y', '1.00', { available: false })], { minDistinct: 2 })
    const whole = item(
      group('g', [option('a', '1.00', { groups: [inner] })], { maxSelected: 1 }),
      group('h', [option('b', '1.00')], { minSelected: 1 }),
    )
    const found = priceSelection(whole, [
      pick('a', 2, [pick('y', 1, undefined, 'i'), pick('z', 1, undefined, 'i')]),
      pick('q', 1, undefined, 'none'),
    ])
    expect(found.ok ? [] : found.violations.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'sold_out choices[0].choices[0]',
      'unknown_option choices[0].choices[1]',
      'too_few_distinct choices[0].choices',
      'unknown_group choices[1]',
      'too_many choices',
      'too_few choices',
    ])
  })
})

test('a menu with a price below zero or a part of a centavo is refused by the amount, not priced', () => {
  const priced = (price: string) => () => outcome(item(group('g', [option('a', price)])), pick('a'))
  expect(priced('-1.00')).toThrow(expect.objectContaining({ code: 'MONEY_NEGATIVE' }))
  expect(priced('0.001')).toThrow(expect.objectContaining({ code: 'MONEY_NOT_CENTAVOS' }))
})

describe('defaultSelection', () => {
  const salsa = group('s', [option('verde', '0.00', { defaultQuantity: 2 }), option('roja', '0.00')])
  const options = [
    option('a', '1.00', { defaultQuantity: 1, groups: [salsa] }),
    option('b', '1.00', { defaultQuantity: 1, available: false }),
    option('c', '1.00'),
  ]

  test('has the defaults of every level, without what is sold out', () => {
    const menu = item(group('g', options, { defaultsCharged: false }))
    expect(defaultSelection(menu)).toEqual([pick('a', 1, [pick('verde', 2, undefined, 's')])])
    expect(outcome(menu, ...defaultSelection(menu))).toBe('100.00')
  })

  test('of an option has those of its groups', () => {
    expect(defaultSelection({ groups: [salsa] })).toEqual([pick('verde', 2, undefined, 's')])
  })

  test('ends on a menu whose options offer their own group', () => {
    const own = group('g', [])
    Object.assign(own, { options: [option('a', '1.00', { defaultQuantity: 1, groups: [own] })] })
    const depth = (choices: readonly Choice[]): number => (choices[0] ? 1 + depth(choices[0].choices ?? []) : 0)
    expect(depth(defaultSelection(item(own)))).toBe(4)
    expect(outcome(item(own), ...defaultSelection(item(own)))).toBe('104.00')
  })
})

describe('the schema of choices', () => {
  const id = '0190A000-0000-7000-8000-000000000001'

  test('takes four levels and writes ids as the menu has them', () => {
    const nested = (levels: number): Choice => pick(id, 1, levels > 1 ? [nested(levels - 1)] : undefined, id)
    const parsed = choicesSchema.parse([nested(4)])
    expect(JSON.stringify(parsed)).toBe(
      JSON.stringify([nested(4)])
        .toLowerCase()
        .replaceAll(/(group|option)id/g, '$1Id'),
    )
    expect(choicesSchema.safeParse([nested(5)]).success).toBe(false)
  })

  test('refuses what is no choice', () => {
    for (const bad of [{}, pick(id, 0, undefined, id), pick(id, 1.5, undefined, id), pick('a', 1, undefined, id)]) {
      expect(choicesSchema.safeParse([bad]).success).toBe(false)
    }
  })
})
