export default { schema: 'menu/schema.prisma' }
