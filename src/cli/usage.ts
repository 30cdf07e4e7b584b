import { stripVTControlCharacters, styleText } from 'node:util'
import type { ArgDef } from 'citty'
import type { Named } from './command-line.ts'
import type { Example } from './examples.ts'

/** What `--help` says: what it does, how it is called, what it takes, examples. Plain text; `colored` makes headings stand out. */
export async function usageOf({ name, meta, args, subCommands }: Named): Promise<string> {
  const entries = Object.entries(args)
  const positional = entries.filter(([, { type }]) => type === 'positional')
  const options = entries.filter(([, { type }]) => type !== 'positional')
  const commands = await Promise.all(
    Object.entries(subCommands).map(async ([command, sub]) => {
      const { meta: about } = await (typeof sub === 'function' ? sub() : sub)
      const { description = '' } = (typeof about === 'function' ? await about() : await about) ?? {}
      return [command, description] as const
    }),
  )
  const examples: readonly Example[] = meta.examples ?? []
  const call = [
    name,
    ...positional.map(([word, { required }]) => (required === false ? `[${word}]` : `<${word}>`)),
    ...(commands.length > 0 ? ['<command>'] : []),
    ...options.flatMap(([option, arg]) => (arg.required === true ? [`--${option} ${valueOf(option, arg)}`] : [])),
    ...(options.some(([, { required }]) => required !== true) ? ['[options]'] : []),
    ...(meta.handsOn === true ? ['[-- …]'] : []),
  ]
  return [
    meta.description ?? '',
    section('Usage', [[call.join(' '), '']]),
    section(
      'Arguments',
      positional.map(([word, { description = '' }]) => [word, description]),
    ),
    section('Commands', commands),
    section(
      'Options',
      options.map(([option, arg]) => [flagOf(option, arg), meaningOf(arg)]),
    ),
    section('Examples', examples),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** With headings that stand out, where a person looks at a terminal that shows it; NO_COLOR as no-color.org has it. */
export function colored(usage: string, terminal: boolean, env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  if (!terminal || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return stripVTControlCharacters(usage)
  return usage.replace(/^[A-Z][a-z]+$/gm, (heading) => styleText('bold', heading, { validateStream: false }))
}

/** `--publish`, `--url <url>`, `--strict <on|off>`, and what is on unless it is turned off. */
export function flagOf(option: string, arg: ArgDef): string {
  if (arg.type !== 'boolean') return `--${option} ${valueOf(option, arg)}`
  return arg.default === true ? `--no-${option}` : `--${option}`
}

export function meaningOf(arg: ArgDef): string {
  const { description = '', default: fallback } = arg
  if (arg.type === 'boolean') {
    return arg.default === true && 'negativeDescription' in arg ? (arg.negativeDescription ?? description) : description
  }
  return fallback === undefined ? description : `${description} (default: ${fallback})`
}

function valueOf(option: string, arg: ArgDef): string {
  return 'options' in arg && arg.options ? `<${arg.options.join('|')}>` : `<${arg.valueHint ?? option}>`
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return ''
  const width = Math.max(...rows.map(([left]) => left.length))
  // A long command line has its meaning below it.
  const lines = rows.map(([left, right]) =>
    right === '' ? `  ${left}` : width > 40 ? `  ${left}\n      ${right}` : `  ${left.padEnd(width)}  ${right}`,
  )
  return `${title}\n${lines.join('\n')}`
}
