import { defineConfig } from 'drizzle-kit'

// For `npm run db:studio`. Migrations come from `npm run db:generate`, which calls drizzle-kit by itself.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/schema.ts',
  out: './drizzle',
  dbCredentials: { url: process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres' },
})
