import { placeOrder } from '../../src/index.ts'
import { byHand } from './by-hand.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

interface Event {
  readonly of?: keyof Pick<Scene, 'placed' | 'accepted' | 'preparing' | 'delivered'>
  readonly seq: string
  readonly from: string
  readonly to: string
  readonly more?: string
  readonly value?: string
  readonly customer?: string
}

const anEvent =
  ({ of = 'placed', seq, from, to, more, value, customer = 'customer_id' }: Event) =>
  (s: Scene) =>
    `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status${more === undefined ? '' : `, ${more}`})
     select tenant_id, id, ${seq}, ${customer}, ${from === 'null' ? 'null' : `'${from}'`}, '${to}'${value === undefined ? '' : `, ${value}`}
     from orders where tenant_id = '${s.tenantId}' and id = '${s[of]}'`

const status = (set: string) => (s: Scene) =>
  `update orders set ${set} where tenant_id = '${s.tenantId}' and id = '${s.accepted}'`

const illegal: Refusal = { code: 'ILLEGAL_TRANSITION', constraint: 'order_events_transition_fk' }
const accept = { seq: 'version + 1', from: 'placed', to: 'accepted' } as const

const completion = (values: string) => (s: Scene) =>
  `insert into order_completions (tenant_id, order_id, customer_id, branch_id, seq, to_status)
   select tenant_id, id, customer_id, branch_id, ${values} from orders where tenant_id = '${s.tenantId}' and id = '${s.accepted}'`

const aKey = (verb: string) => (s: Scene) =>
  `insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
   values ('${s.tenantId}', app.actor(), '${verb}', 'a-key-by-hand', sha256('x'), '${s.placed}')`

export const events: Domain = {
  title: 'Orders: steps and what follows from them',
  file: 'events.ts',
  invariants: [
    {
      name: 'The status of an order is where its last event led, and changes with an event only.',
      heldBy: ['orders_status_from_event', 'orders_follow_events'],
      attempts: [
        ...byAll(status(`status = 'delivered'`), forbidden),
        byOwner(status(`status = 'preparing', version = version + 1`), {
          code: 'REFERENCED',
          constraint: 'orders_status_from_event',
        }),
        byOwner((s) => byHand(s, { event: false }), { code: 'REFERENCED', constraint: 'orders_status_from_event' }),
      ],
    },
    {
      name: 'An order never goes back to where an older event had left it.',
      heldBy: ['orders_follow_events'],
      attempts: byAll(status(`status = 'placed', version = 1`), forbidden),
    },
    {
      name: 'Events of an order are numbered without gaps, and begin where the one before ended.',
      heldBy: ['order_events_follows_fk', 'order_events_seq_counts', 'order_events_first_is_placed'],
      attempts: [
        byStaff(anEvent({ ...accept, seq: 'version + 2' }), {
          code: 'REFERENCED',
          constraint: 'order_events_follows_fk',
        }),
        byStaff(anEvent({ seq: 'version + 1', from: 'ready', to: 'delivered' }), {
          code: 'REFERENCED',
          constraint: 'order_events_follows_fk',
        }),
        byOwner(anEvent({ ...accept, seq: 'version + 2' }), {
          code: 'REFERENCED',
          constraint: 'order_events_follows_fk',
        }),
        byOwner(anEvent({ seq: '0', from: 'null', to: 'placed' }), { code: 'INVALID' }),
        byOwner(anEvent({ seq: 'version + 1', from: 'null', to: 'accepted' }), {
          code: 'INVALID',
          constraint: 'order_events_first_is_placed',
        }),
      ],
    },
    {
      name: 'Of two steps that are taken at once, one is taken.',
      heldBy: ['order_events_pkey'],
      attempts: [
        byStaff(anEvent({ of: 'accepted', seq: 'version', from: 'placed', to: 'accepted' }), {
          code: 'STALE',
          constraint: 'order_events_pkey',
        }),
        byOwner(anEvent({ of: 'accepted', seq: 'version', from: 'placed', to: 'accepted' }), {
          code: 'STALE',
          constraint: 'order_events_pkey',
        }),
      ],
    },
    {
      name: 'A step is one of the list, and taken by a kind of actor who may take it.',
      heldBy: ['order_events_transition_fk'],
      attempts: [
        byCustomer(anEvent(accept), illegal),
        {
          as: 'courier',
          sql: (s) => `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status)
            values ('${s.tenantId}', '${s.accepted}', 3, '${s.customerId}', 'accepted', 'preparing')`,
          refused: forbidden,
        },
        byStaff(anEvent({ ...accept, to: 'delivered' }), illegal),
        byOwner(anEvent({ ...accept, to: 'delivered' }), illegal),
        byOwner(anEvent({ ...accept, to: 'eaten' }), illegal),
      ],
    },
    {
      name: 'An event names who took the step, and when, by the signed context and the clock.',
      heldBy: ['order_events_stamped'],
      attempts: [
        byStaff(anEvent({ ...accept, more: 'actor_kind, actor_id', value: `'service', app.actor_id()` })),
        byStaff(anEvent({ ...accept, more: 'actor_id', value: 'customer_id' })),
        byStaff(anEvent({ ...accept, more: 'recorded_at', value: `now() - interval '1 hour'` })),
        byOwner(anEvent({ ...accept, more: 'recorded_at', value: `now() + interval '1 hour'` }), forbidden),
        byOwner(anEvent({ ...accept, more: 'actor_id', value: 'customer_id' }), forbidden),
      ],
    },
    {
      name: 'An event is of an order of the tenant, and carries its customer.',
      heldBy: [
        'order_events_order_fk',
        'order_events_tenant',
        'order_events_customer_moves_own',
        'order_events_insert',
      ],
      attempts: [
        {
          as: 'customer',
          sql: (s) => `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status)
            values ('${s.tenantId}', '${s.placed}', 2, '${s.other.customerId}', 'placed', 'cancelled')`,
          refused: forbidden,
        },
        {
          as: 'owner',
          sql: (
            s,
          ) => `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, actor_kind, actor_id)
            values ('${s.tenantId}', '${s.placed}', 2, '${s.customerId}', 'placed', 'cancelled', 'customer', '${s.other.customerId}')`,
          refused: {},
        },
        byStaff(anEvent({ ...accept, customer: 'gen_random_uuid()' }), {
          code: 'REFERENCED',
          constraint: 'order_events_order_fk',
        }),
        byOwner(anEvent({ ...accept, customer: 'gen_random_uuid()' }), {
          code: 'REFERENCED',
          constraint: 'order_events_order_fk',
        }),
        byOwner((s) => anEvent(accept)(s).replace('select tenant_id', `select '${s.other.tenantId}'`), forbidden),
      ],
    },
    {
      name: 'An event never changes and never goes.',
      heldBy: ['order_events_append_only'],
      attempts: [
        ...byAll((s) => `update order_events set reason = 'other' where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from order_events where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'An order is completed by its delivery alone, once and for good.',
      heldBy: [
        'order_completions_event_fk',
        'order_completions_are_deliveries',
        'order_completions_pkey',
        'order_completions_append_only',
      ],
      attempts: [
        ...byAll(completion(`2, 'delivered'`), { code: 'REFERENCED', constraint: 'order_completions_event_fk' }),
        byOwner(completion(`2, 'accepted'`), { code: 'INVALID', constraint: 'order_completions_are_deliveries' }),
        byOwner(
          (s) => `insert into order_completions select * from order_completions where tenant_id = '${s.tenantId}'`,
          { code: 'CONFLICT', constraint: 'order_completions_pkey' },
        ),
        ...byAll((s) => `delete from order_completions where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'What was told to the outbox is never changed or taken back.',
      heldBy: ['outbox_append_only'],
      attempts: [
        ...byAll((s) => `update outbox set topic = 'order.eaten' where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll((s) => `delete from outbox where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'An event is told to the outbox once, in its own transaction.',
      heldBy: ['order_events_apply'],
      attempts: [
        byCustomer(
          (s) =>
            `insert into outbox (tenant_id, topic, aggregate_id, seq, payload) values ('${s.tenantId}', 'order.placed', '${s.placed}', 1, '{}')`,
        ),
        byStaff(
          (s) =>
            `insert into outbox (tenant_id, topic, aggregate_id, seq, payload) values ('${s.tenantId}', 'order.placed', '${s.placed}', 1, '{}')`,
        ),
      ],
      onlyAgainstTheApplication:
        'the outbox is partitioned by the day of its id, where a unique key over aggregate and number cannot be; readers take a number once',
    },
    {
      name: 'A key of placeOrder gives the order that it was sent for, and no other.',
      heldBy: ['idempotency_keys_pkey', 'idempotency_keys_insert', 'idempotency_keys_are_final'],
      attempts: [
        {
          as: 'customer',
          verb: ({ db, customer, quote, key }) =>
            db.as(customer, (tx) => placeOrder(tx, { quoteId: quote, idempotencyKey: key })),
          refused: { code: 'IDEMPOTENCY_MISMATCH', constraint: 'idempotency_keys_same_request' },
        },
        byCustomer(aKey('placeOrder')),
        byStaff(aKey('placeOrder')),
        ...byAll(
          (s) => `update idempotency_keys set result_id = '${s.delivered}' where tenant_id = '${s.tenantId}'`,
          forbidden,
        ),
        byOwner(
          (s) => `insert into idempotency_keys select * from idempotency_keys where tenant_id = '${s.tenantId}'`,
          { code: 'CONFLICT', constraint: 'idempotency_keys_pkey' },
        ),
      ],
    },
  ],
}
