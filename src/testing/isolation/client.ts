import { sql } from 'drizzle-orm'
import { type Db, withoutContext } from '../../client/db.ts'
import { isDbError } from '../../kernel/errors.ts'
import { literal } from '../../kernel/ddl.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { ContextMode } from './attack.ts'
import type { Finding } from './run.ts'
import type { Scene } from './scene.ts'

/** An attack through the library’s own door: what came back, or the code of the refusal. */
interface ClientAttack {
  readonly id: string
  readonly name: string
  readonly reason: string
  readonly perform: (db: Db, scene: Scene) => Promise<string>
  /** Codes of which one must come; left out, anything but the victim’s rows will do. */
  readonly refusedWith?: readonly string[]
}

const run = (tx: Pick<TenantTx, 'execute'>, text: string) => tx.execute(sql.raw(text))

const answerOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (value) => JSON.stringify(value) ?? '',
    (error: unknown) => (isDbError(error) ? error.code : String(error)),
  )

/** Every row of every table that the reader may read, in one statement. */
const readAll = ({ tables, declared, reader }: Scene) =>
  `select string_agg(r, ';') as r from (${tables
    .filter(({ name }) => declared.get(name)?.select.kinds.includes(reader))
    .map(({ name }) => `select t::text as r from ${name} t`)
    .join(' union all ')}) a`

const attacker = ({ attacker: { actors }, reader }: Scene) => actors[reader]
const victim = ({ victim: { actors }, reader }: Scene) => actors[reader]

export const clientAttacks: readonly ClientAttack[] = [
  {
    id: 'D01',
    name: 'stacks a second statement that writes the context',
    reason: 'a raw statement without parameters must not go through the simple protocol',
    refusedWith: ['INTERNAL', 'INVALID'],
    perform: (db, scene) =>
      answerOf(
        db.as(attacker(scene), (tx) => run(tx, `select 1; set local app.context = ${literal(scene.tokens.forged)}`)),
      ),
  },
  {
    id: 'D02',
    name: 'stacks an end of the transaction',
    reason: 'behind a COMMIT there is no context that could be write-once',
    refusedWith: ['INTERNAL', 'INVALID'],
    perform: (db, scene) => answerOf(db.as(attacker(scene), (tx) => run(tx, 'select 1; commit; begin'))),
  },
  {
    id: 'D03',
    name: 'opens a scope of the other tenant inside its own',
    reason: 'a nested scope that is released would leave its tenant behind',
    refusedWith: ['NESTED_SCOPE'],
    perform: (db, scene) =>
      answerOf(
        db.as(attacker(scene), () => db.as(victim(scene), (tx) => run(tx, 'select app.tenant_id()::text as id'))),
      ),
  },
  {
    id: 'D04',
    name: 'reads without a context after a scope of the victim',
    reason: 'a pooled connection must remember nothing',
    refusedWith: ['CONTEXT_MISSING', 'FORBIDDEN'],
    perform: async (db, scene) => {
      await db.as(victim(scene), (tx) => run(tx, 'select app.tenant_id()'))
      return answerOf(db[withoutContext]((tx) => tx.execute(sql.raw(`select t::text from ${readable(scene)} t`))))
    },
  },
  {
    id: 'D05',
    name: 'reads after a scope of the victim that failed',
    reason: 'an error must end the context as a commit does',
    refusedWith: ['CONTEXT_MISSING', 'FORBIDDEN'],
    perform: async (db, scene) => {
      await answerOf(db.as(victim(scene), (tx) => run(tx, 'select 1 / 0')))
      return answerOf(db[withoutContext]((tx) => tx.execute(sql.raw(`select t::text from ${readable(scene)} t`))))
    },
  },
  {
    id: 'D06',
    name: 'keeps the handle of a scope that has ended',
    reason: 'its statements would run in the transaction of whoever has the connection now',
    perform: async (db, scene) => {
      const kept: TenantTx[] = []
      await db.as(attacker(scene), async (tx) => {
        kept.push(tx)
        await run(tx, 'select 1')
      })
      return db.as(victim(scene), async (tx) => {
        await run(tx, 'select 1')
        const [stale] = kept
        return stale ? answerOf(Promise.resolve(run(stale, readAll(scene)))) : ''
      })
    },
  },
  {
    id: 'D07',
    name: 'reads everything with statements that the victim ran first',
    reason: 'prepared statements are shared by every scope of a connection',
    perform: async (db, scene) => {
      for (let i = 0; i < 6; i++) {
        const own = await answerOf(db.as(victim(scene), (tx) => run(tx, readAll(scene))))
        if (!own.includes(scene.victim.tenantId)) throw new Error(`the victim cannot read its own rows: ${own}`)
      }
      return answerOf(db.as(attacker(scene), (tx) => run(tx, readAll(scene))))
    },
  },
  {
    id: 'D08',
    name: 'leaves a session-wide context behind for the next scope',
    reason: 'a whole statement of an attacker’s may SET for the session: the next scope must notice',
    perform: async (db, scene) => {
      const { actors } = scene.attacker
      const token = scene.tokens.otherTenant
      await answerOf(db.as(actors.customer, (tx) => run(tx, `set app.context = ${literal(token)}`)))
      const next = await answerOf(db.as(attacker(scene), (tx) => run(tx, readAll(scene))))
      await answerOf(db[withoutContext]((tx) => tx.execute(sql.raw('reset app.context'))))
      return next
    },
  },
  {
    id: 'D09',
    name: 'names a tenant that is SQL',
    reason: 'an actor is data of the application',
    refusedWith: ['INVALID'],
    perform: (db, { attacker: { actors }, victim: { tenantId } }) =>
      answerOf(db.as({ ...actors.service, tenantId: `' or tenant_id = '${tenantId}` }, (tx) => run(tx, 'select 1'))),
  },
  {
    id: 'D10',
    name: 'hands a statement in that is only sent after its scope',
    reason: 'work that nobody waited for must not fall into the next scope',
    perform: async (db, scene) => {
      let late: Promise<string> = Promise.resolve('')
      await db.as(attacker(scene), async (tx) => {
        await run(tx, 'select 1')
        late = new Promise((resolve) => {
          setTimeout(() => resolve(answerOf(Promise.resolve(run(tx, readAll(scene))))), 5)
        })
      })
      await db.as(victim(scene), (tx) => run(tx, 'select 1'))
      return late
    },
  },
]

/** A table that a context-less statement would fill its hands with, if it could. */
const readable = ({ tables, declared, reader }: Scene): string =>
  (tables.find(({ name }) => declared.get(name)?.select.kinds.includes(reader)) ?? tables[0])?.name ?? 'pg_class'

/** Every attack through the client; a refusal that was not the expected one counts as a leak. */
export async function attackClient(db: Db, scene: Scene, mode: ContextMode): Promise<Finding[]> {
  const found: Finding[] = []
  for (const attack of clientAttacks) {
    const answer = await attack.perform(db, scene)
    if (!isLeak(attack, answer, scene)) continue
    found.push({
      attack: attack.id,
      name: attack.name,
      target: 'the client',
      as: scene.reader,
      mode,
      answer: answer.slice(0, 300),
    })
  }
  return found
}

function isLeak({ refusedWith }: ClientAttack, answer: string, scene: Scene): boolean {
  return answer.includes(scene.victim.tenantId) || (refusedWith !== undefined && !refusedWith.includes(answer))
}
