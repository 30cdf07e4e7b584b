import type { DocumentDaypart, MenuDocument } from '../../src/domains/menu/menu-document.ts'

/** A document with names in the place of ids, its groups in the order of their keys: two of one menu are equal. */
export function withoutIds(document: MenuDocument, dayparts: readonly Pick<DocumentDaypart, 'id' | 'name'>[]): unknown {
  const names = new Map<string, string>([
    ...dayparts.map(({ id, name }) => [id, `daypart ${name}`] as const),
    ...document.modifierGroups.flatMap(({ id, key, options }) => [
      [id, `group ${key}`] as const,
      ...options.map((option) => [option.id, `option ${option.sku}`] as const),
    ]),
    ...document.categories.flatMap(({ id, path, items }) => [
      [id, `category ${path}`] as const,
      ...items.map((item) => [item.id, `item ${item.sku}`] as const),
    ]),
  ])
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string') return names.get(value) ?? value
    if (Array.isArray(value)) return value.map(renamed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => !Array.isArray(part) || part.length > 0)
        .map(([key, part]) => [names.get(key) ?? key, renamed(part)]),
    )
  }
  return renamed({
    modifierGroups: document.modifierGroups.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    categories: document.categories,
  })
}
