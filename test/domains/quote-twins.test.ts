import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import {
  type Choice,
  newId,
  orderQuotes,
  priceSelection,
  type PromotionCandidate,
  promotionsFor,
  type Service,
  setPrice,
} from '../../src/index.ts'
import { itemsOnSale, type OnSale } from '../../src/domains/menu/items-on-sale.ts'
import { isOnSale, type PublishedItem, selectableOf } from '../../src/domains/menu/published-item.ts'
import type { SelectableGroup, SelectableOption } from '../../src/domains/menu/selectable.ts'
import { type OrderLineInput, priceLines } from '../../src/domains/orders/price-lines.ts'
import { priceQuote } from '../../src/domains/orders/price-quote.ts'
import { type Money, money, rate } from '../../src/money.ts'
import { aCoupon, aPromotion, asCustomer, asStaff, type TestTenant } from '../../src/testing.ts'
import { onServer, test } from '../database.ts'
import { choicesFromWords, itemFromWords, type Pick, pickFrom } from '../menu/selectable-from-words.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { asOwner } from './as-owner.ts'
import { changeDish } from './change-menu.ts'

const runs = Number(process.env['QUOTE_TWINS'] ?? (onServer ? 400 : 100))
const seed = Number(process.env['TWIN_SEED'] ?? Date.now() % 2 ** 31)
/** The work of one processor, which a busy machine may not have for it alone: slow, not wrong. */
const patience = 300_000 * Math.max(1, runs / 400)
console.info(`quotes in SQL: ${runs}, seed ${seed} (QUOTE_TWINS, TWIN_SEED)`)

const words = fc.array(fc.nat(0x7fff_ffff), { minLength: 1, maxLength: 40 })
const picks = (count: number) => fc.sample(words, { seed, numRuns: count }).map(pickFrom)

/** For a literal in SQL: nothing here holds a quote. */
const json = (value: unknown) => JSON.stringify(value)

type WrittenGroup = PublishedItem['groups'][number]

/** As the menu keeps it: amounts are text, and a sku. */
const written = (groups: readonly SelectableGroup[]): readonly WrittenGroup[] =>
  groups.map((group) => ({
    ...group,
    options: group.options.map((option) => ({
      ...option,
      sku: 'x',
      price: option.price.toFixed(2),
      groups: written(option.groups),
    })),
  }))

/** As it is shown, in either form: without the sku, prices as text of one form. */
const shown = (groups: readonly (SelectableGroup | WrittenGroup)[]): unknown =>
  groups.map((group) => ({
    ...group,
    options: group.options.map(
      ({ price, groups: nested, ...option }: SelectableOption | WrittenGroup['options'][number]) => ({
        ...Object.fromEntries(Object.entries(option).filter(([name]) => name !== 'sku')),
        price: money(typeof price === 'string' ? price : price.toFixed(2)).toFixed(2),
        groups: shown(nested),
      }),
    ),
  }))

/** The options of a choice, each ahead of those that it offers: a second way to number them. */
function flattened(groups: readonly SelectableGroup[], choices: readonly Choice[]): unknown[] {
  const found: { position: number; parentPosition: number | null; [name: string]: unknown }[] = []
  const walk = (offered: readonly SelectableGroup[], list: readonly Choice[], parentPosition: number | null): void => {
    for (const { groupId, optionId, quantity, choices: nested = [] } of list) {
      const group = offered.find(({ id }) => id === groupId)
      const option = group?.options.find(({ id }) => id === optionId)
      const position = found.length
      const names = { groupName: group?.name, optionName: option?.name }
      found.push({ position, parentPosition, optionId, ...names, quantity, price: option?.price.toFixed(2) })
      walk(option?.groups ?? [], nested, position)
    }
  }
  walk(groups, choices, null)
  return found
}

describe('what SQL makes of a menu', () => {
  test('app.groups_at is selectableOf, and app.modifiers_of are the choices in their order', async ({ db, tenant }) => {
    const cases = picks(runs).map((pick, n) => {
      const item = itemFromWords(pick, { groups: 2, options: 4, levels: n % 3 === 0 ? 4 : 1 + (n % 2) })
      // The generator names options o0, o1 …, on every level: a price or a mark is of all that are called so.
      const ids = ['o0', 'o1', 'o2', 'o3'].filter(() => pick(3) === 0)
      const prices = new Map<string, Money>(ids.map((id) => [id, money((pick(5_000) / 100).toFixed(2))]))
      const sold = ['o0', 'o1', 'o2', 'o3'].filter(() => pick(6) === 0)
      const base = { id: 'i', sku: 'I', name: 'I', ivaClass: 'general', satProductKey: '', satUnitKey: '' } as const
      const document: PublishedItem = {
        ...base,
        prepMinutes: 1,
        categoryId: 'c',
        daypartIds: [],
        price: '1.00',
        groups: written(item.groups),
      }
      const moment = { prices, soldOut: new Map(sold.map((id) => [id, null])), offDayparts: new Set<string>() }
      const selectable = selectableOf(document, moment)
      const choices = choicesFromWords(pick, selectable.groups)
      const priced = priceSelection(selectable, choices)
      return { n, document, prices, sold, selectable, choices, ok: priced.ok }
    })
    const rows = await asOwner<{ groups: string; modifiers: string }>(
      db,
      tenant.service,
      `select g.groups::text as groups, case when c.ok then app.modifiers_of(g.groups, c.choices, null, 0) end::text as modifiers
       from jsonb_to_recordset('${json(
         cases.map(({ n, document, prices, sold, choices, ok }) => ({
           n,
           groups: document.groups,
           prices: Object.fromEntries([...prices].map(([id, price]) => [id, price.toFixed(2)])),
           sold,
           choices,
           ok,
         })),
       )}') as c (n int, groups jsonb, prices jsonb, sold jsonb, choices jsonb, ok boolean),
         lateral (select app.groups_at(c.groups, c.prices, c.sold) as groups offset 0) g
       order by c.n`,
    )
    for (const [i, { selectable, choices, ok }] of cases.entries()) {
      expect(shown(JSON.parse(rows[i]?.groups ?? 'null'))).toEqual(shown(selectable.groups))
      if (ok) expect(JSON.parse(rows[i]?.modifiers ?? 'null')).toEqual(flattened(selectable.groups, choices))
    }
    expect(cases.filter(({ ok }) => ok).length).toBeGreaterThan(runs / 20)
  })
})

/** Dishes of odd prices and every class of IVA, promotions of every kind and funder, that meet each other. */
async function aShop(fresh: TestTenant): Promise<TestTenant> {
  const tenant = await withRichMenu(fresh)
  const item = (sku: string) => tenant.items[sku] ?? ''
  await changeDish(tenant, 'CAMARON', { ivaClass: 'exempt' })
  await changeDish(tenant, 'GRINGA', { ivaClass: 'zero' })
  await asStaff(tenant, (tx) => setPrice(tx, { productId: item('CAMARON'), price: '0.01' }))
  await asStaff(tenant, (tx) => setPrice(tx, { productId: item('TACO'), price: '33.33' }))
  const more = { stackingGroup: 'dish', priority: 50 }
  await aPromotion(tenant, {
    kind: 'percent',
    percentOff: '0.333333',
    itemIds: [item('TACO'), item('CAMARON')],
    ...more,
  })
  await aPromotion(tenant, {
    kind: 'buy_x_get_y',
    buyQuantity: 2,
    getQuantity: 1,
    percentOff: '0.7',
    ...more,
    priority: 40,
  })
  await aPromotion(tenant, { kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1, itemIds: [item('TACO')], ...more })
  await aPromotion(tenant, { kind: 'percent', percentOff: '0.15', maxDiscount: '77.77', fundedBy: 'platform' })
  await aPromotion(tenant, {
    kind: 'amount',
    amountOff: '13.37',
    minSubtotal: '100',
    fundedBy: 'platform',
    treatment: 'third-party-payment',
  })
  await aPromotion(tenant, { kind: 'free_delivery', maxDiscount: '20.01' })
  const coupon = { maxRedemptions: 9_999 }
  await aCoupon(tenant, {
    ...coupon,
    code: 'UNO',
    promotion: { kind: 'amount', amountOff: '0.07', stackingGroup: 'uno', priority: 9 },
  })
  await aCoupon(tenant, {
    ...coupon,
    code: 'DOS',
    promotion: {
      kind: 'percent',
      percentOff: '0.999999',
      stackingGroup: 'dos',
      priority: 900,
      fundedBy: 'platform',
      treatment: 'third-party-payment',
    },
  })
  return tenant
}

interface Basket {
  readonly service: Service
  readonly lines: readonly OrderLineInput[]
  readonly tip: Money
  readonly without: (candidate: PromotionCandidate) => boolean
}

/** One to seven lines, of one to ten units and now and then of 999; choices that the menu takes. */
function basketFrom(pick: Pick, { items, moment }: OnSale): Basket {
  const sold = items.filter((item) => isOnSale(item, moment))
  const lines = Array.from({ length: 1 + pick(7) }, (): OrderLineInput | undefined => {
    const item = sold[pick(sold.length)]
    if (item === undefined) return undefined
    const selectable = selectableOf(item, moment)
    for (let tries = 0; tries < 8; tries += 1) {
      const choices = choicesFromWords(pick, selectable.groups)
      const quantity = pick(20) === 0 ? 999 : 1 + pick(10)
      if (priceSelection(selectable, choices).ok) return { menuItemId: item.id, quantity, choices }
    }
    return undefined
  }).filter((line) => line !== undefined)
  const mask = pick(256)
  return {
    service: pick(2) === 0 ? 'delivery' : 'pickup',
    lines,
    tip: money((pick(5_000) / 100).toFixed(2)),
    without: ({ promotionId, couponId }) => ((mask >> (hash(promotionId) % 8)) & 1) === 1 && couponId !== null,
  }
}

const hash = (text: string) => Array.from(text).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7)

/** Every basket as TypeScript prices it: the row that `quoteOrder` would write. */
async function quotesOf(tenant: TestTenant) {
  const { branchId, customerId, tenantId } = tenant
  const channel = 'app'
  const itemIds = Object.values(tenant.items)
  const sale = await asCustomer(tenant, async (tx) => {
    const at = (service: Service) => ({ branchId, customerId, channel, service, codes: ['UNO', 'DOS'] }) as const
    return {
      onSale: await itemsOnSale(tx, { branchId, channel, service: 'pickup', itemIds }),
      delivery: await promotionsFor(tx, at('delivery')),
      pickup: await promotionsFor(tx, at('pickup')),
    }
  })
  const { onSale } = sale
  return picks(runs)
    .map((pick) => basketFrom(pick, onSale))
    .filter(({ lines }) => lines.length > 0)
    .map(({ service, lines, tip, without }) => {
      const candidates = sale[service === 'delivery' ? 'delivery' : 'pickup']
      const { document, ...totals } = priceQuote({
        lines: priceLines(lines, onSale, rate('0.16')),
        // Without the place of their codes: a coupon that does not apply is left out then, and not refused.
        candidates: candidates.filter((one) => !without(one)).map((one) => ({ ...one, code: null })),
        deliveryFee: money(service === 'delivery' ? '35' : '0'),
        deliveryIvaRate: rate('0.16'),
        tip,
      })
      const place = { tenantId, branchId, customerId, service, channel, notes: '' } as const
      const menu = { menuId: onSale.menuId ?? '', menuVersionId: onSale.versionId ?? '' }
      return { ...place, ...menu, ...totals, document: JSON.parse(JSON.stringify(document)) as Document }
    })
}

interface Document {
  lines: Record<string, string>[]
  adjustments: { amount: string; shares: { amount: string }[] }[]
}

type Written = Awaited<ReturnType<typeof quotesOf>>[number]

const row = ({ document, ...quote }: Written) => ({
  ...quote,
  id: newId(),
  document: sql`${JSON.stringify(document)}::jsonb`,
})

const centavo = money('0.01')

/** Every figure of a quote that can be off by itself. */
function figuresOf(quote: Written): ((by: Money) => void)[] {
  const column = (name: 'subtotal' | 'discount' | 'deliveryFee' | 'deliveryDiscount' | 'iva') => (by: Money) => {
    quote[name] = quote[name].plus(by)
  }
  const field = (holder: Record<string, string>, name: string) => (by: Money) => {
    holder[name] = money(holder[name] ?? '0')
      .plus(by)
      .toFixed(2)
  }
  return [
    ...(['subtotal', 'discount', 'deliveryFee', 'deliveryDiscount', 'iva'] as const).map(column),
    ...quote.document.lines.flatMap((line) =>
      ['unitPrice', 'discount', 'paidByThird'].map((name) => field(line, name)),
    ),
    ...quote.document.adjustments.flatMap((adjustment) => [
      (by: Money) => {
        adjustment.amount = money(adjustment.amount).plus(by).toFixed(2)
      },
      ...adjustment.shares.map((share) => (by: Money) => {
        share.amount = money(share.amount).plus(by).toFixed(2)
      }),
    ]),
  ]
}

describe('app.check_quote', () => {
  test(
    `accepts what priceQuote works out, of ${runs} random baskets under random promotions`,
    async ({ tenant: fresh }) => {
      const tenant = await aShop(fresh)
      const quotes = await quotesOf(tenant)
      const stored = []
      for (let from = 0; from < quotes.length; from += 50) {
        const some = quotes.slice(from, from + 50).map(row)
        stored.push(
          ...(await asCustomer(tenant, (tx) =>
            tx.insert(orderQuotes).values(some).returning({ total: orderQuotes.total }),
          )),
        )
      }
      expect(stored).toHaveLength(quotes.length)
      const adjusted = quotes.map(({ document }) => document.adjustments.length)
      console.info(
        `quotes: ${quotes.length}, adjusted ${adjusted.filter((n) => n > 0).length}, most ${Math.max(...adjusted)}`,
      )
      expect(adjusted.filter((n) => n > 1).length).toBeGreaterThan(quotes.length / 10)
    },
    patience,
  )

  test(
    'refuses it when any one figure is off by a centavo',
    async ({ tenant: fresh }) => {
      const tenant = await aShop(fresh)
      const quotes = (await quotesOf(tenant)).slice(0, runs / 10)
      const accepted: string[] = []
      let tried = 0
      for (const [n, quote] of quotes.entries()) {
        const count = figuresOf(quote).length
        // One in seven of its figures, another one with each quote; up and down.
        for (let at = n % 7; at < count; at += 7) {
          const off: Written = { ...quote, document: structuredClone(quote.document) }
          figuresOf(off)[at]?.(tried % 2 === 0 ? centavo : money('0').minus(centavo))
          tried += 1
          const work = asCustomer(tenant, (tx) => tx.insert(orderQuotes).values(row(off)))
          const code = await work.then(
            () => 'accepted',
            () => 'refused',
          )
          if (code === 'accepted') accepted.push(`${n}/${at}`)
        }
      }
      expect(accepted).toEqual([])
      expect(tried).toBeGreaterThan(quotes.length)
    },
    patience,
  )
})
