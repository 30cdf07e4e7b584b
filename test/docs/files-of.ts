import { readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

export interface Shown {
  readonly path: string
  readonly code: string
}

/** The blocks of a page that begin with `// path/of/a/file.ts` and show that file of this repository, whole. */
export function filesShownIn(markdown: string): readonly Shown[] {
  return [...markdown.matchAll(/^```ts\n\/\/ ((?:examples|test|src)\/\S+)\n(.*?)\n```$/gms)].map(
    ([, path = '', code = '']) => ({ path, code }),
  )
}

export function fileAsShown(path: string): string {
  return readFileSync(new URL(path, root), 'utf8').trimEnd()
}
