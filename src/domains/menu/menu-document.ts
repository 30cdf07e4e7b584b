import type { IvaClass } from './menu-items.ts'
import type { GroupPricing } from './selectable.ts'

// A version as one document: what `app.menu_document` writes into a snapshot, and `app.fill_version` makes rows of.
// Amounts are text. What is null in a row is left out.

export interface MenuDocument {
  readonly modifierGroups: readonly DocumentGroup[]
  /** In the order of their paths: each heading behind the one above it. */
  readonly categories: readonly DocumentCategory[]
  /** Of a file only: what it says of the restaurant's dayparts. */
  readonly dayparts?: readonly DocumentDaypart[]
}

/** How many units and how many different options may be chosen, and how many units are free. */
export interface DocumentRules {
  readonly minSelected: number
  readonly maxSelected: number
  readonly minDistinct: number
  readonly maxDistinct: number
  readonly freeQuantity: number
}

export interface DocumentGroup extends DocumentRules {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly level: number
  readonly pricing: GroupPricing
  readonly defaultsCharged: boolean
  readonly options: readonly DocumentOption[]
}

export interface DocumentOption {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly price: string
  readonly maxQuantity: number
  readonly defaultQuantity: number
  /** Ids of the groups that it offers in turn. */
  readonly modifierGroups?: readonly string[]
}

export interface DocumentCategory {
  readonly id: string
  readonly parentId?: string
  /** Four digits and a slash per level. */
  readonly path: string
  readonly name: string
  readonly description: string
  readonly daypartId?: string
  readonly items: readonly DocumentItem[]
}

export interface DocumentItem {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly description: string
  readonly price: string
  readonly ivaClass: IvaClass
  readonly satProductKey: string
  readonly satUnitKey: string
  readonly prepMinutes: number
  readonly allergens: readonly string[]
  readonly images: readonly string[]
  readonly daypartId?: string
  /** With all five rules, or none: then the group's own hold. */
  readonly modifierGroups: readonly ({ readonly id: string } & Partial<DocumentRules>)[]
  /** By option id. */
  readonly optionPrices?: Readonly<Record<string, string>>
}

export interface DocumentDaypart {
  readonly id: string
  readonly name: string
  /** As PostgreSQL writes a multirange. */
  readonly minutes: string
}
