import type { SQLWrapper } from 'drizzle-orm'
import type { TenantTx } from '../../src/index.ts'
import { Batch } from '../../src/kernel/batch.ts'
import { runCompiled } from '../../src/kernel/tx.ts'

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
  const spy: TenantTx = Object.assign(Object.create(tx), {
    select,
    [runCompiled]: async (_: unknown, values: object, build: (on: TenantTx, values: object) => unknown) => {
      build(spy, values)
      return []
    },
  })
  const outcome = read(spy)
  // What is compiled is not even built before it is executed; here it is not sent then, either.
  if (!built && outcome instanceof Batch) void outcome.execute()
  if (!built) throw new Error('nothing was selected')
  return built
}

type Select = TenantTx['select']

/** What a read builds, in its order, not sent: the statements of a batch, and a CTE ahead of the one that uses it. */
export function partsOf(tx: TenantTx, read: (tx: TenantTx) => unknown): readonly SQLWrapper[] {
  const parts: SQLWrapper[] = []
  const noted =
    (selecting: Pick<TenantTx, 'select'>) =>
    (...fields: Parameters<Select>) => {
      const from = selecting.select(...fields)
      return {
        from: (...tables: Parameters<typeof from.from>) => {
          const built = from.from(...tables)
          parts.push(built)
          return built
        },
      }
    }
  const spy = {
    select: noted(tx),
    with: (...ctes: Parameters<TenantTx['with']>) => ({ select: noted(tx.with(...ctes)) }),
  }
  read(Object.assign(Object.create(tx), spy))
  return parts
}
