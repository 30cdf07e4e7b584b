import { readFileSync } from 'node:fs'
import { is, sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  getTableConfig,
  index,
  pgEnum,
  PgEnumColumn,
  PgTable,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { id, tenantId } from '../src/kernel/columns.ts'
import { addConstraint, factsOf, withFacts } from '../src/kernel/ddl.ts'
import * as schema from '../src/schema.ts'
import { describeTable, type ForeignKey, type Key, nameOf, type Table } from './describe-table.ts'

interface Rule {
  readonly name: string
  readonly broken: (table: Table) => readonly string[]
  /** A table that must break it, so that the rule cannot be a test that never fails. */
  readonly example: PgTable
}

/** Foreign keys that need no index of their own, each with its reason. */
const withoutIndex: Readonly<Record<string, string>> = {
  order_events_follows_fk:
    'the event before is of the same order, whose few events the primary key finds; none is ever deleted',
  order_item_modifiers_parent_fk: 'of the same line, whose few rows the primary key finds; none is ever deleted',
  delivery_events_follows_fk: 'as order_events_follows_fk: of the same delivery',
  delivery_events_same_courier_fk: 'as delivery_events_follows_fk',
  delivery_events_order_event_fk:
    'of the same order, whose few delivery events the primary key finds; none is ever deleted',
  deliveries_status_from_event:
    'of the same order, which has one delivery, found by the primary key; no event is ever deleted',
  deliveries_courier_from_event: 'as deliveries_status_from_event',
  menu_items_product_fk: 'a product is never deleted and keeps its id; nothing asks which versions it stands in',
  modifier_options_product_fk: 'as menu_items_product_fk',
  stock_movements_follows_fk: 'as order_events_follows_fk: the movement before is found by the primary key',
  stock_levels_stock_item_fk: 'a stock item is archived, never deleted; a second index would be taken for the key',
  stock_reservations_level_fk: 'a level is never deleted: its movements stand',
  reviews_line_fk: 'of the same order, whose few reviews reviews_order_key finds; no line is ever deleted',
  payment_events_follows_fk: 'as order_events_follows_fk',
  refund_lines_follows_fk: 'of the same line, whose few rows a unique key finds; none is ever deleted',
  product_prices_product_fk: 'as menu_items_product_fk; the prices of a product are asked for with its menu',
}

const tables = Object.values(schema).flatMap((value) => (is(value, PgTable) ? [describeTable(value)] : []))

const parents = asTenant(
  pgTable('parents', { tenantId: tenantId(), id: id() }, (t) => [
    primaryKey({ name: 'parents_pkey', columns: [t.tenantId, t.id] }),
  ]),
)
const color = pgEnum('color', ['red'])

const rules: readonly Rule[] = [
  {
    name: 'every table has chosen its tenancy class',
    broken: ({ tenancy, name }) => (tenancy === undefined ? [name] : []),
    example: pgTable('raw', { id: id() }),
  },
  {
    name: 'every table has one primary key',
    broken: ({ primaryKeys, name }) => (primaryKeys.length === 1 ? [] : [name]),
    example: pgTable('children', { id: id() }),
  },
  ofTenants({
    name: 'the primary key of a tenant table starts with tenant_id',
    broken: ({ primaryKeys }) => primaryKeys.filter(startsElsewhere).map(nameOf),
    example: pgTable('children', { id: id() }, (t) => [primaryKey({ name: 'children_pkey', columns: [t.id] })]),
  }),
  ofTenants({
    name: 'every unique key of a tenant table starts with tenant_id',
    broken: ({ uniques }) => uniques.filter(startsElsewhere).map(nameOf),
    example: pgTable('children', { code: text('code') }, (t) => [unique('children_code_key').on(t.code)]),
  }),
  ofTenants({
    name: 'every index of a tenant table starts with tenant_id',
    broken: ({ indexes }) => indexes.filter(startsElsewhere).map(nameOf),
    example: pgTable('children', { code: text('code') }, (t) => [index('children_code_idx').on(t.code)]),
  }),
  ofTenants({
    name: 'every foreign key between tenant tables starts with tenant_id, on both sides',
    broken: ({ foreignKeys }) =>
      foreignKeys
        .filter(({ to }) => factsOf(to)?.tenancy === 'tenant')
        .filter(({ columns, toColumns }) => columns[0] !== 'tenant_id' || toColumns[0] !== 'tenant_id')
        .map(nameOf),
    example: pgTable('children', { parentId: uuid('parent_id') }, (t) => [
      foreignKey({ name: 'children_parent_fk', columns: [t.parentId], foreignColumns: [parents.id] }),
    ]),
  }),
  {
    name: 'every foreign key has an index that leads to its rows',
    broken: (table) =>
      table.foreignKeys
        // Rows leave a reference table by a migration alone, which may scan.
        .filter(({ to }) => factsOf(to)?.tenancy !== 'reference')
        .filter((key) => !isCovered(key, table) && !(key.name in withoutIndex))
        .map(nameOf),
    example: pgTable('children', { tenantId: tenantId(), parentId: uuid('parent_id') }, (t) => [
      index('children_tenant_idx').on(t.tenantId),
      index('children_some_parent_idx')
        .on(t.tenantId, t.parentId)
        .where(sql`parent_id > tenant_id`),
      foreignKey({
        name: 'children_parent_fk',
        columns: [t.tenantId, t.parentId],
        foreignColumns: [parents.tenantId, parents.id],
      }),
    ]),
  },
  {
    name: 'every constraint is named, after its table',
    broken: ({ name, primaryKeys, uniques, foreignKeys, checks }) => [
      ...[...primaryKeys, ...uniques, ...foreignKeys]
        .filter((key) => !key.named || !key.name.startsWith(`${name}_`))
        .map(nameOf),
      ...checks.filter((constraint) => !constraint.startsWith(`${name}_`)),
    ],
    example: pgTable('children', { tenantId: tenantId() }, () => [check('positive', sql`true`)]),
  },
  {
    name: 'every index is named after its table',
    broken: ({ name, indexes }) => indexes.filter((key) => !key.named || !key.name.startsWith(`${name}_`)).map(nameOf),
    example: pgTable('children', { tenantId: tenantId() }, (t) => [index().on(t.tenantId)]),
  },
  {
    name: 'no name is longer than the 63 bytes that PostgreSQL keeps',
    broken: (table) => namesOf(table).filter((name) => Buffer.byteLength(name) > 63),
    example: pgTable('children', {}, () => [check(`children_${'ñ'.repeat(28)}`, sql`true`)]),
  },
  {
    name: 'no two constraints or indexes of a table share a name',
    broken: (table) => namesOf(table).filter((name, i, all) => all.indexOf(name) !== i),
    example: pgTable('children', {}, () => [check('children_twice', sql`true`), check('children_twice', sql`true`)]),
  },
  {
    name: 'no moment is without its time zone',
    broken: columnsOfType(/^timestamp(?! with time zone|.* with time zone)/),
    example: pgTable('children', { at: timestamp('made_at') }),
  },
  {
    name: 'no column is a float',
    broken: columnsOfType(/^(real|float|double)/),
    example: pgTable('children', { price: real('price') }),
  },
  {
    name: 'no column is a PostgreSQL enum: it can never lose a value, and is not leakproof',
    broken: ({ columns }) => columns.filter((column) => is(column, PgEnumColumn)).map(nameOf),
    example: pgTable('children', { color: color('color') }),
  },
  {
    name: 'no foreign key nulls or resets the columns that point to a deleted row',
    broken: ({ foreignKeys }) => foreignKeys.filter(({ onDelete }) => onDelete?.startsWith('set ')).map(nameOf),
    example: pgTable('children', { tenantId: tenantId(), parentId: uuid('parent_id') }, (t) => [
      foreignKey({
        name: 'children_parent_fk',
        columns: [t.tenantId, t.parentId],
        foreignColumns: [parents.tenantId, parents.id],
      }).onDelete('set null'),
    ]),
  },
]

describe('in src/schema.ts,', () => {
  for (const { name, broken } of rules) {
    test(name, () => {
      expect(tables.length).toBeGreaterThan(20)
      expect(tables.flatMap((table) => broken(table).map((what) => `${table.name}: ${what}`))).toEqual([])
    })
  }

  test('every exported table and list of DDL objects is one, and nothing else is exported', () => {
    const others = Object.entries(schema).filter(([, value]) => !is(value, PgTable) && !Array.isArray(value))
    expect(others.map(([name]) => name)).toEqual([])
  })

  test('every foreign key that is excused from an index exists', () => {
    const names = tables.flatMap(({ foreignKeys }) => foreignKeys.map(nameOf))
    expect(names).toEqual(expect.arrayContaining(Object.keys(withoutIndex)))
  })

  test('every name that src/kernel/sqlstate.ts gives a code to can be raised', () => {
    expect(namesWithCode().filter((name) => !raised().has(name))).toEqual([])
  })
})

describe('it would be noticed if not:', () => {
  for (const { name, broken, example } of rules) {
    test(name, () => {
      expect(broken(describeTable(example))).toHaveLength(1)
    })
  }

  test('a raw pgTable has no tenancy class, whatever its columns', () => {
    expect(factsOf(pgTable('orders', { tenantId: tenantId(), id: id() }))).toBeUndefined()
  })

  test('a deferrable constraint written as a DDL object is read like the others', () => {
    const ddl = [
      addConstraint('children', 'children_parent', 'foreign key (parent_id) references orders (id) deferrable'),
    ]
    const table = describeTable(
      withFacts(pgTable('children', { parentId: uuid('parent_id') }), { tenancy: 'tenant', ddl }),
    )
    expect(table.foreignKeys).toMatchObject([{ name: 'children_parent', columns: ['parent_id'], toColumns: ['id'] }])
  })

  test('a name with a code that nothing raises', () => {
    expect(namesWithCode()).toContain('payments_order_paid')
    expect(raised().has('payments_order_paid')).toBe(true)
    expect(raised().has('payments_never')).toBe(false)
  })
})

function ofTenants(rule: Rule): Rule {
  return {
    ...rule,
    broken: (table) => (table.tenancy === 'tenant' ? rule.broken(table) : []),
    example: asTenant(rule.example),
  }
}

function asTenant<T extends PgTable>(table: T): T {
  return withFacts(table, { tenancy: 'tenant', ddl: [] })
}

function columnsOfType(type: RegExp) {
  return ({ columns }: Table) => columns.filter((column) => type.test(column.getSQLType())).map(nameOf)
}

function startsElsewhere({ columns }: Key): boolean {
  return columns[0] !== 'tenant_id'
}

/**
 * The rows that point to one parent are found by the columns that hold its primary key; whatever else the foreign key
 * carries along is the same for all of them. A partial index counts where it leaves out nothing but nulls.
 */
function isCovered(key: ForeignKey, table: Table): boolean {
  const parentKey = getTableConfig(key.to).primaryKeys[0]?.columns.map(nameOf) ?? []
  const places = parentKey.map((column) => key.toColumns.indexOf(column))
  const wanted = places.includes(-1) ? key.columns : places.map((place) => key.columns[place] ?? '')
  return [...table.primaryKeys, ...table.uniques, ...table.indexes]
    .filter(({ where }) => where === undefined || /^\S+ is not null$/i.test(where))
    .some(
      ({ columns, unique: one }) =>
        wanted.every((column) => columns.slice(0, wanted.length).includes(column)) ||
        (one && columns.every((column) => key.columns.includes(column))),
    )
}

function namesOf(table: Table): string[] {
  return [
    ...[...table.primaryKeys, ...table.uniques, ...table.indexes, ...table.foreignKeys].map(nameOf),
    ...table.checks,
    ...table.policies,
  ]
}

/** The keys of `constraintCodes`, which nobody but `codeOf` should see: read from the text. */
function namesWithCode(): string[] {
  const text = readFileSync(new URL('../src/kernel/sqlstate.ts', import.meta.url), 'utf8')
  const [, body = ''] = /const constraintCodes[^{]*\{([\s\S]*?)\n\}/.exec(text) ?? []
  const names = [...body.matchAll(/^\s+(\w+):/gm)].flatMap(([, name]) => name ?? [])
  expect(names.length).toBeGreaterThan(10)
  return names
}

/** Every name under which the database can refuse: its constraints, and what its functions raise. */
function raised(): Set<string> {
  const ddl = [...schema.sharedDdl, ...tables.flatMap((table) => table.ddl)]
  const statements = ddl.flatMap(({ up }) => up).join('\n')
  const problems = /function app\.menu_problems[\s\S]*?\$body\$[\s\S]*?\$body\$/.exec(statements)?.[0] ?? ''
  return new Set([
    ...tables.flatMap(namesOf),
    // A rule of a draft as a whole: app.publish_menu raises what app.menu_problems names.
    ...[...problems.matchAll(/'(\w+)'/g)].flatMap(([, name]) => name ?? []),
    ...[
      ...statements.matchAll(/\bconstraint\s*=\s*'(\w+)'/g),
      ...statements.matchAll(/\badd constraint (\w+)/g),
    ].flatMap(([, name]) => name ?? []),
  ])
}
