import { closePayout, newId, refundOrder, setCommissionTerms } from '../../../../src/index.ts'
import type { Contest, Home, Race } from '../race.ts'
import { aPaidOrder } from './settled-orders.ts'

/** A restaurant is paid out while refunds that it is liable for are booked. */
export const ledger: Race = {
  name: 'ledger',
  rule: 'debits are credits, a balance is the sum of its entries, and a payout has every entry of its days',
  refusals: [],
  crowd: 16,
  stops: [
    { before: 'insert', on: 'ledger_entries' },
    { before: 'update', on: 'ledger_accounts' },
  ],
  async arrange(home, racers, form) {
    return form === 'verb' ? posting(home, racers) : lookingAndPosting(home, racers)
  },
}

/** The first closes the payout of today; the others give back a unit each, of an order of their own. */
async function posting(home: Home, racers: number): Promise<Contest> {
  const { tenantId, restaurantId, service, staff } = home.tenant
  const orders = await delivered(home, racers - 1)
  const { from, to } = await reopen(home)
  return {
    verb: (racer) =>
      racer === 0
        ? { actor: service, work: (tx) => closePayout(tx, { restaurantId, from, to }) }
        : {
            actor: staff,
            work: (tx) =>
              refundOrder(tx, {
                orderId: orders[racer - 1] ?? '',
                lines: [{ lineNo: 1, quantity: 1 }],
                reason: 'Llegó frío',
                liableParty: 'restaurant',
                idempotencyKey: newId(),
              }),
          },
    naive: () => () => Promise.reject(new Error('the naive form is arranged otherwise')),
    broken: brokenOf(tenantId, 'true'),
    winners: racers,
  }
}

/** Everybody moves a peso between the same two accounts: reads what stands there, and writes it back with theirs. */
async function lookingAndPosting(home: Home, racers: number): Promise<Contest> {
  const { tenantId } = home.tenant
  const [debited, credited] = [newId(), newId()]
  await home.look(`
    insert into ledger_accounts (tenant_id, id, kind, provider)
    values ('${tenantId}', '${debited}', 'provider_clearing', 'p${debited}'), ('${tenantId}', '${credited}', 'provider_clearing', 'p${credited}')`)
  return {
    verb: () => {
      throw new Error('the verbs are arranged otherwise')
    },
    naive: () => async (ask) => {
      const [seen] = await ask<{ debit: number; credit: number }>(
        `select d.debit::int as debit, c.credit::int as credit from ledger_accounts d, ledger_accounts c where d.id = $1 and c.id = $2`,
        debited,
        credited,
      )
      const journal = newId()
      await ask(
        `insert into ledger_journals (tenant_id, id, source, hand_in_id) values ($1, $2, 'hand_in', $2)`,
        tenantId,
        journal,
      )
      await ask(
        `insert into ledger_entries (tenant_id, journal_id, entry_no, account_id, reason, debit, credit, booked_on)
         values ($1, $2, 1, $3, 'hand_in', 1, 0, now()), ($1, $2, 2, $4, 'hand_in', 0, 1, now())`,
        tenantId,
        journal,
        debited,
        credited,
      )
      await ask('update ledger_accounts set debit = $2 where id = $1', debited, String((seen?.debit ?? 0) + 1))
      await ask('update ledger_accounts set credit = $2 where id = $1', credited, String((seen?.credit ?? 0) + 1))
      return true
    },
    broken: brokenOf(tenantId, `a.id in ('${debited}', '${credited}')`),
    winners: racers,
  }
}

const brokenOf = (tenantId: string, which: string): string => `
  select 'journal' as what, e.journal_id::text as subject, sum(e.debit)::text as one, sum(e.credit)::text as other
  from ledger_entries e where e.tenant_id = '${tenantId}'
  group by e.journal_id having sum(e.debit) <> sum(e.credit)
  union all
  select a.kind, a.owner, a.balance::text, coalesce(sum(e.debit - e.credit), 0)::text
  from ledger_accounts a left join ledger_entries e on e.tenant_id = a.tenant_id and e.account_id = a.id
  where a.tenant_id = '${tenantId}' and ${which}
  group by a.tenant_id, a.id, a.kind, a.owner, a.debit, a.credit, a.balance
  having a.debit <> coalesce(sum(e.debit), 0) or a.credit <> coalesce(sum(e.credit), 0)
  union all
  select 'payout', p.id::text, p.refunds::text, coalesce(sum(e.debit - e.credit), 0)::text
  from payouts p
  join ledger_accounts a on a.tenant_id = p.tenant_id and a.kind = 'restaurant_payable' and a.owner = p.restaurant_id::text
  left join ledger_entries e on e.tenant_id = a.tenant_id and e.account_id = a.id and e.reason = 'refund'
    and e.booked_on between p.from_on and p.to_on
  where p.tenant_id = '${tenantId}' and p.to_on >= current_date - 2
  group by p.id, p.refunds having p.refunds <> coalesce(sum(e.debit - e.credit), 0)`

/** How many units an order has to give back, one for each contest. */
const UNITS = 900

interface Stock {
  orders: string[]
  left: number
  closed: number
}

const stocks = new WeakMap<Home, Stock>()

const stockOf = (home: Home): Stock => {
  const stock = stocks.get(home) ?? { orders: [], left: UNITS, closed: 0 }
  stocks.set(home, stock)
  return stock
}

/** Delivered orders of which a unit each can be given back, with commission; made once for a home. */
async function delivered(home: Home, count: number): Promise<readonly string[]> {
  const stock = stockOf(home)
  if (stock.orders.length < count || stock.left === 0) {
    const { db, tenant } = home
    if (stock.orders.length === 0) {
      const terms = { restaurantId: tenant.restaurantId, rate: '0.15', validFrom: '2026-01-01' }
      await db.as(tenant.service, (tx) => setCommissionTerms(tx, terms))
    }
    const made = await Promise.all(Array.from({ length: count }, () => aPaidOrder(home, UNITS, true)))
    stock.orders = made.map(({ orderId }) => orderId)
    stock.left = UNITS
  }
  stock.left -= 1
  return stock.orders
}

/** As if what was paid out and booked before had been so long ago: today is open again. */
async function reopen(home: Home): Promise<{ readonly from: string; readonly to: string }> {
  const stock = stockOf(home)
  stock.closed += 1
  const ofTenant = `tenant_id = '${home.tenant.tenantId}'`
  const past = `date '2000-01-01' + ${stock.closed}`
  await home.look(`
    begin;
    set local session_replication_role = replica;
    update ledger_entries set booked_on = ${past} where ${ofTenant} and booked_on > ${past};
    update payouts set from_on = ${past}, to_on = ${past} where ${ofTenant} and to_on > ${past};
    update ledger_accounts set closed_through_on = ${past} where ${ofTenant} and kind = 'restaurant_payable';
    commit`)
  const [days] = await home.look<{ from: string; to: string }>(
    `select (${past} + 1)::text as from, (now() at time zone 'America/Mexico_City')::date::text as to`,
  )
  return days ?? { from: '', to: '' }
}
