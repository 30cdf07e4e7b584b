import { describe, expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'

describe('npm run prove:faults', () => {
  test('takes its seed and its time from the command line', () => {
    expect(readCommandLine(['--json', '--seconds', '30', '--seed', '7'])).toEqual({
      json: true,
      record: false,
      drivers: false,
      only: undefined,
      driver: undefined,
      seconds: 30,
      seed: 7,
    })
  })

  test('makes a seed of its own, and takes its time, when it is told nothing', () => {
    const asked = readCommandLine([])
    expect(asked).toMatchObject({ json: false, seconds: undefined })
    expect(Number.isInteger(asked?.seed)).toBe(true)
  })

  test('keeps no figures of a part', () => {
    expect(readCommandLine(['--only', 'failover'])).toMatchObject({ only: 'failover' })
    expect(readCommandLine(['--only', 'failover', '--record'])).toBeUndefined()
  })

  test('takes one of the drivers, and keeps no figures of another than the default', () => {
    expect(readCommandLine(['--driver', 'pg'])).toMatchObject({ driver: 'pg' })
    expect(readCommandLine(['--driver', 'pg', '--record'])).toBeUndefined()
  })

  test.for([
    ['--driver', 'oracle'],
    ['--seconds', '0'],
    ['--seconds', 'x'],
    ['--seed', '1.5'],
    ['--seed', '-1'],
    ['--slow'],
    ['extra'],
  ])('refuses %s %s', (args) => {
    expect(readCommandLine(args)).toBeUndefined()
  })
})
