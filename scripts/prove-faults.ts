// `npm run prove:faults`: what the client promises when something breaks, on PostgreSQL servers of its own.
import { readCommandLine, usage } from '../test/proof/faults/command-line.ts'
import { compareDrivers } from '../test/proof/faults/drivers/compare.ts'
import { recorder } from '../test/proof/faults/record.ts'
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
    const command = `npm run prove:faults${asked.seconds === undefined ? '' : ` -- --seconds ${asked.seconds}`}`
    const write = asked.record ? recorder(command, asked.seed) : undefined
    const proof = await prove({ ...asked, say })
    for (const what of proof.broken) say(`BROKEN ${what}`)
    if (proof.broken.length > 0) process.exitCode = 1
    // Figures of a proof that does not stand are not for the page.
    else if (write) say(`written: ${write(proof)}`)
    console.log(JSON.stringify(proof.figures))
  }
}
