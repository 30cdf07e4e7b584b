import { customType } from 'drizzle-orm/pg-core'

/** Bytes travel as PostgreSQL's hexadecimal text, so that both drivers carry them alike. */
export const bytea = customType<{ data: Uint8Array; driverData: string }>({
  dataType: () => 'bytea',
  toDriver: (bytes) => `\\x${Buffer.from(bytes).toString('hex')}`,
  fromDriver: (text) => Buffer.from(text.slice(2), 'hex'),
})
