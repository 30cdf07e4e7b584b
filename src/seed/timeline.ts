import { setTimeout as sleep } from 'node:timers/promises'

/** A step of an order as it was taken, and how many minutes after the order's placing it is to have been. */
export interface Step {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly minute: number
}

/**
 * Notes when the steps of an order are taken. They follow each other within milliseconds, where a kitchen takes minutes:
 * whatever the database stamps between two steps belongs to the first of them.
 */
export class Timeline {
  readonly steps: Step[] = []

  async at<T>(minute: number, work: () => Promise<T>): Promise<T> {
    // The clock of the database counts microseconds, this one milliseconds: the step before must end in an earlier one.
    await sleep(2)
    this.steps.push({ from: Date.now(), minute })
    return work()
  }
}
