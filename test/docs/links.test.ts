import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`),
]

/** As GitHub makes an anchor of a heading. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = [...withoutCode(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  )
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, (code) => code.slice(1, -1).replace(/[[\]]/g, ''))
}

/** Links of a page to files of this repository that are not there, or have no such heading. */
function brokenIn(page: string, markdown: string): readonly string[] {
  const targets = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)(?: '[^']*')?\)/g)].map(([, target = '']) => target)
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false
    const [path = '', anchor] = target.split('#')
    const file = path === '' ? new URL(page, root) : new URL(path, new URL(page, root))
    if (!existsSync(file)) return true
    return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(anchor)
  })
}

test.for(pages)('%s links to files and headings that are there', (page) => {
  expect(brokenIn(page, readFileSync(new URL(page, root), 'utf8'))).toEqual([])
})

test('a link to nothing, or to no heading, would be noticed', () => {
  const links = '[a](docs/nothing.md) [b](README.md#what-it-refuses) [c](README.md#nothing) [d](https://example.com)'
  expect(brokenIn('README.md', links)).toEqual(['docs/nothing.md', 'README.md#nothing'])
})
