const width = 24

interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/**
 * How far a command is, on stderr beside its result: a bar on a terminal, elsewhere one plain line per step, and nothing
 * for a program that asked for JSON. NO_COLOR leaves the colour out.
 */
export class Progress {
  readonly #out: Terminal
  readonly #style: 'bar' | 'lines' | 'none'
  readonly #color: boolean
  #step = ''

  constructor(quiet: boolean, out: Terminal = process.stderr, env: Readonly<NodeJS.ProcessEnv> = process.env) {
    this.#out = out
    this.#style = quiet ? 'none' : out.isTTY === true && env['TERM'] !== 'dumb' ? 'bar' : 'lines'
    // As no-color.org has it: set, and not empty.
    this.#color = (env['NO_COLOR'] ?? '') === ''
  }

  /** Begins a step, or goes on with it; `done` is from 0 to 1, and unknown when left out. */
  show(step: string, done?: number): void {
    if (this.#style === 'lines' && step !== this.#step) this.#out.write(`${step}\n`)
    if (this.#style === 'bar') this.#out.write(`\r\u001B[2K${this.#bar(done)}${step}`)
    this.#step = step
  }

  /** Leaves the terminal as it was: the result follows. */
  end(): void {
    if (this.#style === 'bar' && this.#step !== '') this.#out.write('\r\u001B[2K')
    this.#step = ''
  }

  #bar(done: number | undefined): string {
    if (done === undefined) return ''
    const part = Math.min(1, Math.max(0, done))
    const full = Math.round(part * width)
    const bar = '█'.repeat(full) + '░'.repeat(width - full)
    const shown = this.#color ? `\u001B[32m${bar}\u001B[39m` : bar
    return `${shown} ${String(Math.round(part * 100)).padStart(3)} % `
  }
}
