import { type DdlObject, exclusion } from '../../kernel/ddl.ts'

/**
 * Refuses two rows of the same key that hold on the same day, both ends included; an open end is null.
 *
 * Equality is overlap of two ranges of one point, the 64-bit hash of the key, because the exclusion of equal text would
 * need btree_gist: not on every managed server, and an embedded database has it only when the application that opened it
 * passed it in. Two keys of one hash could not hold on the same day: among 200,000 keys, a chance of one in 10⁹, and the
 * refusal would be loud.
 */
export function oneRowPerDay(
  table: string,
  name: string,
  [first, second]: readonly [string, string],
  [from, to]: readonly [string, string],
): DdlObject {
  const key = `hashtextextended(${first} || '/' || ${second}, 0)`
  return exclusion(
    table,
    name,
    `using gist (int8range(${key}, ${key}, '[]') with &&, daterange(${from}, ${to}, '[]') with &&)`,
  )
}
