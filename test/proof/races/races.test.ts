import { expect, inject, test } from 'vitest'
import { twinFailed } from './prove.ts'
import { races } from './races.ts'
import { tryRace } from './try.ts'

/** Enough for a crowd on every connection; the command tries more. */
const ATTEMPTS = 32

test.for(races.map((race) => [race.name, race.rule, race] as const))(
  '%s: %s',
  { timeout: 300_000 },
  async ([, , race]) => {
    const tried = await tryRace(race, inject('serverUrl'), { attempts: ATTEMPTS, short: true })
    const { explored, stormed } = tried.verb
    expect(explored.broken).toEqual([])
    expect(stormed.broken).toEqual([])
    expect(explored.interleavings).toBeGreaterThan(1)
    // A race that its naive twin wins, too, would be green whatever the verb does.
    expect(twinFailed(tried)).toBe(true)
  },
)
