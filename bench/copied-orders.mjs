import { settableColumns } from './settable-columns.mjs'

/** The columns of an order that are set, and what they are set to in a copy: what an order `o` has, or what is said here. */
export async function columnsOf(sql, said) {
  const names = await settableColumns(sql, 'orders')
  return { columns: names.join(', '), copied: names.map((name) => said[name] ?? `o.${name}`).join(', ') }
}
