import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { domains } from './invariants/domains.ts'
import type { Invariant } from './invariants/invariant.ts'

const file = new URL('../docs/invariants.md', import.meta.url)

const shown = domains.filter(({ invariants }) => invariants.length > 0)
const all = shown.flatMap(({ invariants }) => invariants)
const only = all.flatMap(({ name, onlyAgainstTheApplication: reason }) =>
  reason === undefined ? [] : [{ name, reason }],
)

function tries({ attempts, onlyAgainstTheApplication: reason }: Invariant): string {
  const owner = attempts.filter(({ as }) => as === 'owner').length
  const held = reason === undefined ? `${owner} by the owner` : '[the owner can](#held-against-the-application-alone)'
  return `${attempts.length - owner} by the application, ${held}`
}

const page = `# Invariants

${all.length} sentences that are true of every database of the library, whatever is sent to it. What is named behind each
holds it: constraints, unique indexes, triggers, policies, and columns that the database generates. \`test/invariants/\`
tries to break every one of them by SQL, with the rights of the application and with those of the owner of all tables;
each try must be refused by that rule, and leave every row of the tenant as it was. The owner here is one who writes
rows, as the library's own functions do: who changes the schema, or truncates a table, has left it.

\`npm run prove:model\` takes random steps, by verbs and by SQL of both kinds, and looks at all rows of all tenants after
each 50 of them, with checks that know the tables and none of the functions (\`test/proof/model/checks/\`). It prints its
seed. \`--without RULE\` drops one rule first: the run then finds what that rule kept out.
${shown
  .map(
    ({ title, file: name, invariants }) => `
## ${title}

Tried in [\`test/invariants/${name}\`](../test/invariants/${name}).

| | invariant | held by | tried |
| --- | --- | --- | --- |
${invariants
  .map(
    (invariant) =>
      `| ${all.indexOf(invariant) + 1} | ${invariant.name} | ${invariant.heldBy.map((rule) => `\`${rule}\``).join(', ')} | ${tries(invariant)} |`,
  )
  .join('\n')}
`,
  )
  .join('')}
## Held against the application alone

Nothing that the application may do breaks these; a function of the owner with a fault in it could. The model finds it.

${only.map(({ name, reason }) => `- ${name} Because ${reason}.`).join('\n')}
`

test('docs/invariants.md lists every invariant (UPDATE_DOCS=1 writes it)', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})
