import { readFile } from 'node:fs/promises'
import type {
  CreatePromotion,
  MenuFile,
  NewStockItem,
  RestaurantInput,
  Service,
  SetCommissionTerms,
  Weekday,
} from '@platform/db'

export interface HoursFile {
  readonly service: Service
  readonly weekdays: readonly Weekday[]
  readonly opens: string
  readonly closes: string
}

export interface StockFile {
  readonly name: string
  readonly unit: NewStockItem['unit']
  readonly onHand: string
  /** What one takes: a dish by its sku, an option by its name. */
  readonly recipes: Readonly<Record<string, string>>
}

export interface RestaurantFile {
  readonly tenant: { readonly slug: string; readonly displayName: string; readonly legalName: string }
  readonly restaurant: { readonly name: string; readonly cuisine: string }
  /** What the platform takes, whose couriers bring it, and whom taxes are withheld from. */
  readonly terms: Omit<SetCommissionTerms, 'restaurantId' | 'validFrom'>
  readonly branch: RestaurantInput['branch']
  readonly hours: readonly HoursFile[]
  readonly stock: readonly StockFile[]
  readonly menu: MenuFile
}

export interface CouponFile {
  readonly code: string
  readonly maxRedemptions: number
  readonly promotion: CreatePromotion
}

export interface CustomerFile {
  readonly displayName: string
  readonly phone: string
}

/** What somebody wants, in the words of the menu. */
export interface OrderFile {
  readonly restaurant: string
  readonly guest: string
  readonly service: Service
  readonly couponCodes: readonly string[]
  readonly tip: string
  readonly notes: string
  readonly payment: { readonly method: 'card' } | { readonly method: 'cash'; readonly changeFor: string }
  readonly lines: readonly LineFile[]
}

export interface LineFile {
  readonly sku: string
  readonly quantity: number
  /** Options by the name of their group. */
  readonly choices: Readonly<Record<string, readonly string[]>>
}

export type TenantFile = Awaited<ReturnType<typeof readTenants>>[number]

/** The restaurants of `examples/data`, tenant by tenant, with their customers and coupons. */
export async function readTenants() {
  const files = await Promise.all(
    ['la-milpa-cdmx', 'el-norteno-monterrey', 'la-baja-tijuana'].map((name) => read<RestaurantFile>(name)),
  )
  const customers = await read<Record<string, readonly CustomerFile[]>>('customers')
  const coupons = await read<Record<string, readonly CouponFile[]>>('coupons')
  const tenants = new Map(files.map(({ tenant }) => [tenant.slug, tenant]))
  return [...tenants.values()].map((tenant) => ({
    ...tenant,
    restaurants: files
      .filter((file) => file.tenant.slug === tenant.slug)
      .map(({ tenant: _tenant, restaurant, ...file }) => ({ ...restaurant, ...file })),
    customers: customers[tenant.slug] ?? [],
    coupons: coupons[tenant.slug] ?? [],
  }))
}

export function readOrders(): Promise<readonly OrderFile[]> {
  return read('orders')
}

async function read<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../data/${name}.json`, import.meta.url), 'utf8'))
}
