import { setTimeout as sleep } from 'node:timers/promises'
import { isPassing, sqlstateOf } from './server-error.ts'

export interface Patience {
  /** How long a statement may wait for a lock. While it waits, everybody queues behind it: short, and again. */
  readonly lockTimeoutMs: number
  readonly attempts: number
}

/** Runs `work` again while it fails by what passes; the pause doubles and is jittered. */
export async function patiently<T>(
  { attempts }: Patience,
  onRetry: (attempt: number, sqlstate: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= attempts || !isPassing(error)) throw error
      onRetry(attempt, sqlstateOf(error) ?? '')
      await sleep(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2))
    }
  }
}
