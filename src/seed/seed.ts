import { DbError } from '../kernel/errors.ts'
import { literal } from '../kernel/ddl.ts'
import { requireInteger, requireMoment, requireOneOf } from '../kernel/input.ts'
import { type MigrationConnection, type MigrationTarget, withConnection } from '../migrations/connection.ts'
import { asDbError } from '../migrations/server-error.ts'
import { cities, type CityName, cityNames } from './cities.ts'
import { loadTenant, type LoadedTenant, openingOf, type TenantPlan } from './load-tenant.ts'
import { makePartitionsSince } from './make-partitions-since.ts'
import { Patterns } from './patterns.ts'
import { tenantName } from './tenants-of-city.ts'
import { peopleOf } from './people.ts'
import { shelve } from './statements.ts'
import { housekeeping, trail } from './tables.ts'
import type { Template } from './template.ts'

export interface Sizes {
  readonly tenants: number
  /** Of all tenants together. */
  readonly branches: number
  readonly orders: number
  /** Of history. */
  readonly days: number
  /** Tenants that were made in full; the others are copies of them under names of their own. */
  readonly houses: number
}

export const scales = {
  small: { tenants: 3, branches: 6, orders: 360, days: 21, houses: 3 },
  city: { tenants: 200, branches: 1000, orders: 1_000_000, days: 90, houses: 4 },
} as const satisfies Readonly<Record<string, Sizes>>

export type Scale = keyof typeof scales

export interface SeedOptions {
  /** `small`, when left out. */
  readonly scale?: Scale
  /** Other sizes than the scale's. */
  readonly sizes?: Partial<Sizes>
  /** All three, when left out. */
  readonly city?: CityName
  /** 1, when left out: another number is another city. */
  readonly seed?: number
  /** The end of its history; the last full hour, when left out. */
  readonly until?: Date
  readonly onProgress?: (step: string, done: number) => void
}

export interface Seeded {
  readonly seed: number
  readonly until: Date
  readonly tenants: readonly Omit<LoadedTenant, 'rows'>[]
  /** By table: what was copied, without what was counted from it. */
  readonly rows: Readonly<Record<string, number>>
}

const HOUR = 3_600_000

/**
 * Fills a migrated database with a city: tenants with restaurants, menus, people, and months of orders with all that
 * belongs to them — events, deliveries, payments, ledger, tips, refunds, coupons, stock, reviews. The same seed and moment
 * give the same rows.
 *
 * A few tenants are made by the library's own verbs, in a database in this process; then each is copied under other
 * names, and each of its orders as often as it takes, on the server. So whatever a verb writes is in it, and consistent;
 * nothing is worked out a second time.
 *
 * Each tenant is one transaction, so a seed that is stopped leaves whole tenants. On a server two connections share
 * them. No index, key or trigger is dropped; rows are locked that nobody else can see yet.
 *
 * @param target a server by the URL of a superuser, since triggers are off while rows are copied; or an embedded database
 * @throws {DbError} `FORBIDDEN` another login · `CONFLICT` the same seed is there already · `INVALID` · `NOT_MIGRATED` ·
 * `UNAVAILABLE`
 *
 * @example
 * const { tenants } = await seed({ url: superuserUrl }, { scale: 'small', city: 'tijuana' })
 */
export async function seed(target: MigrationTarget, options: SeedOptions = {}): Promise<Seeded> {
  const { scale = 'small', city, onProgress = () => undefined } = options
  const { seed: number = 1, until = new Date(Math.floor(Date.now() / HOUR) * HOUR) } = options
  const sizes: Sizes = { ...scales[scale], ...options.sizes }
  requireMoment('until', until)
  if (city !== undefined) requireOneOf('city', city, cityNames)
  requireSizes(sizes, number)
  const people = await peopleOf(number)
  const opened = openingOf(until.getTime(), sizes.days)
  const where = city === undefined ? cityNames.map((name) => cities[name]) : [cities[city]]
  const loaded: LoadedTenant[] = []
  let next = 0

  const load = async (connection: MigrationConnection, patterns: Patterns) => {
    const shelves = new Shelves(connection, opened)
    while (next < sizes.tenants) {
      const tenant = next++
      const house = await patterns.house(Math.floor((tenant * sizes.houses) / sizes.tenants))
      await shelves.lay(house.template)
      const [before, upTo] = [tenant, tenant + 1].map((n) => Math.round((sizes.orders * n) / sizes.tenants))
      const orders = (upTo ?? 0) - (before ?? 0)
      const plan: TenantPlan = {
        ...house,
        seed: number,
        number: tenant,
        orders,
        days: sizes.days,
        until: until.getTime(),
        people,
      }
      loaded.push(await loadTenant(connection, plan))
      onProgress(`tenant ${loaded.length} of ${sizes.tenants}`, loaded.length / sizes.tenants)
    }
    await shelves.clear()
  }
  const connected = (work: (connection: MigrationConnection) => Promise<void>) =>
    withConnection(target, () => undefined, work)
  try {
    const first = tenantName(number, 0, where[0] ?? cities.cdmx)
    await connected((connection) => prepare(connection, first.slug, opened))
    await using patterns = new Patterns(number, where, sizes.houses, sizes.branches / sizes.tenants, (made) =>
      onProgress(`house ${made} of ${sizes.houses}`, loaded.length / sizes.tenants),
    )
    const workers = 'url' in target ? 2 : 1
    await Promise.all(Array.from({ length: workers }, () => connected((connection) => load(connection, patterns))))
  } catch (error) {
    throw asDbError(error)
  }
  const tenants = loaded.toSorted((one, other) => (one.tenantId < other.tenantId ? -1 : 1))
  return { seed: number, until, tenants: tenants.map(({ rows: _, ...tenant }) => tenant), rows: sumOf(loaded) }
}

function requireSizes({ tenants, branches, orders, days, houses }: Sizes, number: number): void {
  requireInteger('seed', number, 0, 999_999)
  requireInteger('sizes.tenants', tenants, 1, 4000)
  requireInteger('sizes.houses', houses, 1, tenants)
  requireInteger('sizes.days', days, 2, 720)
  requireInteger('sizes.branches', branches / tenants, 1, 20)
  requireInteger('sizes.orders', orders, tenants, 1_000_000_000)
}

async function prepare(connection: MigrationConnection, slug: string, opened: number): Promise<void> {
  const [found] = await connection.run(
    `select to_regclass('public.order_completions') is not null as migrated,
      (select rolsuper from pg_roles where rolname = current_user) as mighty`,
  )
  if (found?.['migrated'] !== true) throw new DbError('NOT_MIGRATED', 'migrate the database first: platform-db migrate')
  if (found['mighty'] !== true) {
    throw new DbError('FORBIDDEN', 'a seed copies rows with triggers off, which takes the login of a superuser')
  }
  const taken = await connection.run(`select from tenant_domains where host = ${literal(slug)}`)
  if (taken.length > 0)
    throw new DbError('CONFLICT', 'this seed is there already: take another number', { details: { field: 'seed' } })
  await makePartitionsSince(connection, new Date(opened))
}

/** The templates that lie ready on a connection: those of one house at a time. */
class Shelves {
  readonly #connection: MigrationConnection
  readonly #time: string
  #lying: Template | undefined

  constructor(connection: MigrationConnection, opened: number) {
    this.#connection = connection
    const time = opened.toString(16).padStart(12, '0')
    this.#time = `${time.slice(0, 8)}-${time.slice(8)}`
  }

  async lay(template: Template): Promise<void> {
    if (template === this.#lying) return
    for (const table of [...housekeeping, ...trail.map((of) => of.table)]) {
      const rows = template.housekeeping.get(table) ?? template.trail.get(table) ?? []
      await this.#connection.run(shelve(table, template.columns.get(table) ?? [], rows, this.#time))
    }
    this.#lying = template
  }

  /** An embedded database has one session, which others go on with. */
  async clear(): Promise<void> {
    await this.#connection.run('discard temp')
    this.#lying = undefined
  }
}

function sumOf(loaded: readonly LoadedTenant[]): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {}
  for (const { rows } of loaded) {
    for (const [table, count] of Object.entries(rows)) sum[table] = (sum[table] ?? 0) + count
  }
  return sum
}
