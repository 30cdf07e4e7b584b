import { type DdlObject, exclusion, sameKey } from '../../kernel/ddl.ts'

/** Refuses two rows of the same key that hold on the same day, both ends included; an open end is null. */
export function oneRowPerDay(
  table: string,
  name: string,
  key: readonly [string, string],
  [from, to]: readonly [string, string],
): DdlObject {
  return exclusion(table, name, `using gist (${sameKey(...key)}, daterange(${from}, ${to}, '[]') with &&)`)
}
