import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** A generated folder of docs holds these files as they are, and no others; `UPDATE_DOCS=1` writes them instead. */
export function expectPages(folder: URL, pages: ReadonlyMap<string, string>): void {
  if (process.env['UPDATE_DOCS'] === '1') {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    for (const [name, page] of pages) writeFileSync(new URL(name, folder), page)
  }
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort())
  for (const [name, page] of pages) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(page)
}
