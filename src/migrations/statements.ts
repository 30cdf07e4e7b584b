/** drizzle-kit's separator; it may follow a statement on the same line. */
const breakpoint = '--> statement-breakpoint'

export function splitStatements(file: string): readonly string[] {
  return file
    .split(breakpoint)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

export function joinStatements(statements: readonly string[]): string {
  return `${statements.map((statement) => statement.trim().replace(/;*$/, ';')).join(`\n${breakpoint}\n`)}\n`
}
