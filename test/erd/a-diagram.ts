import { sql } from 'drizzle-orm'
import { foreignKey, integer, numeric, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { diagramOf } from '../../src/erd/diagram.ts'
import { at, id } from '../../src/kernel/columns.ts'
import { addConstraint } from '../../src/kernel/ddl.ts'
import { personal } from '../../src/kernel/personal.ts'
import { allow, isActor } from '../../src/rls/policies.ts'
import { referenceTable, tenantTable } from '../../src/rls/tables.ts'
import { customers } from '../../src/schema.ts'

const colors = referenceTable('colors', { code: text('code').primaryKey() })

const lockers = tenantTable(
  'lockers',
  {
    id: id(),
    customerId: uuid('customer_id'),
    color: text('color').notNull(),
    label: personal('words', text('label')),
    at: numeric('longitude', { precision: 9, scale: 6 }),
    lastKey: integer('last_key'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'lockers_customer_fk',
        columns: [t.tenantId, t.customerId],
        foreignColumns: [customers.tenantId, customers.id],
      }),
      foreignKey({ name: 'lockers_color_fk', columns: [t.color], foreignColumns: [colors.code] }),
      unique('lockers_customer_key').on(t.tenantId, t.customerId),
    ],
    access: (t) => [
      allow('select', { staff: true, customer: isActor(t.customerId), courier: sql`last_key is null` }),
      allow('update', { staff: true }, [t.label]),
    ],
    ddl: [
      addConstraint(
        'lockers',
        'lockers_last_key_fk',
        'foreign key (tenant_id, id, last_key) references locker_keys (tenant_id, locker_id, key_no) deferrable',
      ),
    ],
  },
)

const lockerKeys = tenantTable(
  'locker_keys',
  {
    lockerId: uuid('locker_id').notNull(),
    keyNo: integer('key_no').notNull(),
    until: at('until_at').generatedAlwaysAs(sql`'infinity'`),
  },
  {
    key: (t) => [t.tenantId, t.lockerId, t.keyNo],
    constraints: (t) => [
      foreignKey({
        name: 'locker_keys_locker_fk',
        columns: [t.tenantId, t.lockerId],
        foreignColumns: [lockers.tenantId, lockers.id],
      }),
    ],
    access: () => [],
  },
)

const raw = pgTable('raw', { id: uuid('id').primaryKey() })

/** Tables of an application: of every kind of column and key, two that refer to each other, one that is the library's. */
export const aDiagram = () => diagramOf('lockers <own>', [colors, lockers, lockerKeys, raw], [customers])
