import type { MigrationConnection } from '../migrations/connection.ts'
import { type Column, columnsOf } from './columns-of.ts'
import { sinceOn, type OpenHouse } from './open-house.ts'
import { readRows, type Row } from './read-rows.ts'
import { housekeeping, trail } from './tables.ts'
import {
  ofCustomer,
  ofOrder,
  ofTrail,
  type OrderTemplate,
  type Template,
  searchToken,
  token,
  type TrailRow,
} from './template.ts'
import type { ToldOrder } from './tell-story.ts'

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const HOUR = 3_600_000
const MINUTE = 60_000
const HALF_MINUTE = 30_000

/**
 * Reads a house back and takes out of it whatever would be another in the next run: ids become numbers, moments become
 * distances. Two runs with the same dice give the same template, to the byte.
 */
export async function templateOf(
  connection: MigrationConnection,
  { tenantId, branches }: OpenHouse,
  told: readonly ToldOrder[],
  openedAt: number,
): Promise<Template> {
  const columns = await columnsOf(connection)
  const read = (table: string) => readRows(connection, table, columns.get(table) ?? [], tenantId)
  const ids = new Ids(tenantId)

  const [answer] = await connection.run(`select app.search_key('${tenantId}') as key`)
  const house: Opening = { openedAt, searchKey: String(answer?.['key']) }
  const kept = new Map<string, readonly Row[]>()
  for (const table of housekeeping) {
    const types = columns.get(table) ?? []
    const known = (await read(table)).map((row) => row.map((cell, i) => sinceOpening(cell, types[i], house)))
    kept.set(
      table,
      inOrder(known, ids).map((row) => row.map((cell) => ids.name(cell))),
    )
  }
  const orders = told.map(({ story, branchId, steps }): OrderTemplate => ({
    story,
    branch: branches.findIndex((branch) => branch.branchId === branchId),
    minutes: Math.max(...steps.map(({ minute }) => minute)),
  }))
  return { columns, housekeeping: kept, orders, trail: await trailsOf(read, columns, told, ids) }
}

/** Ids of the house, numbered as they are met. */
class Ids {
  readonly #names = new Map<string, string>()
  readonly #tenantId: string

  constructor(tenantId: string) {
    this.#tenantId = tenantId
  }

  /** The text with every id in it replaced, each by a name of its own. */
  name(cell: string | null): string | null {
    return (
      cell?.replace(anyId, (id) => {
        const name = this.#names.get(id) ?? nameOf(this.#names.size)
        this.#names.set(id, name)
        return name
      }) ?? null
    )
  }

  has(id: string): boolean {
    return this.#names.has(id) || id === this.#tenantId
  }

  /** The text as far as it is the same in every run. */
  known(cell: string | null): string | null {
    return cell?.replace(anyId, (id) => this.#names.get(id) ?? '?') ?? null
  }
}

/** The form of a UUIDv7, its time to be filled in: eight digits of the tenant, the number in what is left. */
function nameOf(number: number): string {
  return `00000000-0000-7${(number >>> 16).toString(16).padStart(3, '0')}-8000-${token}${(number & 0xffff).toString(16).padStart(4, '0')}`
}

/** Rows in an order that no run changes: by what is the same in each. */
function inOrder(rows: readonly Row[], ids: Ids): readonly Row[] {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(row.map((cell) => ids.known(cell))) }))
  return keyed.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key))).map(({ row }) => row)
}

interface Opening {
  readonly openedAt: number
  readonly searchKey: string
}

function sinceOpening(
  cell: string | null,
  column: Column | undefined,
  { openedAt, searchKey }: Opening,
): string | null {
  if (cell === null || column === undefined) return cell
  if (column.type === 'timestamp with time zone') return `${Math.round((Number(cell) - openedAt) / HOUR)} hours`
  if (column.type === 'date') return sinceOn
  if (column.name === 'terms') return cell.replaceAll(searchKey, searchToken)
  // Worked out again from the document of the tenant.
  return column.name === 'etag' ? '' : cell
}

async function trailsOf(
  read: (table: string) => Promise<readonly Row[]>,
  columns: ReadonlyMap<string, readonly Column[]>,
  told: readonly ToldOrder[],
  house: Ids,
): Promise<ReadonlyMap<string, readonly TrailRow[]>> {
  const numbers = new Map(told.map(({ orderId }, i) => [orderId, i]))
  const places = told.map(({ orderId, steps }) => new Place(orderId, steps, house))
  const trails = new Map<string, readonly TrailRow[]>()
  for (const { table, by } of trail) {
    const types = columns.get(table) ?? []
    const at = types.findIndex(({ name }) => name === by)
    const idAt = types.findIndex(({ name }) => name === 'id')
    const customerAt = types.findIndex(({ name }) => name === 'customer_id')
    const perOrder = told.map((): Row[] => [])
    for (const row of await read(table)) {
      const order = numbers.get(row[at] ?? '')
      // Not of an order: the stock that came in the morning.
      if (order === undefined) continue
      perOrder[order]?.push(row)
      const id = idAt === -1 ? null : row[idAt]
      if (id !== null && id !== undefined) numbers.set(id, order)
      const customer = customerAt === -1 ? null : row[customerAt]
      if (table === 'orders' && customer !== null && customer !== undefined) places[order]?.isFor(customer)
    }
    trails.set(
      table,
      perOrder.flatMap((rows, order) => places[order]?.rowsOf(rows, types).map((cells) => ({ order, cells })) ?? []),
    )
  }
  return withDays(trails, columns)
}

/** One order of the pattern: what its ids and moments are called. */
class Place {
  readonly #names: Map<string, string>
  readonly #steps: ToldOrder['steps']
  readonly #house: Ids

  constructor(orderId: string, steps: ToldOrder['steps'], house: Ids) {
    this.#names = new Map([[orderId, ofOrder]])
    this.#steps = steps
    this.#house = house
  }

  isFor(customerId: string): void {
    this.#names.set(customerId, ofCustomer)
  }

  rowsOf(rows: readonly Row[], columns: readonly Column[]): readonly Row[] {
    const timed = rows.map((row) =>
      row.map((cell, i) => (columns[i]?.type === 'timestamp with time zone' ? this.#sincePlacing(cell) : cell)),
    )
    const known = (cell: string | null) =>
      cell?.replace(anyId, (id) => this.#names.get(id) ?? this.#house.known(id) ?? '?')
    const keyed = timed.map((row) => ({ row, key: JSON.stringify(row.map((cell) => known(cell) ?? null)) }))
    return keyed
      .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
      .map(({ row }) => row.map((cell) => cell?.replace(anyId, (id) => this.#name(id)) ?? null))
  }

  #name(id: string): string {
    if (this.#house.has(id)) return this.#house.name(id) ?? id
    const name = this.#names.get(id) ?? `${ofTrail}${(this.#names.size - 1).toString(16).padStart(3, '0')}`
    this.#names.set(id, name)
    return name
  }

  /** Stamped within a step: the minute of the step. Later than all of them: a term that began with the order. */
  #sincePlacing(cell: string | null): string | null {
    if (cell === null) return null
    const at = Number(cell)
    const [first] = this.#steps
    const last = this.#steps.at(-1)
    if (!first || !last) throw new RangeError('an order has a step')
    if (at > last.from + MINUTE) return `${Math.round((at - first.from) / HALF_MINUTE) * 30} seconds`
    const step = this.#steps.findLast(({ from }) => from <= at) ?? first
    return `${Math.round(step.minute * 60)} seconds`
  }
}

/** Rows with a day and no moment are of the moment of what they belong to. */
const dayOf = [
  { table: 'orders', column: 'business_on', of: 'orders', key: 'id', moment: 'placed_at' },
  {
    table: 'order_settlements',
    column: 'delivered_on',
    of: 'order_completions',
    key: 'order_id',
    moment: 'delivered_at',
  },
  {
    table: 'ledger_entries',
    column: 'booked_on',
    of: 'ledger_journals',
    key: 'id',
    by: 'journal_id',
    moment: 'recorded_at',
  },
] as const

function withDays(
  trails: Map<string, readonly TrailRow[]>,
  columns: ReadonlyMap<string, readonly Column[]>,
): ReadonlyMap<string, readonly TrailRow[]> {
  const placeIn = (table: string, name: string) =>
    (columns.get(table) ?? []).findIndex((column) => column.name === name)
  for (const day of dayOf) {
    const owner = (row: TrailRow, table: string, name: string) => `${row.order} ${row.cells[placeIn(table, name)]}`
    const moments = new Map(
      (trails.get(day.of) ?? []).map((row) => [
        owner(row, day.of, day.key),
        row.cells[placeIn(day.of, day.moment)] ?? null,
      ]),
    )
    const at = placeIn(day.table, day.column)
    const by = 'by' in day ? day.by : day.key
    trails.set(
      day.table,
      (trails.get(day.table) ?? []).map((row) => ({
        order: row.order,
        cells: row.cells.map((cell, i) => (i === at ? (moments.get(owner(row, day.table, by)) ?? null) : cell)),
      })),
    )
  }
  return trails
}
