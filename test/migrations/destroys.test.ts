import { expect, test } from 'vitest'
import { destroys } from '../../src/migrations/destroys.ts'

test.for<[statement: string, found: readonly string[]]>([
  ['DROP TABLE "order_notes" CASCADE;', ['table order_notes']],
  ['drop table if exists public.notes', ['table public.notes']],
  ['-- why\nALTER TABLE "orders" DROP COLUMN "notes";', ['column orders.notes']],
  ['alter table only orders\n  drop column if exists notes', ['column orders.notes']],
  ['drop schema old cascade', ['schema old']],
  ['truncate table sat_catalogs', ['all rows of sat_catalogs']],
  ['drop trigger if exists orders_add_up on orders', []],
  ['alter table orders drop constraint orders_add_up', []],
  ['alter table orders alter column notes drop not null', []],
  ['create table dropped (id uuid)', []],
  ["comment on table orders is 'drop table orders'", []],
])('%s', ([statement, found]) => {
  expect(destroys([statement])).toEqual(found)
})
