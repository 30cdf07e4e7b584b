import { parseArgs } from 'node:util'
import { type ServerDriver, serverDrivers } from '../../../src/client/drivers/server-drivers.ts'

export interface Asked {
  readonly json: boolean
  readonly record: boolean
  /** Compare drivers instead. */
  readonly drivers: boolean
  /** One fault or control alone. */
  readonly only: string | undefined
  /** Another driver than the library's default. */
  readonly driver: ServerDriver | undefined
  readonly seconds: number | undefined
  readonly seed: number
}

export const usage =
  'npm run prove:faults [-- --json] [-- --record] [-- --seconds N] [-- --seed S] [-- --only FAULT] [-- --driver postgres|pg] [-- --drivers]'

/** @returns what was asked for, or undefined when that makes no sense */
export function readCommandLine(args: readonly string[]): Asked | undefined {
  try {
    const flag = { type: 'boolean', default: false } as const
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: { json: flag, record: flag, drivers: flag, only: text, driver: text, seconds: text, seed: text },
    })
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds)
    const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
    if (!Number.isInteger(seed) || seed < 0 || (seconds !== undefined && !(seconds > 0))) return undefined
    // A part is no proof.
    if (values.record && values.only !== undefined) return undefined
    const { json, record, drivers, only } = values
    const driver = serverDrivers.find((name) => name === values.driver)
    // The page is about what an application gets that asks for nothing else.
    if (driver !== values.driver || (record && driver !== undefined)) return undefined
    return { json, record, drivers, only, driver, seconds, seed }
  } catch {
    return undefined
  }
}
