import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, extname, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../', import.meta.url))
export const staged = fileURLToPath(new URL('.cache/pages/', import.meta.url))

/** What the site shows beside docs. */
const beside = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']
const languages: Readonly<Record<string, string>> = {
  '.ts': 'ts',
  '.mjs': 'js',
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.sql': 'sql',
}

interface Site {
  /** By path from the root of the repository, as the site has them. */
  readonly files: ReadonlyMap<string, string | Buffer>
  /** Links that lead to no file, or to a heading that its page does not have: `page: link`. */
  readonly dead: readonly string[]
}

/**
 * The pages as they lie in the repository, so that a link works there and on the site. A link to a folder leads to its
 * index, or to a list of its files; one to a file that is no page, to a page made of the file.
 */
export function readSite(root = repository): Site {
  const files = new Map<string, string | Buffer>()
  const dead: string[] = []
  const shown = new Set<string>()
  for (const file of [...beside.filter((name) => existsSync(root + name)), ...filesOfDocs(root)]) {
    if (extname(file) !== '.md') files.set(file, readFileSync(root + file))
    else files.set(file, withLinks(file, { root, shown, dead }))
  }
  // A set is walked over what is added on the way, too: a folder shows its files.
  for (const path of shown) {
    if (statSync(root + path).isDirectory()) files.set(`${path}/index.md`, folderPage(root, path, shown))
    else files.set(`${path}.md`, sourcePage(root, path))
  }
  return { files, dead }
}

/** @throws when a link is dead */
export function stage(): void {
  const { files, dead } = readSite()
  if (dead.length > 0) throw new Error(`dead links:\n${dead.join('\n')}`)
  rmSync(staged, { recursive: true, force: true })
  for (const [file, content] of files) {
    mkdirSync(dirname(staged + file), { recursive: true })
    writeFileSync(staged + file, content)
  }
}

function filesOfDocs(root: string): readonly string[] {
  return readdirSync(`${root}docs`, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'site') return []
    if (entry.isFile()) return [`docs/${entry.name}`]
    return readdirSync(`${root}docs/${entry.name}`, { recursive: true, encoding: 'utf8' })
      .map((file) => `docs/${entry.name}/${file.replaceAll('\\', '/')}`)
      .filter((file) => statSync(root + file).isFile())
  })
}

interface Found {
  readonly root: string
  /** The files that are to be shown as pages of code. */
  readonly shown: Set<string>
  readonly dead: string[]
}

function withLinks(file: string, { root, shown, dead }: Found): string {
  return outsideFences(readFileSync(root + file, 'utf8'), (text) =>
    // A link, whose label may hold code; or code, which holds no link.
    text.replaceAll(
      /(!?\[(?:`[^`]*`|[^\]`])*\])\(([^)\s]+)\)|`[^`]*`/g,
      (link: string, label: string | undefined, address: string) => {
        if (label === undefined || /^[a-z]+:/.test(address)) return link
        const [path = '', anchor] = address.split('#')
        const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), path))
        const found = pageOf(root, target)
        if (found === undefined || (anchor !== undefined && !hasHeading(root, found, anchor))) {
          dead.push(`${file}: ${address}`)
          return link
        }
        const isSource = extname(found) !== '.md' && !label.startsWith('!')
        if (isSource) shown.add(found)
        const page = !isSource ? found : statSync(root + found).isDirectory() ? `${found}/index.md` : `${found}.md`
        const way = posix.relative(posix.dirname(file), page)
        return `${label}(${way.startsWith('.') ? way : `./${way}`}${anchor === undefined ? '' : `#${anchor}`})`
      },
    ),
  )
}

/** The file itself; of a folder its index, or the folder where it has none. */
function pageOf(root: string, target: string): string | undefined {
  if (!existsSync(root + target)) return undefined
  if (!statSync(root + target).isDirectory()) return target
  return (
    ['index.md', 'README.md'].map((name) => posix.join(target, name)).find((name) => existsSync(root + name)) ??
    target.replace(/\/$/, '')
  )
}

function hasHeading(root: string, page: string, anchor: string): boolean {
  return extname(page) === '.md' && headingsIn(readFileSync(root + page, 'utf8')).has(anchor)
}

function headingsIn(page: string): ReadonlySet<string> {
  const found = new Set<string>()
  outsideFences(page, (text) => {
    for (const [, title = ''] of text.matchAll(/^#+ (.*)$/gm)) found.add(slug(title))
    return text
  })
  return found
}

/** The name of a heading in an address, as GitHub makes it: one link works there and on the site. */
export function slug(title: string): string {
  return title
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

function outsideFences(text: string, change: (text: string) => string): string {
  return text
    .split(/(^```[^]*?^```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')
}

function folderPage(root: string, folder: string, shown: Set<string>): string {
  const files = readdirSync(root + folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in languages)
    .map(({ name }) => name)
    .sort()
  for (const name of files) shown.add(`${folder}/${name}`)
  return `---\nsearch: false\n---\n\n# ${folder}\n\n${files.map((name) => `- [${name}](./${name}.md)`).join('\n')}\n`
}

function sourcePage(root: string, file: string): string {
  const text = readFileSync(root + file, 'utf8').trimEnd()
  return `---\nsearch: false\n---\n\n# ${file}\n\n\`\`\`\`\`${languages[extname(file)] ?? 'txt'}\n${text}\n\`\`\`\`\`\n`
}
