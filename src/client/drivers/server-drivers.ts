import type { Driver, ServerDriverOptions } from './driver.ts'
import { pgDriver } from './pg.ts'
import { postgresDriver } from './postgres-js.ts'

export const serverDrivers = ['postgres', 'pg'] as const

/** The package that speaks to a server. */
export type ServerDriver = (typeof serverDrivers)[number]

export const defaultDriver: ServerDriver = 'postgres'

const opens = { postgres: postgresDriver, pg: pgDriver } as const

export function openDriver(name: ServerDriver, options: ServerDriverOptions): Promise<Driver> {
  return opens[name](options)
}
