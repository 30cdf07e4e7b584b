import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commentsIn, tableComments } from '../scripts/source-comments.ts'
import { indexesWithoutReason, tablePages } from '../scripts/table-pages.ts'
import { readManifest } from '../src/drift/manifest.ts'
import { domains } from '../src/erd/domains.ts'
import { fullName } from '../src/erd/diagram.ts'
import { expectPages } from './expect-pages.ts'

const pages = tablePages()

/** The part of its page that is about a table. */
function sectionOf(table: string): string {
  for (const page of pages.values()) {
    const begin = page.indexOf(`\n## ${table}\n`)
    if (begin !== -1) return page.slice(begin).split(/\n## /)[1] ?? ''
  }
  return ''
}

test('docs/tables has every table, as its file declares it (UPDATE_DOCS=1 writes the pages)', () => {
  expectPages(new URL('../docs/tables/', import.meta.url), pages)
})

test('the pages name every column, constraint, index, policy and trigger that the migrations make', () => {
  const ofEvery = /_(tenant|owner|tenant_is_final)$/
  const missing = Object.keys(readManifest()).flatMap((object) => {
    const [, kind = '', schema = '', table = '', name = ''] =
      /^(column|constraint|index|policy|trigger) (\w+)\.(\w+)\.(\w+)$/.exec(object) ?? []
    if (kind === '' || (/policy|trigger/.test(kind) && ofEvery.test(name))) return []
    const section = sectionOf(schema === 'public' ? table : `${schema}.${table}`)
    const said = name === `${table}_pkey` ? 'primary key `(' : `| \`${name}\` |`
    return section.includes(said) ? [] : [object]
  })
  expect(Object.keys(readManifest()).length).toBeGreaterThan(1000)
  expect(missing).toEqual([])
})

test('every table says what a row of it is', () => {
  const tables = Object.values(domains).flat().map(fullName)
  const comments = tableComments()
  expect(tables.filter((table) => !/^[A-Z]/.test(comments.get(table.split('.').at(-1) ?? '')?.about ?? ''))).toEqual([])
})

test('every index has a reason: a comment above it, or the foreign key that is looked up by it', () => {
  expect(indexesWithoutReason()).toEqual([])
})

test('every link leads to a heading', () => {
  const headings = new Set(
    [...pages].flatMap(([file, page]) =>
      [...page.matchAll(/^#+ (.*)$/gm)].map(
        ([, title = '']) =>
          `${file}#${title
            .toLowerCase()
            .replaceAll(/[^\w -]/g, '')
            .replaceAll(' ', '-')}`,
      ),
    ),
  )
  const links = [...pages].flatMap(([, page]) => [...page.matchAll(/\]\(([\w]+\.md#[^)]*)\)/g)].map(([, link]) => link))
  expect(links.length).toBeGreaterThan(100)
  expect(links.filter((link) => !headings.has(link ?? ''))).toEqual([])
})

describe('what a file says about its table', () => {
  const [[name, said] = ['', undefined]] = commentsIn(
    'src/domains/x/lockers.ts',
    `/** One row per locker. */
export const lockers = tenantTable(
  'lockers',
  {
    id: id(),
    /** What stands on it. */
    label: text('label').notNull(), // beside it
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      // Two lines of
      // one comment.
      index('lockers_label_idx').on(t.tenantId, t.label).where(sql\`true\`),
      unique('lockers_key').on(t.tenantId), // of the line before
      check('lockers_label_short', sql\`true\`),
      // Of nobody else.
      foreignKey({ name: 'lockers_fk', columns: [t.id], foreignColumns: [t.id] }).onDelete('cascade'),
    ],
    ddl: [
      // Why it is there.
      pgTrigger('lockers', 'lockers_stay', 'before delete on lockers for each row', 'app.refuse_change()'),
    ],
  },
)`,
  )

  test('is what stands above the table, a column, a constraint or a trigger, and nothing that stands beside one', () => {
    expect(name).toBe('lockers')
    expect(said).toEqual({
      file: 'src/domains/x/lockers.ts',
      about: 'One row per locker.',
      columns: new Map([['label', 'What stands on it.']]),
      rules: new Map([
        ['lockers_label_idx', 'Two lines of one comment.'],
        ['lockers_fk', 'Of nobody else.'],
        ['lockers_stay', 'Why it is there.'],
      ]),
    })
  })
})

test('a page is about what the file says today', () => {
  const orders = readFileSync(new URL('../docs/tables/orders.md', import.meta.url), 'utf8')
  expect(orders).toContain(
    "| `orders_live_of_branch_idx` | `(tenant_id, branch_id, id) where status in ('placed', 'accepted', 'preparing', 'ready', 'on_the_way')` | The branch's board;",
  )
})
