/** A driver, and how it gets to the database. */
export interface DriverOptions {
  readonly driver: DriverName
  readonly url: string
  readonly contextKey: string
  readonly connections: number
  /** Its application name, and what its transactions are called after. */
  readonly fault: string
}

/** What a driver is put to, in a process of its own: what it does to that process is part of the result. */
export interface Order extends DriverOptions {
  readonly tenants: readonly string[]
  readonly seed: number
  readonly seconds: number
  readonly clients: number
  readonly pauseMs: number
  readonly shape: 'steps' | 'batch'
}

export const driverNames = ['owned', 'one-sync', 'shared', 'pg'] as const

export type DriverName = (typeof driverNames)[number]

/** What the process tells when it ends. */
export interface Report {
  readonly acked: readonly string[]
  readonly denied: readonly string[]
  readonly unknown: readonly string[]
  readonly hung: number
  readonly foreignRows: number
  readonly uncaught: number
  /** Acknowledged, once everything was warm. */
  readonly perSecond: number
}
