import { setTimeout as sleep } from 'node:timers/promises'
import { followFrom } from '../cluster/standby.ts'
import { withPair } from '../failover.ts'
import type { Control } from '../fault.ts'

/** A standby that nobody waits for, and that has fallen behind: promoted, it must lack what was acknowledged meanwhile. */
export const asynchronousStandby: Control = {
  name: 'asynchronous-standby',
  share: 0,
  async run(arena) {
    const { verdict } = await withPair(arena, asynchronousStandby.name, async (pair, { told, heal }) => {
      await followFrom(pair.standby, pair.primary)
      await pair.standby.stop()
      const acked = told.acked.size
      while (told.acked.size < acked + 20) await sleep(5)
      await pair.primary.crash()
      await pair.standby.start()
      await pair.takeOver()
      await heal()
      return { counts: {}, note: '' }
    })
    return { shown: verdict.ackedLost > 0, note: `${verdict.ackedLost} acknowledged lost in one failover` }
  },
}
