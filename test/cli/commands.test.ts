import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runCommand } from 'citty'
import { describe, expect, test } from 'vitest'
import { checkArguments, everyCommand, findCommand } from '../../src/cli/command-line.ts'
import { platformDb } from '../../src/cli/commands.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { colored, usageOf } from '../../src/cli/usage.ts'
import { wordsOf } from './words-of.ts'

const commands = await everyCommand(platformDb)
const named = commands.map((command) => [command.name, command] as const)
const root = fileURLToPath(new URL('../../', import.meta.url))

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
  })
  return { code: status, stdout, stderr }
}

describe.for(named)('%s', ([name, command]) => {
  test('says what it does, takes --json, and has an example', () => {
    expect(command.meta.description).toMatch(/^[A-Z].*[^.]$/)
    expect(command.args).toHaveProperty('json')
    expect(command.meta.examples?.length).toBeGreaterThan(0)
    for (const [option, { description = '' }] of Object.entries(command.args)) {
      expect(description, option).not.toBe('')
    }
  })

  test('has examples that name it, and take what it takes', async () => {
    for (const [line] of command.meta.examples ?? []) {
      const [program, ...words] = wordsOf(line)
      expect(program).toBe('platform-db')
      const found = await findCommand(platformDb, words)
      expect(found.name).toBe(name)
      checkArguments(found)
      // As far as citty: what is required is there, and what is one of a few is one of them.
      const { run: _, ...parsed } = found.command
      await runCommand(parsed, { rawArgs: [...found.rest] })
    }
  })

  test('tells how it is called, options and examples included', async () => {
    const help = await usageOf(command)
    expect(help).toContain(`Usage\n  ${name}`)
    for (const option of Object.keys(command.args)) expect(help).toContain(option)
    for (const [line] of command.meta.examples ?? []) expect(help).toContain(line)
  })

  test('refuses an option that there is not, and a word too many', async () => {
    const words = name.split(' ').slice(1)
    for (const extra of [['--no-such'], ['1', '2', '3', '4']]) {
      const found = await findCommand(platformDb, [...words, ...extra])
      expect(() => checkArguments(found)).toThrow(UsageError)
    }
  })
})

describe('platform-db', () => {
  test('prints its help on stdout and ends with 0, without a colour where no terminal is', () => {
    const { code, stdout, stderr } = run(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage\n {2}platform-db <command>$/m)
    expect(stdout).not.toContain('\u001B')
    expect(run([]).stdout).toBe(stdout)
    expect(run(['migrate', '--url', 'postgres://x', '-h']).stdout).toMatch(/^Usage\n {2}platform-db migrate/m)
  })

  test('colours headings on a terminal, unless NO_COLOR has anything in it', async () => {
    const help = await usageOf(await findCommand(platformDb, ['migrate']))
    expect(colored(help, true, {})).toContain('\u001B[1mOptions\u001B[22m')
    for (const env of [{ NO_COLOR: '1' }, { NO_COLOR: 'yes' }, { TERM: 'dumb' }]) {
      expect(colored(help, true, env)).toBe(help)
    }
    expect(colored(help, false, {})).toBe(help)
  })

  test('names its version', () => {
    expect(run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  test.for<[mistake: readonly string[], said: string]>([
    [['migrat'], 'Unknown command migrat: it is none of init, generate'],
    [['menu'], 'say which one: import, export (platform-db menu --help'],
    [['menu', 'imprt'], 'Unknown command imprt: it is none of import, export'],
    [['migrate', '--dryrun'], "Unknown option '--dryrun' (platform-db migrate --help"],
    [['migrate', 'now'], 'takes no word(s), and was given 1'],
    [['generate', '--out'], "Option '--out <value>' argument missing"],
    [['tenant', 'create'], '<file> is missing'],
    [['context'], '--strict is missing'],
    [['context', '--strict', 'maybe'], '--strict is one of on, off'],
    [['--json', 'migrate'], 'Unknown command --json'],
    [['studio', '--url', 'postgres://app@db.example/app'], 'add --yes'],
    [['keys', 'rotate', '--overlap', '0'], 'add --yes'],
  ])('ends with 2 and one line for %s', ([mistake, said]) => {
    const { code, stdout, stderr } = run(mistake)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const line = mistake.includes('--json')
      ? (JSON.parse(stderr) as { error: { message: string } }).error.message
      : stderr
    expect(line).toContain(said)
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  test.for([
    [['migrate'], 'INVALID: no database'],
    [['tenant', 'list', '--reason', 'to see who is there'], 'INVALID: no database'],
    [['tenant', 'create', 'no-such-file.json'], 'INVALID: the file cannot be read'],
    [['keys', 'new', '--id', 'many'], 'INVALID: contextKey must be'],
    [['studio', '--url', 'mysql://127.0.0.1/x'], 'INVALID: no database'],
  ] as const)('ends with 1 and a code for %s', ([mistake, said]) => {
    const { code, stdout, stderr } = run(mistake)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(said)
    expect(stderr).not.toMatch(/ at .*\.ts|node:/)
  })

  test('docs/cli.md is what the commands make of it (tsx scripts/cli-page.ts writes it)', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/cli-page.ts', '--check'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
