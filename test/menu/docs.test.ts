import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csvColumns, csvRows } from '../../src/domains/menu/menu-file-fields.ts'
import { checkMenuFile, menuFileOfCsv } from '../../src/index.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/menu-files.md'), 'utf8')
const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? ''

test('the JSON and the CSV of docs/menu-files.md are one menu, and can be imported', async () => {
  const menu: unknown = JSON.parse(block('json'))
  expect(checkMenuFile(menu)).toEqual([])
  expect(await menuFileOfCsv([block('csv')])).toEqual({ ok: true, menu })
})

test('docs/menu-files.md has every type of row with the columns that it uses', () => {
  const rows = Object.fromEntries(
    // The table of rows comes first, that of fields behind it.
    [...page.matchAll(/^\| `([a-z-]+)` .*\| ([^|]+) \|$/gm)]
      .reverse()
      .map(([, type, columns = '']) => [type, [...columns.matchAll(/`(\w+)`/g)].map(([, column]) => column)]),
  )
  for (const [type, columns] of Object.entries(csvRows)) expect(rows[type], type).toEqual(columns)
  for (const column of csvColumns) expect(page).toContain(`\`${column}\``)
})
