import { DbError } from '../kernel/errors.ts'
import { splitStatements } from '../migrations/statements.ts'

/**
 * The statements of a file that drizzle-kit has written, refused where drizzle-kit is known to write what PostgreSQL
 * does not take: better here than in the database of whoever migrates first.
 */
export function drizzleStatements(file: string): readonly string[] {
  const statements = splitStatements(file)
  for (const statement of statements)
    for (const { finds, says } of traps) if (finds(statement)) throw refusal(says, statement)
  return statements
}

const traps: readonly { readonly finds: (statement: string) => boolean; readonly says: string }[] = [
  {
    finds: (statement) => /\$\d/.test(statement.replace(/'(?:[^']|'')*'/g, "''")),
    says: 'a value became a parameter ($1), which DDL cannot have: write it as literal text in sql`…`, or by sql.raw',
  },
  {
    finds: (statement) =>
      /^CREATE TABLE|ADD COLUMN|SET DATA TYPE/.test(statement) && /" "[^"\n]*\([^"\n]*\)"/.test(statement),
    says: 'a type with a modifier was quoted as one name: put the type into a domain, and name the domain',
  },
  {
    finds: (statement) => /\bINDEX CONCURRENTLY\b/.test(statement),
    says: 'an index cannot be built concurrently inside a transaction: write it by `generate --custom --no-transaction`',
  },
]

function refusal(says: string, statement: string): DbError {
  const relation = /"([^"]+)"/.exec(statement)?.[1]
  return new DbError('INVALID', `${relation ?? 'a statement'}: ${says}`, {
    details: relation === undefined ? {} : { table: relation },
  })
}
