import type { ArgsDef, CommandDef, CommandMeta, Resolvable, SubCommandsDef } from 'citty'
import { parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

/** A command of the tree, as a command line names it. */
export interface Named {
  /** `platform-db menu import`. */
  readonly name: string
  readonly command: CommandDef
  readonly meta: CommandMeta
  readonly args: ArgsDef
  /** Empty for one that runs. */
  readonly subCommands: SubCommandsDef
  /** What is left of the command line behind its name. */
  readonly rest: readonly string[]
}

/** @throws {UsageError} a word that names no command, or an option before the command */
export async function findCommand(root: CommandDef, words: readonly string[]): Promise<Named> {
  let found = await named('platform-db', root, words)
  for (;;) {
    const [word] = found.rest
    const names = Object.keys(found.subCommands)
    if (names.length === 0 || word === undefined || asksForHelp([word])) return found
    const next = Object.hasOwn(found.subCommands, word) ? found.subCommands[word] : undefined
    if (next === undefined) {
      throw new UsageError(`Unknown command ${word}: it is none of ${names.join(', ')}`, found.name)
    }
    found = await named(`${found.name} ${word}`, await resolved(next), found.rest.slice(1))
  }
}

/** Every command that runs, depth first, in the order of the tree. */
export async function everyCommand(root: CommandDef, words: readonly string[] = []): Promise<readonly Named[]> {
  const found = await findCommand(root, words)
  const names = Object.keys(found.subCommands)
  if (names.length === 0) return [found]
  return (await Promise.all(names.map((name) => everyCommand(root, [...words, name])))).flat()
}

/**
 * Refuses what a parser that means well would let pass: `migrate --dryrun` is not a migration, and `context` without
 * its `--strict` turns nothing off.
 *
 * @throws {UsageError} an option that there is not, or without a value, or with another than it takes; something that is
 * required and not there; a word too many
 */
export function checkArguments(found: Named): void {
  const { name, args } = found
  const { values, positionals } = parse(found)
  const places = Object.entries(args).filter(([, { type }]) => type === 'positional')
  for (const [at, [word, { required }]] of places.entries()) {
    if (required !== false && positionals[at] === undefined) throw new UsageError(`<${word}> is missing`, name)
  }
  if (positionals.length > places.length) {
    throw new UsageError(`takes ${places.length || 'no'} word(s), and was given ${positionals.length}`, name)
  }
  for (const [option, arg] of Object.entries(args)) {
    if (arg.type === 'positional') continue
    const value = values[option]
    if (arg.required === true && value === undefined) throw new UsageError(`--${option} is missing`, name)
    const oneOf = 'options' in arg ? arg.options : undefined
    if (oneOf && value !== undefined && !oneOf.includes(String(value))) {
      throw new UsageError(`--${option} is one of ${oneOf.join(', ')}`, name)
    }
  }
}

function parse({ name, args, rest, meta }: Named) {
  const options = Object.entries(args).flatMap(([option, { type }]) =>
    type === 'positional' ? [] : [[option, { type: type === 'boolean' ? 'boolean' : 'string' }] as const],
  )
  try {
    return parseArgs({
      args: [...(meta.handsOn === true ? rest.slice(0, endOf(rest)) : rest)],
      options: Object.fromEntries(options),
      allowPositionals: true,
      allowNegative: true,
    })
  } catch (error) {
    // Of Node's own words the first sentence names the option; those behind it say what else could have been meant.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'cannot be read', name)
  }
}

export function asksForHelp(words: readonly string[]): boolean {
  return words.slice(0, endOf(words)).some((word) => word === '--help' || word === '-h')
}

/** Where options end, and what is handed on begins. */
function endOf(words: readonly string[]): number {
  const at = words.indexOf('--')
  return at === -1 ? words.length : at
}

async function named(name: string, command: CommandDef, rest: readonly string[]): Promise<Named> {
  const [meta = {}, args = {}, subCommands = {}] = await Promise.all([
    resolved(command.meta),
    resolved(command.args),
    resolved(command.subCommands),
  ])
  return { name, command, meta, args, subCommands, rest }
}

async function resolved<T>(value: Resolvable<T>): Promise<T> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value
}
