import type { ContextMode, Engine } from './attack.ts'

/** What PostgreSQL leaves open to whoever may send statements: known, and not counted as a leak. */
export interface SideChannel {
  readonly name: string
  readonly reason: string
  readonly modes?: readonly ContextMode[]
  readonly engines?: readonly Engine[]
}

export const sideChannels: readonly SideChannel[] = [
  {
    name: 'a context written by hand, in the default mode',
    reason:
      'SET of a custom setting cannot be revoked: whoever sends whole statements of their own, one after another, can name a tenant. The driver sends none of its callers’; the strict mode closes it',
    modes: ['default'],
  },
  {
    name: 'a token in somebody’s hands, until it expires',
    reason: 'a context is a bearer token of seconds; it is never logged, and an expired one opens nothing',
  },
  {
    name: 'estimates of EXPLAIN, and the rows that a filter removed',
    reason: 'the planner’s statistics are of the whole table: let no tenant send EXPLAIN',
  },
  {
    name: 'sizes and row counts in the catalogue',
    reason: 'pg_class and pg_stat_* are world-readable: they tell volumes, never rows',
  },
  {
    name: 'time, and waiting for locks',
    reason: 'tenants share processors and caches; advisory locks share one space of numbers',
  },
  {
    name: 'the text of other sessions’ statements',
    reason: 'pg_stat_activity shows it to the same login; values are bound parameters and not part of it',
    engines: ['server'],
  },
  {
    name: 'what a scope leaves on its connection on purpose',
    reason: 'a cursor WITH HOLD of a tenant’s own rows can be fetched by the next scope; the library opens none',
  },
  {
    name: 'the tenant of a host name',
    reason: 'app.tenant_of_host answers without a context: a host name is public',
  },
]
