import { SPY } from './attack.ts'
import type { Table } from './catalog.ts'
import { rowsOf, type Session } from './session.ts'

/**
 * A blind write shows nothing to whoever sends it. So every row that is not the attacker's is watched: a trigger that fires first — names
 * decide, and `!` sorts before every letter — raises when a statement has come as far as one of them. Before an update or
 * a delete, because a foreign key could refuse afterwards; after an insert, because the policy is asked in between.
 */
export async function watch(superuser: Session, tables: readonly Table[], attackerId: string): Promise<void> {
  await rowsOf(superuser, 'create schema isolation_spy')
  await rowsOf(
    superuser,
    `create function isolation_spy.found() returns trigger language plpgsql as $body$
     begin
       raise exception using errcode = '${SPY}', message = 'a row of the other tenant was reached by ' || tg_op;
     end $body$`,
  )
  for (const { name } of tables) {
    await rowsOf(
      superuser,
      `create trigger "!spy before" before update or delete on ${name} for each row
       when (old.tenant_id <> '${attackerId}') execute function isolation_spy.found();
       create trigger "!spy after" after insert or update on ${name} for each row
       when (new.tenant_id <> '${attackerId}') execute function isolation_spy.found()`,
    )
  }
}

export async function unwatch(superuser: Session): Promise<void> {
  await rowsOf(
    superuser,
    'set client_min_messages = warning; drop schema if exists isolation_spy cascade; reset client_min_messages',
  )
}
