// @ts-check
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, extname, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
export const staged = fileURLToPath(new URL('.cache/pages/', import.meta.url))

/** What the site shows of the repository, beside docs. */
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']
const languages = { '.ts': 'ts', '.mjs': 'js', '.json': 'json', '.yaml': 'yaml', '.yml': 'yaml', '.sql': 'sql' }

/**
 * Lays the pages out as they lie in the repository, so that links between them go on working. A link to a folder leads to
 * its index; one to a file that is no page, to a page made of the file.
 *
 * @throws when a link leads to no file, or to a heading that its page does not have
 */
export function stage() {
  rmSync(staged, { recursive: true, force: true })
  const files = [
    ...pages,
    ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
      .map((file) => `docs/${file.replaceAll('\\', '/')}`)
      .filter((file) => !file.startsWith('docs/site/') && statSync(root + file).isFile()),
  ]
  /** @type {Set<string>} */
  const shown = new Set()
  /** @type {string[]} */
  const dead = []
  for (const file of files) {
    mkdirSync(dirname(staged + file), { recursive: true })
    if (extname(file) === '.md') writeFileSync(staged + file, withLinks(file, shown, dead))
    else cpSync(root + file, staged + file)
  }
  for (const file of shown) {
    mkdirSync(dirname(staged + file), { recursive: true })
    writeFileSync(`${staged}${file}.md`, sourcePage(file))
  }
  if (dead.length > 0) throw new Error(`dead links:\n${dead.join('\n')}`)
}

/**
 * @param {string} file
 * @param {Set<string>} shown the files that are to be shown as pages of code
 * @param {string[]} dead
 */
function withLinks(file, shown, dead) {
  return outsideCode(readFileSync(root + file, 'utf8'), (text) =>
    // A link, whose label may hold code; or code, which holds no link.
    text.replaceAll(/(!?\[(?:`[^`]*`|[^\]`])*\])\(([^)\s]+)\)|`[^`]*`/g, (link, label, address) => {
      if (label === undefined || /^[a-z]+:/.test(address)) return link
      const [path = '', anchor] = address.split('#')
      const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path))
      const found = pageOf(target)
      if (found === undefined) {
        dead.push(`${file}: ${address}`)
        return link
      }
      const isPage = extname(found) === '.md'
      if (isPage && anchor !== undefined && !headingsOf(found).has(anchor)) dead.push(`${file}: ${address}`)
      if (!isPage && !label.startsWith('!')) shown.add(found)
      const to = isPage || label.startsWith('!') ? found : `${found}.md`
      const relative = posix.relative(posix.dirname(file), to)
      return `${label}(${relative.startsWith('.') ? relative : `./${relative}`}${anchor === undefined ? '' : `#${anchor}`})`
    }),
  )
}

/** @param {string} target @returns {string | undefined} the file itself, or the index of a folder */
function pageOf(target) {
  if (!existsSync(root + target)) return undefined
  if (!statSync(root + target).isDirectory()) return target
  const index = ['index.md', 'README.md']
    .map((name) => posix.join(target, name))
    .find((name) => existsSync(root + name))
  return index
}

/** @type {Map<string, ReadonlySet<string>>} */
const headings = new Map()

/** @param {string} page */
function headingsOf(page) {
  const known = headings.get(page)
  if (known) return known
  /** @type {Set<string>} */
  const found = new Set()
  outsideCode(readFileSync(root + page, 'utf8'), (text) => {
    for (const [, title = ''] of text.matchAll(/^#+ (.*)$/gm)) found.add(slug(title))
    return text
  })
  headings.set(page, found)
  return found
}

/** The name of a heading in an address, as GitHub makes it: one link works there and on the site. */
export function slug(/** @type {string} */ title) {
  return title
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

/** @param {string} text @param {(text: string) => string} change */
function outsideCode(text, change) {
  return text
    .split(/(^```[^]*?^```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')
}

/** @param {string} file */
function sourcePage(file) {
  const language = languages[/** @type {keyof typeof languages} */ (extname(file))] ?? 'txt'
  const text = readFileSync(root + file, 'utf8').trimEnd()
  return `---\nsearch: false\neditLink: false\n---\n\n# ${file}\n\n\`\`\`\`\`${language}\n${text}\n\`\`\`\`\`\n`
}
