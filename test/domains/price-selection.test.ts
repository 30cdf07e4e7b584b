import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { type Choice, priceSelection, type SelectableItem } from '../../src/index.ts'
import { money } from '../../src/money.ts'
import { choicesFromWords, itemFromWords, pickFrom } from '../menu/selectable-from-words.ts'
import { onServer, test } from '../database.ts'
import { asOwner } from './as-owner.ts'

const cases = Number(process.env['SELECTION_TWINS'] ?? (onServer ? 20_000 : 2_000))
const seed = Number(process.env['TWIN_SEED'] ?? Date.now() % 2 ** 31)
console.info(`selections in SQL: ${cases}, seed ${seed} (SELECTION_TWINS, TWIN_SEED)`)

const batch = 1_000

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
  test(`are priceSelection, on ${cases} random menus and selections, to the centavo and to the last path`, async ({
    db,
    tenant,
  }) => {
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
  })
})
