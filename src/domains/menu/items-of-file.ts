import type { FileCategory, FileItem, MenuFile } from './menu-file.ts'

/** All dishes of a file, in the order of the menu. */
export function itemsOf({ categories }: Pick<MenuFile, 'categories'>): readonly FileItem[] {
  const under = (category: FileCategory): readonly FileItem[] => [
    ...category.items,
    ...(category.categories ?? []).flatMap(under),
  ]
  return categories.flatMap(under)
}
