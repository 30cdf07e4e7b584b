// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { staged } from './stage.mjs'

/** Read first to last; what is not named comes behind, by its title. */
const order = ['tutorial', 'client', 'tenancy', 'orders', 'menus', 'settlement']

/** The folders of docs that have a part of their own, with its name. */
const parts = [
  ['recipes', 'Recipes'],
  ['money', 'Money'],
  ['tables', 'Tables'],
  ['erd', 'Diagrams'],
  ['lints', 'Lints'],
  ['adr', 'Decisions'],
]

/** The list of pages at the left: it is made of the pages themselves, so that none is forgotten. */
export function sidebar() {
  const guide = pagesIn('docs').sort((a, b) => rankOf(a.name) - rankOf(b.name))
  return [
    {
      text: 'Guide',
      items: [{ text: 'Overview', link: '/' }, ...guide, page('CONTRIBUTING'), page('CHANGELOG'), page('SECURITY')],
    },
    ...parts
      .filter(([folder]) => existsSync(`${staged}docs/${folder}`))
      .map(([folder, text]) => ({ text, collapsed: true, items: pagesIn(`docs/${folder}`) })),
    ...referenceParts(),
  ]
}

function referenceParts() {
  const entries = readdirSync(`${staged}reference`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [
    {
      text: 'Reference',
      items: entries.map(({ name }) => ({
        text: name === 'index' ? '@platform/db' : `@platform/db/${name}`,
        link: `/reference/${name}/`,
        collapsed: true,
        items: readdirSync(`${staged}reference/${name}`, { withFileTypes: true })
          .filter((kind) => kind.isDirectory())
          .map((kind) => ({
            text: kind.name.replaceAll('-', ' '),
            collapsed: true,
            items: readdirSync(`${staged}reference/${name}/${kind.name}`).map((file) => ({
              text: file.replace(/\.md$/, ''),
              link: `/reference/${name}/${kind.name}/${file.replace(/\.md$/, '')}`,
            })),
          })),
      })),
    },
  ]
}

/** @param {string} folder */
function pagesIn(folder) {
  return readdirSync(staged + folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => page(`${folder}/${file.replace(/\.md$/, '')}`))
    .sort((a, b) => Number(isIndex(b.name)) - Number(isIndex(a.name)) || a.text.localeCompare(b.text, 'en'))
}

/** @param {string} path */
function page(path) {
  const [, title = path] = /^# (.*)$/m.exec(readFileSync(`${staged}${path}.md`, 'utf8')) ?? []
  const name = path.split('/').at(-1) ?? ''
  return {
    name,
    text: title.replaceAll('`', '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
    link: `/${isIndex(name) ? path.slice(0, -name.length) : path}`,
  }
}

const isIndex = (/** @type {string} */ name) => name === 'index' || name === 'README'

/** @param {string} name */
function rankOf(name) {
  const at = order.indexOf(name)
  return at === -1 ? order.length : at
}
