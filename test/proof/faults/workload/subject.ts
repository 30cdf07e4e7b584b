/** One transaction: a row in either table. */
export interface Transfer {
  readonly tenantId: string
  readonly name: string
  readonly quantity: number
  /** `steps` awaits each statement, and lingers between them; `batch` leaves in as few flushes as the driver can. */
  readonly shape: 'steps' | 'batch'
  readonly pauseMs: number
}

/** What an error says of the transaction: the promise that the oracle holds the caller's error to. */
export type Verdict = 'nothing written' | 'unknown' | 'already there' | 'unexpected'

/** A client under faults: the library, or a driver that it is compared with. */
export interface Subject {
  readonly name: string
  /** @returns the tenants of the rows that it was shown meanwhile */
  transfer(transfer: Transfer): Promise<readonly string[]>
  verdictOn(error: unknown): Verdict
  /** By then a caller has its answer, whatever happened. */
  readonly limitMs: number
  close(): Promise<void>
}
