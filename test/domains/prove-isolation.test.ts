import { expect } from 'vitest'
import { proveIsolation } from '../../src/testing.ts'
import { test } from '../database.ts'
import { aLivedInTenant } from './lived-in.ts'

test('no attack reaches a row of another tenant: every table, every actor, both modes of the context', async ({
  db,
}) => {
  const proof = await proveIsolation(db, { tenant: aLivedInTenant, onProgress: console.log })
  console.log(proof)
  expect(proof.leaks).toEqual([])
  expect(proof.attacks).toBeGreaterThanOrEqual(60)
})
