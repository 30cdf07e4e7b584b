import { describe, expect, test } from 'vitest'
import { businessDate, compareSpanish, findState, type MexicanZone, states, zoneOf } from '../../src/mexico.ts'

describe('states', () => {
  test('there are 32, each code is used once, and no two share a prefix', () => {
    for (const codes of [
      states.map((s) => s.inegi),
      states.map((s) => s.sat),
      states.map((s) => s.curp),
      states.flatMap((s) => s.postalPrefixes),
    ]) {
      expect(new Set(codes).size).toBe(codes.length)
    }
    expect(states.map(({ inegi }) => Number(inegi))).toEqual(Array.from({ length: 32 }, (_, i) => i + 1))
  })

  test('are found by each code system', () => {
    for (const found of [findState('09'), findState('cmx'), findState('DF', 'curp')]) {
      expect(found).toMatchObject({ ok: true, value: { name: 'Ciudad de México' } })
    }
    expect(findState('DF')).toEqual({ ok: false, errors: ['STATE_UNKNOWN'] })
  })

  test('every zone is one this runtime knows', () => {
    for (const { zone } of states) expect(() => new Intl.DateTimeFormat('es-MX', { timeZone: zone })).not.toThrow()
  })
})

describe('zoneOf', () => {
  test.for<[string, string, MexicanZone]>([
    ['CHH', '037', 'America/Ciudad_Juarez'],
    ['CHH', '052', 'America/Ojinaga'],
    ['CHH', '019', 'America/Chihuahua'],
    ['TAM', '032', 'America/Matamoros'],
    ['TAM', '041', 'America/Monterrey'],
    ['COA', '025', 'America/Matamoros'],
    ['NLE', '005', 'America/Matamoros'],
    ['NAY', '020', 'America/Bahia_Banderas'],
    ['NAY', '017', 'America/Mazatlan'],
    ['26', '030', 'America/Hermosillo'],
    ['ROO', '005', 'America/Cancun'],
    ['02', '004', 'America/Tijuana'],
  ])('%s %s is %s', ([state, municipality, zone]) => {
    expect(zoneOf(state, municipality)).toEqual({ ok: true, value: zone, warnings: [] })
  })

  test('warns when the municipality would decide, and refuses what is no state', () => {
    expect(zoneOf('TAM')).toEqual({ ok: true, value: 'America/Monterrey', warnings: ['ZONE_WITHOUT_MUNICIPALITY'] })
    expect(zoneOf('JAL')).toEqual({ ok: true, value: 'America/Mexico_City', warnings: [] })
    expect(zoneOf('XXX')).toEqual({ ok: false, errors: ['STATE_UNKNOWN'] })
  })
})

describe('businessDate', () => {
  const day = (instant: string, zone: MexicanZone, cutoff?: string) => {
    const found = businessDate(new Date(instant), zone, cutoff)
    return found.ok ? found.value : found.errors
  }

  test.for<[string, string, MexicanZone, string, string]>([
    [
      'one in the morning belongs to the night before',
      '2026-11-22T07:30:00Z',
      'America/Mexico_City',
      '04:00',
      '2026-11-21',
    ],
    ['at the cut-off the new day begins', '2026-11-22T10:00:00Z', 'America/Mexico_City', '04:00', '2026-11-22'],
    ['a minute before it has not', '2026-11-22T09:59:59Z', 'America/Mexico_City', '04:00', '2026-11-21'],
    [
      'the first of January may be the last of December',
      '2027-01-01T06:30:00Z',
      'America/Mexico_City',
      '04:00',
      '2026-12-31',
    ],
    ['1 March of a leap year', '2028-03-01T07:00:00Z', 'America/Mexico_City', '04:00', '2028-02-29'],
    // 8 March 2026, Tijuana: 01:59 PST is followed by 03:00 PDT
    [
      '23-hour day: 01:59 is before a cut-off of 03:00',
      '2026-03-08T09:59:00Z',
      'America/Tijuana',
      '03:00',
      '2026-03-07',
    ],
    ['23-hour day: the next minute is 03:00', '2026-03-08T10:00:00Z', 'America/Tijuana', '03:00', '2026-03-08'],
    // 1 November 2026, Ciudad Juárez: 01:59 MDT is followed by 01:00 MST
    [
      '25-hour day: the second 01:30 is before 02:00 as well',
      '2026-11-01T08:30:00Z',
      'America/Ciudad_Juarez',
      '02:00',
      '2026-10-31',
    ],
    ['25-hour day: 02:00 comes an hour later', '2026-11-01T09:00:00Z', 'America/Ciudad_Juarez', '02:00', '2026-11-01'],
    [
      'before the law of 2022 Mexico City had summer time',
      '2022-07-01T05:00:00Z',
      'America/Mexico_City',
      '00:00',
      '2022-07-01',
    ],
    ['after it, it has not', '2023-07-01T05:00:00Z', 'America/Mexico_City', '00:00', '2023-06-30'],
    ['Chihuahua left Mountain Time', '2021-12-01T06:30:00Z', 'America/Chihuahua', '00:00', '2021-11-30'],
    ['and is with the centre now', '2023-12-01T06:30:00Z', 'America/Chihuahua', '00:00', '2023-12-01'],
  ])('%s', ([, instant, zone, cutoff, date]) => {
    expect(day(instant, zone, cutoff)).toBe(date)
  })

  test('midnight is the cut-off unless told otherwise', () => {
    expect([
      day('2026-11-22T05:59:59Z', 'America/Mexico_City'),
      day('2026-11-22T06:00:00Z', 'America/Mexico_City'),
    ]).toEqual(['2026-11-21', '2026-11-22'])
  })

  test('says what it could not use', () => {
    expect(day('nonsense', 'America/Mexico_City')).toEqual(['INSTANT_INVALID'])
    expect(day('2026-01-01T00:00:00Z', 'America/La_Paz_BCS' as MexicanZone)).toEqual(['ZONE_UNKNOWN'])
    expect(day('2026-01-01T00:00:00Z', 'America/Cancun', '24:00')).toEqual(['CUTOFF_INVALID'])
  })

  test('every minute of a 25-hour day belongs to one of two days, and the day never goes back', () => {
    const start = Date.parse('2026-11-01T06:00:00Z')
    const days = Array.from({ length: 25 * 60 }, (_, minute) =>
      day(new Date(start + minute * 60_000).toISOString(), 'America/Tijuana', '04:00'),
    )
    expect([...new Set(days)]).toEqual(['2026-10-31', '2026-11-01'])
    expect(days.lastIndexOf('2026-10-31')).toBeLessThan(days.indexOf('2026-11-01'))
  })
})

test('Spanish order: ñ after n, accents break ties, numbers by value', () => {
  const names = ['Mesa 10', 'oblea', 'ñoquis', 'Nuez', 'nachos', 'ánimo', 'animo', 'Mesa 9']
  expect(names.toSorted(compareSpanish)).toEqual([
    'animo',
    'ánimo',
    'Mesa 9',
    'Mesa 10',
    'nachos',
    'Nuez',
    'ñoquis',
    'oblea',
  ])
})
