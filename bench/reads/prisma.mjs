import { PrismaPg } from '@prisma/adapter-pg'
import { plain } from './statements.mjs'

// `install.mjs` has it made; no file of the repository.
const { PrismaClient } = await import(new URL('../node_modules/.generated/prisma/client.ts', import.meta.url).href)

const work = {
  ratings: async (prisma, { tenantId, branchId }) => {
    const row = await prisma.ratingTotal.findUnique({
      where: { tenantId_target_targetId: { tenantId, target: 'branch', targetId: branchId } },
    })
    return { ...row, histogram: [row.stars1, row.stars2, row.stars3, row.stars4, row.stars5] }
  },
  list: (prisma, { tenantId, customerId }) =>
    prisma.order.findMany({
      where: { tenantId, customerId },
      orderBy: { id: 'desc' },
      take: 50,
      select: {
        id: true,
        folio: true,
        businessOn: true,
        branchId: true,
        customerId: true,
        service: true,
        status: true,
        total: true,
        placedAt: true,
      },
    }),
}

/** As its documentation has it; a superuser. */
export async function open({ superuserUrl, places, workload, connections }) {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: superuserUrl, max: connections }) })
  await prisma.$connect()
  return {
    call: (worker, n) => work[workload](prisma, places[(worker + n) % places.length]),
    plain: plain[workload],
    close: () => prisma.$disconnect(),
  }
}
