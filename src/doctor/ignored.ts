import { DbError } from '../kernel/errors.ts'
import { lints } from './lints.ts'

interface Ignored {
  readonly id: string
  /** Undefined for every object. */
  readonly object: string | undefined
}

/** @throws {DbError} `INVALID` when there is no such lint: a misspelt exception would hide nothing, or another one */
export function parseIgnored(texts: readonly string[]): readonly Ignored[] {
  return texts.map((text) => {
    const [, id = '', object] = /^(RLS-\d{3})(?::(.+))?$/.exec(text) ?? []
    if (lints.some((lint) => lint.id === id)) return { id, object }
    throw new DbError('INVALID', 'ignore names a lint, or one object of it: RLS-306 or RLS-308:public.orders', {
      details: { field: 'ignore' },
    })
  })
}

export function isIgnored(
  ignored: readonly Ignored[],
  finding: { readonly id: string; readonly object: string },
): boolean {
  return ignored.some(({ id, object }) => id === finding.id && (object === undefined || object === finding.object))
}
