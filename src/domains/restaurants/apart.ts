import { DbError } from '../../kernel/errors.ts'
import { invalid } from '../../kernel/input.ts'
import type { MinuteRange } from './minutes.ts'

/** More than anyone opens in a week: what is longer was not meant. */
const MOST_WINDOWS = 100

/**
 * The ranges of windows, as they came.
 *
 * @param period after how many minutes they come again, if they do
 * @throws {DbError} `INVALID` with the window and its field · `HOURS_OVERLAP` with the one that opens while another is open
 */
export function apart<Window>(
  windows: readonly Window[],
  rangeOf: (field: string, window: Window) => MinuteRange,
  period?: number,
): readonly MinuteRange[] {
  if (!Array.isArray(windows) || windows.length > MOST_WINDOWS) {
    throw invalid('windows', `must be a list of at most ${MOST_WINDOWS}`)
  }
  const ranges = windows.map((window, i) => rangeOf(`windows[${i}]`, window))
  const inOrder = ranges.map((range, i) => ({ ...range, i })).sort((a, b) => a.starts - b.starts)
  const last = inOrder.at(-1)
  let open = last === undefined || period === undefined ? 0 : last.ends - period
  for (const { starts, ends, i } of inOrder) {
    if (starts < open) {
      const field = `windows[${i}]`
      throw new DbError('HOURS_OVERLAP', `${field} opens while another window is open`, { details: { field } })
    }
    open = ends
  }
  return ranges
}
