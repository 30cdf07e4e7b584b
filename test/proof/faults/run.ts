import type { ServerDriver } from '../../../src/client/drivers/server-drivers.ts'
import { Node } from './cluster/node.ts'
import { asynchronousStandby } from './controls/asynchronous-standby.ts'
import { oracleSees } from './controls/oracle-sees.ts'
import { sharedClient } from './controls/shared-client.ts'
import { synchronousCommitOff } from './controls/synchronous-commit-off.ts'
import { backendKills } from './backend-kills.ts'
import { clientKills } from './client-kills.ts'
import { diskFull } from './disk-full.ts'
import { failover } from './failover.ts'
import type { Control, Fault } from './fault.ts'
import { idleKills } from './idle-kills.ts'
import { install } from './installation.ts'
import { network } from './network.ts'
import { forSeconds, type Pace, untilDone } from './pace.ts'
import { pgbouncer } from './pgbouncer.ts'
import { poolExhaustion } from './pool-exhaustion.ts'
import { Random } from './random.ts'
import type { Figures, Result } from './result.ts'
import { serverKills } from './server-kills.ts'
import { timeouts } from './timeouts.ts'

const faults: readonly Fault[] = [
  backendKills,
  idleKills,
  serverKills,
  clientKills,
  network,
  poolExhaustion,
  timeouts,
  diskFull,
  failover,
  pgbouncer,
]

/** The promise; a short run, beside other tests on a busy machine, asks only that it heals at all. */
const HEAL_MS = { full: 1000, short: 10_000 } as const

const controls: readonly Control[] = [oracleSees, synchronousCommitOff, asynchronousStandby, sharedClient]

export interface RunOptions {
  readonly seed: number
  /** Roughly how long all of it may take; without, every fault goes on until its goal is reached. */
  readonly seconds: number | undefined
  readonly only?: string | undefined
  readonly driver?: ServerDriver | undefined
  readonly say: (line: string) => void
}

export interface Proof {
  readonly figures: Figures
  /** What did not hold; empty when the proof stands. */
  readonly broken: readonly string[]
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  /** As the server names itself. */
  readonly server: string
}

/** Every fault, one after another, on servers of this process' own; then the controls. */
export async function prove({ seed, seconds, only, driver, say }: RunOptions): Promise<Proof> {
  const asked = ({ name }: Fault | Control) => only === undefined || only === name
  if (![...faults, ...controls].some(asked)) throw new Error(`there is no fault ${only}`)
  const escaped = watchForUncaught()
  await using node = await Node.create()
  await node.initialise()
  // SIGKILL takes processes, not the machine: what the kernel was given stays, so fsync would only cost time.
  await node.start({ fsync: 'off' })
  const home = await install(node, driver)
  const results: Result[] = []
  const broken: string[] = []
  const skipped: { name: string; reason: string }[] = []
  let controlsFailed = 0

  const paceOf = paces(seconds)

  const each = async <T extends Fault | Control>(one: T, tell: (it: Awaited<ReturnType<T['run']>>) => string) => {
    const started = performance.now()
    // What each `run` of a fault or a control gives is what its own `tell` takes.
    const outcome = (await one.run({ home, random: new Random(seed, one.name), pace: paceOf(one) })) as Awaited<
      ReturnType<T['run']>
    >
    const took = ((performance.now() - started) / 1000).toFixed(1)
    if ('skipped' in outcome) skipped.push({ name: one.name, reason: outcome.skipped })
    say(
      `${one.name.padEnd(24)}${took.padStart(6)} s  ${'skipped' in outcome ? `SKIPPED: ${outcome.skipped}` : tell(outcome)}`,
    )
  }

  for (const fault of faults.filter(asked)) {
    await each(fault, (outcome) => {
      if ('skipped' in outcome) return outcome.skipped
      results.push(outcome)
      if (outcome.healMs > HEAL_MS[seconds === undefined ? 'full' : 'short']) {
        broken.push(`${fault.name}: the pool healed only after ${outcome.healMs} ms`)
      }
      broken.push(...outcome.broken.map((what) => `${fault.name}: ${what}`))
      return line(outcome)
    })
  }
  // They show that the judge sees, whoever is judged: once is enough.
  for (const control of driver === undefined ? controls.filter(asked) : []) {
    await each(control, (outcome) => {
      if ('skipped' in outcome) return outcome.skipped
      if (!outcome.shown) {
        controlsFailed += 1
        broken.push(`the control ${control.name} did not show its fault: ${outcome.note}`)
      }
      return `control ${outcome.shown ? 'shows its fault' : 'SHOWS NOTHING'}: ${outcome.note}`
    })
  }
  const uncaught = escaped()
  if (uncaught.length > 0) broken.push(...uncaught.map((what) => `uncaught: ${what}`))
  return {
    figures: total(results, uncaught.length, controlsFailed),
    broken,
    skipped,
    server: await node.version(),
  }
}

/** Each its part of the seconds; what starts and stops around them comes on top. */
function paces(seconds: number | undefined): (one: Fault | Control) => Pace {
  if (seconds === undefined) return () => untilDone
  const all = [...faults, ...controls].reduce((sum, { share }) => sum + share, 0)
  return ({ share }) => forSeconds((seconds * share) / all)
}

function total(results: readonly Result[], uncaught: number, controlsFailed: number): Figures {
  const sum = (of: (result: Result) => number) => results.reduce((all, result) => all + of(result), 0)
  return {
    kills: sum(({ counts }) => counts.kills ?? 0),
    idleKills: sum(({ counts }) => counts.idleKills ?? 0),
    serverKills: sum(({ counts }) => counts.serverKills ?? 0),
    failovers: sum(({ counts }) => counts.failovers ?? 0),
    transactions: sum(({ transactions }) => transactions),
    crossTenant: sum(({ verdict }) => verdict.crossTenant),
    half: sum(({ verdict }) => verdict.half + verdict.deniedKept),
    ackedLost: sum(({ verdict }) => verdict.ackedLost),
    uncaught,
    hung: sum(({ hung }) => hung),
    healMs: Math.max(0, ...results.map(({ healMs }) => healMs)),
    controlsFailed,
  }
}

function line({ counts, transactions, verdict, hung, healMs, broken, note }: Result): string {
  return [
    ...Object.entries(counts).map(([what, count]) => `${what} ${count}`),
    ...(note === undefined ? [] : [note]),
    `transactions ${transactions}`,
    ...Object.entries({ ...verdict, hung }).map(([what, count]) => `${what} ${count}`),
    `healed in ${healMs} ms`,
    ...broken.map((what) => `BROKEN: ${what}`),
  ].join(', ')
}

/** Whatever reaches the process itself has escaped every caller: with nobody listening, it would end an application. */
function watchForUncaught(): () => readonly string[] {
  const escaped: string[] = []
  const note = (error: unknown) =>
    escaped.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
  return () => {
    process.off('uncaughtException', note)
    process.off('unhandledRejection', note)
    return escaped
  }
}
