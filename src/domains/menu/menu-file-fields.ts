const rules = ['minSelected', 'maxSelected', 'minDistinct', 'maxDistinct', 'freeQuantity'] as const
const sat = ['ivaClass', 'satProductKey', 'satUnitKey'] as const

/** The fields of each part of a menu file that hold one value: in JSON they are keys, in CSV columns. */
export const menuFileFields = {
  menu: ['name'],
  daypart: ['name', 'windows'],
  group: ['key', 'name', ...rules, 'pricing', 'defaultsCharged'],
  option: ['sku', 'name', 'price', 'maxQuantity', 'defaultQuantity', 'modifierGroups'],
  category: ['name', 'description', 'daypart'],
  item: [
    ...(['sku', 'name', 'description', 'price', ...sat, 'prepMinutes'] as const),
    ...(['allergens', 'images', 'daypart', 'modifierGroups'] as const),
  ],
  itemGroup: ['key', ...rules],
} as const

/** How a dish may count a group otherwise. */
export const itemRules = rules

/** The columns of a CSV in the order in which they are written: first those that every menu has. */
export const csvColumns = [
  ...(['type', 'level', 'key', 'sku', 'name', 'description', 'price', 'modifierGroups', 'daypart', 'windows'] as const),
  ...(['prepMinutes', 'allergens', 'images', ...sat, ...rules] as const),
  ...(['pricing', 'defaultsCharged', 'maxQuantity', 'defaultQuantity'] as const),
] as const

export type CsvColumn = (typeof csvColumns)[number]

/** What a row of a CSV may be, and the columns that it uses. */
export const csvRows = {
  menu: menuFileFields.menu,
  daypart: menuFileFields.daypart,
  group: menuFileFields.group,
  option: menuFileFields.option,
  category: ['level', ...menuFileFields.category],
  item: menuFileFields.item,
  'item-group': menuFileFields.itemGroup,
  'item-option': ['name', 'price'],
} as const satisfies Readonly<Record<string, readonly CsvColumn[]>>

export type CsvRowType = keyof typeof csvRows
