/** What the text is, where it is not RFC 4180. */
export type CsvProblem = 'QUOTE_IN_PLAIN_FIELD' | 'TEXT_BEHIND_QUOTE' | 'QUOTE_NOT_CLOSED' | 'BARE_CARRIAGE_RETURN'

/** A record and the line that it begins on: a quoted field may hold line ends, so records and lines differ. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly problem: CsvProblem }

type State = 'start' | 'plain' | 'quoted' | 'behind-quote'

/**
 * The records of comma-separated text (RFC 4180), as it streams in. Records end with CRLF or LF; a byte order mark in
 * front is dropped; an empty line is a record of one empty field.
 *
 * Strict: where a lenient reader would guess, the last record says what is wrong and nothing follows, because from a
 * lost quote on nobody knows what is a field.
 */
export async function* readCsv(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader()
  for await (const chunk of chunks) {
    yield* reader.read(chunk)
    if (reader.stopped) return
  }
  yield* reader.end()
}

/**
 * One record as text, its end included: CRLF, as RFC 4180 has it. `readCsv` gives the same fields back.
 *
 * @example
 * csvRecord(['TACO', 'al pastor, 2']) // → 'TACO,"al pastor, 2"\r\n'
 */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`
}

class CsvReader {
  stopped = false
  #state: State = 'start'
  #field = ''
  #fields: string[] = []
  #line = 1
  #begun = 1
  #afterReturn = false
  #first = true;

  *read(chunk: string): Generator<CsvRecord> {
    const text = this.#first && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk
    if (chunk !== '') this.#first = false
    for (const char of text) {
      if (this.#afterReturn && char !== '\n') return yield this.#stop('BARE_CARRIAGE_RETURN')
      this.#afterReturn = false
      const problem = this.#take(char)
      if (problem !== undefined) return yield this.#stop(problem)
      if (char !== '\n') continue
      this.#line += 1
      if (this.#state !== 'quoted') yield this.#record()
    }
  }

  *end(): Generator<CsvRecord> {
    if (this.#state === 'quoted') return yield this.#stop('QUOTE_NOT_CLOSED')
    if (this.#afterReturn) return yield this.#stop('BARE_CARRIAGE_RETURN')
    // What follows the last line end is a record only if there is something.
    if (this.#fields.length > 0 || this.#state !== 'start') yield this.#record()
  }

  #take(char: string): CsvProblem | undefined {
    if (this.#state === 'quoted') {
      if (char === '"') this.#state = 'behind-quote'
      else this.#field += char
      return undefined
    }
    if (char === '"') return this.#quote()
    if (char === ',') this.#endField()
    else if (char === '\r') this.#afterReturn = true
    else if (char !== '\n') {
      if (this.#state === 'behind-quote') return 'TEXT_BEHIND_QUOTE'
      this.#state = 'plain'
      this.#field += char
    }
    return undefined
  }

  /** Opens a field, or is the second of two, which stand for one. */
  #quote(): CsvProblem | undefined {
    if (this.#state === 'plain') return 'QUOTE_IN_PLAIN_FIELD'
    if (this.#state === 'behind-quote') this.#field += '"'
    this.#state = 'quoted'
    return undefined
  }

  #endField(): void {
    this.#fields.push(this.#field)
    this.#field = ''
    this.#state = 'start'
  }

  #record(): CsvRecord {
    this.#endField()
    const record = { line: this.#begun, fields: this.#fields }
    this.#fields = []
    this.#begun = this.#line
    return record
  }

  #stop(problem: CsvProblem): CsvRecord {
    this.stopped = true
    return { line: this.#begun, problem }
  }
}
