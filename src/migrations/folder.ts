import { fileURLToPath } from 'node:url'

/** The migrations of this package; the same folder from `src/` and from `dist/`. */
export const migrationsFolder: string = fileURLToPath(new URL('../../drizzle', import.meta.url))

/** The name under which they are booked. An application's own go under a name of its own. */
export const ownJournal = '@platform/db'
