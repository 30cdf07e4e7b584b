import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DbError, type DbErrorCode, dbErrorCodes } from '../src/index.ts'

const file = new URL('../docs/errors.md', import.meta.url)

const page = `# Errors

Every failure is a \`DbError\` with a \`code\` from this list; \`isDbError(error, code)\` tells, across copies of the package
and without \`instanceof\`. \`details\` names a field, a constraint or a table and never holds a value, so both are safe to
log; \`cause\` is the driver's own error and may hold values.

*Again* says that the same call, whole, may succeed later. \`COMMIT_UNKNOWN\` is not among them: the work may be done. Ask
by its idempotency key.

| code | meaning | again |
| --- | --- | --- |
${Object.entries(dbErrorCodes)
  // The keys of the table are the codes; Object.entries forgets that.
  .map(
    ([code, meaning]) =>
      `| \`${code}\` | ${meaning} | ${new DbError(code as DbErrorCode, '').retryable ? 'yes' : ''} |`,
  )
  .join('\n')}
`

test('docs/errors.md lists every code (UPDATE_DOCS=1 writes it)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})
