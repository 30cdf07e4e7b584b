import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DbError } from '../kernel/errors.ts'

export type SchemaModule = Readonly<Record<string, unknown>>

/** The exports of a schema file; TypeScript goes through tsx, an optional peer. */
export async function loadSchema(file: string, cwd: string): Promise<SchemaModule> {
  const path = resolve(cwd, file)
  if (!existsSync(path)) {
    throw new DbError('INVALID', `there is no schema file ${file}: name yours with --schema`, {
      details: { field: 'schema' },
    })
  }
  const url = pathToFileURL(path).href
  if (!/\.[cm]?ts$/.test(path)) return (await import(url)) as SchemaModule // what a module is: names and values
  const tsx = await import('tsx/esm/api').catch((cause: unknown) => {
    throw new DbError('INVALID', 'a schema file in TypeScript needs the package tsx: npm install --save-dev tsx', {
      cause,
    })
  })
  return (await tsx.tsImport(url, import.meta.url)) as SchemaModule // as above
}
