import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const made: string[] = []

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** A migrations folder with these files, in this order. */
export function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mig-'))
  made.push(folder)
  writeFolder(folder, files)
  return folder
}

/** The same folder in another state: as after an edit, a merge, or a deployment of another release. */
export function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const entries = Object.keys(files).map((tag, idx) => ({ idx, version: '7', when: idx, tag, breakpoints: true }))
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }))
  for (const [tag, text] of Object.entries(files)) writeFileSync(join(folder, `${tag}.sql`), text)
}

export const statements = (...list: readonly string[]): string => list.join(';\n--> statement-breakpoint\n')
