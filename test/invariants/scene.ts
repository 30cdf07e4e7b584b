import {
  acceptOrder,
  cancelOrder,
  hideReview,
  newId,
  openSlots,
  placeOrder,
  receiveStock,
  resolvePayment,
  reviewOrder,
  setRecipe,
  startPayment,
  startPreparing,
  stockItems,
} from '../../src/index.ts'
import {
  aCoupon,
  aDeliveredOrder,
  aPromotion,
  aQuote,
  newTenant,
  type TestDb,
  type TestTenant,
} from '../../src/testing.ts'
import { settled, type Settled } from '../domains/ledger/settled.ts'

/** A tenant with an order and a payment of each sort, what `settled` has, and another tenant beside it. */
export interface Scene extends Settled {
  readonly db: TestDb
  /** Placed: 2 tacos with a salsa and an agua, a coupon, a promotion of the platform, a slot, a tip. */
  readonly placed: string
  readonly placedQuote: string
  readonly key: string
  readonly accepted: string
  /** The kitchen has begun: its stock is used up. */
  readonly preparing: string
  readonly delivered: string
  readonly cancelled: string
  /** A card's, authorised, of the order that was accepted. */
  readonly heldPayment: string
  /** A quote that no order was made of. */
  readonly quote: string
  readonly promotionId: string
  readonly byCode: string
  readonly couponId: string
  readonly stockItemId: string
  readonly slotId: string
  readonly reviewId: string
  readonly other: TestTenant
}

export async function aScene(db: TestDb): Promise<Scene> {
  const tenant = { ...(await settled(await newTenant(db))), db }
  const other = await newTenant(db)
  const { staff, customer, branchId, items } = tenant
  const stockItemId = newId()
  await db.as(staff, (tx) => tx.insert(stockItems).values({ id: stockItemId, name: 'Tortillas', unit: 'piece' }))
  await db.as(staff, (tx) =>
    setRecipe(tx, { productId: items['TACO'] ?? '', ingredients: [{ stockItemId, quantity: '2' }] }),
  )
  await db.as(staff, (tx) => receiveStock(tx, { branchId, items: [{ stockItemId, quantity: '500' }] }))
  const delivered = await aDeliveredOrder(tenant)
  const coupon = await aCoupon(tenant, {
    maxRedemptions: 3,
    promotion: { maxRedemptions: 3, budget: '60.00', perCustomerLimit: 2, stackingGroup: 'coupon' },
  })
  const promotion = await aPromotion(tenant, {
    kind: 'percent',
    percentOff: '0.10',
    fundedBy: 'platform',
    treatment: 'third-party-payment',
  })
  const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000
  const [slot] = await db.as(staff, (tx) =>
    openSlots(tx, {
      branchId,
      service: 'pickup',
      slots: [
        {
          startsAt: new Date(hour),
          endsAt: new Date(hour + 3_600_000),
          maxOrders: 3,
          maxUnits: 9,
          maxAmount: '400.00',
        },
      ],
    }),
  )
  const slotId = slot?.id ?? ''
  const salsa = await salsaOf(tenant)
  const key = newId()
  const placedQuote = await aQuote(tenant, {
    lines: [
      { menuItemId: items['TACO'] ?? '', quantity: 2, choices: [{ ...salsa, quantity: 1 }] },
      { menuItemId: items['AGUA'] ?? '', quantity: 1 },
    ],
    couponCodes: [coupon.code],
    slotId,
    tip: '5.00',
  })
  const placed = await db.as(customer, (tx) => placeOrder(tx, { quoteId: placedQuote.id, idempotencyKey: key }))
  const [accepted, preparing] = [await anotherOrder(tenant), await anotherOrder(tenant)]
  const cancelled = await anotherOrder(tenant)
  await db.as(customer, (tx) => cancelOrder(tx, { orderId: cancelled }))
  await db.as(staff, (tx) => acceptOrder(tx, { orderId: accepted }))
  await db.as(staff, (tx) => acceptOrder(tx, { orderId: preparing }))
  await db.as(staff, (tx) => startPreparing(tx, { orderId: preparing }))
  const heldPayment = await held(tenant, accepted)
  const [review] = await db.as(customer, (tx) => reviewOrder(tx, { orderId: delivered.id, stars: 4 }))
  const reviewId = review?.id ?? ''
  await db.as(staff, (tx) => hideReview(tx, { reviewId, reason: 'nombra a alguien' }))
  return {
    ...tenant,
    placed: placed.id,
    placedQuote: placedQuote.id,
    key,
    accepted,
    preparing,
    delivered: delivered.id,
    cancelled,
    heldPayment,
    quote: (await aQuote(tenant)).id,
    promotionId: promotion.id,
    byCode: coupon.promotionId,
    couponId: coupon.id,
    stockItemId,
    slotId,
    reviewId,
    other,
  }
}

async function anotherOrder(tenant: TestTenant): Promise<string> {
  const { id: quoteId } = await aQuote(tenant)
  const order = await tenant.db.as(tenant.customer, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
  return order.id
}

async function held({ db, customer, service }: TestTenant, orderId: string): Promise<string> {
  const { id: paymentId } = await db.as(customer, (tx) =>
    startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
  )
  const answer = { paymentId, provider: 'acme', providerRef: 'pi_held' }
  await db.as(service, (tx) => resolvePayment(tx, { ...answer, state: 'authorized' }))
  return paymentId
}

async function salsaOf({ db, staff, versionId }: TestTenant) {
  const [row] = await db.as(staff, (tx) =>
    tx.execute<{ group_id: string; option_id: string }>(
      `select g->>'id' as group_id, o->>'id' as option_id from published_items i,
        jsonb_array_elements(i.document->'groups') g, jsonb_array_elements(g->'options') o
       where i.version_id = '${versionId}' and o->>'name' = 'Habanero'`,
    ),
  )
  return { groupId: row?.group_id ?? '', optionId: row?.option_id ?? '' }
}
