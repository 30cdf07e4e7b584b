import type { Placeholder } from 'drizzle-orm'

/** What a select is asked with: the values themselves, or placeholders for them while its text is made. */
export type Asked<V> = { readonly [K in keyof V]: V[K] | Placeholder }
