import { describe, expect } from 'vitest'
import { verify } from '../../src/migrations.ts'
import { rules } from '../../src/verify/rules.ts'
import { test } from '../database.ts'
import { asSuperuser } from '../domains/as-owner.ts'
import { aLivedInTenant } from '../domains/lived-in.ts'
import { corruptions } from './corruptions.ts'

describe('verify', () => {
  test('finds nothing where only the library has written', async ({ db }) => {
    const { tenantId } = await aLivedInTenant(db)
    expect(await verify(db, { tenantId })).toEqual({ tenants: 1, rules: rules.length, differences: [] })
  })

  test.for(corruptions)('$rule: $what', async ({ sql, noticed }, { db }) => {
    const { tenantId } = await aLivedInTenant(db)
    const made = sql.replaceAll('$tenant', `'${tenantId}'`)
    const touched = await asSuperuser(db, 'set local session_replication_role = replica', `${made} returning 1`)
    expect(touched).not.toEqual([])
    const { differences } = await verify(db, { tenantId })
    expect([...new Set(differences.map(({ rule }) => rule))].toSorted()).toEqual(noticed.toSorted())
    expect(differences.filter((one) => one.tenantId !== tenantId || one.subject === '')).toEqual([])
  })

  test('has a corruption for every rule, and names each rule once', () => {
    const ids = rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...new Set(corruptions.map(({ rule }) => rule))].toSorted()).toEqual(ids.toSorted())
  })

  test('says what it comes to, and what is there instead', async ({ db }) => {
    const { tenantId } = await aLivedInTenant(db)
    await asSuperuser(
      db,
      'set local session_replication_role = replica',
      `update coupons set redeemed = 3 where tenant_id = '${tenantId}'`,
    )
    const [coupon] = await asSuperuser<{ id: string }>(db, `select id from coupons where tenant_id = '${tenantId}'`)
    expect((await verify(db, { tenantId })).differences).toEqual([
      { tenantId, rule: 'coupons', subject: coupon?.id, expected: '1', found: '3' },
    ])
  })

  test('goes through all tenants, and tells how many', async ({ db }) => {
    const [one, other] = [await aLivedInTenant(db), await aLivedInTenant(db)]
    await asSuperuser(
      db,
      'set local session_replication_role = replica',
      `update coupons set redeemed = 0 where tenant_id = '${other.tenantId}'`,
    )
    const told: number[] = []
    const { tenants, differences } = await verify(db, { onProgress: (count) => told.push(count) })
    expect(told).toEqual(Array.from({ length: tenants }, (_, i) => i + 1))
    const found = differences.filter(({ tenantId }) => [one.tenantId, other.tenantId].includes(tenantId))
    expect(found).toMatchObject([{ tenantId: other.tenantId, rule: 'coupons' }])
  })
})
