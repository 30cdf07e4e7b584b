import { describe, expect, test } from 'vitest'
import { type Performance, performancePage, type Result, stalePerformancePages } from '../scripts/performance.ts'

const where = { workload: 'ratings', concurrency: 16, latencyMs: 0 }
const ratings: Performance = {
  command: 'npm run bench -- ratings --record',
  date: '2026-01-31',
  commit: '0123456789',
  machine: { cpu: 'Example 1', cores: 2 },
  table: ['', 'as it was printed'],
  results: [
    { ...where, contender: 'floor', throughputRatio: 1, perSecond: 9000 },
    { ...where, contender: 'platform-db', throughputRatio: 0.8, clientCpuRatio: 1.2, perSecond: 7200 },
    { ...where, contender: 'drizzle', throughputRatio: 0.3, perSecond: 2700 },
  ],
}

describe('docs/performance.md', () => {
  test('and its charts are what the recorded runs make of them (tsx scripts/performance-page.ts writes them)', () => {
    expect(stalePerformancePages()).toEqual([])
  })

  test('says of each goal whether it was met, and by how much it was missed', () => {
    const page = performancePage({ ratings })['performance.md'] ?? ''
    expect(page.split('\n').filter((line) => line.startsWith('| smallest'))).toEqual([
      '| smallest read | ≥ 0.85 × | 0.8 × | missed by 6 % |',
      '| smallest read, reads a second | ≥ 10000 | 7200 | missed by 28 % |',
      '| smallest read, client’s processor time | ≤ 1.6 × | 1.2 × | met |',
    ])
  })

  test('compares with another contender where a goal does', () => {
    const orders = ['platform-db', 'drizzle'].map((contender, i) => ({
      ...where,
      workload: 'orders',
      contender,
      perSecond: 600 / (i * 4 + 1),
    }))
    const page = performancePage({ orders: { ...ratings, results: orders } })['performance.md'] ?? ''
    expect(page).toContain('| placing an order, against Drizzle | ≥ 5 × | 5 × | met |')
  })

  test('says of memory whether it is within its goal; a run of another size meets none, and what shrinks does not grow', () => {
    const at = (workload: string, concurrency: number, figures: Partial<Result>) => ({
      workload,
      concurrency,
      latencyMs: 0,
      contender: 'platform-db',
      ...figures,
    })
    const results = [
      at('copyIn of 1000000 customers', 1, { megabytes: 200 }),
      at('export of 1000 orders', 1, { megabytes: 20 }),
      at('connections', 64, { megabytes: 110, rssRatio: 1.4 }),
      at('soak of 10 minutes', 16, { megabytesPerMinute: -0.02 }),
    ]
    const page = performancePage({ memory: { ...ratings, results } })['performance.md'] ?? ''
    expect(page.split('\n').filter((line) => /^\| (memory|growth)/.test(line))).toEqual([
      '| memory of copyIn, MB above the start | ≤ 150 | 200 | missed by 25 % |',
      '| memory of 64 connections under load | ≤ 1.3 × | 1.4 × | missed by 7 % |',
      '| growth of the heap in a soak, MB a minute | ≤ 0.5 | -0.02 | met |',
    ])
    expect(page).toContain('- Connections: ')
  })

  test('says of what grows how many times it became, and of what is waited for how long it took', () => {
    const ours = { contender: 'platform-db', concurrency: 1, latencyMs: 0 }
    const results = [
      { ...ours, workload: 'growth-orders-page', growthRatio: 1.28 },
      { ...ours, workload: 'types', seconds: 3.75 },
    ]
    const page = performancePage({ scale: { ...ratings, results } })['performance.md'] ?? ''
    expect(page).toContain('| a page of orders, 5 M of them to 10 k | ≤ 1.6 × | 1.28 × | met |')
    expect(page).toContain('| tsc for all entries, seconds more than for none | ≤ 3 | 3.75 | missed by 20 % |')
  })

  test('shows each run with its date, commit and machine, and draws the contenders', () => {
    const { 'performance.md': page = '', ...charts } = performancePage({ ratings })
    expect(page).toContain('2026-01-31, commit 0123456789; cpu Example 1, cores 2.')
    expect(page).toContain('```text\nas it was printed\n```')
    expect(Object.keys(charts)).toEqual(['ratings-16-0.svg'])
    expect(charts['ratings-16-0.svg']?.match(/>[0-9]\.[0-9]{2}</g)).toEqual(['>1.00<', '>0.80<', '>0.30<'])
  })

  test('changes with any figure, so that one written by hand is noticed', () => {
    const [floor, ...others] = ratings.results ?? []
    const other = { ...ratings, results: [...(floor ? [{ ...floor, throughputRatio: 1.01 }] : []), ...others] }
    expect(performancePage({ ratings: other })).not.toEqual(performancePage({ ratings }))
  })
})
