import { getTableColumns } from 'drizzle-orm'
import type { PgColumnBuilderBase, PgTable } from 'drizzle-orm/pg-core'

/** What is personal about a column, in the words of a privacy notice. */
export const personalKinds = {
  identity: 'who somebody is',
  contact: 'how to reach them',
  location: 'where they live or were',
  financial: 'what they own, earn or owe',
  words: 'their own words, which may hold any of it',
} as const

export type PersonalKind = keyof typeof personalKinds

// A registered symbol, as for the facts of a table: an application's schema file may load another copy of this module.
const mark = Symbol.for('@platform/db/personal')

/**
 * Marks a column that holds data about a person: the diagrams and the table reference show it, and whatever hands rows
 * to somebody else (a copy for tests, a report) can ask `factsOf(table).personal`. It changes nothing in the database.
 *
 * Ids are not marked: each is a pseudonym, and says who somebody is only together with the row that it points to.
 *
 * @returns the same column, to go on with: `.notNull()`. Not `.array()`, which makes another column: mark that one.
 * @example
 * const columns = { phone: personal('contact', text('phone')), emails: personal('contact', text('emails').array()) }
 */
export function personal<B extends PgColumnBuilderBase>(kind: PersonalKind, column: B): B {
  return Object.defineProperty(column, mark, { value: kind })
}

/** The marked columns of a table, by their names in the database. */
export function personalColumns(
  table: PgTable,
  builders: Readonly<Record<string, PgColumnBuilderBase>>,
): Readonly<Record<string, PersonalKind>> {
  const columns = Object.entries(getTableColumns(table))
  return Object.fromEntries(
    columns.flatMap(([key, column]) => {
      // The property is ours, set above, and invisible to Drizzle's types.
      const kind = (builders[key] as { readonly [mark]?: PersonalKind } | undefined)?.[mark]
      return kind === undefined ? [] : [[column.name, kind]]
    }),
  )
}
