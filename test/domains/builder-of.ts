import type { SQLWrapper } from 'drizzle-orm'
import type { TenantTx } from '../../src/index.ts'

interface Builder extends SQLWrapper, PromiseLike<readonly Record<string, unknown>[]> {
  toSQL(): { sql: string; params: unknown[] }
}

/** The one statement of a batch, not sent. */
export function builderOf(tx: TenantTx, read: (tx: TenantTx) => unknown): Builder {
  let built: Builder | undefined
  const select = (...fields: Parameters<TenantTx['select']>) => {
    const from = tx.select(...fields)
    // A builder is one object from its first word to its last.
    return { from: (...tables: Parameters<typeof from.from>) => (built = from.from(...tables)) }
  }
  read(Object.assign(Object.create(tx), { select }))
  if (!built) throw new Error('nothing was selected')
  return built
}

/** Every statement of a batch, in their order, not sent. */
export function partsOf(tx: TenantTx, read: (tx: TenantTx) => unknown): readonly SQLWrapper[] {
  const parts: SQLWrapper[] = []
  const noted =
    (selecting: TenantTx['select']) =>
    (...fields: Parameters<TenantTx['select']>) => {
      const from = selecting(...fields)
      return {
        from: (...tables: Parameters<typeof from.from>) => {
          const built = from.from(...tables)
          parts.push(built)
          return built
        },
      }
    }
  const spied: object = Object.assign(Object.create(tx), {
    select: noted((...fields) => tx.select(...fields)),
    with: (...ctes: Parameters<TenantTx['with']>) => {
      const behind = tx.with(...ctes)
      return { select: noted((...fields) => behind.select(...fields)) }
    },
  })
  read(spied as TenantTx)
  // What a CTE is made of is built like a statement, and is none.
  return parts.filter((part) => !('isCte' in part))
}
