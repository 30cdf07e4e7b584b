import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Step {
  readonly heading: string
  readonly language: string
  readonly code: string
}

/** The code blocks of a page, in their order, each under its heading. */
export function stepsOf(page: string): readonly Step[] {
  let heading = ''
  return [...page.matchAll(/^## ([^\n]*)$|^```(\w+)\n(.*?)\n```$/gms)].flatMap(
    ([, title, language = '', code = '']) => {
      if (title === undefined) return [{ heading, language, code }]
      heading = title
      return []
    },
  )
}

/**
 * Does what a page says, as a reader would: files are written, commands typed into one shell that stays in its folder
 * and keeps its variables, and what is shown to be printed is looked for.
 */
export class Reader {
  #cwd: string
  #printed = ''
  readonly #home: string
  readonly #given: Readonly<Record<string, string>>
  readonly #prelude: string

  /**
   * @param given values for `export NAME=…` of the page, where the reader's are others: passwords, servers
   * @param prelude shell functions that stand before every block
   */
  constructor(home: string, given: Readonly<Record<string, string>>, prelude: string) {
    this.#home = home
    this.#cwd = home
    this.#given = given
    this.#prelude = prelude
    writeFileSync(join(home, 'variables'), '')
  }

  /** Where the shell is by now. */
  get cwd(): string {
    return this.#cwd
  }

  do({ language, code }: Step): void {
    if (language === 'sh') this.#type(code)
    else if (language === 'diff') this.#patch(code)
    else if (language === 'text') this.#expect(code)
    else this.#write(code)
  }

  #type(code: string): void {
    const lines = code
      .split('\n')
      .map((line) => {
        const [, name = ''] = /^export (\w+)=/.exec(line) ?? []
        return name in this.#given ? `export ${name}='${this.#given[name]}'` : line
      })
      .join('\n')
    const script = `set -euo pipefail
source '${join(this.#home, 'variables')}'
${this.#prelude}
${lines}
export -p | grep -E ' (MIGRATE|DATABASE|ADMIN|APP|CONTEXT)_' > '${join(this.#home, 'variables')}' || true
pwd > '${join(this.#home, 'folder')}'`
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: this.#cwd,
      env: withoutThisRun(),
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`ended with ${status}:\n${code}\n${stdout}\n${stderr}`)
    this.#printed = stdout
    const { stdout: folder } = spawnSync('cat', [join(this.#home, 'folder')], { encoding: 'utf8' })
    this.#cwd = folder.trim()
  }

  /** Every line, in this order; others may stand between. */
  #expect(code: string): void {
    let from = 0
    for (const line of code.split('\n')) {
      const at = this.#printed.indexOf(line.trim(), from)
      if (at === -1) throw new Error(`«${line}» was not printed, but:\n${this.#printed}`)
      from = at + line.trim().length
    }
  }

  #patch(code: string): void {
    const { status, stderr } = spawnSync('git', ['apply', '-'], {
      cwd: this.#cwd,
      input: `${code}\n`,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`the patch does not apply: ${stderr}\n${code}`)
  }

  #write(code: string): void {
    const [, path, content = ''] = /^\/\/ (\S+)\n(.*)$/s.exec(code) ?? []
    if (path === undefined) throw new Error(`the page does not say which file this is:\n${code}`)
    mkdirSync(dirname(join(this.#cwd, path)), { recursive: true })
    writeFileSync(join(this.#cwd, path), `${content}\n`)
  }
}

/** Without the variables by which this run would reach into that one. */
function withoutThisRun(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|TEST|LANE|npm_|NODE_ENV|DATABASE_URL|MIGRATE_URL)/.test(name),
    ),
  )
}
