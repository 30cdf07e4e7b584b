import { type AnyColumn, type SQL, sql, type SQLWrapper } from 'drizzle-orm'
import { type DdlObject, literal, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

/** The characters of a Mexican menu in the order of CLDR's Spanish collation; each is one weight of the first level. */
const inOrder = ` _-–—,;:!¡?¿.·'‘’"“”«»()[]{}@*/\\&#%\`^°+<=>|~$€0123456789abcdefghijklmnñopqrstuvwxyz`

/** What stands for them: as many characters of ASCII, whose order is that of their bytes. */
const weights = String.fromCharCode(...Array.from({ length: inOrder.length }, (_, i) => 32 + i))

/** Combining marks in the order of the second level: acute, grave, breve, circumflex, caron, ring, diaeresis … cedilla. */
const marks = '\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304'
const markWeights = '123456789ABCDE'

export const spanishFunctions: readonly DdlObject[] = [
  pgFunction('app.fold', {
    args: 'content text',
    returns: 'text',
    volatility: 'immutable',
    parallel: 'safe',
    phase: 'before',
    execute: everyone,
    // Of every locale the same: marks are taken off first, so that what is left to make small is ASCII.
    body: `
begin
  if octet_length(content) <> length(content) then
    content := translate(normalize(content, NFD), 'ØøĐđŁłÆæŒœ', 'OoDdLlAaOo');
    content := regexp_replace(content, '[\\u0300-\\u036f]', '', 'g');
  end if;
  return lower(content collate "C");
end`,
  }),
  pgFunction('app.spanish_key', {
    args: 'content text',
    returns: 'text',
    volatility: 'immutable',
    parallel: 'safe',
    phase: 'before',
    execute: everyone,
    // Letters, then marks, then case, each level behind the one before: sorted by its bytes, as CLDR sorts Spanish.
    // n with its tilde is a letter; every other mark waits for the second level. Trailing zeros say nothing.
    body: `
declare
  bare text := content;
  second text := '';
begin
  if octet_length(content) <> length(content) then
    content := replace(replace(replace(content, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
    content := replace(replace(content, 'Ø', 'O\u0338'), 'ø', 'o\u0338');
    content := replace(replace(normalize(content, NFD), 'n\u0303', 'ñ'), 'N\u0303', 'Ñ');
    bare := regexp_replace(content, '[\\u0300-\\u036f]', '', 'g');
    second := rtrim(translate(regexp_replace(content, '[^\\u0300-\\u036f]', '0', 'g'), '${marks}', '${markWeights}'), '0');
  end if;
  return translate(lower(replace(bare, 'Ñ', 'ñ') collate "C"), ${literal(inOrder)}, ${literal(weights)})
    || chr(1) || second || chr(1) || rtrim(regexp_replace(regexp_replace(bare, '[^A-ZÑ]', '0', 'g'), '[A-ZÑ]', '1', 'g'), '0');
end`,
  }),
]

/**
 * Spanish order for an ORDER BY: ñ after n, accents only break ties, case only those that are left. The same on every
 * server, and on an embedded database, which has no Spanish collation of its own; equal to `collate "es-x-icu"` for what
 * stands in names. Costs a function call a row: for a page or a menu, not for a table.
 *
 * @example
 * tx.select().from(restaurants).where(eq(restaurants.tenantId, tenantId)).orderBy(bySpanish(restaurants.name))
 *
 * The SQL: `order by app.spanish_key(name) collate "C"`
 */
export function bySpanish(text: AnyColumn | SQLWrapper): SQL {
  return sql`app.spanish_key(${text}) collate "C"`
}
