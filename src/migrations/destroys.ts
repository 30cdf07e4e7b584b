const name = String.raw`(?:if exists )?(?:only )?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)`

/** What cannot be had back: the statement, and the words for what goes with it. */
const destructive: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [new RegExp(`^drop schema ${name}`, 'i'), (schema = '') => `schema ${schema}`],
  [new RegExp(`^drop table ${name}`, 'i'), (table = '') => `table ${table}`],
  [new RegExp(`^truncate (?:table )?${name}`, 'i'), (table = '') => `all rows of ${table}`],
  [
    new RegExp(`^alter table ${name} .*?\\bdrop column ${name}`, 'i'),
    (table = '', column = '') => `column ${table}.${column}`,
  ],
]

/**
 * What the statements of a migration throw away: tables, columns, schemas, all rows of a table. Read off their first
 * words, so what a function or a DO block does inside is not seen; nor is DELETE, by which reference tables are kept as
 * their source says.
 */
export function destroys(statements: readonly string[]): readonly string[] {
  return statements.flatMap((statement) => {
    const bare = statement
      .replace(/^\s*--.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim()
    return destructive.flatMap(([pattern, words]) => {
      const [match, ...found] = pattern.exec(bare) ?? []
      return match === undefined ? [] : [words(...found.map((part) => part.replaceAll('"', '')))]
    })
  })
}
