import { PrismaPg } from '@prisma/adapter-pg'
import { uuidv7 } from 'uuidv7'

// `install.mjs` has it made; no file of the repository.
const { PrismaClient } = await import(new URL('../node_modules/.generated/prisma/client.ts', import.meta.url).href)

/** As its documentation has it: an interactive transaction, nested writes; raw SQL where it cannot compare two columns. */
export async function open({ superuserUrl, places, baskets, concurrency }) {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: superuserUrl, max: concurrency, options: '-c search_path=plain,public' },
      { schema: 'plain' },
    ),
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  })
  await prisma.$connect()
  const of = new Map(baskets.map((basket) => [basket.branch_id, basket]))
  return {
    call: (worker, n) => place(prisma, of.get(places[(worker + n) % places.length].branchId)),
    plain: ({ total, iva, status, lineCount }) => ({ total: total.toFixed(2), iva: iva.toFixed(2), status, lineCount }),
    close: () => prisma.$disconnect(),
  }
}

function place(prisma, b) {
  const { lines, adjustments, demand } = b.document
  const [tenantId, orderId, customerId, branchId] = [b.tenant_id, uuidv7(), b.customer_id, b.branch_id]
  const [adjustment] = adjustments
  const soon = new Date(Date.now() + 900_000)
  const hash = Buffer.from(b.hash)
  return prisma.$transaction(async (tx) => {
    await tx.idempotencyKey.create({
      data: {
        tenantId,
        actor: `customer:${customerId}`,
        verb: 'placeOrder',
        key: uuidv7(),
        requestHash: hash,
        resultId: orderId,
      },
    })
    const claimed = await tx.coupon.updateMany({
      where: { tenantId, id: adjustment.couponId, redeemed: { lt: prisma.coupon.fields.maxRedemptions } },
      data: { redeemed: { increment: 1 } },
    })
    if (claimed.count === 0) throw new Error('the coupon is exhausted')
    for (const { stockItemId, quantity } of demand) {
      const held = await tx.$executeRaw`update stock_levels set reserved = reserved + ${quantity}::text::numeric
        where tenant_id = ${tenantId}::uuid and branch_id = ${branchId}::uuid and stock_item_id = ${stockItemId}::uuid and on_hand - reserved >= ${quantity}::text::numeric`
      if (held === 0) throw new Error('sold out')
    }
    const [{ last_folio: folio }] = await tx.$queryRaw`
      insert into order_folio_counters as c (tenant_id, branch_id, business_on, last_folio) values (${tenantId}::uuid, ${branchId}::uuid, current_date, 1)
      on conflict (tenant_id, branch_id, business_on) do update set last_folio = c.last_folio + 1 returning last_folio`
    const counts = { lineCount: lines.length, adjustmentCount: 1 }
    const order = await tx.order.create({
      data: {
        tenantId,
        id: orderId,
        branchId,
        customerId,
        service: b.service,
        channel: b.channel,
        quoteId: orderId,
        quoteHash: hash,
        businessOn: new Date(new Date().toISOString().slice(0, 10)),
        folio,
        ...counts,
        units: b.units,
        subtotal: b.subtotal,
        discount: b.discount,
        deliveryIvaRate: b.delivery_iva_rate,
        tip: b.tip,
        iva: b.iva,
        acceptBy: soon,
        items: {
          createMany: {
            data: lines.map((line) => ({
              lineNo: line.lineNo,
              customerId,
              ...counts,
              menuVersionId: b.menu_version_id,
              menuItemId: line.itemId,
              name: line.name,
              ivaClass: line.ivaClass,
              satProductKey: line.satProductKey,
              satUnitKey: line.satUnitKey,
              quantity: line.quantity,
              unitPrice: line.unitPrice,
              discount: line.discount,
              ivaRate: line.ivaRate,
            })),
          },
        },
        adjustments: {
          create: {
            adjustmentNo: 1,
            customerId,
            ...counts,
            kind: 'coupon',
            promotionId: adjustment.promotionId,
            couponId: adjustment.couponId,
            name: adjustment.name,
            fundedBy: 'restaurant',
            treatment: 'discount',
            stackingGroup: adjustment.stackingGroup,
            appliesTo: 'lines',
            amount: adjustment.amount,
            shares: adjustment.shares,
          },
        },
        events: { create: { seq: 1, customerId, toStatus: 'placed', actorKind: 'customer', actorId: customerId } },
      },
    })
    await tx.reservation.createMany({
      data: demand.map(({ stockItemId, quantity }) => ({
        tenantId,
        orderId,
        stockItemId,
        branchId,
        quantity,
        expiresAt: soon,
      })),
    })
    await tx.outbox.create({
      data: {
        tenantId,
        id: uuidv7(),
        topic: 'order.placed',
        aggregateId: orderId,
        seq: 1,
        payload: { orderId, seq: 1, status: 'placed' },
      },
    })
    return order
  })
}
