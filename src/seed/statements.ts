import { literal } from '../kernel/ddl.ts'
import type { Column } from './columns-of.ts'
import { quoted, type Row } from './read-rows.ts'
import { ofCustomer, ofOrder, ofTrail, searchToken, type Template, token, type TrailRow } from './template.ts'

/** The temporary table that a table's template lies in. */
export const shelfOf = (table: string): string => `pg_temp.${quoted(`seed_${table.replace('.', '_')}`)}`

/** Lays a template on its shelf. `of_order` is null for what is copied once for every tenant. */
export function shelve(
  table: string,
  columns: readonly Column[],
  rows: readonly (Row | TrailRow)[],
  time: string,
): string {
  const names = columns.map(({ name }) => quoted(name))
  const items = rows.map((row) => ('cells' in row ? [row.order, ...row.cells] : [null, ...row]))
  const cells = names.map((name, i) => `r->>${i + 1} as ${name}`).join(', ')
  return `drop table if exists ${shelfOf(table)};
    create temporary table ${shelfOf(table).replace('pg_temp.', '')} as
    select (r->>0)::integer as of_order, ${cells} from json_array_elements(${literal(JSON.stringify(items).replaceAll('00000000-0000-7', `${time}-7`))}) r;
    analyze ${shelfOf(table)};`
}

/** Takes a tenant's housekeeping from its shelf. */
export function copyOnce(table: string, columns: readonly Column[], tenant: Digits): string {
  const value = ({ name, type }: Column): string => {
    const cell = quoted(name)
    if (name === 'tenant_id') return `${literal(tenant.id)}::uuid`
    if (type === 'timestamp with time zone') return `${literal(tenant.opened)}::timestamptz + ${cell}::interval`
    const own = holdsIds(type) ? `replace(${cell}, '${token}', '${tenant.digits}')` : cell
    if (name === 'terms') return `replace(${cell}, '${searchToken}', app.search_key(${literal(tenant.id)}))::${type}`
    if (name === 'etag')
      return `encode(sha256(convert_to(replace(document, '${token}', '${tenant.digits}'), 'UTF8')), 'hex')`
    return `${own}::${type}`
  }
  return `insert into ${table} (${columns.map(({ name }) => quoted(name)).join(', ')})
    select ${columns.map(value).join(', ')} from ${shelfOf(table)}`
}

export interface Digits {
  readonly id: string
  /** What stands in its ids for the token. */
  readonly digits: string
  /** The moment of the opening, as text. */
  readonly opened: string
}

const holdsIds = (type: string): boolean => ['uuid', 'uuid[]', 'json', 'jsonb', 'text'].includes(type)

/** Takes the rows of a tenant's orders: every template as often as it is wanted, in the order of the orders' ids. */
export function copyTrail(table: string, { columns, trail }: Template, tenant: Digits): string {
  const own = columns.get(table) ?? []
  const rows = trail.get(table) ?? []
  const { cells, values } = valuesOf(own, rows, tenant)
  return `with r as materialized (select of_order, ${cells.join(', ')} from ${shelfOf(table)})
    insert into ${table} (${own.map(({ name }) => quoted(name)).join(', ')})
    select ${values.join(', ')} from seed_wanted c join r on r.of_order = c.of_order`
}

/** For every column: what is worked out once for a template, and what once for an order. */
export function valuesOf(columns: readonly Column[], rows: readonly TrailRow[], tenant: Digits) {
  const cells: string[] = []
  const values = columns.map(({ name, type }, i): string => {
    const cell = quoted(name)
    const found = rows.flatMap(({ cells: row }) => row[i] ?? [])
    const keep = (as: string, value: string) => {
      cells.push(`${as} as ${cell}`)
      return value
    }
    if (name === 'tenant_id') return keep('null', `${literal(tenant.id)}::uuid`)
    if (name === 'folio') return keep('null', 'c.folio')
    if (name === 'business_on') return keep('null', 'c.business_on')
    // Nobody asks what a quote was that is long gone; but it is another one of every order.
    if (name === 'quote_hash') return keep('null', 'sha256(uuid_send(c.id))')
    if (type === 'timestamp with time zone') return keep(`${cell}::interval`, `c.placed_at + r.${cell}`)
    if (type === 'date') return keep(`${cell}::interval`, `(c.local_at + r.${cell})::date`)
    if (type === 'uuid') return idOf(cell, found, tenant, keep)
    if (type === 'text' && found.some((text) => text.includes(ofTrail))) {
      return keep(
        `regexp_replace(${cell}, '${ofTrail}...', '${ofOrder}')`,
        `replace(r.${cell}, '${ofOrder}', c.id::text)`,
      )
    }
    return keep(`${cell}::${type}`, `r.${cell}`)
  })
  return { cells, values }
}

const trailId = (digits: string) => `(c.head || ${digits} || c.tail)::uuid`

/** An id of the order, of its customer, of something that the order has, of the house: most columns know one kind. */
function idOf(
  cell: string,
  found: readonly string[],
  { digits }: Digits,
  keep: (as: string, value: string) => string,
): string {
  const ofHouse = `replace(${cell}, '${token}', '${digits}')`
  const kinds = new Set(found.map((id) => (id.startsWith(ofTrail) ? ofTrail : id.includes(token) ? token : id)))
  const [kind] = kinds
  const always = kinds.size === 1 && found.length > 0
  if (!always && kinds.size > 0) {
    return keep(
      `case when ${cell} like '${ofTrail}%' then ${cell} else ${ofHouse} end`,
      `case when r.${cell} is null then null when r.${cell} = '${ofCustomer}' then c.customer_id when r.${cell} = '${ofOrder}' then c.id
        when r.${cell} like '${ofTrail}%' then ${trailId(`right(r.${cell}, 3)`)} else r.${cell}::uuid end`,
    )
  }
  const orNull = (value: string) => `case when r.${cell} is not null then ${value} end`
  if (kind === ofOrder) return keep(cell, orNull('c.id'))
  if (kind === ofCustomer) return keep(cell, orNull('c.customer_id'))
  if (kind === ofTrail) return keep(`right(${cell}, 3)`, trailId(`r.${cell}`))
  return keep(`${ofHouse}::uuid`, `r.${cell}`)
}
