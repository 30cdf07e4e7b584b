import { isDbError } from '../kernel/errors.ts'

const ATTEMPTS = 4
const FIRST_PAUSE_MS = 10

/**
 * Runs work again, whole, after a serialization failure, a deadlock or a lock timeout — only these: they mean that
 * nothing happened. Full jitter, so that the losers of one collision do not meet again.
 */
export async function withRetry<T>(declared: boolean, work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt)
    } catch (error) {
      if (!declared || attempt === ATTEMPTS || !isDbError(error, 'TRY_AGAIN')) throw error
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt)
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
