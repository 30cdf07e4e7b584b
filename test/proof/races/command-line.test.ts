import { describe, expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'

describe('the command line of prove:races', () => {
  test('tries every race with 400 attempts in each storm, when it is told nothing', () => {
    expect(readCommandLine([])).toEqual({ json: false, record: false, only: undefined, attempts: 400, seconds: 0 })
  })

  test('keeps no figures of a part, nor of fewer attempts', () => {
    expect(readCommandLine(['--only', 'folio'])).toMatchObject({ only: 'folio' })
    expect(readCommandLine(['--only', 'folio', '--record'])).toBeUndefined()
    expect(readCommandLine(['--attempts', '32', '--record'])).toBeUndefined()
    expect(readCommandLine(['--seconds', '60', '--record'])).toMatchObject({ seconds: 60, record: true })
  })

  test.for([
    ['--attempts', '1'],
    ['--attempts', 'x'],
    ['--seconds', '-1'],
    ['--only', 'nothing'],
    ['--slow'],
    ['extra'],
  ])('refuses %s %s', (args) => {
    expect(readCommandLine(args)).toBeUndefined()
  })
})
