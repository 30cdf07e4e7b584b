import { aDeliveredOrder, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { reviewOrder, type Review, type ReviewOrder } from '../../../src/index.ts'
import { asSuperuser } from '../as-owner.ts'

/** Past every trigger: a delivery is a fact, and facts are not changed by any verb. */
const past = 'set local session_replication_role = replica'

/** An order that the tenant's courier brought. */
export async function aBroughtOrder(tenant: TestTenant): Promise<string> {
  const { id } = await aDeliveredOrder(tenant, { service: 'delivery' })
  return id
}

/** As if the order, and what was written of it, were that much older. */
export async function older(db: TestDb, orderId: string, by: string): Promise<void> {
  await asSuperuser(
    db,
    past,
    `update order_completions set delivered_at = delivered_at - interval '${by}' where order_id = '${orderId}'`,
    `update review_replies set created_at = created_at - interval '${by}', edited_at = edited_at - interval '${by}'
     where review_id in (select id from reviews where order_id = '${orderId}')`,
    `update reviews set delivered_at = delivered_at - interval '${by}', created_at = created_at - interval '${by}',
       edited_at = edited_at - interval '${by}' where order_id = '${orderId}'`,
  )
}

/** The tenant's customer reviews a new order of theirs: the branch, with five stars unless told. */
export async function aReview(tenant: TestTenant, changes: Partial<ReviewOrder> = {}): Promise<Review> {
  const { id: orderId } = await aDeliveredOrder(tenant)
  const [review] = await tenant.db.as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: 5, ...changes }))
  if (!review) throw new Error('nothing was written')
  return review
}
