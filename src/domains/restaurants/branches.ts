import { sql } from 'drizzle-orm'
import { char, check, foreignKey, index, integer, numeric, text, unique, uuid } from 'drizzle-orm/pg-core'
import { at, id, money, rate } from '../../kernel/columns.ts'
import { pgFunction } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { everyone } from '../../rls/roles.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from './restaurants.ts'
import { serviceList, services } from './services.ts'

/** One row per kitchen: where it stands, in which time zone its day runs, and which IVA its sales carry. */
export const branches = tenantTable(
  'branches',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    name: text('name').notNull(),
    /** IANA name. Mexico has several, and the border cities keep daylight saving time. */
    timeZone: text('time_zone').notNull(),
    /** Minutes after midnight until which an order belongs to the day before: 240 for a taquería open until 4. */
    dayCutoffMinutes: integer('day_cutoff_minutes').notNull().default(0),
    /**
     * 0.16, or 0.08 where the branch is on the border register: what an order is priced with today. The register itself,
     * with its dates, is `branch_tax_regions`; whoever enters or ends an entry there sets this rate too.
     */
    ivaRate: rate('iva_rate')
      .notNull()
      .default(sql`0.16`),
    /** What a delivery costs the customer, IVA included. */
    deliveryFee: money('delivery_fee')
      .notNull()
      .default(sql`0`),
    /** What the branch offers at all; for what it does not, it is never open. */
    services: text('services', { enum: services })
      .array()
      .notNull()
      .default([...services]),
    phone: text('phone'),
    street: text('street').notNull(),
    exteriorNumber: text('exterior_number').notNull(),
    interiorNumber: text('interior_number'),
    /** «Entre calles»: the two streets between which the door is. */
    crossStreets: text('cross_streets'),
    /** Colonia. */
    neighborhood: text('neighborhood').notNull(),
    municipality: text('municipality').notNull(),
    /** ISO 3166-2:MX, three letters. */
    state: char('state', { length: 3 }).notNull(),
    postalCode: char('postal_code', { length: 5 }).notNull(),
    /** What a courier needs to find the door. */
    directions: text('directions'),
    longitude: numeric('longitude', { precision: 9, scale: 6 }).notNull(),
    latitude: numeric('latitude', { precision: 9, scale: 6 }).notNull(),
    archivedAt: at('archived_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'branches_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      unique('branches_restaurant_id_key').on(t.tenantId, t.restaurantId, t.id),
      check('branches_time_zone_known', sql`app.is_time_zone(${t.timeZone})`),
      check('branches_cutoff_before_noon', sql`${t.dayCutoffMinutes} between 0 and 719`),
      check('branches_delivery_fee_not_negative', sql`${t.deliveryFee} >= 0`),
      check('branches_services_known', sql`${t.services} <@ array[${sql.raw(serviceList)}]`),
      check(
        'branches_services_once_each',
        sql`coalesce(array_ndims(${t.services}), 0) = 1 and cardinality(${t.services}) = ${sql.raw(
          services.map((service) => `('${service}' = any (services))::integer`).join(' + '),
        )}`,
      ),
      check('branches_phone_is_e164_mx', sql`${t.phone} ~ '^[+]52[0-9]{10}$'`),
      check('branches_state_is_iso', sql`${t.state} ~ '^[A-Z]{3}$'`),
      check('branches_postal_code_is_5_digits', sql`${t.postalCode} ~ '^[0-9]{5}$'`),
      // Swapped coordinates fall outside: Mexico's longitudes are no latitudes of Mexico.
      check(
        'branches_location_in_mexico',
        sql`${t.longitude} between -118.7 and -86.5 and ${t.latitude} between 14.3 and 32.9`,
      ),
      index('branches_restaurant_idx').on(t.tenantId, t.restaurantId),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [
        t.name,
        t.timeZone,
        t.dayCutoffMinutes,
        t.ivaRate,
        t.deliveryFee,
        t.services,
        t.phone,
        t.street,
        t.exteriorNumber,
        t.interiorNumber,
        t.crossStreets,
        t.neighborhood,
        t.municipality,
        t.state,
        t.postalCode,
        t.directions,
        t.longitude,
        t.latitude,
        t.archivedAt,
      ]),
    ],
    ddl: audited('branches'),
  },
)

export const branchFunctions = [
  pgFunction('app.is_time_zone', {
    args: 'name text',
    returns: 'boolean',
    // Declared immutable for the check constraint: a zone, once in the database of zones, stays.
    volatility: 'immutable',
    phase: 'before',
    execute: everyone,
    body: `
begin
  perform timestamptz '2026-01-01 00:00+00' at time zone name;
  return name like 'America/%';
exception when invalid_parameter_value then
  return false;
end`,
  }),
  pgFunction('app.business_on', {
    args: 'moment timestamptz, time_zone text, cutoff_minutes integer',
    returns: 'date',
    language: 'sql',
    volatility: 'stable',
    parallel: 'safe',
    phase: 'before',
    execute: everyone,
    // Wall clock minus the cut-off, not the moment minus it: right on days of 23 and 25 hours too.
    body: `select ((moment at time zone time_zone) - make_interval(mins => cutoff_minutes))::date`,
  }),
]

export type Branch = typeof branches.$inferSelect
export type NewBranch = typeof branches.$inferInsert
