import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { exampleTable } from '../src/doctor/example-table.ts'
import type { Case, Lint } from '../src/doctor/lint.ts'
import { lints } from '../src/doctor/lints.ts'
import { namesItself } from '../src/doctor/names-itself.ts'
import { oldestMajor, safeRelease, serverFixes } from '../src/kernel/server-fixes.ts'

const folder = new URL('../docs/lints/', import.meta.url)

const sql = (text: string) => `\`\`\`sql\n${text}\n\`\`\``

function caseOf(kind: Case): string {
  if (typeof kind === 'string') return sql(kind)
  if ('version' in kind) return `A server of version ${Math.floor(kind.version / 10_000)}.${kind.version % 10_000}.`
  if ('major' in kind) return `A cluster as initdb of PostgreSQL ${kind.major} makes it.`
  return `A server with ${Object.entries(kind.settings)
    .map(([name, value]) => `\`${name} = ${value}\``)
    .join(', ')}.`
}

/** The list grows with the schema; the page is about the rule. */
const withoutNames = (query: string) =>
  query.replaceAll(namesItself, '/* the functions of the library that name every schema themselves */')

const pageOf = ({ id, level, title, rule, reason, fix, as, sql: query, example }: Lint) => `# ${id}: ${title}

| level | looked at by |
| --- | --- |
| ${level} | ${as === undefined ? 'any login' : 'the migrating login, or a superuser'} |

**Rule.** ${rule}

**Why.** ${reason}

**Fix.** ${fix}

## Found

${caseOf(example.bad)}

## Not found

${caseOf(example.good)}

## How it is looked for

${sql(withoutNames(query))}
`

const groups = [
  'Tables',
  'Policies',
  'Keys and indexes',
  'Privileges',
  'Roles',
  'Functions',
  'What else reads rows',
  'The context key',
  'The server',
  'Upkeep',
]

const majors = [15, 16, 17, 18]

const index = `# Lints

What \`platform-db doctor\` looks for in a live database, ours and an application's tables alike. **error**: rows of one
tenant can reach another, or will; it ends with 1. **warning**: a defence is missing, or something will break.
**info**: worth knowing. \`--ignore RLS-306,RLS-308:public.orders\` takes out what is known and accepted.

${groups
  .map(
    (group, number) => `## ${group}

| lint | level | what is wrong |
| --- | --- | --- |
${lints
  .filter(({ id }) => id.startsWith(`RLS-${number}`))
  .map(({ id, level, title }) => `| [${id}](${id}.md) | ${level} | ${title} |`)
  .join('\n')}
`,
  )
  .join('\n')}
## Fixes of the server

PostgreSQL ${oldestMajor} or later; with all of these from ${majors.map((major) => safeRelease(major)).join(', ')} on. Sources: the release
notes of each minor release, and \`postgresql.org/support/security/\` followed by the number.

| CVE | what it lets somebody do | ${majors.join(' | ')} | defence of the schema |
| --- | --- | ${majors.map(() => '---').join(' | ')} | --- |
${serverFixes
  .map(
    ({ cve, what, fixedIn, defence }) =>
      `| ${cve} | ${what} | ${majors.map((major) => (fixedIn[major] === undefined ? 'never had it' : `${major}.${fixedIn[major]}`)).join(' | ')} | ${defence ?? '**none**'} |`,
  )
  .join('\n')}

## The examples

Each is run behind this table, by a superuser, on every release that the tests know, and undone:

${sql(exampleTable)}

Of the rules that Supabase's splinter made common, these are left out: unused indexes and bloat, which only a database
under load can tell, and those about Supabase's own schemas.
`

async function pages(): Promise<ReadonlyMap<string, string>> {
  const style = { parser: 'markdown', printWidth: 120 } as const
  const all = new Map([['index.md', await format(index, style)]])
  for (const lint of lints) all.set(`${lint.id}.md`, await format(pageOf(lint), style))
  return all
}

test('docs/lints has a page for every lint, as the lint itself says it (UPDATE_DOCS=1 writes them)', async () => {
  const expected = await pages()
  if (process.env['UPDATE_DOCS'] === '1') {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    for (const [name, page] of expected) writeFileSync(new URL(name, folder), page)
  }
  expect(readdirSync(folder).sort()).toEqual([...expected.keys()].sort())
  for (const [name, page] of expected) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(page)
})

test('every lint says what, why and how, in sentences, and stands in a group', () => {
  for (const { id, rule, reason, title } of lints) {
    expect([rule.at(-1), reason.at(-1)], id).toEqual(['.', '.'])
    expect(title.at(-1), id).not.toBe('.')
    expect(groups[Number(id.charAt(4))], id).toBeDefined()
  }
})
