import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DbError } from '../kernel/errors.ts'

/** @throws {DbError} `INVALID` the package drizzle-kit is not installed where the application is */
export function drizzleKitBinary(cwd: string): string {
  try {
    return join(dirname(createRequire(join(cwd, 'package.json')).resolve('drizzle-kit')), 'bin.cjs')
  } catch (cause) {
    throw new DbError('INVALID', 'the package drizzle-kit is missing: npm install --save-dev drizzle-kit', { cause })
  }
}
