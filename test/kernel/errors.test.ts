import { describe, expect, test } from 'vitest'
import { DbError, type DbErrorCode, dbErrorCodes, isDbError } from '../../src/index.ts'

const codes = Object.keys(dbErrorCodes) as DbErrorCode[]

/** What another copy of the package throws: another class, the same registered symbol. */
const ofOtherCopy = (code: string) =>
  Object.assign(new Error(code), { code, details: {}, [Symbol.for('@platform/db/error')]: true })

describe('DbError', () => {
  test('carries its code, its details and its cause, and the name of the class', () => {
    const cause = new Error('of the driver')
    const error = new DbError('NOT_FOUND', 'no such order', { details: { table: 'orders' }, cause })
    expect(error).toBeInstanceOf(Error)
    const { name, message, code, details } = error
    expect({ name, message, code, details, cause: error.cause }).toEqual({
      name: 'DbError',
      message: 'no such order',
      code: 'NOT_FOUND',
      details: { table: 'orders' },
      cause,
    })
  })

  test('has no details and no cause unless it is given them', () => {
    const error = new DbError('CLOSED', 'closed')
    expect(error.details).toEqual({})
    expect('cause' in error).toBe(false)
  })

  test('is retryable when nothing happened and the same call may succeed, and not when it may have happened', () => {
    expect(codes.filter((code) => new DbError(code, '').retryable)).toEqual([
      'UNAVAILABLE',
      'CONNECTION_LOST',
      'POOL_EXHAUSTED',
      'TRY_AGAIN',
    ])
  })
})

describe('isDbError', () => {
  test('knows the errors of this copy and of another by their symbol, with or without a code', () => {
    for (const error of [new DbError('STALE', ''), ofOtherCopy('STALE')]) {
      expect(isDbError(error)).toBe(true)
      expect(isDbError(error, 'STALE')).toBe(true)
      expect(isDbError(error, 'CONFLICT')).toBe(false)
    }
  })

  test.for([
    undefined,
    null,
    'STALE',
    42,
    {},
    new Error('STALE'),
    Object.assign(new Error('x'), { code: 'STALE' }),
    { name: 'DbError', code: 'STALE', details: {} },
    { [Symbol('@platform/db/error')]: true, code: 'STALE' },
    { [Symbol.for('@platform/db/error')]: true },
  ])('takes %o for none of them', (value) => {
    expect(isDbError(value)).toBe(false)
    expect(isDbError(value, 'STALE')).toBe(false)
  })
})

describe('the codes', () => {
  test('are words in capitals, each with a sentence that says when', () => {
    for (const [code, meaning] of Object.entries(dbErrorCodes)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
      expect(meaning.length, code).toBeGreaterThan(10)
    }
  })
})
