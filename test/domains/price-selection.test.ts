import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { type Choice, priceSelection, type SelectableItem } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { choicesFromWords, itemFromWords, pickFrom } from '../menu/selectable-from-words.ts'
import { onServer, test } from '../database.ts'
import { asOwner, asOwnerUndone, asSuperuser } from './as-owner.ts'

const cases = Number(process.env['SELECTION_TWINS'] ?? (onServer ? 3_000 : 500))
const seed = Number(process.env['TWIN_SEED'] ?? Date.now() % 2 ** 31)
console.info(`selections in SQL: ${cases}, seed ${seed} (SELECTION_TWINS, TWIN_SEED)`)

const batch = 1_000

/** The work of one processor, which a busy machine may not have for it alone: slow, not wrong. */
const patience = 300_000

interface Case {
  readonly item: SelectableItem
  readonly choices: readonly Choice[]
}

/** One in three is a menu of four levels, the rest of one or two. */
function someCases(count: number): Case[] {
  const words = fc.array(fc.nat(0x7fff_ffff), { minLength: 1, maxLength: 24 })
  return fc.sample(words, { seed, numRuns: count }).map((list, n) => {
    const pick = pickFrom(list)
    const item = itemFromWords(pick, { groups: 2, options: 4, levels: n % 3 === 0 ? 4 : 1 + (n % 2) })
    return { item, choices: choicesFromWords(pick, item.groups) }
  })
}

/** What the database says of each case: the price as text, or the violations. */
async function inSql(db: Parameters<typeof asOwner>[0], actor: Parameters<typeof asOwner>[1], some: readonly Case[]) {
  return asOwner<{ price: string | null; violations: string }>(
    db,
    actor,
    `select v.violations::text,
       case when v.violations = '[]' then app.price_selection(c.item, c.choices)::text end as price
     from jsonb_to_recordset('${JSON.stringify(some.map((one, n) => ({ n, ...one })))}')
         as c (n int, item jsonb, choices jsonb),
       lateral (select app.selection_violations(c.item, c.choices) as violations offset 0) v
     order by c.n`,
  )
}

describe('app.selection_violations and app.price_selection', () => {
  test(
    `are priceSelection, on ${cases} random menus and selections, to the centavo and to the last path`,
    async ({ db, tenant }) => {
      const codes = new Map<string, number>()
      const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1)
      const all = someCases(cases)
      for (let from = 0; from < all.length; from += batch) {
        const some = all.slice(from, from + batch)
        const rows = await inSql(db, tenant.service, some)
        const found = rows.map(({ price, violations }) =>
          price === null
            ? { ok: false, violations: JSON.parse(violations) as unknown }
            : { ok: true, price: money(price).toFixed(2) },
        )
        const expected = some.map(({ item, choices }) => {
          const right = priceSelection(item, choices)
          if (right.ok) count('valid')
          else for (const { code } of right.violations) count(code)
          return right.ok ? { ok: true, price: right.unitPrice.toFixed(2) } : right
        })
        expect(found).toEqual(expected)
      }
      console.info('selections in SQL:', Object.fromEntries(codes))
      expect([...codes.keys()].toSorted()).toEqual([
        'bad_quantity',
        'sold_out',
        'stands_twice',
        'too_deep',
        'too_few',
        'too_few_distinct',
        'too_many',
        'too_many_distinct',
        'too_many_of_option',
        'unknown_group',
        'unknown_option',
        'valid',
      ])
      expect(codes.get('valid')).toBeGreaterThan(cases / 20)
    },
    patience,
  )

  const option = { id: 'a', name: 'A', price: '10.00', maxQuantity: 2, defaultQuantity: 0, available: true, groups: [] }
  const group = {
    id: 'g',
    name: 'G',
    minSelected: 1,
    maxSelected: 2,
    minDistinct: 0,
    maxDistinct: 2,
    freeQuantity: 0,
    pricing: 'sum',
    defaultsCharged: true,
    options: [option],
  }
  const item = { price: '5.00', groups: [group] }
  const choice = { groupId: 'g', optionId: 'a', quantity: 2 }
  const call = (menu: unknown, choices: unknown) =>
    `select app.price_selection('${JSON.stringify(menu)}', '${JSON.stringify(choices)}')::text as price`

  test('are open to the application, and take no choices for none', async ({ db, tenant }) => {
    const [row] = await db.as(tenant.customer, (tx) =>
      tx.execute<{ price: string; broken: unknown }>(
        sql.raw(`${call(item, [choice])}, app.selection_violations('${JSON.stringify(item)}', null)::text as broken`),
      ),
    )
    expect(row).toEqual({
      price: '25.00',
      broken:
        '[{"max": 2, "min": 1, "code": "too_few", "path": "choices", "found": 0, "groupId": "g", "groupName": "G"}]',
    })
  })

  test('refuse a selection that breaks a rule under the name selection_valid', async ({ db, tenant }) => {
    for (const choices of [[], [{ ...choice, quantity: 3 }], [choice, choice], [{ ...choice, quantity: '2' }]]) {
      await expect(asOwnerUndone(db, tenant.service, call(item, choices))).rejects.toMatchObject({
        code: 'INVALID',
        details: { sqlstate: '23514', constraint: 'selection_valid' },
      })
    }
  })

  test('refuse a menu that lacks a rule or a price: a comparison with null would let anything pass', async ({
    db,
    tenant,
  }) => {
    const without = (whole: object, name: string) =>
      Object.fromEntries(Object.entries(whole).filter(([n]) => n !== name))
    const ofGroup = (changed: unknown) => ({ ...item, groups: [changed] })
    const ofOption = (changed: unknown) => ofGroup({ ...group, options: [changed] })
    const rules = [
      'minSelected',
      'maxSelected',
      'minDistinct',
      'maxDistinct',
      'freeQuantity',
      'pricing',
      'defaultsCharged',
    ]
    const broken = [
      null,
      without(item, 'price'),
      without(item, 'groups'),
      { ...item, price: 'NaN' },
      { ...item, price: '-5.00' },
      { ...item, price: '5.001' },
      ...rules.map((name) => ofGroup(without(group, name))),
      ofGroup({ ...group, pricing: 'cheapest' }),
      ofOption(without(option, 'price')),
      ofOption(without(option, 'maxQuantity')),
      ofOption({ ...option, price: 'Infinity' }),
      ofOption({ ...option, price: '-1.00' }),
      ofOption({ ...option, price: '0.005' }),
      ofGroup({ ...group, defaultsCharged: false, options: [without(option, 'defaultQuantity')] }),
      ofOption(without(option, 'groups')),
    ]
    for (const menu of broken) {
      await expect(asOwnerUndone(db, tenant.service, call(menu, [choice])), JSON.stringify(menu)).rejects.toMatchObject(
        {
          code: 'INVALID',
          details: { sqlstate: '22023', constraint: 'selection_item_valid' },
        },
      )
    }
  })

  test('may stand in a constraint, which then refuses a price that the menu does not give', async ({ db }) => {
    const insert = (price: string) => [
      `create temporary table priced_lines (item jsonb, choices jsonb, unit_price numeric,
         constraint priced_lines_price check (unit_price = app.price_selection(item, choices))) on commit drop`,
      `insert into priced_lines values ('${JSON.stringify(item)}', '${JSON.stringify([choice])}', ${price})
       returning unit_price::text as price`,
    ]
    expect(await asSuperuser(db, ...insert('25.00'))).toEqual([{ price: '25.00' }])
    await expect(asSuperuser(db, ...insert('24.99'))).rejects.toMatchObject({
      code: 'INVALID',
      details: { sqlstate: '23514', constraint: 'priced_lines_price' },
    })
  })
})
