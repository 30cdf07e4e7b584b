import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PesoDecimal } from '../../src/money/decimal.ts'
import { fromUnits, toUnits } from '../../src/money/units.ts'
import { cases, holds } from './property.ts'

/** As decimal.js itself reads it from text. */
function fromText(units: bigint, scale: number) {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const point = digits.length - scale
  return new PesoDecimal(`${units < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`)
}

const parts = ({ s, e, d, constructor }: InstanceType<typeof PesoDecimal>) => ({ s, e, d, constructor })

describe('fromUnits', () => {
  const scale = fc.integer({ min: 0, max: 7 })
  // Of every length: one digit is as likely as twenty-four.
  const units = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 12 }))
    .map(([n, length, zeros]) => (n % 10n ** BigInt(length)) * (length + zeros <= 24 ? 10n ** BigInt(zeros) : 1n))

  test('makes the very words that decimal.js makes of the text, for every size, sign and scale', () => {
    holds(
      fc.property(units, fc.boolean(), scale, (size, below, at) => {
        const n = below ? -size : size
        expect(parts(fromUnits(n, at))).toEqual(parts(fromText(n, at)))
        expect(toUnits(fromUnits(n, at), at)).toBe(n)
      }),
      cases,
    )
  })

  test('makes them at the edges of a word and of what a JS integer holds', () => {
    const edges = [0, 1, 6, 7, 8, 13, 14, 15, 16].flatMap((power) =>
      [-1n, 0n, 1n].map((by) => 10n ** BigInt(power) + by),
    )
    const safest = BigInt(Number.MAX_SAFE_INTEGER)
    for (const n of [...edges, safest - 1n, safest, safest + 1n]) {
      for (const at of [0, 2, 6, 7]) {
        expect(parts(fromUnits(n, at))).toEqual(parts(fromText(n, at)))
        expect(parts(fromUnits(-n, at))).toEqual(parts(fromText(-n, at)))
      }
    }
  })
})
