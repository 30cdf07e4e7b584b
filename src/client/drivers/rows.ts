/** The rows of an answer: arrays or objects of text, but for booleans and small numbers. */
export type Rows = readonly unknown[]

/**
 * Types that reach JavaScript as something else than PostgreSQL's own text: those that a number or a boolean holds
 * exactly. numeric, int8, dates, JSON stay text; Drizzle's columns know what to make of them, and nothing is lost.
 */
export const parsedTypes: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't' || text === 'true',
  21: Number,
  23: Number,
  26: Number,
  700: Number,
  701: Number,
}

/** Types whose default parser in a driver would lose something, or differ between the two. */
export const textTypes: readonly number[] = [17, 20, 114, 1082, 1114, 1184, 1700, 3802]
