// `npm run prove:faults`: what the client promises when something breaks, on PostgreSQL servers of its own.
import { readCommandLine, usage } from '../test/proof/faults/command-line.ts'
import { compareDrivers } from '../test/proof/faults/drivers/compare.ts'
import { record } from '../test/proof/faults/record.ts'
import { prove } from '../test/proof/faults/run.ts'

const asked = readCommandLine(process.argv.slice(2))
if (asked === undefined) {
  console.error(usage)
  process.exitCode = 2
} else {
  // With --json, standard output is one line; what goes on is told beside it.
  const say = asked.json ? console.error : console.log
  say(`seed ${asked.seed}: the same again with --seed ${asked.seed}`)
  if (asked.drivers) {
    const { table, drivers } = await compareDrivers({ ...asked, say })
    say(`\n${table.join('\n')}\n`)
    console.log(JSON.stringify({ seed: asked.seed, drivers }))
  } else {
    const { figures, broken, server } = await prove({ ...asked, say })
    for (const what of broken) say(`BROKEN ${what}`)
    if (broken.length > 0) process.exitCode = 1
    // Figures of a proof that does not stand are not for the page.
    if (asked.record && broken.length === 0) {
      const command = `npm run prove:faults${asked.seconds === undefined ? '' : ` -- --seconds ${asked.seconds}`}`
      say(`written: ${record({ command, figures, seed: asked.seed, server })}`)
    }
    console.log(JSON.stringify(figures))
  }
}
