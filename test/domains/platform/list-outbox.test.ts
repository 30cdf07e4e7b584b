import { sql } from 'drizzle-orm'
import { describe, expect, vi } from 'vitest'
import { acceptOrder, listOutbox, newId, outbox, type OutboxMessage } from '../../../src/index.ts'
import {
  anOrder,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  type TestDb,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asSuperuser } from '../as-owner.ts'
import { describeOnServer } from '../only-on-server.ts'

const topics = (messages: readonly OutboxMessage[]) => messages.map(({ topic }) => topic)

/** What other tests of the cluster have under way holds its readers up: until what has been written can be read. */
async function untilReadable(db: TestDb): Promise<void> {
  const [now] = await asSuperuser<{ ahead: string }>(
    db,
    'select pg_snapshot_xmax(pg_current_snapshot())::text as ahead',
  )
  await vi.waitFor(async () => {
    const sql = `select pg_snapshot_xmin(pg_current_snapshot()) >= '${now?.ahead ?? ''}'::xid8 as over`
    expect(await asSuperuser(db, sql)).toEqual([{ over: true }])
  }, 60_000)
}

async function everyPage(tenant: TestTenant, limit: number): Promise<OutboxMessage[][]> {
  const pages: OutboxMessage[][] = []
  for (let after: OutboxMessage | undefined; ; after = pages.at(-1)?.at(-1)) {
    const page = await asService(tenant, (tx) => listOutbox(tx, { after, limit }))
    if (page.length === 0) return pages
    pages.push(page)
  }
}

describe('listOutbox', () => {
  test('gives what happened in its order, page behind page, each message once', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId }))
    await untilReadable(db)
    const pages = await everyPage(tenant, 1)
    expect(topics(pages.flat())).toEqual(['order.placed', 'order.accepted'])
    expect(pages.flat()).toEqual(await asService(tenant, (tx) => listOutbox(tx)))
    expect(pages.flat()[1]).toMatchObject({
      tenantId: tenant.tenantId,
      aggregateId: orderId,
      seq: 2,
      payload: { orderId, seq: 2, status: 'accepted' },
    })
  })

  test('is one statement, by the key', async ({ tenant }) => {
    const after = { tx: '748', id: newId() }
    expect(await asService(tenant, (tx) => listOutbox(tx, { after, limit: 7 }).toSQL())).toEqual({
      sql:
        'select "tenant_id", "id", "topic", "aggregate_id", "seq", "payload", "tx", "created_at" from "outbox" ' +
        'where ("outbox"."tenant_id" = $1 and "outbox"."tx" < pg_snapshot_xmin(pg_current_snapshot()) ' +
        'and ("outbox"."tx", "outbox"."id") > ($2, $3)) order by "outbox"."tx", "outbox"."id" limit $4',
      params: [tenant.tenantId, after.tx, after.id, 7],
    })
  })

  test.for<[field: string, given: object]>([
    ['limit', { limit: 0 }],
    ['limit', { limit: 1001 }],
    ['after.tx', { after: { tx: "1' or true", id: newId() } }],
    ['after.id', { after: { tx: '1', id: '7' } }],
  ])('refuses a wrong %s', async ([field, given], { tenant }) => {
    const asked = asService(tenant, (tx) => listOutbox(tx, given))
    await expect(asked).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('is for the service alone', async ({ tenant }) => {
    for (const as of [asStaff, asCustomer, asCourier]) {
      await expect(as(tenant, (tx) => listOutbox(tx))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })
})

describeOnServer('a reader of the outbox', () => {
  test('misses nothing that commits late, where one who goes by ids does', async ({ db, tenant }) => {
    const [first, second] = [await anOrder(tenant), await anOrder(tenant)]
    await untilReadable(db)
    const start = (await asService(tenant, (tx) => listOutbox(tx))).at(-1)
    if (!start) throw new Error('an order is told to the outbox')
    const byListOutbox: string[] = []
    const byId: string[] = []
    let [place, lastId] = [start, start.id]
    const readBoth = async () => {
      const messages = await asService(tenant, (tx) => listOutbox(tx, { after: place }))
      byListOutbox.push(...messages.map(({ aggregateId }) => aggregateId))
      place = messages.at(-1) ?? place
      const naive = await asService(tenant, (tx) =>
        tx
          .select()
          .from(outbox)
          .where(sql`${outbox.id} > ${lastId}`)
          .orderBy(outbox.id),
      )
      byId.push(...naive.map(({ aggregateId }) => aggregateId))
      lastId = naive.at(-1)?.id ?? lastId
    }
    let [written, end] = [() => {}, () => {}]
    const hasWritten = new Promise<void>((resolve) => (written = resolve))
    const mayEnd = new Promise<void>((resolve) => (end = resolve))
    const late = db.as(tenant.staff, async (tx) => {
      await acceptOrder(tx, { orderId: first.id })
      written()
      await mayEnd
    })
    await hasWritten
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId: second.id }))
    await readBoth()
    expect(byListOutbox).toEqual([])
    end()
    await late
    await untilReadable(db)
    await readBoth()
    expect(byListOutbox).toEqual([first.id, second.id])
    expect(byId).toEqual([second.id])
  })

  test('reads a page from where the last one ended, and sorts nothing, however much waits', async ({ db, tenant }) => {
    await anOrder(tenant)
    await asSuperuser(
      db,
      'set local session_replication_role = replica',
      `insert into outbox (tenant_id, topic, aggregate_id, seq, payload, tx)
       select '${tenant.tenantId}', 'order.placed', gen_random_uuid(), 1, '{}', (1 + n / 10)::text::xid8 from generate_series(1, 5000) n`,
      'analyze outbox',
    )
    const after = { tx: '250', id: newId() }
    const rows = await asService(tenant, (tx) =>
      tx.execute<{ 'QUERY PLAN': string }>(
        sql`explain (analyze, costs off, timing off) ${listOutbox(tx, { after }).getSQL()}`,
      ),
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toMatch(/Index Cond: \(\(tenant_id = .*\) AND \(ROW\(tx, id\) > ROW\('250'::xid8/)
    expect(plan).not.toMatch(/-> {2}(Incremental )?Sort|Seq Scan/)
  })
})
