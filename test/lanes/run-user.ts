import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

export interface RunUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Who the server runs as: undefined for the user we are. initdb and postgres refuse root, so root lends them an
 * account that exists already — a test run adds no user to somebody's machine.
 */
export function runUser(): RunUser | undefined {
  if (userInfo().uid !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((account) => account.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: set TEST_DATABASE_URL',
  )
}
