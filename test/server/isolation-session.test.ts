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
