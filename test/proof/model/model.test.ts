import { describe, expect, test } from 'vitest'
import { runModel } from './run.ts'
import { checks } from './verify.ts'

const minutes = 60_000

/** How many steps are taken: twelve looks at everything. `npm run prove:model` takes a hundred thousand. */
const wanted = Number(process.env['MODEL_STEPS'] ?? 600)

/** Rules that others do not stand behind, so that a run without one of them goes wrong. */
const rules = [
  'orders_bill_is_final',
  'orders_follow_events',
  'order_items_append_only',
  'order_events_append_only',
  'outbox_append_only',
  'order_item_modifiers_with_order',
]

describe('the model of orders', () => {
  test('has a check for each invariant that rows can show, each under a name of its own', () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
    expect(checks.length).toBeGreaterThanOrEqual(45)
  })

  test(
    `finds nothing in ${wanted} random steps`,
    async () => {
      const seed = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff))
      console.info(`model seed: MODEL_SEED=${seed}`)
      const { steps, verifications, violations, trail, kinds } = await runModel({ steps: wanted, seed })
      expect({ violations, trail }).toEqual({ violations: [], trail: [] })
      expect([steps, verifications]).toEqual([wanted, Math.ceil(wanted / 50)])
      expect(kinds['placeOrder']?.accepted).toBeGreaterThan(wanted / 100)
      expect(kinds['sql as owner']?.refused).toBeGreaterThan(wanted / 20)
    },
    10 * minutes,
  )

  test.for(rules)('finds a violation when %s is not there', { timeout: 10 * minutes }, async (rule) => {
    const { violations } = await runModel({ steps: 5_000, seed: 5, without: rule })
    expect(violations.length).toBeGreaterThan(0)
  })

  test('takes out a rule that is there, and says so of one that is not', async () => {
    await expect(runModel({ steps: 1, seed: 1, without: 'orders_are_blue' })).rejects.toThrow('no such rule')
  })
})
