import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { signContext } from '../../src/client/token.ts'
import { type Actor, newId, orders, restaurants, service, staff } from '../../src/index.ts'
import { type ContextKey, pads } from '../../src/kernel/context-key.ts'
import { anOrder, asNobody, newTenant, type TestDb } from '../../src/testing.ts'
import { test } from '../database.ts'
import { asSuperuser } from './as-owner.ts'

const inAMinute = () => new Date(Date.now() + 60_000)
const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString('hex')}'`

let lastKey = 100

/** A key that the database knows and the handle does not: to sign by hand what the handle never would. */
async function aKey(db: TestDb, validUntil = 'null'): Promise<ContextKey> {
  lastKey += 1
  const key = { id: lastKey, secret: randomBytes(32) }
  const { inner, outer } = pads(key.secret)
  await asSuperuser(
    db,
    `insert into app_private.context_keys (key_id, inner_pad, outer_pad, valid_until_at)
     values (${key.id}, ${hex(inner)}, ${hex(outer)}, ${validUntil})`,
  )
  return key
}

const enter = (db: TestDb, ...tokens: readonly string[]) =>
  asNobody(db, async (tx) => {
    for (const token of tokens) await tx.execute(sql`select app.enter(${token})`)
    const [row] = await tx.execute<{ tenant: string; actor: string }>(
      sql`select app.tenant_id()::text as tenant, app.actor() as actor`,
    )
    return row
  })

const refused = (code: string, constraint: string) => ({ code, details: { sqlstate: '42501', constraint } })
const invalid = refused('CONTEXT_INVALID', 'app_context_invalid')

describe('a signed context', () => {
  test('says who acts for which tenant, in every kind', async ({ db, tenant }) => {
    const key = await aKey(db)
    const { tenantId, customerId } = tenant
    const cases: readonly (readonly [Actor, string])[] = [
      [tenant.customer, `customer:${customerId}`],
      [tenant.staff, `staff:${tenant.ownerMembershipId}`],
      [tenant.courier, expect.stringMatching(/^courier:/)],
      [tenant.service, 'service:00000000-0000-0000-0000-000000000000'],
    ]
    for (const [actor, name] of cases) {
      expect(await enter(db, signContext(key, actor, inAMinute()))).toEqual({ tenant: tenantId, actor: name })
    }
  })

  test.for<[what: string, forge: (token: string) => string]>([
    ['is empty', () => ''],
    ['is garbage', () => 'x'.repeat(151)],
    ['is one character short', (token) => token.slice(0, -1)],
    ['is one character long', (token) => `${token}0`],
    ['names another tenant', (token) => token.slice(0, 79) + newId() + token.slice(115)],
    ['names another actor', (token) => token.slice(0, 115) + newId()],
    ['makes a customer of staff', (token) => `${token.slice(0, 78)}c${token.slice(79)}`],
    ['lives longer than it was given', (token) => `${token.slice(0, 68)}9999999999${token.slice(78)}`],
    ['has one bit of its signature turned', (token) => (token.startsWith('0') ? '1' : '0') + token.slice(1)],
    ['carries a quote', (token) => `${token.slice(0, 150)}'`],
    ['writes its signature in capitals', (token) => `ABCDEF${token.slice(6)}`],
    ['has a kind that there is not', (token) => `${token.slice(0, 78)}x${token.slice(79)}`],
  ])('is refused when it %s', async ([, forge], { db, tenant }) => {
    const key = await aKey(db)
    const token = signContext(key, tenant.staff, inAMinute())
    await expect(enter(db, forge(token))).rejects.toMatchObject(invalid)
  })

  test('is refused with a signature that is right for another secret', async ({ db, tenant }) => {
    const key = await aKey(db)
    const forged = signContext({ id: key.id, secret: randomBytes(32) }, tenant.staff, inAMinute())
    await expect(enter(db, forged)).rejects.toMatchObject(invalid)
    const pad = createHmac('sha256', '').update('').digest('hex')
    await expect(enter(db, pad + forged.slice(64))).rejects.toMatchObject(invalid)
  })

  test('is refused with a key that the database does not know, or that is retired', async ({ db, tenant }) => {
    const unknown = refused('CONTEXT_KEY_UNKNOWN', 'app_context_key_unknown')
    const nowhere = signContext({ id: 9999, secret: randomBytes(32) }, tenant.staff, inAMinute())
    await expect(enter(db, nowhere)).rejects.toMatchObject(unknown)
    const retired = await aKey(db, `now() - interval '1 second'`)
    await expect(enter(db, signContext(retired, tenant.staff, inAMinute()))).rejects.toMatchObject(unknown)
    const retiring = await aKey(db, `now() + interval '1 minute'`)
    expect(await enter(db, signContext(retiring, tenant.staff, inAMinute()))).toMatchObject({ tenant: tenant.tenantId })
  })

  test('is refused past its expiry', async ({ db, tenant }) => {
    const key = await aKey(db)
    const expired = signContext(key, tenant.staff, new Date(Date.now() - 2_000))
    await expect(enter(db, expired)).rejects.toMatchObject(refused('CONTEXT_EXPIRED', 'app_context_expired'))
  })

  test('is entered once: not again, not for another tenant, not after a savepoint', async ({ db, tenant }) => {
    const key = await aKey(db)
    const other = await newTenant(db)
    const token = signContext(key, tenant.staff, inAMinute())
    const already = refused('CONTEXT_ALREADY_SET', 'app_context_already_set')
    await expect(enter(db, token, token)).rejects.toMatchObject(already)
    await expect(enter(db, token, signContext(key, other.staff, inAMinute()))).rejects.toMatchObject(already)
    await expect(enter(db, token, 'garbage')).rejects.toMatchObject(already)
    const inside = db.as(tenant.staff, (tx) => tx.execute(sql`select app.enter(${token})`))
    await expect(inside).rejects.toMatchObject(already)
  })

  test('ends with its transaction', async ({ db, tenant }) => {
    await anOrder(tenant)
    const after = asNobody(db, (tx) => tx.select().from(orders))
    await expect(after).rejects.toMatchObject(refused('CONTEXT_MISSING', 'app_context_missing'))
  })

  test('of a tenant that does not exist sees nothing, and creates nothing but a tenant', async ({ db }) => {
    const ghost = newId()
    expect(await db.as(service(ghost), (tx) => tx.select().from(orders))).toEqual([])
    const writing = db.as(staff(ghost, newId()), (tx) =>
      tx.insert(restaurants).values({ id: newId(), name: 'Fantasma', cuisine: 'ninguna' }),
    )
    await expect(writing).rejects.toMatchObject({ code: 'REFERENCED' })
  })
})
