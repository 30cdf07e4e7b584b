import { readFile } from 'node:fs/promises'
import type { CreatePromotion, MenuFile, RestaurantInput } from '../src/index.ts'

export interface RestaurantFile {
  readonly tenant: { readonly slug: string; readonly displayName: string; readonly legalName: string }
  readonly restaurant: { readonly name: string; readonly cuisine: string }
  readonly branch: RestaurantInput['branch']
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
      .map(({ restaurant, branch, menu }) => ({ ...restaurant, branch, menu })),
    customers: customers[tenant.slug] ?? [],
    coupons: coupons[tenant.slug] ?? [],
  }))
}

async function read<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`data/${name}.json`, import.meta.url), 'utf8'))
}
