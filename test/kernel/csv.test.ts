import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRecord, type CsvRecord, readCsv } from '../../src/kernel/csv.ts'

async function read(...chunks: readonly string[]): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  for await (const record of readCsv(chunks)) records.push(record)
  return records
}

const fields = async (...chunks: readonly string[]) =>
  (await read(...chunks)).map((record) => ('fields' in record ? record.fields : record.problem))

describe('readCsv', () => {
  test.for<[what: string, text: string, records: (readonly string[])[]]>([
    [
      'records that end with LF',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'records that end with CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a last record without an end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty fields, the last one too',
      ',\n,',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['quotes around commas', '"a,b",c\n', [['a,b', 'c']]],
    ['two quotes for one', '"say ""hi""",""""\n', [['say "hi"', '"']]],
    ['line ends within quotes', '"one\r\ntwo\n",x\r\n', [['one\r\ntwo\n', 'x']]],
    ['an empty quoted field at the end', 'a,""', [['a', '']]],
    ['blanks as they are', ' a , b \n', [[' a ', ' b ']]],
    ['letters beyond ASCII, after a byte order mark', '\uFEFFniño,😀\n', [['niño', '😀']]],
    ['an empty line as one empty field', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['nothing', '', []],
  ])('reads %s', async ([, text, records]) => {
    expect(await fields(text)).toEqual(records)
    // Wherever the file is cut into chunks.
    expect(await fields(...Array.from({ length: text.length }, (_, i) => text.charAt(i)))).toEqual(records)
  })

  test.for<[problem: string, line: number, text: string]>([
    ['QUOTE_IN_PLAIN_FIELD', 2, 'a,b\n1,2"\n3,4\n'],
    ['TEXT_BEHIND_QUOTE', 3, 'a\n"1"\n"2"x\n3\n'],
    ['QUOTE_NOT_CLOSED', 2, 'a\n"1\n2\n'],
    ['BARE_CARRIAGE_RETURN', 1, 'a\rb\n'],
    ['BARE_CARRIAGE_RETURN', 1, 'a\r'],
  ])('stops at %s, and names the line on which the record begins', async ([problem, line, text]) => {
    expect((await read(text)).at(-1)).toEqual({ line, problem })
  })

  test('counts lines, not records', async () => {
    const lines = (await read('a\n"1\n2"\nb\n')).map(({ line }) => line)
    expect(lines).toEqual([1, 2, 4])
  })

  test('reads back whatever is written by the rules', async () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('"', ',', '\r\n', '', 'a"b', ' '))
    const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(table, fc.nat(), async (rows, cut) => {
        const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        const text = quoted.map((row) => `${row}\r\n`).join('')
        const at = text.length === 0 ? 0 : cut % text.length
        expect(await fields(text.slice(0, at), text.slice(at))).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })
})

describe('csvRecord', () => {
  test('quotes what has to be quoted, and ends with CRLF', () => {
    expect(csvRecord(['a', 'b,c', 'say "hi"', 'two\nlines', ' d ', ''])).toBe(
      'a,"b,c","say ""hi""","two\nlines", d ,\r\n',
    )
  })

  test('is read back as the same fields', async () => {
    const record = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 4 }), async (rows) => {
        // A byte order mark in front of all is no part of the text.
        fc.pre(rows[0]?.[0]?.startsWith('\uFEFF') !== true)
        expect(await fields(rows.map(csvRecord).join(''))).toEqual(rows)
      }),
      { numRuns: 300 },
    )
  })
})
