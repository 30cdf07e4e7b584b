import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkArguments, findCommand } from '../../src/cli/command-line.ts'
import { platformDb } from '../../src/cli/commands.ts'
import { wordsOf } from '../cli/words-of.ts'

const root = new URL('../../', import.meta.url)
const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`),
]
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** The commands in the `sh` blocks of a page, without comments, variables in front, or what is not ours. */
function commandsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)\n```$/gms)]
    .flatMap(([, block = '']) => block.split(/\n|&&/))
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, '')
        .replace(/^export \w+=\$\((.*)\)$/, '$1')
        .trim(),
    )
    .map((line) => line.replace(/^([A-Z_]+=\S+ )+/, ''))
    .filter((line) => line !== '')
}

test.for(pages)('the command lines of %s are right', async (page) => {
  for (const line of commandsIn(readFileSync(new URL(page, root), 'utf8'))) {
    const [, words] = /^(?:npx )?platform-db (.*)$/.exec(line) ?? []
    if (words !== undefined) checkArguments(await findCommand(platformDb, wordsOf(words)))
    const [, script] = /^npm run (?:-s )?([\w:]+)/.exec(line) ?? []
    if (script !== undefined) expect(scripts, line).toHaveProperty([script])
  }
})

test('a command line that is wrong would be noticed', async () => {
  const [line = ''] = commandsIn('```sh\nMIGRATE_URL=x npx platform-db migrate --dryrun # looks\n```')
  expect(line).toBe('npx platform-db migrate --dryrun')
  const found = await findCommand(platformDb, line.split(' ').slice(2))
  expect(() => checkArguments(found)).toThrow("Unknown option '--dryrun'")
})
