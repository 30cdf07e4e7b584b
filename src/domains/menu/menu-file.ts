import type { WeekWindow } from '../restaurants/minutes.ts'
import type { DocumentRules } from './menu-document.ts'
import type { IvaClass } from './menu-items.ts'
import type { GroupPricing } from './selectable.ts'

/**
 * A menu as a file holds it: amounts as text, groups and dayparts referred to by names of the file's own, no ids. The
 * same fields are the columns of a CSV: `menuFileOfCsv`.
 */
export interface MenuFile {
  readonly name: string
  /** They are the restaurant's: one that it has already gets these windows, at once. */
  readonly dayparts?: readonly FileDaypart[]
  readonly modifierGroups: readonly FileGroup[]
  readonly categories: readonly FileCategory[]
}

export interface FileDaypart {
  readonly name: string
  readonly windows: readonly WeekWindow[]
}

export interface FileGroup extends Pick<DocumentRules, 'minSelected' | 'maxSelected'> {
  readonly key: string
  readonly name: string
  /** 0, when left out. */
  readonly minDistinct?: number
  /** As many as may be selected, when left out. */
  readonly maxDistinct?: number
  /** 0, when left out. */
  readonly freeQuantity?: number
  /** `sum`, when left out. */
  readonly pricing?: GroupPricing
  /** True, when left out. */
  readonly defaultsCharged?: boolean
  readonly options: readonly FileOption[]
}

export interface FileOption {
  /** `key/name` of its group and itself, when left out: renaming either makes it another product. */
  readonly sku?: string
  readonly name: string
  readonly price: string
  /** 1, when left out. */
  readonly maxQuantity?: number
  /** 0, when left out. */
  readonly defaultQuantity?: number
  /** Keys of the groups that it offers in turn. */
  readonly modifierGroups?: readonly string[]
}

export interface FileCategory {
  readonly name: string
  readonly description?: string
  /** The name of a daypart of the file. */
  readonly daypart?: string
  readonly items: readonly FileItem[]
  readonly categories?: readonly FileCategory[]
}

export interface FileItem {
  readonly sku: string
  readonly name: string
  readonly description?: string | null
  readonly price: string
  /** `general`, when left out. */
  readonly ivaClass?: IvaClass
  /** 90101501, «Restaurantes», when left out. */
  readonly satProductKey?: string
  /** E48, «Unidad de servicio», when left out. */
  readonly satUnitKey?: string
  /** 15, when left out. */
  readonly prepMinutes?: number
  readonly allergens?: readonly string[]
  /** https addresses. */
  readonly images?: readonly string[]
  /** The name of a daypart of the file; as its categories, when left out. */
  readonly daypart?: string
  /** Keys of groups; with what this item does otherwise, where it does. */
  readonly modifierGroups?: readonly (string | FileItemGroup)[]
}

export interface FileItemGroup extends Partial<DocumentRules> {
  readonly key: string
  /** By the option's name. */
  readonly optionPrices?: Readonly<Record<string, string>>
}

/** What a file that leaves it out means. */
export const fileDefaults = {
  minDistinct: 0,
  freeQuantity: 0,
  pricing: 'sum',
  defaultsCharged: true,
  maxQuantity: 1,
  defaultQuantity: 0,
  ivaClass: 'general',
  satProductKey: '90101501',
  satUnitKey: 'E48',
  prepMinutes: 15,
} as const
