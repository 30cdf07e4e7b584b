import { parseArgs } from 'node:util'
import { races } from './races.ts'

export interface Asked {
  readonly json: boolean
  readonly record: boolean
  /** One race alone. */
  readonly only: string | undefined
  /** In each storm. */
  readonly attempts: number
  /** How long the storms of the verbs go on together, at least. */
  readonly seconds: number
}

export const usage = 'npm run prove:races [-- --json] [-- --record] [-- --only RACE] [-- --attempts N] [-- --seconds N]'

const ATTEMPTS = 400

/** @returns what was asked for, or undefined when that makes no sense */
export function readCommandLine(args: readonly string[]): Asked | undefined {
  try {
    const flag = { type: 'boolean', default: false } as const
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: { json: flag, record: flag, only: text, attempts: text, seconds: text },
    })
    const { json, record, only } = values
    const attempts = values.attempts === undefined ? ATTEMPTS : Number(values.attempts)
    const seconds = values.seconds === undefined ? 0 : Number(values.seconds)
    if (!Number.isInteger(attempts) || attempts < 16 || !(seconds >= 0)) return undefined
    // Figures of a part, or of less than usual, are not for the page.
    if (record && (only !== undefined || attempts < ATTEMPTS)) return undefined
    if (only !== undefined && !races.some(({ name }) => name === only)) return undefined
    return { json, record, only, attempts, seconds }
  } catch {
    return undefined
  }
}
