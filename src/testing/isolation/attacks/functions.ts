import { newId } from '../../../kernel/columns.ts'
import { literal } from '../../../kernel/ddl.ts'
import { type Attack, type Case, type Judge, SPY, unseen } from '../attack.ts'
import type { Routine } from '../catalog.ts'
import type { Scene } from '../scene.ts'

/** Functions whose answer is public by design, each with its reason. */
const publicFunctions: Readonly<Record<string, string>> = {
  'app.tenant_of_host': 'a host name is public: it is how a request finds its tenant before there is any context',
}

const ORACLE = 'LK003'

/** Wrong arguments are refused in many ways; only what comes back, or what is touched, counts. */
const foundOnly: Judge = (answer, scene) =>
  answer.code === ORACLE || unseen(answer, scene) === 'leak' ? 'leak' : 'held'

/** Functions that the application may call, found in the catalogue: a new one is called by itself. */
export const functionAttacks: readonly Attack[] = [
  {
    id: 'F01',
    name: 'calls every function with the other tenant’s values',
    reason: 'a function takes what it is given, and may run as the owner',
    judge: foundOnly,
    control: { none: 'what a function finds is its own affair; mutants of functions are killed by it' },
    cases: (scene) =>
      scene.functions.flatMap((routine) =>
        argumentsOf(routine, scene).map((list) => ({
          target: routine.name,
          statements: [`select f::text from ${call(routine, list)} f`],
        })),
      ),
  },
  {
    id: 'F02',
    name: 'asks every function whether an id is one of the other tenant’s',
    reason: 'an answer that differs between theirs and a made-up one tells which exist',
    judge: foundOnly,
    control: { none: 'what a function finds is its own affair; mutants of functions are killed by it' },
    cases: (scene) =>
      scene.functions
        .filter(({ types }) => types.includes('uuid'))
        .flatMap((routine) =>
          argumentsOf(routine, scene).map((list) => ({
            target: routine.name,
            statements: [twins(routine, list)],
          })),
        ),
  },
]

/**
 * Arguments by type: the victim's tenant first where there are several ids, then each of its keys with one of its words,
 * and each of its words. Not every pair of the two: that would be hundreds of calls for each function.
 */
function argumentsOf({ name, types }: Routine, { victim, ids, words, tokens }: Scene): (readonly string[])[] {
  if (name in publicFunctions || types.length === 0) return []
  const several = types.filter((type) => type === 'uuid').length > 1
  const list = (id: string, word: string) =>
    types.map((type, place): string => {
      if (type === 'uuid') return several && types.indexOf('uuid') === place ? victim.id : id
      if (type === 'text') return literal(word)
      if (/^(smallint|integer|bigint|numeric)$/.test(type)) return '1'
      if (/^(timestamp|date|time)/.test(type)) return 'now()'
      return 'null'
    })
  const [word = ''] = words
  const all = [
    ...[victim.id, ...ids.map((id) => literal(id))].map((id) => list(id, word)),
    ...[...words, tokens.forged].map((text) => list(victim.id, text)),
  ]
  return [...new Map(all.map((values) => [values.join(), values])).values()]
}

const call = ({ name, types }: Routine, list: readonly string[]): string =>
  `${name}(${list.map((value, i) => `${value}::${types[i]}`).join(', ')})`

/** The same call with ids that nobody has: raised when the two end differently. */
function twins(routine: Routine, list: readonly string[]): Case['statements'][number] {
  const nobodys = list.map((value, i) => (routine.types[i] === 'uuid' ? literal(newId()) : value))
  const attempt = (into: string, values: readonly string[]) => `
  begin
    perform * from ${call(routine, values)};
    ${into} := 'done';
  exception when others then
    get stacked diagnostics ${into} = returned_sqlstate, rule = constraint_name;
    ${into} := ${into} || ' ' || rule;
  end;`
  return `do $do$
declare theirs text; made_up text; rule text;
begin${attempt('theirs', list)}${attempt('made_up', nobodys)}
  if theirs <> made_up or theirs like '${SPY}%' then
    raise exception using errcode = '${ORACLE}', message = theirs || ' for a row of theirs, ' || made_up || ' for none';
  end if;
end $do$`
}
