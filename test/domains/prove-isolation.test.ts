import { expect } from 'vitest'
import { proveIsolation } from '../../src/testing.ts'
import { test } from '../database.ts'
import { tenantTables } from './footprint.ts'
import { aLivedInTenant } from './lived-in.ts'

// Refuses by itself when a table has no row of the lived-in tenant, or when an attack would not bite on it.
test('no attack reaches another tenant: every table, every kind of actor, both modes of the context', async ({
  db,
}) => {
  const proof = await proveIsolation(db, { tenant: aLivedInTenant })
  expect(proof.leaks).toEqual([])
  expect(proof.attacks).toBeGreaterThanOrEqual(200)
  expect(proof.tables).toBeGreaterThanOrEqual(tenantTables.length)
}, 600_000)
