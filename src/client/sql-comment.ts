import { requireText } from '../kernel/input.ts'

/**
 * Tags as SQLCommenter writes them (https://google.github.io/sqlcommenter/spec): sorted by name, both sides as in a URL, so
 * that neither a quote nor the end of the comment can be in them.
 *
 * @returns the comment, or nothing for no tags
 * @throws {DbError} `INVALID` for a tag that is empty or longer than 200 characters
 */
export function commentOf(tags: Readonly<Record<string, string>>): string {
  const names = Object.keys(tags).sort()
  if (names.length === 0) return ''
  const pairs = names.map((name) => {
    requireText('comment', name, 200)
    requireText(`comment.${name}`, tags[name], 200)
    return `${escaped(name)}='${escaped(tags[name])}'`
  })
  return `/*${pairs.join(',')}*/`
}

/** encodeURIComponent leaves quotes and stars as they are. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/['*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
