/** What stands between two words; the same in `app.search_words` and here, for both count the words of a name. */
export const between =
  '\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u00d7\\u00f7\\u02b0-\\u02ff\\u2000-\\u206f\\u3000'

const word = new RegExp(`[^${between}]+`, 'g')

/** Whether there is something to look for: 2 to 100 characters, one word of at least 2. */
export function isSearchText(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > 100 || text.includes('\0')) return false
  return (text.normalize('NFC').match(word) ?? []).some((one) => one.length > 1)
}

/** A piece of a name, for showing it: what was looked for is marked. */
export interface HighlightPart {
  readonly text: string
  readonly match: boolean
}

/**
 * A text in pieces, the words of these numbers marked (1, 2, 3 …). The pieces put together are the text, so that nothing
 * in it can become markup: whoever shows them escapes each as any other text.
 */
export function highlighted(text: string, numbers: readonly number[]): readonly HighlightPart[] {
  const parts: HighlightPart[] = []
  let [number, shown] = [0, 0]
  for (const { 0: found, index } of text.matchAll(word)) {
    number += 1
    if (!numbers.includes(number)) continue
    if (index > shown) parts.push({ text: text.slice(shown, index), match: false })
    parts.push({ text: found, match: true })
    shown = index + found.length
  }
  if (shown < text.length) parts.push({ text: text.slice(shown), match: false })
  return parts
}
