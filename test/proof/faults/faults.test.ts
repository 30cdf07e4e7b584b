import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { defaultDriver, serverDrivers } from '../../../src/client/drivers/server-drivers.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What is started and stopped around the faults comes on top, and takes longer on a busy machine. */
const SECONDS = 10

describe('whatever breaks, what is acknowledged stays, nobody sees or writes another tenant’s, and nobody waits for ever', () => {
  // The judge's controls go with the default driver; the other is put to the same faults.
  test.for(serverDrivers)('with the driver %s', { timeout: 300_000 }, async (driver) => {
    const { scripts } = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(scripts['prove:faults']).toBe('tsx scripts/prove-faults.ts')
    const asked = ['--json', '--seconds', String(SECONDS), ...(driver === defaultDriver ? [] : ['--driver', driver])]
    const args = ['--import', 'tsx', 'scripts/prove-faults.ts', ...asked]
    // In a process of its own, so that what nobody caught is counted there. It ends with an error when anything is broken.
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
    const { kills, idleKills, serverKills, failovers, transactions, healMs, ...rest } = JSON.parse(stdout) as Record<
      string,
      number
    >
    expect(rest).toEqual({ crossTenant: 0, half: 0, ackedLost: 0, uncaught: 0, hung: 0, controlsFailed: 0 })
    expect(healMs).toBeLessThanOrEqual(10_000)
    expect(Math.min(kills!, idleKills!, serverKills!, failovers!, transactions!)).toBeGreaterThan(0)
  })
})
