import { isDbError } from '../kernel/errors.ts'

const ATTEMPTS = 4
const FIRST_PAUSE_MS = 10

/**
 * Runs work again, whole, after a serialization failure, a deadlock or a lock timeout — only these: they mean that
 * nothing happened. Full jitter, so that the losers of one collision do not meet again.
 */
export async function withRetry<T>(
  declared: boolean,
  work: (attempt: number) => Promise<T>,
  onRetry: (attempt: number, pauseMilliseconds: number) => void,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt)
    } catch (error) {
      if (!declared || attempt === ATTEMPTS || !isDbError(error, 'TRY_AGAIN')) throw error
      const milliseconds = Math.random() * FIRST_PAUSE_MS * 2 ** attempt
      onRetry(attempt, milliseconds)
      await pause(milliseconds)
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
