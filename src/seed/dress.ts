import { literal } from '../kernel/ddl.ts'
import type { Dice } from './dice.ts'
import type { TenantPlan } from './load-tenant.ts'
import type { Digits } from './statements.ts'
import { token } from './template.ts'
import { placeIn, type TenantName } from './tenants-of-city.ts'

/** The names, places and people that make a copy of a house a tenant of its own. */
export function dress({ number, city, template, people }: TenantPlan, tenant: Digits, name: TenantName, dice: Dice) {
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
