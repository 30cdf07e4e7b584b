import type { Driver, ServerDriverOptions } from './driver.ts'
import { pgDriver } from './pg.ts'
import { postgresDriver } from './postgres-js.ts'
import { textField } from './text-field.ts'

/** Both keep the same promises, and are put to the same tests; the figures are for the first (ADR 0018). */
export const serverDrivers = ['pg', 'postgres'] as const

/** The package that speaks to a server. */
export type ServerDriver = (typeof serverDrivers)[number]

/** Where it is installed. */
export const defaultDriver: ServerDriver = 'pg'

const opens = { pg: pgDriver, postgres: postgresDriver } as const

export async function openDriver(name: ServerDriver | undefined, options: ServerDriverOptions): Promise<Driver> {
  return opens[name ?? ((await pgIsInstalled()) ? defaultDriver : 'postgres')](options)
}

/** Where it is there and cannot be loaded, it is asked for all the same, and says so: no other driver is taken silently. */
function pgIsInstalled(): Promise<boolean> {
  return import('pg').then(
    () => true,
    (error: unknown) => textField(error, 'code') !== 'ERR_MODULE_NOT_FOUND',
  )
}
