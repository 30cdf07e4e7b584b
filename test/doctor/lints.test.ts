import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleTable } from '../../src/doctor/example-table.ts'
import type { Case, Lint } from '../../src/doctor/lint.ts'
import { lints } from '../../src/doctor/lints.ts'
import { type Found, runLint } from '../../src/doctor/run-lint.ts'
import { withCatalogPath } from '../../src/drift/catalog-path.ts'
import { durable } from '../lanes/servers.ts'
import { aPatient, aServer, engines, type Patient } from './a-patient.ts'

const inSql = lints.filter(({ example }) => typeof example.bad === 'string')
const ofVersions = lints.filter(({ example }) => isVersion(example.bad))
const ofServers = lints.filter(({ example }) => typeof example.bad === 'object' && !isVersion(example.bad))

describe.for(engines)('on %s,', (engine) => {
  let patient: Patient
  beforeAll(async () => {
    patient = await aPatient(engine)
  })
  afterAll(() => patient.stop())

  /** What a lint finds behind the example table and some statements, all of it undone. */
  async function findings(lint: Lint, statements: Case): Promise<readonly Found[]> {
    if (typeof statements !== 'string') throw new Error('not to be had by statements')
    const { connection } = patient
    await connection.run('begin')
    try {
      await connection.run(exampleTable)
      await connection.run(statements)
      return await withCatalogPath(connection, () => runLint(connection, lint))
    } finally {
      await connection.run('rollback')
    }
  }

  test.for(inSql)('$id finds its bad example', async (lint) => {
    const [database] = await patient.connection.run('select current_database() as name')
    const object = lint.example.found.replace('current_database()', String(database?.['name']))
    expect((await findings(lint, lint.example.bad)).map((found) => found.object)).toContain(object)
  })

  test.for(inSql)('$id finds nothing in its good example, nor in our schema', async (lint) => {
    const found = await findings(lint, lint.example.good)
    expect(lint.level === 'info' ? found.filter(({ object }) => object === lint.example.found) : found).toEqual([])
  })

  test.for(ofVersions)('$id finds what an old release lacks, and nothing in a new one', async (lint) => {
    const at = ({ version }: { version: number }) => ({
      ...lint,
      sql: lint.sql.replaceAll(`current_setting('server_version_num')`, `'${version}'`),
    })
    const { bad, good, found } = lint.example
    if (!isVersion(bad) || !isVersion(good)) throw new Error('both examples are versions')
    expect((await findings(at(bad), '')).map(({ object }) => object)).toContain(found)
    expect(await findings(at(good), '')).toEqual([])
  })
})

// Two servers each: on a busy machine that takes its time.
test.for(ofServers)('$id finds a server of that kind, and nothing in another', { timeout: 180_000 }, async (lint) => {
  const foundOn = async (kind: Case): Promise<readonly string[]> => {
    if (typeof kind === 'string' || isVersion(kind)) throw new Error('no server')
    const patient = await ('major' in kind
      ? aServer(kind.major, durable)
      : aServer(15, { full_page_writes: 'on', ...kind.settings }))
    try {
      return (await runLint(patient.connection, lint)).map(({ object }) => object)
    } finally {
      await patient.stop()
    }
  }
  expect(await foundOn(lint.example.bad)).toEqual([lint.example.found])
  expect(await foundOn(lint.example.good)).toEqual([])
})

test('every lint has an id of its own, in the order of the ids, and an example that can be tried', () => {
  const ids = lints.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(inSql.length + ofVersions.length + ofServers.length).toBe(lints.length)
  for (const { example } of lints) expect(typeof example.good).toBe(typeof example.bad)
})

function isVersion(kind: Case): kind is { readonly version: number } {
  return typeof kind === 'object' && 'version' in kind
}
