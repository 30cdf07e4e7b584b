import { createReadStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { checkMenuFile, isMenuFile } from '../domains/menu/check-menu-file.ts'
import { csvOfMenuFile } from '../domains/menu/csv-of-menu-file.ts'
import { menuFileOfCsv } from '../domains/menu/menu-file-of-csv.ts'
import type { MenuFile } from '../domains/menu/menu-file.ts'
import { DbError } from '../kernel/errors.ts'
import { invalid } from '../kernel/input.ts'
import type { Progress } from './progress.ts'

/** Where in the file, and why: a line and its column of a CSV, a field of JSON. */
export interface Refusal {
  readonly line?: number
  readonly column?: string | null
  readonly field?: string
  readonly reason: string
}

export type MenuOnDisk =
  { readonly ok: true; readonly menu: MenuFile } | { readonly ok: false; readonly refused: readonly Refusal[] }

type Format = 'csv' | 'json'

/** @throws {DbError} `INVALID` file: it is neither `.csv` nor `.json` */
export function formatOf(file: string): Format {
  const extension = extname(file).toLowerCase()
  if (extension === '.csv') return 'csv'
  if (extension === '.json') return 'json'
  throw invalid('file', 'must end with .csv or .json')
}

/** @throws {DbError} `INVALID` file: it cannot be read, or has another ending */
export async function readMenu(file: string, progress: Progress): Promise<MenuOnDisk> {
  const format = formatOf(file)
  const chunks = textOf(file, progress)
  if (format === 'csv') return menuFileOfCsv(chunks)
  let text = ''
  for await (const chunk of chunks) text += chunk
  return ofJson(text)
}

/** Beside its place first, so that a reader finds the whole file or the one before it. */
export async function writeMenu(file: string, menu: MenuFile): Promise<void> {
  const content = formatOf(file) === 'csv' ? csvOfMenuFile(menu) : `${JSON.stringify(menu, null, 2)}\n`
  const beside = `${file}.${process.pid}.partial`
  try {
    await writeFile(beside, content)
    await rename(beside, file)
  } catch (cause) {
    await rm(beside, { force: true })
    throw unreadable(cause, 'the file cannot be written')
  }
}

function ofJson(text: string): MenuOnDisk {
  if (text.includes('\uFFFD')) return { ok: false, refused: [{ reason: 'is not UTF-8' }] }
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    // The message also quotes the file: only the place is taken from it.
    const [, position] = /at position (\d+)/.exec(String(error)) ?? []
    const before = position === undefined ? text : text.slice(0, Number(position))
    return { ok: false, refused: [{ line: before.split('\n').length, column: null, reason: 'is not JSON' }] }
  }
  if (isMenuFile(file)) return { ok: true, menu: file }
  return { ok: false, refused: checkMenuFile(file).map(({ field, rule }) => ({ field, reason: rule })) }
}

/** A byte that is no UTF-8 becomes U+FFFD, which both readers refuse. */
async function* textOf(file: string, progress: Progress): AsyncGenerator<string> {
  const step = `reading ${basename(file)}`
  try {
    const { size } = await stat(file)
    const stream = createReadStream(file, 'utf8')
    for await (const chunk of stream) {
      progress.show(step, size === 0 ? 1 : stream.bytesRead / size)
      yield String(chunk)
    }
  } catch (cause) {
    throw unreadable(cause, 'the file cannot be read')
  }
}

function unreadable(cause: unknown, message: string): unknown {
  if (!(cause instanceof Error && 'syscall' in cause)) return cause
  return new DbError('INVALID', message, { details: { field: 'file' }, cause })
}
