import { copyIn, customers, service } from '../../dist/index.js'
import { answers } from '../answers.mjs'
import { guests } from '../guests.mjs'
import { growthWithDb } from './growth.mjs'

/** Customers that are made while they are sent, all in one transaction; the server counts how many are new. */
answers({
  run: ({ tenantId, count, ...urls }) =>
    growthWithDb(urls, async (db) => {
      const me = service(tenantId)
      const stored = () => db.as(me, (tx) => tx.$count(customers))
      const before = await stored()
      await db.as(me, (tx) => copyIn(tx, customers, guests(count)))
      return (await stored()) - before
    }),
})
