import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dbErrorCodes } from '../../src/index.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const readme = read('README.md')

describe('README.md', () => {
  test('shows the first part of examples/01-quickstart.ts, and what it prints, in twelve lines of code', () => {
    const [sample = ''] = /(?<=```ts\n).*?(?=\n```)/s.exec(readme) ?? []
    const [first] = read('examples/01-quickstart.ts').split('\n\n// And now the long story')
    expect(sample).toBe(first)
    const code = sample.split('\n').filter((line) => line !== '' && !line.startsWith('//'))
    expect(code).toHaveLength(11)
    const [, printed] = /^\/\/ → (.*)$/m.exec(sample) ?? []
    expect(read('examples/output/01-quickstart.txt').split('\n')[0]).toBe(printed)
  })

  test('says of everything that it refuses which test holds it, and the code it is refused with', () => {
    const [, list = ''] = /## What it refuses\n(.*?)\n## /s.exec(readme) ?? []
    const refusals = list.split('\n').filter((line) => line.startsWith('- '))
    expect(refusals.length).toBeGreaterThan(10)
    for (const refusal of refusals) {
      const proofs = [...refusal.matchAll(/\]\((test\/\S+) '([^']+)'\)/g)]
      expect(proofs.length, refusal).toBeGreaterThan(0)
      for (const [, file = '', title = ''] of proofs) expect(read(file), file).toMatch(quoted(title))
      const codes = [...refusal.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code)
      expect(codes.filter((code) => !(code in dbErrorCodes))).toEqual([])
    }
  })
})

/** As a test writes its own name. */
function quoted(title: string): RegExp {
  return new RegExp(`(['"\`])${title.replace(/[$%.*+?^(){}|[\]\\]/g, '\\$&')}\\1`)
}
