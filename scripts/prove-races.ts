// npm run prove:races [-- --json] [-- --record] [-- --only RACE] [-- --attempts N] [-- --seconds N]
// Lets what must not collide collide: every race in every order of turns, and in a storm on 16 connections; each beside a
// naive twin, which must fail. On the server of TEST_DATABASE_URL, or a PostgreSQL 15 of its own.
import { startServer } from '../test/lanes/servers.ts'
import { readCommandLine, usage } from '../test/proof/races/command-line.ts'
import { CONNECTIONS } from '../test/proof/races/home.ts'
import { prove } from '../test/proof/races/prove.ts'
import { races } from '../test/proof/races/races.ts'
import { faultsOf, head, rowOf } from '../test/proof/races/table.ts'
import { recordProof } from './proof.ts'

const asked = readCommandLine(process.argv.slice(2))
if (asked === undefined) {
  console.error(usage)
  process.exitCode = 2
} else {
  const { json, record, only, ...options } = asked
  // With --json, standard output is one line; what goes on is told beside it.
  const say = json ? console.error : console.log
  const given = process.env['TEST_DATABASE_URL']
  const server = given ? { adminUrl: given, stop: async () => {} } : await startServer(15)
  try {
    say(head())
    const { figures, tried, postgres } = await prove(
      races.filter(({ name }) => only === undefined || only === name),
      server.adminUrl,
      { ...options, onProgress, onTried: (one, seconds) => say(rowOf(one, seconds)) },
    )
    const faults = tried.flatMap(faultsOf)
    for (const fault of faults) say(fault)
    if (faults.length > 0) process.exitCode = 1
    // Figures of a proof that does not stand are not for the page.
    else if (record) {
      const connections = CONNECTIONS
      recordProof('races', {
        command: 'npm run prove:races -- --record',
        figures: { ...figures, connections, postgres },
      })
    }
    console.log(JSON.stringify(figures))
  } finally {
    await server.stop()
  }
}

/** One line that writes over itself, where somebody looks on. */
function onProgress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what.padEnd(60)}\r`)
}
