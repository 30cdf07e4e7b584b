import type { Asked } from './asked.ts'
import { runCompiled, type Statements, type TenantTx } from './tx.ts'

/** A select: awaited or executed as it is, or changed first. */
interface Select extends PromiseLike<unknown> {
  execute(): Promise<unknown>
  prepare(name: string): unknown
}

/**
 * A read whose text is made once per process: to make it anew costs more than everything else that a client does for a
 * small read. It may differ by which of the values are undefined, and by nothing else.
 *
 * What comes back is the builder, made only when somebody asks it for more than its rows: `.limit()`, `.toSQL()`.
 *
 * @param build makes the select of the values that it is handed, or of placeholders for them
 *
 * @example
 * const byId = compiledRead((tx, { id }: Asked<{ id: string }>) => tx.select({ id: orders.id }).from(orders).where(eq(orders.id, id)))
 * return byId(tx, { id })
 */
export function compiledRead<V extends object, B extends Select>(
  build: (tx: Statements, values: Asked<V>) => B,
): (tx: TenantTx, values: V) => B {
  const compiled = new Map<string, unknown>()
  return (tx, values) =>
    untouched(
      () => tx[runCompiled](compiled, values, build),
      () => build(tx, values),
    )
}

/** The builder in everything, but that its rows come the short way as long as nobody has looked at it. */
function untouched<B extends Select>(execute: () => Promise<unknown>, build: () => B): B {
  let built: B | undefined
  const builder = () => (built ??= build())
  const short: Readonly<Record<string | symbol, unknown>> = {
    execute,
    // eslint-disable-next-line unicorn/no-thenable -- a builder is awaited
    then: (...settled: Parameters<Promise<unknown>['then']>) => execute().then(...settled),
    catch: (...settled: Parameters<Promise<unknown>['catch']>) => execute().catch(...settled),
    finally: (...settled: Parameters<Promise<unknown>['finally']>) => execute().finally(...settled),
  }
  // The traps below make it what it says.
  return new Proxy({} as B, {
    get: (_, name) => {
      if (built === undefined && Object.hasOwn(short, name)) return short[name]
      const value: unknown = Reflect.get(builder(), name)
      return typeof value === 'function' ? value.bind(builder()) : value
    },
    has: (_, name) => Object.hasOwn(short, name) || name in builder(),
    getPrototypeOf: () => Object.getPrototypeOf(builder()),
  })
}
