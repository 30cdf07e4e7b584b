import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { staged } from './stage.ts'

/** Read first to last; what is not named comes behind, by its title. */
const order = ['tutorial', 'client', 'tenancy', 'orders', 'menus', 'settlement']

/** The folders of docs that have a part of their own, with its name. */
const parts = {
  recipes: 'Recipes',
  money: 'Money',
  tables: 'Tables',
  erd: 'Diagrams',
  lints: 'Lints',
  adr: 'Decisions',
} as const

interface Page {
  readonly name: string
  readonly text: string
  readonly link: string
}

/**
 * The lists of pages at the left, by the beginning of an address. They are made of the pages themselves, so that none is
 * forgotten. A list stands in every page, so it opens no part but the one that the page is in, and stops at the kinds of
 * the reference: with everything in it, the site was half a gigabyte.
 */
export function sidebar() {
  const shown = Object.keys(parts).filter((folder) => existsSync(`${staged}docs/${folder}`))
  return Object.fromEntries([
    ...shown.map((folder) => [`/docs/${folder}/`, listWith(shown, folder)] as const),
    ['/', listWith(shown)],
  ])
}

function listWith(shown: readonly string[], open?: string) {
  const guide = [...pagesIn('docs')].sort((a, b) => rankOf(a.name) - rankOf(b.name))
  return [
    {
      text: 'Guide',
      items: [{ text: 'Overview', link: '/' }, ...guide, ...['CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map(pageOf)],
    },
    ...Object.entries(parts)
      .filter(([folder]) => shown.includes(folder))
      .map(([folder, text]) => {
        const pages = pagesIn(`docs/${folder}`)
        return { text, link: pages[0]?.link, ...(folder === open ? { items: pages } : {}) }
      }),
    { text: 'Reference', items: foldersIn('reference').map(entryOf) },
  ]
}

function entryOf(name: string) {
  return {
    text: name === 'index' ? '@platform/db' : `@platform/db/${name}`,
    link: `/reference/${name}/`,
    collapsed: true,
    items: foldersIn(`reference/${name}`).map((kind) => ({
      text: kind.replaceAll('-', ' '),
      link: `/reference/${name}/#${kind}`,
    })),
  }
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(staged + folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function pagesIn(folder: string): readonly Page[] {
  return (
    readdirSync(staged + folder)
      // Without what a page links to and is none itself: docs/api.txt is staged as api.txt.md.
      .filter((file) => /^[^.]+\.md$/.test(file))
      .map((file) => pageOf(`${folder}/${file.replace(/\.md$/, '')}`))
      .sort((a, b) => Number(isIndex(b.name)) - Number(isIndex(a.name)) || a.text.localeCompare(b.text, 'en'))
  )
}

function pageOf(path: string): Page {
  const [, title = path] = /^# (.*)$/m.exec(readFileSync(`${staged}${path}.md`, 'utf8')) ?? []
  const name = path.split('/').at(-1) ?? ''
  return {
    name,
    text: title
      .replaceAll('`', '')
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/^(Tables|Diagram): /, ''),
    link: `/${isIndex(name) ? path.slice(0, -name.length) : path}`,
  }
}

const isIndex = (name: string): boolean => name === 'index' || name === 'README'

function rankOf(name: string): number {
  const at = order.indexOf(name)
  return at === -1 ? order.length : at
}
