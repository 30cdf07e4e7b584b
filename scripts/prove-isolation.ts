// npm run prove:isolation [-- --json] [-- --record] [-- --only matrix|mutants] [-- --driver postgres|pg]
// Attacks our tables on PostgreSQL 15 and on PGlite, in both modes of the context, then breaks copies of the database and
// attacks those. Starts a server of its own, because some mutants change its roles.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serverDrivers } from '../src/client/drivers/server-drivers.ts'
import type { IsolationProof } from '../src/testing.ts'
import { startServer } from '../test/lanes/servers.ts'
import { prove } from '../test/proof/isolation/prove.ts'
import { runMutants } from '../test/proof/isolation/run-mutants.ts'
import { recordProof } from './proof.ts'

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    only: { type: 'string' },
    embedded: { type: 'boolean', default: false },
    driver: { type: 'string' },
  },
})

const driver = serverDrivers.find((name) => name === options.driver)
if (driver !== options.driver) throw new Error(`--driver is one of ${serverDrivers.join(', ')}`)

if (options.embedded) {
  const proof = await prove(undefined, said('PGlite'))
  process.send?.(proof)
} else {
  await main()
}

async function main(): Promise<void> {
  const server = await startServer(15)
  try {
    const started = performance.now()
    // Each in a process of its own: the embedded database keeps its processor busy.
    const proofs =
      options.only === 'mutants'
        ? []
        : await Promise.all([prove(server.adminUrl, said('PostgreSQL 15'), driver), embedded()])
    const matrixSeconds = seconds(started)
    for (const proof of proofs) report(proof)
    const mutating = performance.now()
    const { mutants, killed, survivors } =
      options.only === 'matrix' ? { mutants: 0, killed: 0, survivors: [] } : await mutate(server.adminUrl)
    const mutantSeconds = seconds(mutating)
    const leaks = proofs.flatMap((proof) => proof.leaks).length
    const figures = {
      engines: proofs.map(({ engine }) => engine),
      attacks: Math.max(0, ...proofs.map(({ attacks }) => attacks)),
      tables: Math.max(0, ...proofs.map(({ tables }) => tables)),
      cases: proofs.reduce((sum, { cases }) => sum + cases, 0),
      leaks,
      mutants,
      killed,
    }
    if (leaks > 0 || survivors.length > 0) process.exitCode = 1
    console.log(`matrix ${matrixSeconds} s, mutants ${mutantSeconds} s`)
    if (options.record) {
      const controls = proofs.reduce((sum, proof) => sum + proof.controls, 0)
      const residual = new Map(proofs.flatMap((proof) => proof.residual).map(({ name, reason }) => [name, reason]))
      recordProof('isolation', {
        command: 'npm run prove:isolation -- --record',
        figures: { ...figures, controls, matrixSeconds, mutantSeconds },
        residual: [...residual].map(([name, reason]) => ({ name, reason })),
      })
    }
    if (options.json) console.log(JSON.stringify(figures))
  } finally {
    await server.stop()
  }
}

function said(who: string): (message: string) => void {
  return (message) => console.log(`${who}: ${message}`)
}

async function embedded(): Promise<IsolationProof> {
  const child = fork(fileURLToPath(import.meta.url), ['--embedded'], { execArgv: process.execArgv })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the embedded proof ended with ${String(code)}`)
  })
  // What the child sends is what `prove` returned there.
  const [proof] = (await Promise.race([once(child, 'message'), ended])) as [IsolationProof]
  child.kill()
  return proof
}

async function mutate(serverUrl: string) {
  const result = await runMutants(serverUrl, ({ id, name }, by) =>
    console.log(`mutant ${id}, ${name}: ${by.length > 0 ? `killed by ${by.slice(0, 6).join(' ')}` : 'SURVIVES'}`),
  )
  console.log(`${result.killed} of ${result.mutants} mutants killed`)
  return result
}

function report({ engine, attacks, tables, cases, controls, leaks, residual }: IsolationProof): void {
  console.log(
    `${engine}: ${attacks} attacks on ${tables} tables, ${cases} cases, ${controls} controls, ${leaks.length} leaks`,
  )
  for (const leak of leaks) console.log(`  LEAK ${JSON.stringify(leak)}`)
  for (const { name, reason } of residual) console.log(`  left open: ${name} — ${reason}`)
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000)
}
