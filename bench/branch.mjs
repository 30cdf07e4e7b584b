import { aBranch } from '../dist/testing.js'

/** Where the benchmarks sell. */
export const branch = aBranch()

/** Day and night, every day of the week. */
export const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))
