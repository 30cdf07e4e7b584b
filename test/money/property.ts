import fc from 'fast-check'

/** A tenth of the full length, in which every known mistake is seen; `npm run prove:money` asks for all of it. */
const times = Number(process.env['MONEY_RUNS'] ?? 0.1)

/** The work of one processor, which a busy machine may not have for it alone: slow, not wrong. */
export const patience = 300_000 * Math.max(1, times)

/** The same run again: MONEY_SEED=… */
const seed = Number(process.env['MONEY_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff))
console.info(`property seed: MONEY_SEED=${seed}`)

export const baskets = 100_000 * times
export const cases = 10_000 * times

/** Runs a property with the printed seed. */
export function holds<Inputs>(property: fc.IProperty<Inputs>, numRuns: number): void {
  fc.assert(property, { numRuns, seed })
}

/** A whole number up to `max`, as likely small as large: 0.01 and 99,999.99 both turn up. */
export const cents = (max: number) =>
  fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max })).map((n) => BigInt(n))

/** A list of words of 31 bits that a basket is read from: far faster to make than a tree of records. */
export const seedWords = (maxLength: number) => fc.array(fc.nat(0x7fff_ffff), { minLength: 1, maxLength })
