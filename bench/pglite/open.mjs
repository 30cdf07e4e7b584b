import { newTenant, openTestDb } from '../../dist/testing.js'

/** How long it takes to open a database in a process that did nothing before, and to make tenants in it. */
const began = performance.now()
const db = await openTestDb()
const seconds = (performance.now() - began) / 1000
const tenants = []
for (let n = 0; n <= Number(process.argv[2]); n++) {
  const asked = performance.now()
  await newTenant(db)
  // The first one is planned and compiled; the others are what a file of tests pays for.
  if (n > 0) tenants.push(performance.now() - asked)
}
await db.close()
process.send?.({ seconds, tenants })
