import { describe, expect, test } from 'vitest'
import { Random } from './random.ts'

const drawn = (random: Random) => Array.from({ length: 1000 }, () => random.between(0, 9))

describe('a seed', () => {
  test('gives the same schedule again', () => {
    expect(drawn(new Random(7, 'kills'))).toEqual(drawn(new Random(7, 'kills')))
  })

  test('gives each fault a schedule of its own', () => {
    expect(drawn(new Random(7, 'kills'))).not.toEqual(drawn(new Random(7, 'network')))
    expect(drawn(new Random(8, 'kills'))).not.toEqual(drawn(new Random(7, 'kills')))
  })

  test('leaves no number out, and favours none', () => {
    const numbers = drawn(new Random(7, 'kills'))
    const counts = Array.from({ length: 10 }, (_, number) => numbers.filter((each) => each === number).length)
    expect(counts.every((count) => count > 60 && count < 140)).toBe(true)
  })
})
