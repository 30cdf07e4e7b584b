import { isDbError } from '../../kernel/errors.ts'
import { amountOf, requireInteger, requireNote, requireOneOf, requireText } from '../../kernel/input.ts'

/** One thing that is wrong with a file. */
export interface MenuFileProblem {
  /** Its place: `categories[2].items[0].price`; empty for the file as a whole. */
  readonly field: string
  /** `must be ≥ 0, with at most 2 decimals` */
  readonly rule: string
}

/**
 * Collects what is wrong with a value of which nothing is known yet. Each method gives back the value once it is what it
 * has to be; else it takes a note, and the caller goes on with what is right: one pass finds everything.
 */
export class FileProblems {
  readonly found: MenuFileProblem[] = []

  add(field: string, rule: string): void {
    this.found.push({ field, rule })
  }

  /** What the work gives. What it refuses is noted, its field behind `root`. */
  take<T>(work: () => T, root = ''): T | undefined {
    try {
      return work()
    } catch (error) {
      if (!isDbError(error, 'INVALID')) throw error
      const { field = '', rule = '' } = error.details
      this.add(`${root}${field}`, rule)
      return undefined
    }
  }

  record(field: string, value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> | undefined {
    if (!isRecord(value)) {
      this.add(field, 'must be an object')
      return undefined
    }
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue
      // A key is shown only where it looks like one, a misspelt field: it could be anything.
      if (/^\w{1,40}$/.test(key)) this.add(field === '' ? key : `${field}.${key}`, 'is not known')
      else this.add(field, 'has a field that is not known')
    }
    return value
  }

  list(field: string, value: unknown, min: number, max: number): readonly unknown[] {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      this.add(field, min === 0 ? `must be a list of at most ${max}` : `must be a list of ${min} to ${max}`)
    }
    return Array.isArray(value) ? value : []
  }

  text(field: string, value: unknown, max: number): string | undefined {
    return this.take(() => {
      requireText(field, value, max)
      return this.#wellFormed(field, value)
    })
  }

  /** Text that may be empty. */
  note(field: string, value: unknown, max: number): void {
    this.take(() => {
      requireNote(field, value, max)
      this.#wellFormed(field, value)
    })
  }

  integer(field: string, value: unknown, min: number, max: number): number | undefined {
    return this.take(() => {
      requireInteger(field, value, min, max)
      return value
    })
  }

  oneOf<T extends string>(field: string, value: unknown, choices: readonly T[]): T | undefined {
    return this.take(() => {
      requireOneOf(field, value, choices)
      return value
    })
  }

  pattern(field: string, value: unknown, pattern: RegExp, rule: string): void {
    if (typeof value !== 'string' || !pattern.test(value)) this.add(field, rule)
  }

  amount(field: string, value: unknown): void {
    // A JSON number has lost digits before it gets here.
    if (typeof value === 'string') this.take(() => amountOf(field, value))
    else this.add(field, 'must be an amount in pesos, as text')
  }

  /** Half of a surrogate pair is text for JavaScript, and none for the database. */
  #wellFormed(field: string, text: string): string | undefined {
    if (!/\p{Surrogate}/u.test(text)) return text
    this.add(field, 'must be well-formed Unicode')
    return undefined
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
