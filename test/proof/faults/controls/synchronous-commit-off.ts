import type { Control } from '../fault.ts'
import { CONNECTIONS, crashOnce } from '../server-kills.ts'
import { underLoad } from '../under-load.ts'

const CRASHES = 10

/** A server that answers a commit before it is written: killed, it must lose some, or the kills prove nothing. */
export const synchronousCommitOff: Control = {
  name: 'synchronous-commit-off',
  share: 1,
  async run(arena) {
    const { node } = arena.home
    const restart = async (settings: Readonly<Record<string, string>>) => {
      await node.stop()
      await node.start(settings)
    }
    await restart({ synchronous_commit: 'off', wal_writer_delay: '10s' })
    try {
      for (let crashes = 1; ; crashes += 1) {
        const stage = {
          fault: `${synchronousCommitOff.name}-${crashes}`,
          connections: CONNECTIONS,
          deadlineMs: 2000,
        }
        const { verdict } = await underLoad(arena, stage, async (load) => {
          await crashOnce(arena, load)
          return { counts: {} }
        })
        const note = `${verdict.ackedLost} acknowledged lost in crash ${crashes}`
        if (verdict.ackedLost > 0 || crashes === CRASHES) return { shown: verdict.ackedLost > 0, note }
      }
    } finally {
      await restart({ synchronous_commit: 'on', wal_writer_delay: '200ms' })
    }
  },
}
