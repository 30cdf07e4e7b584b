import { literal } from '../kernel/ddl.ts'
import type { MigrationConnection } from '../migrations/connection.ts'
import { arrayOf } from './array-of.ts'
import type { City } from './cities.ts'
import { copyStock } from './copy-stock.ts'
import { Dice } from './dice.ts'
import { dress } from './dress.ts'
import { hashedId, idAt } from './id-at.ts'
import { layWanted } from './lay-wanted.ts'
import { ordersOfTenant, type WantedOrder } from './orders-of-tenant.ts'
import type { People } from './people.ts'
import { recounts } from './recounts.ts'
import { copyOnce, copyTrail, type Digits } from './statements.ts'
import { housekeeping, trail } from './tables.ts'
import type { Template } from './template.ts'
import { phoneIn, tenantName } from './tenants-of-city.ts'

export interface TenantPlan {
  readonly seed: number
  /** Of the seed, from 0. */
  readonly number: number
  readonly city: City
  readonly template: Template
  readonly orders: number
  readonly days: number
  /** Milliseconds since 1970: everything happened before. */
  readonly until: number
  readonly people: People
}

export interface LoadedTenant {
  readonly tenantId: string
  readonly slug: string
  readonly city: City['name']
  /** Rows by table, those that were counted anew left out. */
  readonly rows: Readonly<Record<string, number>>
}

const DAY = 86_400_000

/** When the tenants of a seed were opened: a month before the first order. */
export const openingOf = (until: number, days: number): number => until - (days + 30) * DAY

/**
 * One tenant with all its orders, in one transaction: whole, or not at all. The template must lie on the shelves of the
 * connection.
 */
export async function loadTenant(connection: MigrationConnection, plan: TenantPlan): Promise<LoadedTenant> {
  const { seed, number, city, template, days, until } = plan
  const dice = new Dice(seed, 'tenant', number)
  const opened = openingOf(until, days)
  const tenant: Digits = {
    // A millisecond behind the tenant before, so that every index grows at its end.
    id: idAt(opened + number, dice),
    digits: dice.hex(8),
    opened: new Date(opened).toISOString(),
  }
  const name = tenantName(seed, number, city)
  const customers = Array.from({ length: Math.max(12, Math.ceil(plan.orders / 8)) }, () => idAt(opened + number, dice))
  const orders = ordersOfTenant({
    templates: template.orders,
    branches: template.housekeeping.get('branches')?.length ?? 0,
    orders: plan.orders,
    customers: customers.length,
    days,
    until,
    timeZone: city.timeZone,
    dice,
  })
  const statements = [
    'set local session_replication_role = replica',
    'set local synchronous_commit = off',
    'set local jit = off',
    ...housekeeping.map((table) => copyOnce(table, template.columns.get(table) ?? [], tenant)),
    ...dress(plan, tenant, name, dice),
    ...openTo(plan, tenant, customers),
    ...layWanted(orders, customers, city.timeZone),
    ...trail.filter(({ table }) => table !== 'stock_movements').map(({ table }) => copyTrail(table, template, tenant)),
    ...copyStock(template, tenant),
    ...recounts.map((text) => text.replaceAll('$tenant', literal(tenant.id))),
  ]
  await connection.run('begin')
  try {
    for (const statement of statements) await connection.run(statement)
    await connection.run('commit')
  } catch (error) {
    // What went wrong is what is told, also where the connection went with it.
    await connection.run('rollback').catch(() => undefined)
    throw error
  }
  return { tenantId: tenant.id, slug: name.slug, city: city.name, rows: countsOf(plan, orders, customers.length) }
}

/** Its host, its hours — from eight to midnight, when orders come — and its customers. */
function openTo({ number, city, people }: TenantPlan, tenant: Digits, customers: readonly string[]): readonly string[] {
  const id = literal(tenant.id)
  const names = people.names(number, customers.length)
  const phones = customers.map((_, i) => phoneIn(city, i))
  return [
    `insert into tenant_domains (host, tenant_id, kind, verified_at, created_at)
      select slug, tenant_id, 'subdomain', created_at, created_at from tenants where tenant_id = ${id}`,
    `insert into opening_hours (tenant_id, id, branch_id, service, starts_minute, length_minutes)
      select tenant_id, ${hashedId('id::text || service || day', Date.parse(tenant.opened))}, id, service, day * 1440 + 480, 960
      from branches cross join unnest(services) service cross join generate_series(0, 6) day where tenant_id = ${id}`,
    `insert into customers (tenant_id, id, display_name, phone, created_at)
      select ${id}, o.*, ${literal(tenant.opened)}::timestamptz
      from unnest(${arrayOf(customers, 'uuid')}, ${arrayOf(names, 'text')}, ${arrayOf(phones, 'text')}) as o`,
  ]
}

function countsOf({ template }: TenantPlan, orders: readonly WantedOrder[], customers: number) {
  const times = template.orders.map(() => 0)
  for (const { template: of } of orders) times[of] = (times[of] ?? 0) + 1
  const once = [...template.housekeeping].map(([table, rows]) => [table, rows.length] as const)
  const each = [...template.trail].map(
    ([table, rows]) => [table, rows.reduce((sum, { order }) => sum + (times[order] ?? 0), 0)] as const,
  )
  return Object.fromEntries([...once, ['customers', customers] as const, ...each])
}
