/**
 * Work whose statements are all known up front: nothing is sent before it is awaited, executed, or returned from the
 * work of a scope. Then all statements leave in one flush — and when it is what a scope returns, the COMMIT with them,
 * so that a whole verb costs one round trip.
 *
 * Because the commit may already be on its way when the answers arrive, `read` only shapes answers: a rule that must
 * stop the work is raised by the database, which takes the rest of the flush with it.
 */
export class Batch<T> implements PromiseLike<T> {
  readonly #statements: readonly Sendable[]
  readonly #read: (answers: readonly unknown[]) => T
  #sent: Promise<T> | undefined

  constructor(statements: readonly Sendable[], read: (answers: readonly unknown[]) => T) {
    this.#statements = statements
    this.#read = read
  }

  /** Sends the statements once, in this very tick; a second call gives the same answer. */
  execute(): Promise<T> {
    this.#sent ??= firstFailure(started(this.#statements)).then(this.#read)
    return this.#sent
  }

  // eslint-disable-next-line unicorn/no-thenable -- a batch is awaited like the builders it is made of
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.execute().then(onFulfilled, onRejected)
  }
}

interface Sendable {
  execute(): Promise<unknown>
}

/**
 * Statements known up front, as one piece of work.
 *
 * @example
 * return batch([insertEvent, selectOrder], ([, [order]]) => order)
 */
export function batch<const S extends readonly Sendable[], T>(
  statements: S,
  read: (answers: { [K in keyof S]: Awaited<ReturnType<S[K]['execute']>> }) => T,
): Batch<T> {
  // The answers come in the order of the statements: the mapped tuple type says so, the array type cannot.
  return new Batch(statements, (answers) => read(answers as { [K in keyof S]: Awaited<ReturnType<S[K]['execute']>> }))
}

/** A statement that cannot be written down throws at once; those before it are then answered to nobody. */
function started(statements: readonly Sendable[]): readonly Promise<unknown>[] {
  const answers: Promise<unknown>[] = []
  try {
    for (const statement of statements) answers.push(statement.execute())
    return answers
  } catch (error) {
    for (const answer of answers) answer.catch(ignored)
    throw error
  }
}

/** All answers, or the first error in statement order: the later ones only say that the transaction is aborted. */
async function firstFailure(answers: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  for (const answer of answers.slice(1)) answer.catch(ignored)
  try {
    const values: unknown[] = []
    for (const answer of answers) values.push(await answer)
    return values
  } catch (error) {
    await Promise.allSettled(answers)
    throw error
  }
}

function ignored(): void {}
