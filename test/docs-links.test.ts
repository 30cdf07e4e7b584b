import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSite, slug } from '../docs/site/stage.ts'

const site = readSite()
const text = (file: string) => String(site.files.get(file) ?? '')

describe('the pages of the repository', () => {
  test('have no link to a file that is not there, or to a heading that its page does not have', () => {
    expect(site.files.size).toBeGreaterThan(200)
    expect(site.dead).toEqual([])
  })

  test('show the source that they link to as pages of the site', () => {
    expect(text('docs/tables/orders.md')).toContain('](../../src/domains/orders/orders.ts.md)')
    expect(text('src/domains/orders/orders.ts.md')).toContain('# src/domains/orders/orders.ts\n\n`````ts\nimport ')
  })

  test('link to the index of a folder', () => {
    expect(text('README.md')).toContain('](./docs/adr/README.md)')
  })

  test('show a folder without one as a list of its files', () => {
    expect(text('README.md')).toContain('](./examples/index.md)')
    expect(text('examples/index.md')).toContain('- [01-quickstart.ts](./01-quickstart.ts.md)\n')
    expect(text('examples/01-quickstart.ts.md')).toContain('`````ts\n')
  })

  test('keep what looks like a link inside of code', () => {
    expect(text('docs/tables/tenancy.md')).toContain("'^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$'")
  })
})

test('a link to nowhere, or to a heading that is not there, is found; one in code, or to elsewhere, is none', () => {
  const root = `${mkdtempSync(join(tmpdir(), 'pages-'))}/`
  try {
    mkdirSync(`${root}docs/empty`, { recursive: true })
    writeFileSync(`${root}docs/a.md`, '# A\n\n## Two words\n\n```md\n## In a fence\n[x](none.md)\n```\n`[y](none.md)`')
    writeFileSync(
      `${root}docs/b.md`,
      '[1](a.md) [2](a.md#two-words) [3](c.md) [4](a.md#in-a-fence) [`5`](../x.ts) ![6](b.svg) [7](empty) [8](#b) [9](https://example.com)',
    )
    expect(readSite(root).dead).toEqual([
      'docs/b.md: c.md',
      'docs/b.md: a.md#in-a-fence',
      'docs/b.md: ../x.ts',
      'docs/b.md: b.svg',
      'docs/b.md: #b',
    ])
  } finally {
    rmSync(root, { recursive: true })
  }
})

test.each([
  ['order_items', 'order_items'],
  ['app_private.menu_search', 'app_privatemenu_search'],
  ['What `it` costs, and why', 'what-it-costs-and-why'],
  ['[A link](to.md): Ñandú', 'a-link-ñandú'],
])('the heading %s is #%s, as on GitHub', (title, anchor) => {
  expect(slug(title)).toBe(anchor)
})
