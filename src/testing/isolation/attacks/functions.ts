import { newId } from '../../../kernel/columns.ts'
import { literal } from '../../../kernel/ddl.ts'
import { type Attack, type Case, type Judge, SPY, unseen } from '../attack.ts'
import type { Routine } from '../catalog.ts'
import type { Scene } from '../scene.ts'

/** Functions whose answer is public by design, each with its reason. */
const publicFunctions: Readonly<Record<string, string>> = {
  'app.tenant_of_host': 'a host name is public: it is how a request finds its tenant before there is any context',
}

const MOST_CALLS = 700
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
          argumentsOf(routine, { ...scene, words: scene.words.slice(0, 1) }).map((list) => ({
            target: routine.name,
            statements: [twins(routine, list)],
          })),
        ),
  },
]

/** Arguments by type: the victim's tenant, keys and words; at most so many combinations of them. */
function argumentsOf({ name, types }: Routine, scene: Scene): (readonly string[])[] {
  if (name in publicFunctions || types.length === 0) return []
  const { victim, ids, words } = scene
  const several = types.filter((type) => type === 'uuid').length > 1
  const values = types.map((type, place): readonly string[] => {
    if (type === 'uuid') {
      return several && types.indexOf('uuid') === place ? [victim.id] : [victim.id, ...ids.map((id) => literal(id))]
    }
    if (type === 'text') return [...words, scene.tokens.forged].map((word) => literal(word))
    if (/^(smallint|integer|bigint|numeric)$/.test(type)) return ['1']
    if (/^(timestamp|date|time)/.test(type)) return ['now()']
    return ['null']
  })
  const lists = values.reduce<readonly (readonly string[])[]>(
    (heads, column) => heads.flatMap((head) => column.map((value) => [...head, value])),
    [[]],
  )
  return lists.slice(0, MOST_CALLS)
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
