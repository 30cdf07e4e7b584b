// TypeORM asks for it to be loaded first.
// eslint-disable-next-line import/no-unassigned-import
import 'reflect-metadata'
import { DataSource, EntitySchema, IsNull, LessThanOrEqual, MoreThan } from 'typeorm'

const uuid = (name, options = {}) => ({ name, type: 'uuid', ...options })
const key = (name) => uuid(name, { primary: true })
const ofVersion = { tenantId: key('tenant_id'), versionId: key('version_id') }
const joined = (...columns) => columns.map((name) => ({ name, referencedColumnName: camel(name) }))
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())

const Category = new EntitySchema({
  name: 'Category',
  tableName: 'menu_categories',
  columns: { ...ofVersion, categoryId: key('category_id'), path: { type: 'text' }, name: { type: 'text' } },
  relations: { items: { type: 'one-to-many', target: 'Item', inverseSide: 'category' } },
})

const Product = new EntitySchema({
  name: 'Product',
  tableName: 'products',
  columns: { tenantId: key('tenant_id'), id: key('id'), sku: { type: 'text' } },
})

const Item = new EntitySchema({
  name: 'Item',
  tableName: 'menu_items',
  columns: {
    ...ofVersion,
    itemId: key('item_id'),
    categoryId: uuid('category_id'),
    position: { type: 'int' },
    name: { type: 'text' },
    description: { type: 'text' },
    price: { type: 'numeric' },
  },
  relations: {
    category: {
      type: 'many-to-one',
      target: 'Category',
      inverseSide: 'items',
      joinColumn: joined('tenant_id', 'version_id', 'category_id'),
    },
    product: {
      type: 'many-to-one',
      target: 'Product',
      joinColumn: [
        { name: 'tenant_id', referencedColumnName: 'tenantId' },
        { name: 'item_id', referencedColumnName: 'id' },
      ],
    },
    groups: { type: 'one-to-many', target: 'ItemGroup', inverseSide: 'item' },
  },
})

const ItemGroup = new EntitySchema({
  name: 'ItemGroup',
  tableName: 'item_modifier_groups',
  columns: { ...ofVersion, itemId: key('item_id'), groupId: key('group_id'), position: { type: 'int' } },
  relations: {
    item: {
      type: 'many-to-one',
      target: 'Item',
      inverseSide: 'groups',
      joinColumn: joined('tenant_id', 'version_id', 'item_id'),
    },
    group: { type: 'many-to-one', target: 'Group', joinColumn: joined('tenant_id', 'version_id', 'group_id') },
  },
})

const Group = new EntitySchema({
  name: 'Group',
  tableName: 'modifier_groups',
  columns: {
    ...ofVersion,
    groupId: key('group_id'),
    name: { type: 'text' },
    minSelected: { name: 'min_selected', type: 'int' },
    maxSelected: { name: 'max_selected', type: 'int' },
  },
  relations: { options: { type: 'one-to-many', target: 'Option', inverseSide: 'group' } },
})

const Option = new EntitySchema({
  name: 'Option',
  tableName: 'modifier_options',
  columns: {
    ...ofVersion,
    optionId: key('option_id'),
    groupId: uuid('group_id'),
    position: { type: 'int' },
    name: { type: 'text' },
    price: { type: 'numeric' },
  },
  relations: {
    group: {
      type: 'many-to-one',
      target: 'Group',
      inverseSide: 'options',
      joinColumn: joined('tenant_id', 'version_id', 'group_id'),
    },
  },
})

const Placement = new EntitySchema({
  name: 'Placement',
  tableName: 'menu_placements',
  columns: {
    tenantId: key('tenant_id'),
    id: key('id'),
    branchId: uuid('branch_id'),
    channel: { type: 'text' },
    versionId: uuid('version_id'),
    liveFrom: { name: 'live_from_at', type: 'timestamptz' },
    liveUntil: { name: 'live_until_at', type: 'timestamptz', nullable: true },
  },
})

/** As its documentation has it: the placement, then one `find` with relations; without row level security. */
export async function open({ superuserUrl, places, concurrency }) {
  const source = new DataSource({
    type: 'postgres',
    url: superuserUrl,
    entities: [Category, Product, Item, ItemGroup, Group, Option, Placement],
    extra: { max: concurrency },
  })
  await source.initialize()
  return {
    call: async (worker, n) => {
      const { tenantId, branchId } = places[(worker + n) % places.length]
      const now = new Date()
      const live = { tenantId, branchId, channel: 'app', liveFrom: LessThanOrEqual(now) }
      const { versionId } = await source.getRepository(Placement).findOneOrFail({
        where: [
          { ...live, liveUntil: IsNull() },
          { ...live, liveUntil: MoreThan(now) },
        ],
      })
      return source.getRepository(Category).find({
        where: { tenantId, versionId },
        relations: { items: { product: true, groups: { group: { options: true } } } },
        order: {
          path: 'ASC',
          items: { position: 'ASC', groups: { position: 'ASC', group: { options: { position: 'ASC' } } } },
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
          price: item.price,
          groups: item.groups.map(({ group }) => ({
            name: group.name,
            minSelected: group.minSelected,
            maxSelected: group.maxSelected,
            options: group.options.map((option) => ({ name: option.name, price: option.price })),
          })),
        })),
      })),
    close: () => source.destroy(),
  }
}
