import { describe, expect, test } from 'vitest'
import { Batch, batch } from '../../src/index.ts'

/** A statement that counts how often it is sent. */
function statement<T>(answer: T | Error, log: string[] = [], name = 's') {
  return {
    execute(): Promise<T> {
      log.push(name)
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
}

describe('a batch', () => {
  test('sends nothing before it is awaited or executed', () => {
    const log: string[] = []
    const work = batch([statement(1, log)], ([one]) => one)
    expect(work).toBeInstanceOf(Batch)
    expect(log).toEqual([])
  })

  test('sends all its statements in one tick, in their order, and shapes their answers', async () => {
    const log: string[] = []
    const work = batch([statement(1, log, 'a'), statement('two', log, 'b')], ([one, two]) => ({ one, two }))
    const answer = work.execute()
    expect(log).toEqual(['a', 'b'])
    expect(await answer).toEqual({ one: 1, two: 'two' })
  })

  test('is sent once, however often it is asked', async () => {
    const log: string[] = []
    const work = batch([statement(1, log)], ([one]) => ({ one }))
    const [first, second, third] = await Promise.all([work, work.execute(), work])
    expect(log).toEqual(['s'])
    expect(second).toBe(first)
    expect(third).toBe(first)
  })

  test('can hold batches, and nothing at all', async () => {
    const log: string[] = []
    const inner = batch([statement(1, log), statement(2, log)], ([a, b]) => a + b)
    expect(await batch([inner, statement(10, log)], ([sum, ten]) => sum + ten)).toBe(13)
    expect(log).toEqual(['s', 's', 's'])
    expect(await batch([], () => 'nothing')).toBe('nothing')
  })

  test('fails with the first failure in the order of its statements, not of its answers', async () => {
    const late = {
      execute: () => new Promise((_, reject) => queueMicrotask(() => queueMicrotask(() => reject(new Error('first'))))),
    }
    const work = batch([statement(1), late, statement(new Error('aborted'))], () => 'read')
    await expect(work.execute()).rejects.toThrow('first')
  })

  test('waits for every answer before it fails: none is left without a listener', async () => {
    let settled = false
    const slow = {
      execute: () =>
        new Promise((_, reject) => {
          setImmediate(() => {
            settled = true
            reject(new Error('second'))
          })
        }),
    }
    await expect(batch([statement(new Error('first')), slow], () => 0).execute()).rejects.toThrow('first')
    expect(settled).toBe(true)
  })

  test('fails at once when a statement cannot be written down, and leaves no rejection behind', async () => {
    const unheard: unknown[] = []
    const hear = (reason: unknown) => unheard.push(reason)
    process.on('unhandledRejection', hear)
    const unwritable = {
      execute(): Promise<never> {
        throw new RangeError('Invalid time value')
      },
    }
    const work = new Batch([statement(new Error('answered to nobody')), unwritable, statement(1)], () => 0)
    expect(() => work.execute()).toThrow('Invalid time value')
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', hear)
    expect(unheard).toEqual([])
  })

  test('hands on what its reader throws', async () => {
    const work = batch([statement([])], () => {
      throw new Error('no such order')
    })
    await expect(work.execute()).rejects.toThrow('no such order')
  })
})
