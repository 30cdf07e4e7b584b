import { expect, test } from 'vitest'
import { erdPages } from '../scripts/erd-pages.ts'
import { expectPages } from './expect-pages.ts'

test('docs/erd has a drawing and a page for every domain (UPDATE_DOCS=1 writes them)', () => {
  expectPages(new URL('../docs/erd/', import.meta.url), erdPages())
})

test('the same tables give the same bytes', () => {
  expect([...erdPages()]).toEqual([...erdPages()])
})
