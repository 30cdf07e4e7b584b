import { describe, expect, test } from 'vitest'
import { isProofPageFresh, type Proof, proofPage } from '../scripts/proof.ts'

const isolation: Proof = {
  command: 'npm run prove:isolation -- --record',
  date: '2026-01-31',
  commit: '0123456789',
  machine: { cpu: 'Example 1', cores: 2 },
  figures: { engines: ['PostgreSQL 15.20', 'PGlite 18.6'], cases: 55039, leaks: 0 },
  residual: [{ name: 'time', reason: 'tenants share processors' }],
}

describe('docs/proof.md', () => {
  test('is what the recorded runs make of it (tsx scripts/proof-page.ts writes it)', () => {
    expect(isProofPageFresh()).toBe(true)
  })

  test('has the figures of each run with its date, commit and machine', () => {
    expect(proofPage({ isolation }).split('\n').slice(5)).toEqual(
      `## Isolation

\`\`\`sh
npm run prove:isolation -- --record
\`\`\`

2026-01-31, commit 0123456789; cpu Example 1, cores 2.

| figure  |                         value |
| ------- | ----------------------------: |
| engines | PostgreSQL 15.20, PGlite 18.6 |
| cases   |                        55,039 |
| leaks   |                             0 |

Left open, and known:

- time: tenants share processors.
`.split('\n'),
    )
  })

  test('has a section for each proof that was run, in one order', () => {
    const faults: Proof = { ...isolation, seed: 42, figures: { ackedLost: 0, controls: { 'sync off': 184 } } }
    const page = proofPage({ faults, isolation })
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(['Isolation', 'Faults'])
    expect(page).toContain('commit 0123456789, seed 42;')
    expect(page).toMatch(/\| acked lost +\| +0 \|/)
    expect(page).toMatch(/\| controls +\| +sync off 184 \|/)
  })

  test('changes with any figure, so that one written by hand is noticed', () => {
    const other = { ...isolation, figures: { ...isolation.figures, leaks: 1 } }
    expect(proofPage({ isolation: other })).not.toBe(proofPage({ isolation }))
  })
})
