import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'

export interface ADatabase extends AsyncDisposable {
  readonly url: string
  /** A session of the superuser in it, for looking and for getting in the way. */
  session(): Sql
}

/** An empty database on the server of this run, or on another. */
export async function aDatabase(adminUrl = inject('serverUrl'), owner?: string): Promise<ADatabase> {
  const name = `mig_${randomBytes(6).toString('hex')}`
  const root = connect(adminUrl)
  await root.unsafe(`create database ${name}${owner === undefined ? '' : ` owner ${owner}`}`)
  const url = at(adminUrl, name)
  const sessions: Sql[] = []
  return {
    url,
    session: () => {
      const sql = connect(url)
      sessions.push(sql)
      return sql
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(sessions.map((sql) => sql.end({ timeout: 1 })))
      await root.unsafe(`drop database if exists ${name} with (force)`)
      await root.end()
    },
  }
}

export function at(
  base: string,
  database: string,
  login?: { readonly name: string; readonly password: string },
): string {
  const url = new URL(base)
  url.pathname = `/${database}`
  if (login) {
    url.username = login.name
    url.password = encodeURIComponent(login.password)
  }
  return url.href
}

export function connect(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => undefined })
}
