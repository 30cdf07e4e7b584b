import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { DbError } from '../kernel/errors.ts'

/** What PostgreSQL itself uses (`scram_iterations` has this default). */
const ITERATIONS = 4096

/**
 * What the server keeps of a password (RFC 5802), made here: the password itself then appears in no statement, and so
 * in no server log.
 *
 * @throws {DbError} `INVALID` for anything but 8 to 200 printable ASCII characters: clients differ on how others are prepared
 */
export function scramVerifier(password: string, field: string): string {
  if (!/^[\x20-\x7e]{8,200}$/.test(password)) {
    throw new DbError('INVALID', `${field} must be 8 to 200 printable ASCII characters`, { details: { field } })
  }
  return verifierOf(password, randomBytes(16), ITERATIONS)
}

/** Whether what the server keeps was made of this password; of another form than SCRAM's it is not known, and false. */
export function isVerifierOf(verifier: string, password: string): boolean {
  const [, iterations = '', salt = ''] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$/.exec(verifier) ?? []
  if (salt === '') return false
  return verifier === verifierOf(password, Buffer.from(salt, 'base64'), Number(iterations))
}

function verifierOf(password: string, salt: Buffer, iterations: number): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const key = (of: string) => createHmac('sha256', salted).update(of).digest()
  const stored = createHash('sha256').update(key('Client Key')).digest()
  const base64 = (bytes: Buffer) => bytes.toString('base64')
  return `SCRAM-SHA-256$${iterations}:${base64(salt)}$${base64(stored)}:${base64(key('Server Key'))}`
}
