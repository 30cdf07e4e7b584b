import { PrismaPg } from '@prisma/adapter-pg'

// `install.mjs` has it made; no file of the repository.
const { PrismaClient } = await import(new URL('../node_modules/.generated/prisma/client.ts', import.meta.url).href)

/** As its documentation has it: the placement, then one nested read; without row level security. */
export async function open({ superuserUrl, places, concurrency }) {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: superuserUrl, max: concurrency }) })
  await prisma.$connect()
  return {
    call: async (worker, n) => {
      const { tenantId, branchId } = places[(worker + n) % places.length]
      const now = new Date()
      const { versionId } = await prisma.placement.findFirstOrThrow({
        where: {
          tenantId,
          branchId,
          channel: 'app',
          liveFrom: { lte: now },
          OR: [{ liveUntil: null }, { liveUntil: { gt: now } }],
        },
      })
      return prisma.category.findMany({
        where: { tenantId, versionId },
        orderBy: { path: 'asc' },
        include: {
          items: {
            orderBy: { position: 'asc' },
            include: {
              product: true,
              groups: {
                orderBy: { position: 'asc' },
                include: { group: { include: { options: { orderBy: { position: 'asc' } } } } },
              },
            },
          },
        },
      })
    },
    plain: (categories) =>
      categories.map(({ name, items }) => ({
        name,
        items: items.map((item) => ({
          sku: item.product.sku,
          name: item.name,
          description: item.description,
          price: item.price.toFixed(2),
          groups: item.groups.map(({ group }) => ({
            name: group.name,
            minSelected: group.minSelected,
            maxSelected: group.maxSelected,
            options: group.options.map((option) => ({ name: option.name, price: option.price.toFixed(2) })),
          })),
        })),
      })),
    close: () => prisma.$disconnect(),
  }
}
