import { readFile } from 'node:fs/promises'
import type { CreateTenant } from '../domains/onboarding/create-tenant.ts'
import { DbError } from '../kernel/errors.ts'
import { invalid } from '../kernel/input.ts'

/**
 * A tenant from a JSON file, looked at before a database is.
 *
 * @param slug in place of the file's own
 * @throws {DbError} `INVALID` with the field; `file` when it cannot be read, or is no JSON
 */
export async function readTenant(file: string, slug: string | undefined): Promise<CreateTenant> {
  const { createTenantInput } = await schema()
  const read = createTenantInput.safeParse(withSlug(await json(file), slug))
  if (read.success) return read.data
  const [first] = read.error.issues
  throw invalid(pathOf(first?.path ?? []), first?.message ?? 'is not what createTenant takes')
}

async function json(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DbError('INVALID', 'the file cannot be read', { details: { field: 'file' }, cause })
  })
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // Node's message quotes the file.
    throw new DbError('INVALID', 'the file is not JSON', { details: { field: 'file' } })
  }
}

function withSlug(input: unknown, slug: string | undefined): unknown {
  return slug === undefined || typeof input !== 'object' || input === null ? input : { ...input, slug }
}

/** `restaurants[0].branch.phone`, as the verb itself names its fields. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

function schema() {
  return import('../domains/onboarding/zod.ts').catch((cause: unknown) => {
    throw new DbError('INVALID', 'the packages zod and drizzle-zod are missing: npm install zod drizzle-zod', { cause })
  })
}
