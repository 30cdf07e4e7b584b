// Writes docs/cli.md from the commands; with `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { everyCommand, type Named } from '../src/cli/command-line.ts'
import { platformDb } from '../src/cli/commands.ts'
import { flagOf, meaningOf } from '../src/cli/usage.ts'

const file = new URL('../docs/cli.md', import.meta.url)
const commands = await everyCommand(platformDb)
const page = `# Command line

\`npx platform-db <command>\`. This page is made of the commands themselves, as is \`--help\` of each.

- **Where.** Migrations and what only an owner may: \`MIGRATE_URL\`. What an application does: \`DATABASE_URL\`, the login
  \`app_user\`, and \`CONTEXT_KEY\`; across tenants \`ADMIN_URL\` as well. Passwords and keys come from the environment alone,
  for a process list shows arguments to everybody on the machine.
- **Output.** The result is on stdout, what a person may like to know meanwhile on stderr. With \`--json\` the result is one
  object, and so is a failure: \`{ "error": { "code", "message", "details" } }\` on stderr. \`NO_COLOR\` is heard.
- **Exit codes.** 0 it is done, or sound; 1 it failed, or something was found; 2 the command line is wrong, and nothing was
  done. Codes are those of [errors](errors.md), and \`USAGE\`.
- **Nothing is lost by accident.** What drops a table, a column or rows, locks processes out, or opens a database that is
  not this machine's refuses without \`--yes\`; \`init\` overwrites no file. \`catalog import\` needs none: it replaces a
  catalogue, which is what it is for, and the file of before brings that one back. \`menu export\` writes its file anew.

The commands:

${commands.map(({ name, meta }) => `- [${name}](#${anchorOf(name)}): ${lowered(meta.description ?? '')}`).join('\n')}

${commands.map(sectionOf).join('\n\n')}
`

if (!process.argv.includes('--check')) {
  writeFileSync(file, page)
} else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/cli.md is not what the commands make of it: run tsx scripts/cli-page.ts')
  process.exitCode = 1
}

function sectionOf({ name, meta, args }: Named): string {
  const rows = Object.entries(args).map(([option, arg]) => {
    const word = arg.type === 'positional' ? option : flagOf(option, arg)
    const needed = arg.required === true ? ' **Required.**' : ''
    return `| \`${word.replaceAll('|', '\\|')}\` | ${meaningOf(arg).replaceAll('|', '\\|')}${needed} |`
  })
  const lines = (meta.examples ?? []).map(([line, does]) => `# ${does}\nnpx ${line}`)
  return `## ${name}

${meta.description ?? ''}.

| argument | meaning |
| --- | --- |
${rows.join('\n')}

\`\`\`sh
${lines.join('\n\n')}
\`\`\``
}

function anchorOf(name: string): string {
  return name.replaceAll(' ', '-')
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
