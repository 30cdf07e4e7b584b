import type { WeekWindow } from '../restaurants/minutes.ts'
import type { CsvColumn } from './menu-file-fields.ts'

// A cell as the file's field, and back. What is no such field stays the text that it was: `checkMenuFile` says what it
// has to be, and the reader where.

const integers: ReadonlySet<CsvColumn> = new Set([
  ...(['level', 'prepMinutes', 'minSelected', 'maxSelected', 'minDistinct', 'maxDistinct', 'freeQuantity'] as const),
  ...(['maxQuantity', 'defaultQuantity'] as const),
])
const lists: ReadonlySet<CsvColumn> = new Set(['allergens', 'images', 'modifierGroups'])

/** As people and spreadsheets write them; a Mexican one turns TRUE into VERDADERO. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...(['yes', 'true', 'sí', 'si', 'verdadero'] as const).map((word) => [word, true] as const),
  ...(['no', 'false', 'falso'] as const).map((word) => [word, false] as const),
])

export function valueOfCell(column: CsvColumn, cell: string): unknown {
  if (integers.has(column)) return /^-?\d{1,9}$/.test(cell.trim()) ? Number(cell) : cell
  if (lists.has(column)) return listOf(cell)
  if (column === 'defaultsCharged') return booleans.get(cell.trim().toLowerCase()) ?? cell
  if (column === 'windows') return windowsOf(cell)
  return textOf(cell)
}

/**
 * Text as a spreadsheet may hold it. One that begins like a formula would be run as one: a menu is written by one person
 * and opened by another. An apostrophe in front makes it text, and is taken off again.
 */
export const cellOfText = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const textOf = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

/** `gluten; huevo`: a backslash before a semicolon, a backslash, or a blank at either end. */
export function cellOfList(elements: readonly string[]): string {
  const cells = elements.map((element) =>
    element.replaceAll(/[;\\]/g, String.raw`\$&`).replaceAll(/^\s|\s$/g, String.raw`\$&`),
  )
  return cellOfText(cells.join('; '))
}

function listOf(cell: string): readonly string[] {
  // Each element up to the next semicolon that has no backslash before it.
  return [...textOf(cell).matchAll(/(?:[^;\\]|\\[^])+/g)]
    .map(([element]) => element.replaceAll(/^\s+|(?<!\\)\s+$/g, '').replaceAll(/\\([^])/g, '$1'))
    .filter((element) => element !== '')
}

/** `1 07:00-12:00; 7 18:00-02:00`, Monday being 1. */
export const cellOfWindows = (windows: readonly WeekWindow[]): string =>
  windows.map(({ weekday, opens, closes }) => `${weekday} ${opens}-${closes}`).join('; ')

/** Also `1-5 07:00-12:00`, for five of them. What cannot be read stays in its place, and is refused as what it is. */
function windowsOf(cell: string): unknown {
  return cell.split(';').flatMap((part): readonly unknown[] => {
    const [, first, last = first, opens, closes] =
      /^\s*([1-7])(?:-([1-7]))?\s+([\d:]+)\s*-\s*([\d:]+)\s*$/.exec(part) ?? []
    if (first === undefined || Number(last) < Number(first)) return [part]
    const days = Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i)
    return days.map((weekday) => ({ weekday, opens, closes }))
  })
}
