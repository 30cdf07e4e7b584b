import { parseArgs } from 'node:util'

export interface Asked {
  readonly json: boolean
  readonly record: boolean
  /** Compare drivers instead. */
  readonly drivers: boolean
  /** One fault or control alone. */
  readonly only: string | undefined
  readonly seconds: number | undefined
  readonly seed: number
}

export const usage =
  'npm run prove:faults [-- --json] [-- --record] [-- --seconds N] [-- --seed S] [-- --only FAULT] [-- --drivers]'

/** @returns what was asked for, or undefined when that makes no sense */
export function readCommandLine(args: readonly string[]): Asked | undefined {
  try {
    const flag = { type: 'boolean', default: false } as const
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: { json: flag, record: flag, drivers: flag, only: text, seconds: text, seed: text },
    })
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds)
    const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
    if (!Number.isInteger(seed) || seed < 0 || (seconds !== undefined && !(seconds > 0))) return undefined
    // A part is no proof.
    if (values.record && values.only !== undefined) return undefined
    return { json: values.json, record: values.record, drivers: values.drivers, only: values.only, seconds, seed }
  } catch {
    return undefined
  }
}
