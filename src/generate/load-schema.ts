import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DbError, isDbError } from '../kernel/errors.ts'

export type SchemaModule = Readonly<Record<string, unknown>>

/** The exports of a schema file; TypeScript goes through tsx, an optional peer. */
export async function loadSchema(file: string, cwd: string): Promise<SchemaModule> {
  const path = resolve(cwd, file)
  if (!existsSync(path)) {
    throw new DbError('INVALID', `there is no schema file ${file}: name yours with --schema`, {
      details: { field: 'schema' },
    })
  }
  const load = /\.[cm]?ts$/.test(path) ? await typescriptLoader() : (url: string): Promise<unknown> => import(url)
  // What a module is: names and values.
  return (await load(pathToFileURL(path).href).catch((cause: unknown) => {
    if (isDbError(cause)) throw cause
    const says = cause instanceof Error ? cause.message : 'unknown failure'
    throw new DbError('INVALID', `${file} cannot be loaded: ${says}`, { details: { field: 'schema' }, cause })
  })) as SchemaModule
}

async function typescriptLoader(): Promise<(url: string) => Promise<unknown>> {
  const tsx = await import('tsx/esm/api').catch((cause: unknown) => {
    throw new DbError('INVALID', 'a schema file in TypeScript needs the package tsx: npm install --save-dev tsx', {
      cause,
    })
  })
  return (url) => tsx.tsImport(url, import.meta.url)
}
