import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import pino from 'pino'
import { expect } from 'vitest'
import { orderNotes } from '../../examples/order-notes.ts'
import { cancelOrder, tenants } from '../../src/index.ts'
import { migrate } from '../../src/migrations.ts'
import { anOrder, newTenant, openTestDb } from '../../src/testing.ts'
import { test } from '../database.ts'
import { codeOf } from './code-of.ts'
import { fileAsShown, filesShownIn } from './files-of.ts'
import { runPage } from './run-page.ts'

const recipes = new URL('../../docs/recipes/', import.meta.url)
const pages = readdirSync(recipes)
  .filter((name) => name.endsWith('.md'))
  .sort()

test('requests.md: a host and a session are an actor, for Hono and for Next.js', async ({ db, tenant }) => {
  const { tenantId, customerId, branchId, customer: guest, items, service } = tenant
  const [own] = await db.as(service, (tx) => tx.select({ slug: tenants.slug }).from(tenants))
  const given = {
    db,
    branchId,
    guest,
    taco: items['TACO'],
    host: `${own?.slug}.example.mx`,
    sessionOf: () => ({ tenantId, customerId }),
    Hono,
    URL,
    Request,
    Response,
  }
  await runPage('recipes/requests.md', given, 7)
})

test('own-tables.md: a table of an application is written and read by its actors', async () => {
  const folder = fileURLToPath(new URL('../../examples/drizzle', import.meta.url))
  await using db = await openTestDb({ migrations: [{ folder, journal: 'examples' }] })
  const tenant = await newTenant(db)
  const { customerId, customer: guest, staff: cook } = tenant
  const { id: orderId } = await anOrder(tenant)
  await runPage('recipes/own-tables.md', { db, orderNotes, orderId, customerId, guest, cook, code: codeOf }, 2)
})

test('logs.md: pino is told what happened, and no value', async ({ db, tenant }) => {
  const logged: unknown[] = []
  const lines = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()))
      done()
    },
  })
  await runPage('recipes/logs.md', { db, guest: tenant.customer, pino, lines, logged }, 2)
})

test('exporting.md: every order goes through a pipeline once, page after page', async ({ db, tenant }) => {
  const { tenantId, customer: guest } = tenant
  await anOrder(tenant)
  const { id: orderId } = await anOrder(tenant)
  await anOrder(tenant)
  await db.as(guest, (tx) => cancelOrder(tx, { orderId, reason: 'customer_request' }))
  const lines: string[] = []
  const file = new Writable({
    write(text: Buffer, _encoding, done) {
      lines.push(text.toString().trimEnd())
      done()
    },
  })
  await runPage('recipes/exporting.md', { db, guest, tenantId, pipeline, file, written: () => lines }, 2)
})

test('metrics.md: what the dashboard and the alerts ask for is what a scrape has', async () => {
  const client = await import('prom-client')
  const registries: InstanceType<typeof client.Registry>[] = []
  class Registry extends client.Registry {
    constructor() {
      super()
      registries.push(this)
    }
  }
  await runPage('recipes/metrics.md', { ...client, Registry, migrate }, 1)
  const scraped = (await registries[0]?.getMetricsAsJSON())?.map(({ name }) => name) ?? []
  const asked = ['dashboard.json', 'alerts.yml'].map((file) =>
    [...readFileSync(new URL(`monitoring/${file}`, recipes), 'utf8').matchAll(/platform_db_[a-z_]+/g)].map(([name]) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    ),
  )
  expect(new Set(asked[0])).toEqual(new Set(scraped))
  expect(asked[1]?.filter((name) => !scraped.includes(name))).toEqual([])
  expect(asked[1]?.length).toBeGreaterThan(5)
})

test('tracing.md: a tracer of the API is all that it takes', async () => {
  await runPage('recipes/tracing.md', { trace: (await import('@opentelemetry/api')).trace }, 0)
})

test('each recipe is in their list, and shows the files that it names as they are (UPDATE_DOCS=1 writes them)', () => {
  const list = readFileSync(new URL('README.md', recipes), 'utf8')
  for (const page of pages.filter((each) => each !== 'README.md')) {
    expect(list).toContain(`](${page})`)
    const markdown = readFileSync(new URL(page, recipes), 'utf8')
    const shown = filesShownIn(markdown)
    const fresh = shown.reduce(
      (text, { path, code }) => text.replace(`// ${path}\n${code}\n`, () => `// ${path}\n${fileAsShown(path)}\n`),
      markdown,
    )
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(new URL(page, recipes), fresh)
    expect(readFileSync(new URL(page, recipes), 'utf8')).toBe(fresh)
  }
  const all = pages.flatMap((page) => filesShownIn(readFileSync(new URL(page, recipes), 'utf8')))
  expect(all.map(({ path }) => path)).toEqual(['examples/order-notes.ts', 'test/docs/fixtures-of-your-own.test.ts'])
})
