/** The files that an application begins with, by their path. What each is for stands in it. */
export const scaffold: Readonly<Record<string, string>> = {
  'drizzle.config.ts': `import { defineConfig } from 'drizzle-kit'

// For drizzle-kit's own tools. Migrations are written by \`platform-db generate\`, which adds policies and grants.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/schema.ts',
  out: './drizzle',
  dbCredentials: { url: process.env['DATABASE_URL'] ?? '' },
})
`,
  'src/schema.ts': `// The tables that this application adds, each a \`tenantTable\` of '@platform/db/rls'. Those of the library are imported
// from '@platform/db/schema' where a foreign key needs one, and not exported from here.
export {}
`,
  'src/db.ts': `import { type Db, openDb } from '@platform/db'

/** The database on its server. Open it once per process; \`await using\` or \`close()\` ends it. */
export async function openAppDb(): Promise<Db> {
  const { DATABASE_URL: url, CONTEXT_KEY: contextKey } = process.env
  if (url === undefined || contextKey === undefined) throw new Error('set DATABASE_URL and CONTEXT_KEY: see .env.example')
  return openDb({ url, contextKey })
}
`,
  'test/order.test.ts': `import { listMenu, newId, placeOrder, quoteOrder } from '@platform/db'
import { money } from '@platform/db/money'
import { asCustomer, withDatabase } from '@platform/db/testing'
import { test as base, expect } from 'vitest'

// PostgreSQL in this process, migrated; every test has a tenant of its own.
const test = withDatabase(base)

test('a guest orders one of everything, and pays what the menu says', async ({ tenant }) => {
  const { branchId } = tenant
  const menu = await asCustomer(tenant, (tx) => listMenu(tx, { branchId }))
  const lines = menu.map(({ id }) => ({ menuItemId: id, quantity: 1 }))

  const quote = await asCustomer(tenant, (tx) => quoteOrder(tx, { branchId, service: 'pickup', lines }))
  const order = await asCustomer(tenant, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey: newId() }))

  expect(order).toMatchObject({ folio: 1, status: 'placed', total: money('93.40') })
})
`,
  'vitest.config.ts': `import { defineConfig } from 'vitest/config'

// The first test of a run waits for the migrated snapshot to be made, later runs find it; proveIsolation tries thousands of
// statements. Either takes seconds, and a minute where the machine is busy.
export default defineConfig({ test: { testTimeout: 180_000 } })
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "es2023",
    "lib": ["es2023", "esnext.disposable"],
    "types": ["node"],
    "module": "nodenext",
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true,
    "allowImportingTsExtensions": true
  },
  "include": ["src", "test", "*.config.ts"]
}
`,
  '.env.example': `# Copy to .env, which is not committed.

# The login that owns the database: for platform-db migrate, provision and doctor alone.
MIGRATE_URL=postgres://owner:password@127.0.0.1:5432/app

# The login of the application. It owns nothing, and row level security holds for it.
DATABASE_URL=postgres://app_user:password@127.0.0.1:5432/app

# What goes across tenants, with a reason that is kept.
ADMIN_URL=postgres://app_admin:password@127.0.0.1:5432/app

# Signs who acts; from platform-db keys new. Whoever has it can act as anybody.
CONTEXT_KEY=
`,
}
