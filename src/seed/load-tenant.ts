import { literal } from '../kernel/ddl.ts'
import type { MigrationConnection } from '../migrations/connection.ts'
import type { City } from './cities.ts'
import { copyStock } from './copy-stock.ts'
import { Dice } from './dice.ts'
import { ordersOfTenant, type WantedOrder } from './orders-of-tenant.ts'
import type { People } from './people.ts'
import { recounts } from './recounts.ts'
import { copyOnce, copyTrail, type Digits, wanted } from './statements.ts'
import { housekeeping, trail } from './tables.ts'
import { type Template, token } from './template.ts'
import { phoneIn, placeIn, tenantName } from './tenants-of-city.ts'

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
 * connection, and triggers must be off.
 */
export async function loadTenant(connection: MigrationConnection, plan: TenantPlan): Promise<LoadedTenant> {
  const { seed, number, city, template, days, until, people } = plan
  const dice = new Dice(seed, 'tenant', number)
  const opened = openingOf(until, days)
  const tenant: Digits = {
    id: idAt(opened + number, dice),
    digits: dice.hex(8),
    opened: new Date(opened).toISOString(),
  }
  const id = literal(tenant.id)
  const name = tenantName(seed, number, city)
  const guests = Math.max(12, Math.ceil(plan.orders / 8))
  const customers = Array.from({ length: guests }, () => idAt(opened + number, dice))
  const names = people.names(number, guests)
  const branches = template.housekeeping.get('branches')?.length ?? 0
  const orders = ordersOfTenant({
    templates: template.orders,
    branches,
    orders: plan.orders,
    customers: guests,
    days,
    until,
    timeZone: city.timeZone,
    dice,
  })
  const list = (values: readonly (string | number)[], type: string) =>
    `${literal(`{${values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : value)).join(',')}}`)}::${type}[]`

  const phones = customers.map((_, i) => phoneIn(city, i))
  const wantedColumns: readonly (readonly [type: string, of: (order: WantedOrder) => string | number])[] = [
    ['integer', ({ template: of }) => of],
    ['uuid', (order) => order.id],
    ['uuid', ({ customer }) => customers[customer] ?? ''],
    ['timestamptz', ({ at }) => new Date(at).toISOString()],
    ['date', ({ businessOn }) => businessOn],
    ['integer', ({ folio }) => folio],
  ]

  const statements = [
    ...housekeeping.map((table) => copyOnce(table, template.columns.get(table) ?? [], tenant)),
    ...dress(plan, tenant, name, dice),
    `insert into tenant_domains (host, tenant_id, kind, verified_at, created_at)
      select slug, tenant_id, 'subdomain', created_at, created_at from tenants where tenant_id = ${id}`,
    // Open from eight to midnight, when orders come.
    `insert into opening_hours (tenant_id, id, branch_id, service, starts_minute, length_minutes)
      select tenant_id, ${hashedId(`id::text || service || day`, opened)}, id, service, day * 1440 + 480, 960
      from branches cross join unnest(services) service cross join generate_series(0, 6) day where tenant_id = ${id}`,
    `insert into customers (tenant_id, id, display_name, phone, created_at)
      select ${id}, o.*, ${literal(tenant.opened)}::timestamptz
      from unnest(${list(customers, 'uuid')}, ${list(names, 'text')}, ${list(phones, 'text')}) as o`,
    wanted,
    `truncate seed_wanted`,
    `insert into seed_wanted
      select o.*, left(id::text, 15), substr(id::text, 19), placed_at at time zone ${literal(city.timeZone)}
      from unnest(${wantedColumns.map(([type, of]) => list(orders.map(of), type)).join(', ')})
        as o(of_order, id, customer_id, placed_at, business_on, folio)`,
    `analyze seed_wanted`,
    ...trail.filter(({ table }) => table !== 'stock_movements').map(({ table }) => copyTrail(table, template, tenant)),
    ...copyStock(template, tenant),
    ...recounts.map((text) => text.replaceAll('$tenant', id)),
  ]
  await connection.run(`begin`)
  try {
    await connection.run(
      `set local session_replication_role = replica; set local synchronous_commit = off; set local jit = off`,
    )
    for (const statement of statements) await connection.run(statement)
    await connection.run('commit')
  } catch (error) {
    await connection.run('rollback')
    throw error
  }
  return { tenantId: tenant.id, slug: name.slug, city: city.name, rows: countsOf(plan, orders, guests) }
}

/** The names, places and people that make a copy of a house a tenant of its own. */
function dress(
  { number, city, template, people }: TenantPlan,
  tenant: Digits,
  name: ReturnType<typeof tenantName>,
  dice: Dice,
) {
  const idsOf = (table: string) => {
    const at = (template.columns.get(table) ?? []).findIndex((column) => column.name === 'id')
    const time = new Date(tenant.opened).getTime().toString(16).padStart(12, '0')
    return (template.housekeeping.get(table) ?? []).map((row) =>
      (row[at] ?? '').replace('00000000-0000-', `${time.slice(0, 8)}-${time.slice(8)}-`).replace(token, tenant.digits),
    )
  }
  const id = literal(tenant.id)
  const places = idsOf('branches').map((branch, i) => ({ id: branch, ...placeIn(city, number * 10 + i, dice) }))
  const staff = idsOf('memberships')
  const titles = people.names(1_000_000 + number, staff.length)
  const members = staff.map((member, i) => ({ id: member, display_name: titles[i] }))
  const place = Object.keys(places[0] ?? {}).filter((column) => column !== 'id')
  const rows = (values: readonly object[], columns: string) =>
    `json_to_recordset(${literal(JSON.stringify(values))}) as v(id uuid, ${columns})`
  return [
    `update tenants set slug = ${literal(name.slug)}, display_name = ${literal(name.displayName)},
      legal_name = ${literal(name.legalName)} where tenant_id = ${id}`,
    `update restaurants set name = regexp_replace(name, ' [0-9]+$', '') || ${literal(` ${name.displayName}`)} where tenant_id = ${id}`,
    `update branches b set ${place.map((column) => `${column} = v.${column}${column === 'longitude' || column === 'latitude' ? '::numeric' : ''}`).join(', ')},
      name = (select r.name from restaurants r where r.tenant_id = ${id} and r.id = b.restaurant_id) || ' ' || v.neighborhood
      from ${rows(places, place.map((column) => `${column} text`).join(', '))} where b.tenant_id = ${id} and b.id = v.id`,
    `update memberships m set display_name = v.display_name from ${rows(members, 'display_name text')} where m.tenant_id = ${id} and m.id = v.id`,
  ]
}

/** A UUIDv7 of that moment. */
function idAt(at: number, dice: Dice): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${dice.hex(3)}-${(8 + dice.int(4)).toString(16)}${dice.hex(3)}-${dice.hex(12)}`
}

/** A UUIDv7 of that moment as SQL, made from a text that is one row's alone. */
function hashedId(text: string, at: number): string {
  return `('${at.toString(16).padStart(12, '0')}7' || substr(md5(${text}), 1, 3) || '8' || substr(md5(${text}), 4, 15))::uuid`
}

function countsOf({ template }: TenantPlan, orders: ReturnType<typeof ordersOfTenant>, customers: number) {
  const times = template.orders.map(() => 0)
  for (const { template: of } of orders) times[of] = (times[of] ?? 0) + 1
  const once = [...template.housekeeping].map(([table, rows]) => [table, rows.length] as const)
  const each = [...template.trail].map(
    ([table, rows]) => [table, rows.reduce((sum, { order }) => sum + (times[order] ?? 0), 0)] as const,
  )
  return Object.fromEntries([...once, ['customers', customers] as const, ...each])
}
