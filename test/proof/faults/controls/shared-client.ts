import { drive } from '../drivers/drive.ts'
import type { Control } from '../fault.ts'

const TRIES = 5
const SECONDS = 3

/**
 * postgres.js as everybody uses it, one client and `sql.begin`, under the same kills: rows must turn up in another
 * tenant, or the kills do not hit where it hurts.
 */
export const sharedClient: Control = {
  name: 'shared-client',
  share: 0,
  async run({ home, random }) {
    const found = { crossTenant: 0, half: 0, hung: 0, uncaught: 0 }
    for (let count = 0; count < TRIES && found.crossTenant === 0; count += 1) {
      const { verdict, hung, uncaught } = await drive(
        home,
        {
          driver: 'shared',
          fault: `${sharedClient.name}-${count}`,
          seed: random.between(0, 2 ** 31),
          seconds: SECONDS,
          connections: 16,
          clients: 48,
          pauseMs: 200,
          shape: 'steps',
        },
        true,
      )
      found.crossTenant += verdict.crossTenant
      found.half += verdict.half
      found.hung += hung
      found.uncaught += uncaught
    }
    const note = Object.entries(found).map(([what, count]) => `${what} ${count}`)
    return { shown: found.crossTenant > 0, note: note.join(', ') }
  },
}
