import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  readonly license: string
  readonly engines: { readonly node: string }
  readonly scripts: Readonly<Record<string, string>>
}

test('the workflow runs .ci/run and nothing else, from the oldest Node that is promised', () => {
  const workflow = read('.github/workflows/ci.yml')
  expect([...workflow.matchAll(/^ +- run: (.*)$/gm)].map(([, command]) => command)).toEqual(['.ci/run'])
  const [, versions = ''] = /node: \[(.*)\]/.exec(workflow) ?? []
  const [oldest = ''] = versions.replaceAll("'", '').split(', ')
  expect(`>=${oldest}`).toBe(manifest.engines.node)
  // By commit, not by a tag that somebody can move.
  const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action)
  expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([])
})

test('.ci/run installs, tests and checks', () => {
  const steps = [...read('.ci/run').matchAll(/^step (.*?) \|\|/gm)].map(([, command]) => command)
  expect(steps).toEqual(['npm cit', 'npm run check'])
})

test('compose.yaml is the server of the tutorial, at the oldest PostgreSQL that is promised', () => {
  const compose = read('compose.yaml')
  const [, url = ''] = /^export MIGRATE_URL=(\S+)$/m.exec(read('docs/tutorial.md')) ?? []
  const { password, hostname, port } = new URL(url)
  expect(compose).toContain(`POSTGRES_PASSWORD: ${password}\n`)
  expect(compose).toContain(`'${hostname}:${port}:5432'`)
  expect(compose).toContain('image: postgres:15\n')
})

test('editors are told what prettier does', () => {
  const { printWidth } = JSON.parse(read('.prettierrc.json')) as { readonly printWidth: number }
  expect(read('.editorconfig')).toContain(`max_line_length = ${printWidth}\n`)
})

test('each release of the CHANGELOG has a Database section', () => {
  const releases = read('CHANGELOG.md').split(/^## /m).slice(1)
  expect(releases.length).toBeGreaterThan(0)
  expect(releases.filter((release) => !/^### Database$/m.test(release))).toEqual([])
})

test('the licence is the one that the package names', () => {
  expect(read('LICENSE')).toMatch(new RegExp(`^${manifest.license} License`))
})
