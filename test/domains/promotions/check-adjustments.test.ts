import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { newId } from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import {
  applyPromotions,
  type PromotableBasket,
  type PromotionAdjustment,
  type PromotionCandidate,
} from '../../../src/pricing.ts'
import {
  aCoupon,
  aPromotion,
  newTenant,
  type PromotionChanges,
  type TestDb,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { aBasket } from '../../promotions/a-candidate.ts'
import { someBasket, someCandidate } from '../../promotions/random-promotions.ts'
import { asOwner, asOwnerUndone, asSuperuser } from '../as-owner.ts'

const COUNT = Number(process.env['TWIN_BASKETS'] ?? 300)
const seed = Number(process.env['TWIN_SEED'] ?? Date.now() % 2 ** 31)
console.info(`promotion twins: ${COUNT} baskets, seed ${seed} (TWIN_BASKETS, TWIN_SEED)`)

/** Nothing here holds a quote. */
const json = (value: unknown) => `'${JSON.stringify(value)}'`

const documentOf = ({ lines }: PromotableBasket) =>
  lines.map((line) => ({ ...line, unitPrice: line.unitPrice.toFixed(2) }))

async function candidatesOf(db: TestDb, { tenantId, service }: TestTenant): Promise<PromotionCandidate[]> {
  const rows = await asOwner<{ candidate: string }>(
    db,
    service,
    `select app.promotion_candidate(p, c.id, case when c.id is null then null else 0 end)::text as candidate
     from promotions p left join coupons c on c.tenant_id = p.tenant_id and c.promotion_id = p.id
     where p.tenant_id = '${tenantId}'`,
  )
  return rows.map(({ candidate }) => JSON.parse(candidate) as PromotionCandidate)
}

const checked = (tenant: TestTenant, basket: PromotableBasket, adjustments: readonly unknown[], place = '') =>
  `select app.check_adjustments('${tenant.tenantId}', '${tenant.branchId}', '${tenant.customerId}',
    ${place === '' ? `'app', 'delivery'` : place}, ${json(documentOf(basket))}, ${basket.deliveryFee.toFixed(2)}, ${json(adjustments)})`

describe('app.check_adjustments', () => {
  test('makes what applyPromotions makes, of any basket and promotions', async ({ db, tenant }) => {
    const { tenantId, service } = tenant
    const items = Object.values(tenant.items)
    const promotions = fc.sample(someCandidate(items), { seed, numRuns: 60 })
    const [columns, limits] = [
      'tenant_id, id, name, kind, percent_off, amount_off, buy_quantity, get_quantity',
      'budget',
    ]
    await asOwner(
      db,
      service,
      `insert into promotions (${columns}, max_discount, min_subtotal, stacking_group, priority, funded_by, ${limits})
       select '${tenantId}', "promotionId", name, kind, "percentOff", "amountOff", "buyQuantity", "getQuantity",
         "maxDiscount", "minSubtotal", "stackingGroup", priority, "fundedBy", "budgetLeft"
       from json_to_recordset(${json(promotions)}) as p ("promotionId" uuid, name text, kind text, "percentOff" numeric,
         "amountOff" numeric, "buyQuantity" int, "getQuantity" int, "maxDiscount" numeric, "minSubtotal" numeric,
         "stackingGroup" text, priority int, "fundedBy" text, "budgetLeft" numeric)`,
      `insert into promotion_items (tenant_id, promotion_id, item_id)
       select '${tenantId}', p."promotionId", i::uuid
       from json_to_recordset(${json(promotions)}) as p ("promotionId" uuid, "itemIds" json),
         json_array_elements_text(case when json_typeof(p."itemIds") = 'array' then p."itemIds" else '[]' end) as i`,
    )
    const all = await candidatesOf(db, tenant)
    expect(all).toHaveLength(60)
    const cases = fc.sample(fc.tuple(someBasket(items), fc.subarray(all, { maxLength: 12 })), { seed, numRuns: COUNT })
    const documents = cases.map(([basket, some], n) => ({
      n,
      lines: documentOf(basket),
      fee: basket.deliveryFee.toFixed(2),
      adjustments: applyPromotions(basket, some).adjustments,
    }))
    const given = documents.flatMap(({ adjustments }) => adjustments)
    expect(given.length).toBeGreaterThan(COUNT)
    expect(new Set(given.map(({ promotionId }) => promotionId)).size).toBeGreaterThan(30)
    await asOwner(
      db,
      service,
      `select app.check_adjustments('${tenantId}', '${tenant.branchId}', '${tenant.customerId}', 'app', 'delivery', d.lines, d.fee, d.adjustments)
       from jsonb_to_recordset(${json(documents)}) as d (lines jsonb, fee numeric, adjustments jsonb)`,
    )
  })

  const basket: PromotableBasket = aBasket(
    [
      ['', 2, '18.50'],
      ['', 1, '25.00'],
    ],
    '35.00',
  )

  /** Two tacos and an agua, and what a promotion gives of them: as it is, changed, or of another promotion. */
  async function attempt(
    tenant: TestTenant,
    terms: PromotionChanges | readonly PromotionChanges[],
    change: (made: readonly PromotionAdjustment[]) => readonly unknown[],
    place = '',
  ): Promise<unknown> {
    const db = tenant.db as TestDb
    for (const one of [terms].flat()) await aPromotion(tenant, one)
    const [taco = '', agua = ''] = [tenant.items['TACO'], tenant.items['AGUA']]
    const ours = { ...basket, lines: basket.lines.map((line, i) => ({ ...line, itemId: i === 0 ? taco : agua })) }
    const { adjustments } = applyPromotions(ours, await candidatesOf(db, tenant))
    return asOwnerUndone(db, tenant.service, checked(tenant, ours, change(adjustments), place)).then(
      () => 'let through',
      (error: unknown) => error,
    )
  }
  const refusal = expect.objectContaining({
    code: 'INVALID',
    details: expect.objectContaining({ sqlstate: '23514', constraint: 'order_quotes_adjustments_allowed' }),
  })
  const asItIs = (made: readonly PromotionAdjustment[]) => made

  test.for<[what: string, terms: PromotionChanges]>([
    ['an amount', {}],
    ['a percentage', { kind: 'percent', percentOff: '0.125' }],
    ['free delivery', { kind: 'free_delivery' }],
    ['two for one', { kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1 }],
    ['what reaches the minimum', { minSubtotal: '62.00' }],
    ['what a third party pays', { fundedBy: 'platform', treatment: 'third-party-payment' }],
  ])('lets through %s', async ([, terms], { tenant }) => {
    expect(await attempt(tenant, terms, asItIs)).toBe('let through')
  })

  const tampered: readonly (readonly [string, (one: PromotionAdjustment) => object])[] = [
    ['a centavo more', (one) => ({ ...one, amount: '20.01', shares: [{ lineNo: 1, amount: '11.95' }, one.shares[1]] })],
    ['a centavo less', (one) => ({ ...one, amount: '19.99', shares: [{ lineNo: 1, amount: '11.93' }, one.shares[1]] })],
    ['shares that are more than the amount', (one) => ({ ...one, shares: [...one.shares, ...one.shares] })],
    ['shares that are shifted', (one) => ({ ...one, shares: [{ lineNo: 1, amount: '20.00' }] })],
    ['a share of no line', (one) => ({ ...one, shares: [{ lineNo: 9, amount: '20.00' }] })],
    [
      'a share below zero',
      (one) => ({
        ...one,
        shares: [
          { lineNo: 1, amount: '37.00' },
          { lineNo: 2, amount: '-17.00' },
        ],
      }),
    ],
    ['no shares', ({ shares: _, ...one }) => one],
    ['an amount of nothing', (one) => ({ ...one, amount: '0.00', shares: [] })],
    ['another who pays', (one) => ({ ...one, fundedBy: 'platform' })],
    ['another treatment', (one) => ({ ...one, treatment: 'third-party-payment' })],
    ['another name', (one) => ({ ...one, name: 'Regalo' })],
    ['another group', (one) => ({ ...one, stackingGroup: 'club' })],
    ['another thing that it is off', (one) => ({ ...one, appliesTo: 'delivery' })],
    ['another number', (one) => ({ ...one, adjustmentNo: 2 })],
    ['a kind that it is not', (one) => ({ ...one, kind: 'coupon' })],
    ['a coupon that it does not need', (one) => ({ ...one, kind: 'coupon', couponId: newId() })],
    ['a promotion that is not there', (one) => ({ ...one, promotionId: newId() })],
  ]
  test.for(tampered)('refuses %s', async ([, change], { tenant }) => {
    expect(await attempt(tenant, {}, (made) => made.map(change))).toEqual(refusal)
  })

  test.for<[what: string, terms: PromotionChanges]>([
    ['that is over', { validFrom: new Date('2020-01-01'), validUntil: new Date('2020-02-01') }],
    ['of the future', { validFrom: new Date('2999-01-01') }],
    ['of another channel', { channels: ['pos'] }],
    ['of another service', { services: ['pickup'] }],
  ])('refuses one %s', async ([, terms], { tenant }) => {
    expect(await attempt(tenant, terms, asItIs)).toEqual(refusal)
  })

  test('refuses one below its minimum, or for a dish that is not there', async ({ tenant }) => {
    const made = {
      amount: '20.00',
      shares: [
        { lineNo: 1, amount: '11.94' },
        { lineNo: 2, amount: '8.06' },
      ],
    }
    const { id, name } = await aPromotion(tenant, { minSubtotal: '62.01' })
    const flan = await aPromotion(tenant, { name, itemIds: [tenant.items['FLAN'] ?? ''] })
    for (const promotionId of [id, flan.id]) {
      const forged = (_: unknown) => [
        {
          ...made,
          adjustmentNo: 1,
          kind: 'promotion',
          promotionId,
          couponId: null,
          name,
          fundedBy: 'restaurant',
          treatment: 'discount',
          stackingGroup: 'order',
          appliesTo: 'lines',
        },
      ]
      expect(await attempt(tenant, [], forged)).toEqual(refusal)
    }
  })

  test('refuses two in another order, and two of a group', async ({ db, tenant }) => {
    const half = { kind: 'percent', percentOff: '0.5' } as const
    const two = [
      { ...half, stackingGroup: 'a', priority: 1 },
      { ...half, stackingGroup: 'b', priority: 2 },
    ]
    let both: readonly PromotionAdjustment[] = []
    expect(await attempt(tenant, two, (made) => (both = made))).toBe('let through')
    expect(both).toMatchObject([{ amount: '31.00' }, { amount: '15.50' }])
    const swapped = both.toReversed().map((one, i) => ({ ...both[i], promotionId: one.promotionId }))
    expect(await attempt(tenant, [], () => swapped)).toEqual(refusal)
    const oneGroup = `update promotions set stacking_group = 'a' where tenant_id = '${tenant.tenantId}'`
    // The terms of a promotion are final: this goes past the trigger that says so.
    await asSuperuser(db, 'set local session_replication_role = replica', oneGroup)
    const ofOne = both.map((one) => ({ ...one, stackingGroup: 'a' }))
    expect(await attempt(tenant, [], () => ofOne)).toEqual(refusal)
    expect(await attempt(tenant, [], () => ofOne.slice(0, 1))).toBe('let through')
  })

  test('refuses a coupon of another promotion, or that is over, and a promotion without its coupon', async ({
    db,
    tenant,
  }) => {
    const coupon = await aCoupon(tenant)
    const other = await aCoupon(tenant, { code: 'OTRO' })
    const over = await aCoupon(tenant, {
      code: 'AYER',
      validFrom: new Date('2020-01-01'),
      validUntil: new Date('2020-02-01'),
    })
    const foreign = await aCoupon(await newTenant(db))
    const of = (changes: object) => (made: readonly PromotionAdjustment[]) =>
      made.map((one) => ({ ...one, promotionId: coupon.promotionId, couponId: coupon.id, ...changes }))
    expect(await attempt(tenant, [], of({}))).toBe('let through')
    for (const changes of [
      { couponId: other.id },
      { couponId: foreign.id },
      { couponId: null },
      { promotionId: over.promotionId, couponId: over.id },
      { promotionId: foreign.promotionId, couponId: foreign.id },
    ]) {
      expect(await attempt(tenant, [], of(changes)), JSON.stringify(changes)).toEqual(refusal)
    }
  })

  test('says where: the number of the adjustment and its promotion', async ({ tenant }) => {
    const error = await attempt(tenant, {}, (made) => made.map((one) => ({ ...one, amount: '62.00' })))
    expect(error).toMatchObject({ details: { adjustmentNo: '1', promotionId: expect.any(String) } })
  })

  test('has nothing to say of no adjustment', async ({ db, tenant }) => {
    await asOwner(db, tenant.service, checked(tenant, { lines: [], deliveryFee: money('0') }, []))
  })
})
