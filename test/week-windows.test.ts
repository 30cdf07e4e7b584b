import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type WeekWindow, type Weekday, weekMinutesOf, weekWindowsOf } from '../src/index.ts'
import {
  dayWindow,
  setOpeningHoursInput,
  setSpecialDayInput,
  isOpenAtInput,
  newDaypartInput,
  weekWindow,
} from '../src/zod.ts'

const clock = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
const time = fc.oneof(fc.constantFrom(0, 60, 720, 1439), fc.integer({ min: 0, max: 1439 }))
const aWindow: fc.Arbitrary<WeekWindow> = fc.record({
  weekday: fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7),
  opens: time.map(clock),
  closes: fc.oneof(fc.constant('24:00'), time.map(clock)),
})

/** Minute by minute, as one counts on one's fingers. */
function counted(windows: readonly WeekWindow[]): number[] {
  const open = new Set<number>()
  for (const { weekday, opens, closes } of windows) {
    let minute = 0
    while (clock(minute) !== opens) minute++
    let midnight = (weekday - 1) * 1440
    do {
      open.add((midnight + minute) % 10_080)
      minute++
      if (minute === 1440) {
        minute = 0
        midnight += 1440
        if (closes === '24:00') break
      }
    } while (clock(minute) !== closes)
  }
  return [...open].sort((a, b) => a - b)
}

const expanded = (ranges: ReturnType<typeof weekMinutesOf>) =>
  ranges.flatMap(({ starts, ends }) => Array.from({ length: ends - starts }, (_, n) => starts + n))

describe('windows of the week and their minutes', () => {
  test('are the same minutes, in ascending ranges that do not touch', () => {
    fc.assert(
      fc.property(fc.array(aWindow, { maxLength: 12 }), (windows) => {
        const ranges = weekMinutesOf(windows)
        expect(expanded(ranges)).toEqual(counted(windows))
        for (const [i, range] of ranges.entries()) expect(range.starts).toBeGreaterThan(ranges[i - 1]?.ends ?? -1)
      }),
      { numRuns: 200 },
    )
  })

  test('come back from their minutes as windows of at most a day, which open when one opened', () => {
    fc.assert(
      fc.property(fc.array(aWindow, { maxLength: 12 }), (windows) => {
        const back = weekWindowsOf(weekMinutesOf(windows))
        expect(weekMinutesOf(back)).toEqual(weekMinutesOf(windows))
        expect(weekWindowsOf(weekMinutesOf(back))).toEqual(back)
      }),
      { numRuns: 200 },
    )
  })

  test.for<[what: string, minutes: ReturnType<typeof weekMinutesOf>, windows: readonly WeekWindow[]]>([
    ['none', [], []],
    [
      'an evening that ends at midnight',
      [{ starts: 1080, ends: 1440 }],
      [{ weekday: 1, opens: '18:00', closes: '24:00' }],
    ],
    [
      'a Sunday night in two parts',
      [
        { starts: 0, ends: 120 },
        { starts: 9720, ends: 10_080 },
      ],
      [{ weekday: 7, opens: '18:00', closes: '02:00' }],
    ],
    [
      'a weekend, cut at midnight',
      [{ starts: 7500, ends: 9900 }],
      [
        { weekday: 6, opens: '05:00', closes: '24:00' },
        { weekday: 7, opens: '00:00', closes: '21:00' },
      ],
    ],
    [
      'a day and night from ten to ten',
      [{ starts: 600, ends: 2040 }],
      [{ weekday: 1, opens: '10:00', closes: '10:00' }],
    ],
    [
      'the whole week',
      [{ starts: 0, ends: 10_080 }],
      ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
    ],
  ])('%s', ([, minutes, windows]) => {
    expect(weekWindowsOf(minutes)).toEqual(windows)
    expect(weekMinutesOf(windows)).toEqual(minutes)
  })

  test.for<[field: string, window: object]>([
    ['windows[1].weekday', { weekday: 8, opens: '08:00', closes: '09:00' }],
    ['windows[1].weekday', { weekday: '1', opens: '08:00', closes: '09:00' }],
    ['windows[1].opens', { weekday: 1, opens: '24:00', closes: '09:00' }],
    ['windows[1].opens', { weekday: 1, opens: '8:00', closes: '09:00' }],
    ['windows[1].closes', { weekday: 1, opens: '08:00', closes: '24:01' }],
    ['windows[1].closes', { weekday: 1, opens: '08:00', closes: '09:60' }],
    ['windows[1].closes', { weekday: 1, opens: '08:00' }],
  ])('refuse a bad %s: %o', ([field, window]) => {
    const good: WeekWindow = { weekday: 1, opens: '08:00', closes: '09:00' }
    // A caller without types: that is what is tested.
    expect(() => weekMinutesOf([good, window as WeekWindow])).toThrow(
      expect.objectContaining({ code: 'INVALID', details: expect.objectContaining({ field }) }),
    )
  })
})

describe('the schemas of hours', () => {
  const branchId = '01900000-0000-7000-8000-000000000001'

  test('take what the verbs take', () => {
    fc.assert(
      fc.property(aWindow, (window) => {
        expect(weekWindow.parse(window)).toEqual(window)
      }),
    )
    const windows = [{ weekday: 7 as const, opens: '18:00', closes: '24:00' }]
    const hours = { branchId, service: 'pickup' as const, windows }
    expect(setOpeningHoursInput.parse(hours)).toEqual(hours)
    const day = { branchId, on: '2026-12-25', services: ['pickup' as const], windows: [], reason: 'Navidad' }
    expect(setSpecialDayInput.parse(day)).toEqual(day)
    expect(isOpenAtInput.parse({ branchId, service: 'pickup', at: '2026-12-25T18:00:00Z' })).toEqual({
      branchId,
      service: 'pickup',
      at: new Date('2026-12-25T18:00:00Z'),
    })
    const daypart = { restaurantId: branchId, name: 'Cena', minutes: windows }
    expect(newDaypartInput.parse(daypart)).toEqual(daypart)
  })

  test('refuse what the verbs refuse', () => {
    const window = { opens: '08:00', closes: '09:00' }
    expect(dayWindow.safeParse({ ...window, opens: '24:00' }).success).toBe(false)
    expect(dayWindow.safeParse({ ...window, closes: '24:30' }).success).toBe(false)
    expect(weekWindow.safeParse({ ...window, weekday: 0 }).success).toBe(false)
    const day = { branchId, on: '2026-12-25', windows: [] }
    expect(setSpecialDayInput.safeParse({ ...day, services: ['pickup', 'pickup'] }).success).toBe(false)
    expect(setSpecialDayInput.safeParse({ ...day, on: '2026-02-30' }).success).toBe(false)
    expect(isOpenAtInput.safeParse({ branchId, service: 'pickup', at: 'mañana' }).success).toBe(false)
    expect(newDaypartInput.safeParse({ restaurantId: branchId, name: 'Cena', minutes: [] }).success).toBe(false)
  })
})
