/** What a migration tells while it runs: for a log line, or a progress bar. */
export type MigrationEvent =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'applying'; readonly tag: string; readonly statements: number }
  | { readonly kind: 'applied'; readonly tag: string; readonly durationMs: number }
  | { readonly kind: 'retry'; readonly tag: string; readonly attempt: number; readonly sqlstate: string }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'partitions'; readonly made: number }

export type OnMigrationEvent = (event: MigrationEvent) => void
