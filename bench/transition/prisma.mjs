import { PrismaPg } from '@prisma/adapter-pg'
import { uuidv7 } from 'uuidv7'

// `install.mjs` has it made; no file of the repository.
const { PrismaClient } = await import(new URL('../node_modules/.generated/prisma/client.ts', import.meta.url).href)

/** As its documentation has it: an interactive transaction; raw SQL for the lock, which it has no word for. */
export async function open({ superuserUrl, job, supply, concurrency }) {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: superuserUrl, max: concurrency, options: '-c search_path=plain,public' },
      { schema: 'plain' },
    ),
    transactionOptions: { maxWait: 30_000, timeout: 30_000 },
  })
  await prisma.$connect()
  const left = supply.prisma.values()
  return {
    call: () => steps[job](prisma, left.next().value),
    plain: ({ status, version, total, amount, captureRequestedAt }) => ({
      status,
      version,
      amount: (total ?? amount).toFixed(2),
      asked: captureRequestedAt instanceof Date,
    }),
    close: () => prisma.$disconnect(),
  }
}

const steps = {
  accept: (prisma, { tenantId, customerId, orderId }) =>
    prisma.$transaction(async (tx) => {
      const [moved] = await tx.order.updateManyAndReturn({
        where: { tenantId, id: orderId, version: 1, status: 'placed' },
        data: { status: 'accepted', version: 2 },
      })
      if (!moved) throw new Error('another step was taken first')
      const step = { fromStatus: 'placed', toStatus: 'accepted', actorKind: 'service', actorId: NOBODY }
      await tx.orderEvent.create({ data: { tenantId, orderId, seq: 2, customerId, ...step } })
      await tx.outbox.create({
        data: {
          tenantId,
          id: uuidv7(),
          topic: 'order.accepted',
          aggregateId: orderId,
          seq: 2,
          payload: { orderId, seq: 2, status: 'accepted' },
        },
      })
      return moved
    }),
  capture: (prisma, { tenantId, orderId, paymentId }) =>
    prisma.$transaction(async (tx) => {
      const [order] = await tx.$queryRaw`
        select status from orders where tenant_id = ${tenantId}::uuid and id = ${orderId}::uuid for share`
      if (order.status === 'rejected' || order.status === 'cancelled') throw new Error('the order was called off')
      const [asked] = await tx.payment.updateManyAndReturn({
        where: { tenantId, id: paymentId, status: 'authorized', voidRequestedAt: null },
        data: { captureRequestedAt: new Date() },
      })
      if (!asked) throw new Error('the payment is not authorised')
      return asked
    }),
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
