import { expect, inject, test } from 'vitest'
import { slot } from './cases/slot.ts'
import { openArena } from './home.ts'
import { twinFailed } from './prove.ts'
import { races } from './races.ts'
import { exploreRace, tryRace } from './try.ts'

/** Enough for a crowd on every connection; the command tries more, and the naive form has four times as many to break. */
const ATTEMPTS = 16

test.for(races.map((race) => [race.name, race.rule, race] as const))(
  '%s: %s',
  { timeout: 300_000 },
  async ([, , race]) => {
    const tried = await tryRace(race, inject('serverUrl'), { attempts: ATTEMPTS, short: true })
    const { explored, stormed } = tried.verb
    expect(explored.broken).toEqual([])
    expect(stormed.broken).toEqual([])
    expect(explored.interleavings).toBeGreaterThan(1)
    // A race that its naive twin wins, too, would be green whatever the verb does.
    expect(twinFailed(tried)).toBe(true)
  },
)

/** A slot is claimed by looking and then writing, inside the one statement that places an order. */
const unguarded = `
create or replace function app.claim_slot(of_tenant uuid, of_branch uuid, of_service text, of_slot uuid, units integer, amount numeric)
returns void language plpgsql as $$
begin
  if exists (select from public.kitchen_slots where tenant_id = of_tenant and id = of_slot and booked_orders >= max_orders) then
    raise exception using errcode = '23514', constraint = 'kitchen_slots_free', table = 'kitchen_slots', message = 'full';
  end if;
  update public.kitchen_slots set booked_orders = least(booked_orders + 1, max_orders)
  where tenant_id = of_tenant and id = of_slot;
end $$`

test('a verb that has lost its guard is found out, though all it does is one statement', async () => {
  const { stops = [] } = slot
  await using arena = await openArena(inject('serverUrl'), { before: [unguarded], stops })
  const { broken } = await exploreRace(slot, arena, 'verb', { racers: 2, untilBroken: true })
  expect(broken.flatMap(({ what }) => what)).toContain('2 had their way, not 1')
})
