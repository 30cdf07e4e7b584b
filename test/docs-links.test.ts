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

  test('keep what looks like a link inside of code', () => {
    expect(text('docs/tables/tenancy.md')).toContain("'^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$'")
  })
})

test.each([
  ['order_items', 'order_items'],
  ['app_private.menu_search', 'app_privatemenu_search'],
  ['What `it` costs, and why', 'what-it-costs-and-why'],
  ['[A link](to.md): Ñandú', 'a-link-ñandú'],
])('the heading %s is #%s, as on GitHub', (title, anchor) => {
  expect(slug(title)).toBe(anchor)
})
