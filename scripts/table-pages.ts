import { type SQL } from 'drizzle-orm'
import { getTableConfig, type PgColumn, PgDialect, type PgPolicy, type PgTable } from 'drizzle-orm/pg-core'
import { diagramOf, fullName, primaryKeyOf, type Relation, typeOf } from '../src/erd/diagram.ts'
import { domainOf, domains } from '../src/erd/domains.ts'
import { addedForeignKeys } from '../src/kernel/added-foreign-keys.ts'
import { factsOf } from '../src/kernel/ddl.ts'
import { type TableComments, tableComments } from './source-comments.ts'

const comments = tableComments()
/** Why a rule is there, by its name: a name is used once. */
const rules = new Map([...comments.values()].flatMap((said) => [...said.rules]))
const all: readonly PgTable[] = Object.values(domains).flat()
const relations: readonly Relation[] = diagramOf('', all, []).relations

const index = `# Tables

Every table of the library with its columns, keys, checks, policies, triggers and indexes, as its file declares them; the
words beside them are the comments in that file. [Diagrams](../erd/index.md) show how they hang together.

| domain | tables |
| --- | --- |
${Object.entries(domains)
  .map(([domain, tables]) => `| [${domain}](${domain}.md) | ${tables.map((table) => linkTo(table)).join(', ')} |`)
  .join('\n')}

## How to read them

**Class.** \`tenant\`: every row belongs to one tenant, and row level security is forced. \`reference\`: everybody reads it,
only a migration writes it. \`platform\`: administrators alone. \`internal\`: granted to nobody; definer functions read it.

**Every tenant table** has two policies that its own are narrowed by. They are not repeated below:

| policy | | rule |
| --- | --- | --- |
| \`<table>_tenant\` | restrictive, for all, to public | \`tenant_id = (select app.tenant_id())\`: no later policy can widen it |
| \`<table>_owner\` | permissive, for all, to app_owner | \`true\`: definer functions run inside the guard, by rules of their own |

and a trigger \`<table>_tenant_is_final\`, since no row moves to another tenant.

**Personal** says what is personal about a column: [the kinds](../erd/index.md#personal-data).
`

/** What docs/tables holds: a page for each domain, and the list of them. */
export function tablePages(): ReadonlyMap<string, string> {
  return new Map([
    ['index.md', index],
    ...Object.entries(domains).map(([domain, tables]) => [`${domain}.md`, domainPage(domain, tables)] as const),
  ])
}

/** The indexes for which nothing says why they are there: neither a comment above them nor a foreign key. */
export function indexesWithoutReason(): readonly string[] {
  return all.flatMap((table) =>
    indexesOf(table)
      .filter(({ why }) => why === '')
      .map(({ name }) => name),
  )
}

function domainPage(domain: string, tables: readonly PgTable[]): string {
  return `# Tables: ${domain}

![The tables and their foreign keys](../erd/${domain}.svg)

${tables.map(tableSection).join('\n')}`
}

function tableSection(table: PgTable): string {
  const said = commentsOf(table)
  const facts = factsOf(table)
  return `${[
    `## ${fullName(table)}`,
    said.about,
    `${facts?.tenancy ?? 'raw'} table${partitionOf(table)} · primary key ${code(`(${primaryKeyOf(table).join(', ')})`)} · [${said.file}](../../${said.file})`,
    '**Columns**',
    grid(
      ['column', 'type', 'null', 'default', 'personal', ''],
      getTableConfig(table).columns.map((column) => columnRow(table, column)),
    ),
    part('Foreign keys', ['', 'columns', 'to', ''], foreignKeyRows(table)),
    part(
      'Referred to by',
      ['', 'from'],
      relations
        .filter(({ to, from }) => to === fullName(table) && from !== to)
        .map(({ name, from }) => [code(name), linkTo(named(from))]),
    ),
    part('Unique', ['', 'columns', ''], uniqueRows(table)),
    part(
      'Indexes',
      ['', 'on', 'why'],
      indexesOf(table).map(({ name, on, why }) => [code(name), code(on), why]),
    ),
    part(
      'Checks',
      ['', 'rule', ''],
      getTableConfig(table).checks.map((check) => [code(check.name), code(textOf(check.value)), whyOf(check.name)]),
    ),
    part('Exclusions', ['', 'rule', ''], exclusionRows(table)),
    part('Who may', ['command', 'every row', 'some rows', 'columns'], rightRows(table)),
    part('Policies', ['', '', 'rule'], policyRows(table)),
    part('Triggers', ['', 'when', 'calls', ''], triggerRows(table)),
  ]
    .filter((text) => text !== '')
    .join('\n\n')}
`
}

function columnRow(table: PgTable, column: PgColumn): readonly string[] {
  const property = Object.entries(table).find(([, value]) => value === column)?.[0] ?? ''
  const values = column.enumValues ?? []
  const about = [
    oneLine(commentsOf(table).columns.get(property) ?? commonWords[column.name] ?? ''),
    ...(column.name === 'tenant_id'
      ? []
      : relations
          .filter((key) => key.from === fullName(table) && key.column === column.name)
          .map(({ to }) => `→ ${linkTo(named(to))}`)
          .filter((link, index, links) => links.indexOf(link) === index)),
    values.length === 0 ? '' : `One of ${values.map((value) => code(value)).join(', ')}.`,
  ]
  return [
    code(column.name),
    code(typeOf(column)),
    column.notNull || column.primary ? '' : 'null',
    defaultOf(column),
    factsOf(table)?.personal?.[column.name] ?? '',
    about.filter((text) => text !== '').join(' '),
  ]
}

/** Columns that mean the same everywhere, and are made by one function. */
const commonWords: Readonly<Record<string, string>> = {
  tenant_id: 'Whose row it is; the scope fills it.',
  id: 'UUIDv7, made by the application.',
}

function defaultOf(column: PgColumn): string {
  if (column.generated !== undefined) {
    const { as } = column.generated
    return `always ${code(textOf(typeof as === 'function' ? as() : as))}`
  }
  if (column.default === undefined) return ''
  return code(isSql(column.default) ? textOf(column.default) : JSON.stringify(column.default).replaceAll('"', "'"))
}

function foreignKeyRows(table: PgTable): readonly (readonly string[])[] {
  const { foreignKeys } = getTableConfig(table)
  return [
    ...foreignKeys.map((key) => {
      const { columns, foreignTable, foreignColumns } = key.reference()
      return {
        name: key.getName(),
        columns: columns.map(({ name }) => name),
        to: foreignTable,
        toColumns: foreignColumns.map(({ name }) => name),
        onDelete: key.onDelete,
      }
    }),
    ...addedForeignKeys(factsOf(table)?.ddl ?? []).map((key) => ({ ...key, to: named(key.table) })),
  ].map(({ name, columns, to, toColumns, onDelete }) => [
    code(name),
    code(columns.join(', ')),
    `${linkTo(to)} ${code(toColumns.join(', '))}`,
    [onDelete === undefined || onDelete === 'no action' ? '' : `On delete ${onDelete}.`, whyOf(name)].join(' ').trim(),
  ])
}

function uniqueRows(table: PgTable): readonly (readonly string[])[] {
  return getTableConfig(table).uniqueConstraints.map((key) => {
    const name = key.getName() ?? ''
    return [code(name), code(key.columns.map((column) => column.name).join(', ')), whyOf(name)]
  })
}

interface IndexRow {
  readonly name: string
  readonly on: string
  readonly why: string
}

function indexesOf(table: PgTable): readonly IndexRow[] {
  const own = relations.filter(({ from }) => from === fullName(table))
  return getTableConfig(table).indexes.map(({ config }) => {
    const name = config.name ?? ''
    const columns = config.columns.map((column) =>
      isSql(column) ? textOf(column) : 'name' in column ? (column.name ?? '') : '',
    )
    const lookedUp = own.filter(
      (key) =>
        // The key is what the index begins with, or has all of it and columns that say no more.
        columns.includes(key.column) &&
        columns.slice(0, key.columns.length).every((column) => key.columns.includes(column)),
    )
    return {
      name,
      on: [
        ...(config.unique ? ['unique'] : []),
        ...(config.method === undefined || config.method === 'btree' ? [] : [config.method]),
        `(${columns.join(', ')})`,
        ...(config.where ? [`where ${textOf(config.where)}`] : []),
      ].join(' '),
      why: [
        whyOf(name),
        lookedUp.length === 0 ? '' : `What ${lookedUp.map((key) => code(key.name)).join(', ')} is looked up by.`,
      ]
        .filter((text) => text !== '')
        .join(' '),
    }
  })
}

function exclusionRows(table: PgTable): readonly (readonly string[])[] {
  return ddlOf(table, 'exclusion').map(({ name, up }) => [
    code(name),
    code(/ (exclude .*)$/is.exec(up.at(-1) ?? '')?.[1] ?? ''),
    whyOf(name),
  ])
}

function rightRows(table: PgTable): readonly (readonly string[])[] {
  return (factsOf(table)?.rights ?? []).map(({ command, everyRow, someRows, columns }) => [
    command,
    everyRow.join(', '),
    someRows.join(', '),
    columns === undefined ? '' : columns.map((column) => code(column)).join(', '),
  ])
}

function policyRows(table: PgTable): readonly (readonly string[])[] {
  const { name: table_, policies } = getTableConfig(table)
  const ofEvery = new Set([`${table_}_tenant`, `${table_}_owner`])
  return policies
    .filter(({ name }) => !ofEvery.has(name))
    .map((policy) => [
      code(policy.name),
      `${policy.as ?? 'permissive'}, for ${policy.for ?? 'all'}`,
      code(ruleOf(policy)),
    ])
}

function ruleOf({ using, withCheck }: PgPolicy): string {
  return textOf(using ?? withCheck)
}

function triggerRows(table: PgTable): readonly (readonly string[])[] {
  return ddlOf(table, 'trigger')
    .filter(({ name }) => !name.endsWith('_tenant_is_final'))
    .map(({ name, up, by }) => {
      const setBy = by === table ? '' : `Set by ${linkTo(by)}.`
      const [, event = '', call = ''] = /trigger \w+ (.*) execute function (.*)$/is.exec(up.at(-1) ?? '') ?? []
      return [code(name), code(event), code(call), `${setBy} ${whyOf(name)}`.trim()]
    })
}

function partitionOf(table: PgTable): string {
  const clause = factsOf(table)?.ddl.find(({ splice }) => splice !== undefined)
  if (!clause) return ''
  const every = /'(day|month)'/.exec(clause.up.join('\n'))?.[1] ?? ''
  return `, ${clause.splice?.clause.toLowerCase() ?? ''}, one for each ${every}`
}

/**
 * The DDL objects of one kind, by the name behind the table's: `trigger:orders.orders_number`. A domain that follows
 * another sets triggers on its tables, so all files are looked through.
 */
function ddlOf(table: PgTable, kind: 'trigger' | 'exclusion') {
  const prefix = `${kind}:${fullName(table)}.`
  return all.flatMap((by) =>
    (factsOf(by)?.ddl ?? []).flatMap(({ id, up }) =>
      id.startsWith(prefix) ? [{ name: id.slice(prefix.length), up, by }] : [],
    ),
  )
}

function whyOf(rule: string): string {
  return rules.get(rule) ?? ''
}

function commentsOf(table: PgTable): TableComments {
  const found = comments.get(getTableConfig(table).name)
  if (!found) throw new Error(`no file declares ${fullName(table)}`)
  return found
}

function named(name: string): PgTable {
  const table = all.find((one) => fullName(one) === name)
  if (!table) throw new Error(`no table is called ${name}`)
  return table
}

function linkTo(table: PgTable): string {
  const name = fullName(table)
  return `[${name}](${domainOf(table) ?? ''}.md#${name.replaceAll('.', '')})`
}

const dialect = new PgDialect()

/** SQL as the file has it: without the quotes and table names that Drizzle writes around a column. */
function textOf(text: SQL | string | undefined): string {
  const written = text === undefined ? '' : isSql(text) ? dialect.sqlToQuery(text.inlineParams()).sql : text
  return oneLine(written.replaceAll(/"\w+"\."(\w+)"/g, '$1').replaceAll(/"(\w+)"/g, '$1'))
}

function isSql(value: unknown): value is SQL {
  return typeof value === 'object' && value !== null && 'inlineParams' in value
}

function part(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `**${title}**\n\n${grid(head, rows)}`
}

/** A table without the columns that are empty in every row. */
function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = head.flatMap((_, index) => (index === 0 || rows.some((row) => row[index] !== '') ? [index] : []))
  const line = (cells: readonly string[]) => `| ${kept.map((index) => oneLine(cells[index] ?? '')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** A bar would end the cell, even inside of code. */
const code = (text: string): string => (text === '' ? '' : `\`${oneLine(text).replaceAll('|', '\\|')}\``)
