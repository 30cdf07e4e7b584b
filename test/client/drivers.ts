/** The drivers of a server: whatever one promises, the other does. */
export const drivers = ['postgres', 'pg'] as const
