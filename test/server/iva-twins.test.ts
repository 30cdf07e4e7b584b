import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { lineTaxes, money, rate } from '../../src/money.ts'
import { openTestDb, type TestDb } from '../../src/testing.ts'

/** The same run again: MONEY_SEED=…; MONEY_RUNS=1 for ten times as many cases. */
const seed = Number(process.env['MONEY_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff))
const cases = 200_000 * Number(process.env['MONEY_RUNS'] ?? 0.1)
const perStatement = 20_000

interface Case {
  /** Pesos with 2 or 6 decimals. */
  readonly total: string
  /** A fraction, or null for exempt. */
  readonly rate: string | null
}

describe('app.iva_base and app.iva_of, the SQL twins of lineTaxes,', () => {
  let db: TestDb
  let root: Sql

  beforeAll(async () => {
    db = await openTestDb({ serverUrl: inject('serverUrl') })
    if (!db.server) throw new Error('this test needs a server')
    root = postgres(db.server.superuserUrl, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    await root.end()
    await db.close()
  })

  test(`equal it for ${cases} random totals and rates`, async () => {
    console.info(`twins seed: MONEY_SEED=${seed}`)
    const next = random(seed)
    const seen = { rates: new Set<string | null>(), above: 0, sixDecimals: 0 }
    for (let done = 0; done < cases; done += perStatement) {
      const chunk = Array.from({ length: perStatement }, () => aCase(next))
      expect(await differing(root, chunk, twins)).toEqual([])
      for (const { total, rate: share } of chunk) {
        seen.rates.add(share)
        if (Number(total) > 1_000_000) seen.above += 1
        if (/\.\d{6}$/.test(total)) seen.sixDecimals += 1
      }
    }
    // The cases are those that were meant: exempt, zero, the rates in force, and any with 6 decimals; small and large.
    expect(seen.rates.has(null) && seen.rates.has('0') && seen.rates.has('0.16')).toBe(true)
    expect(seen.rates.size).toBeGreaterThan(cases / 10)
    expect(Math.min(seen.above, seen.sixDecimals)).toBeGreaterThan(cases / 20)
  })

  test('equal it at the ends of the range, and where the quotient is a half', async () => {
    const ends = ['0', '0.01', '0.000001', '999999999.99', '999999999.999999', '-0.01', '-19.90']
    const rates = [null, '0', '0.000001', '0.08', '0.16', '0.999999', '1']
    // 0.000001 ÷ 2 and its like are exact halves of a millionth.
    const halves = ['0.000001', '0.000003', '99999999.999999', '-0.000001']
    const chunk = [
      ...ends.flatMap((total) => rates.map((share) => ({ total, rate: share }))),
      ...halves.map((total) => ({ total, rate: '1' })),
    ]
    expect(await differing(root, chunk, twins)).toEqual([])
  })

  test('would be seen to differ if they divided as numeric does by itself', async () => {
    // A quotient of numeric keeps 16 significant digits: of a hundred million pesos 8 decimals, rounded before it is
    // rounded again to 6. It shows where the next digits are just under a half: …4999… becomes …50.
    const naive = { base: 'round(total / (1 + coalesce(rate, 0)), 6)', iva: 'app.iva_of(total, rate)' }
    expect(await differing(root, justUnderHalf(), naive)).not.toEqual([])
    expect(await differing(root, justUnderHalf(), twins)).toEqual([])
  })
})

const twins = { base: 'app.iva_base(total, rate)', iva: 'app.iva_of(total, rate)' }

/** The cases, at most three, in which SQL and TypeScript differ; one statement for all of them. */
async function differing(sql: Sql, chunk: readonly Case[], { base, iva }: typeof twins): Promise<object[]> {
  const expected = chunk.map(({ total, rate: share }) => {
    const taxes = lineTaxes(money(total), share === null ? 'exempt' : rate(share))
    return { base: taxes.base.toFixed(), iva: taxes.iva.toFixed() }
  })
  return sql.unsafe(
    `select total::text, rate::text, (${base})::text as base, (${iva})::text as iva, expected_base, expected_iva
     from unnest($1::numeric[], $2::numeric[], $3::numeric[], $4::numeric[]) as t (total, rate, expected_base, expected_iva)
     where (${base}) is distinct from expected_base or (${iva}) is distinct from expected_iva limit 3`,
    [
      chunk.map(({ total }) => total),
      chunk.map(({ rate: share }) => share),
      expected.map((taxes) => taxes.base),
      expected.map((taxes) => taxes.iva),
    ],
  )
}

/**
 * Totals of nine hundred million pesos whose base, total ÷ (1 + rate), has 0.4995 to 0.5 of a millionth behind its 6
 * decimals; found among neighbouring millionths by exact integers.
 */
function justUnderHalf(): Case[] {
  const found: Case[] = []
  const million = 1_000_000n
  for (const share of [160_000n, 80_000n, 265_000n, 123_457n, 999_983n]) {
    const whole = million + share
    let total = 900_000_000n * million
    for (let tried = 0; tried < 200_000 && found.length < 20_000; tried++, total += 1n) {
      const rest = (((total * million) % whole) * 10_000_000n) / whole
      if (rest >= 4_995_000n && rest < 5_000_000n) found.push({ total: decimal(total, 6), rate: decimal(share, 6) })
    }
  }
  return found
}

function aCase(next: () => number): Case {
  const digits = Math.floor(next() * 12) // as often small as large
  const centavos = BigInt(Math.floor(next() * 10 ** digits))
  const total =
    next() < 0.25 ? decimal(centavos * 10_000n + BigInt(Math.floor(next() * 10_000)), 6) : decimal(centavos, 2)
  const kind = next()
  if (kind < 0.1) return { total, rate: null }
  if (kind < 0.2) return { total, rate: '0' }
  if (kind < 0.5) return { total, rate: '0.16' }
  if (kind < 0.6) return { total, rate: '0.08' }
  return { total, rate: decimal(BigInt(Math.floor(next() * 1_000_001)), 6) }
}

function decimal(units: bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, '0')
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** mulberry32: small, and the same everywhere for a seed. */
function random(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
