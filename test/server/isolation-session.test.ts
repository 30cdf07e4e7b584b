import { expect } from 'vitest'
import { serverAccess } from '../../src/testing/isolation/session.ts'
import { test } from '../database.ts'

// Around the 16 KiB at which a stream counts as full, and the 64 KiB that a connection reads at once.
const kilobytes = Array.from({ length: 80 }, (_, i) => i + 1)

test('what COPY sends comes back whole, however much it is, and the connection goes on', async ({ db }) => {
  const { url, superuserUrl } = db.server!
  const access = serverAccess(url, superuserUrl)
  try {
    for (const size of kilobytes) {
      const { text } = await access.app.send(
        `copy (select repeat('x', 1023) from generate_series(1, ${size})) to stdout`,
      )
      expect(text.length).toBe(size * 1024)
    }
  } finally {
    await access.app.close()
    await access.superuser.close()
  }
})

test('what a trigger refuses after the last row of a COPY is the answer to it, and the connection goes on', async ({
  db,
}) => {
  const { url, superuserUrl } = db.server!
  const { app, superuser } = serverAccess(url, superuserUrl)
  try {
    await superuser.send('create temporary table refusing (n integer)')
    await superuser.send(
      `create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise 'not these'; end $$`,
    )
    await superuser.send(
      'create trigger refuse after insert on refusing for each statement execute function pg_temp.refuse()',
    )
    const { code, text } = await superuser.send('copy refusing from stdin')
    expect({ code, text }).toEqual({ code: 'P0001', text: expect.stringContaining('not these') })
    // Sent together, as the attacks are: what is left of the one must not call off the other.
    await superuser.send('create temporary table taking (n integer)')
    const [, next] = await Promise.all(['select 1', 'copy taking from stdin'].map((text) => superuser.send(text)))
    expect(next).toEqual({ code: undefined, text: '' })
    expect(await superuser.send('select 1 as n')).toEqual({ code: undefined, text: '[{"n":1}]' })
  } finally {
    await app.close()
    await superuser.close()
  }
})
