import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { isDbError } from '../../src/index.ts'
import { test as base } from '../database.ts'
import { asOwner, asOwnerUndone, asSuperuser } from '../domains/as-owner.ts'
import { footprint } from '../domains/footprint.ts'
import { byHand } from './by-hand.ts'
import { domains } from './domains.ts'
import type { Attempt, Invariant } from './invariant.ts'
import { again } from './quotes.ts'
import { aScene, type Scene } from './scene.ts'

/** One scene for the whole file: every attempt on it is refused, and leaves it as it was. */
const test = base.extend<{ scene: Scene }>({
  scene: [
    async ({ db }, use) => {
      await use(await aScene(db))
    },
    { scope: 'file' },
  ],
})

async function attempt(scene: Scene, { as, sql: statements, verb }: Attempt): Promise<unknown> {
  if (verb) return verb(scene)
  const written = statements?.(scene) ?? []
  const all = typeof written === 'string' ? [written] : written
  if (as === 'owner') return asOwner(scene.db, scene.service, ...all)
  return scene.db.as(scene[as], async (tx) => {
    for (const statement of all) await tx.execute(sql.raw(statement))
  })
}

async function refusal(scene: Scene, tried: Attempt): Promise<unknown> {
  try {
    await attempt(scene, tried)
  } catch (error) {
    return error
  }
  return undefined
}

const said = ({ sql: statements, verb, as }: Attempt, scene: Scene) =>
  `${as}: ${verb ? 'a verb' : String(statements?.(scene))}`

const all = domains.flatMap(({ title, invariants }) =>
  invariants.map((invariant): [name: string, invariant: Invariant] => [`${title}: ${invariant.name}`, invariant]),
)

describe('the invariants', () => {
  test('are at least 99, each with a name of its own', () => {
    const names = all.map(([name]) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThanOrEqual(99)
  })

  test('are held by what is in the catalogue', async ({ db }) => {
    const rows = await asSuperuser<{ name: string }>(
      db,
      `select conname::text as name from pg_constraint where contype <> 't'
       union select tgname::text from pg_trigger where not tgisinternal
       union select polname::text from pg_policy
       union select c.relname::text from pg_index i join pg_class c on c.oid = i.indexrelid where i.indisunique
       union select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid where a.attgenerated <> ''`,
    )
    const known = new Set(rows.map(({ name }) => name))
    expect(all.flatMap(([, { heldBy }]) => heldBy).filter((name) => !known.has(name))).toEqual([])
    expect(all.filter(([, { heldBy }]) => heldBy.length === 0)).toEqual([])
  })

  test('are tried by the application, and by the owner unless it says why not', () => {
    for (const [name, { attempts, onlyAgainstTheApplication: reason }] of all) {
      expect(
        attempts.some(({ as }) => as !== 'owner'),
        name,
      ).toBe(true)
      if (reason === undefined)
        expect(
          attempts.some(({ as }) => as === 'owner'),
          name,
        ).toBe(true)
    }
  })

  test('let an order by hand stand when nothing is wrong with it', async ({ db, scene }) => {
    await asOwnerUndone(db, scene.service, ...byHand(scene), 'set constraints all immediate')
  })

  test('let a quote by hand stand when nothing is wrong with it', async ({ db, scene }) => {
    await asOwnerUndone(db, scene.customer, again()(scene))
  })

  test.for(all)('%s', async ([, { attempts }], { db, scene }) => {
    const before = await footprint(db, scene.tenantId)
    for (const tried of attempts) {
      const error = await refusal(scene, tried)
      const what = `${said(tried, scene)}\n→ ${String(error)}`
      expect(isDbError(error), what).toBe(true)
      const { code, ...details } = tried.refused
      expect(error, what).toMatchObject({ ...(code === undefined ? {} : { code }), details })
    }
    expect(await footprint(db, scene.tenantId)).toEqual(before)
    expect(await footprint(db, scene.other.tenantId)).not.toEqual(before)
  })
})
