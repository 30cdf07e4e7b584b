import type { DdlObject } from './ddl.ts'

/** A foreign key that Drizzle does not know of: a deferrable one, for the most part. */
export interface AddedForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  readonly table: string
  readonly toColumns: readonly string[]
  readonly onDelete: string | undefined
}

const statement =
  /add constraint (\w+) foreign key \(([^)]+)\) references (\w+) \(([^)]+)\)(?:.* on delete (set \w+|\w+))?/i

/** The foreign keys among the DDL objects of a table: `addConstraint('t', 'name', 'foreign key (…) references …')`. */
export function addedForeignKeys(ddl: readonly DdlObject[]): readonly AddedForeignKey[] {
  return ddl
    .flatMap(({ up }) => up)
    .flatMap((text) => {
      const [found, name = '', columns = '', table = '', toColumns = '', onDelete] = statement.exec(text) ?? []
      if (found === undefined) return []
      return [{ name, columns: columns.split(/,\s*/), table, toColumns: toColumns.split(/,\s*/), onDelete }]
    })
}
