import { literal } from '../../../kernel/ddl.ts'
import { type Attack, refused, unseen } from '../attack.ts'
import type { Scene } from '../scene.ts'
import type { Table } from '../catalog.ts'
import { onDatabase, onTables, type Statements } from './build.ts'

type Spoof = readonly [
  id: string,
  name: string,
  reason: string,
  statements: (t: string, scene: Scene, table: Table) => Statements,
  more?: Partial<Attack>,
]

const token = (scene: Scene, name: keyof Scene['tokens']): string => literal(scene.tokens[name])
const readAll = (t: string): string => `select t::text from ${t} t`
const bites = {
  none: 'a superuser needs no context to see the rows: that the tokens are good is looked at before the attacks begin',
} as const

const goodTokens = { none: 'a good token opens the tenant: that is looked at before the attacks begin' } as const

/** With the victim's token in hand — replayed, kept, made up — inside a transaction that has its tenant. */
const spoofs: readonly Spoof[] = [
  [
    'X01',
    'sets the context in the select list',
    'one statement, two tenants',
    (t, s) => `select t::text, set_config('app.context', ${token(s, 'valid')}, true) from ${t} t`,
  ],
  [
    'X02',
    'sets the context in a CTE before the read',
    'evaluated before the policy, if at all',
    (t, s) =>
      `with spoof as materialized (select set_config('app.context', ${token(s, 'valid')}, true)) select t::text from spoof, ${t} t`,
  ],
  [
    'X03',
    'sets the context in the WHERE',
    'evaluated between two rows',
    (t, s) => `select t::text from ${t} t where set_config('app.context', ${token(s, 'valid')}, true) is not null`,
  ],
  [
    'X04',
    'enters the victim’s token in the select list',
    'a captured token, replayed into a running scope',
    (t, s) => `select t::text, app.enter(${token(s, 'valid')}) from ${t} t`,
    { attackers: ['customer', 'staff', 'courier', 'service'] },
  ],
  [
    'X05',
    'enters it in a CTE',
    'before the first row is read',
    (t, s) => `with spoof as materialized (select app.enter(${token(s, 'valid')})) select t::text from spoof, ${t} t`,
    { attackers: ['customer', 'staff', 'courier', 'service'] },
  ],
  [
    'X06',
    'sets it through query_to_xml',
    'a function that runs text',
    (t, s) =>
      `select t::text, query_to_xml(${literal(`set local app.context = ${token(s, 'valid')}`)}, true, true, '') from ${t} t`,
    { engines: ['server'] },
  ],
  [
    'X07',
    'sets it through ts_stat',
    'another one',
    (t, s) => `select t::text from ${t} t, ts_stat(${literal(`set local app.context = ${token(s, 'valid')}`)})`,
  ],
  [
    'X08',
    'sets it through pg_settings',
    'the view has a rule that sets',
    (t, s) => [`update pg_settings set setting = ${token(s, 'valid')} where name = 'app.context'`, readAll(t)],
  ],
  [
    'X09',
    'enters it in a nested savepoint',
    'a released savepoint keeps what was set inside',
    (t, s) => [
      'savepoint nested',
      `select app.enter(${token(s, 'valid')})`,
      'rollback to savepoint nested',
      readAll(t),
    ],
    { attackers: ['customer', 'staff', 'courier', 'service'] },
  ],
]

/** Every wrong token at the front door, by somebody who has no other. */
const wrongTokens = [
  ['X11', 'expired', 'a token from an old log', 'expired'],
  ['X12', 'signed with a key that was rotated out', 'the old key leaked', 'retiredKey'],
  ['X13', 'signed with a key that nobody knows', 'a key id that is free', 'unknownKey'],
  ['X14', 'signed with another secret', 'the right id, a guessed key', 'wrongSecret'],
  ['X15', 'without a signature', 'the layout is public', 'forged'],
  ['X16', 'of another tenant under an own signature', 'one field changed', 'otherTenant'],
  ['X17', 'of another kind under an own signature', 'a customer who would be staff', 'otherKind'],
] as const

/** What somebody does who has the password of the login and no key: whole statements, one after another. */
const withoutKey: readonly Spoof[] = [
  [
    'Y01',
    'writes a context of its own for the transaction',
    'any login may SET a custom setting',
    (t, s) => [`set local app.context = ${token(s, 'forged')}`, readAll(t)],
  ],
  [
    'Y02',
    'writes one for the session',
    'and the next transaction has it, too',
    (t, s) => [`set app.context = ${token(s, 'forged')}`, readAll(t)],
  ],
  [
    'Y03',
    'writes one inside of a DO block',
    'one statement that runs others',
    (t, s) => [`do $$ begin execute ${literal(`set local app.context = ${token(s, 'forged')}`)}; end $$`, readAll(t)],
  ],
  [
    'Y04',
    'writes a tampered one',
    'an own signature above the victim',
    (t, s) => [`set local app.context = ${token(s, 'otherTenant')}`, readAll(t)],
  ],
  [
    'Y05',
    'writes an expired one',
    'kept from a log',
    (t, s) => [`set local app.context = ${token(s, 'expired')}`, readAll(t)],
  ],
  [
    'Y06',
    'writes one and deletes',
    'reading is not the worst',
    (t, s) => [`set local app.context = ${token(s, 'forged')}`, `delete from ${t}`],
  ],
  [
    'Y07',
    'writes one and updates',
    'reading is not the worst',
    (t, s, { settable }) => [
      `set local app.context = ${token(s, 'forged')}`,
      `update ${t} set ${settable} = ${settable}`,
    ],
  ],
  [
    'Y08',
    'takes the context back and writes another',
    'RESET empties what was entered',
    (t, s) => ['reset app.context', `set local app.context = ${token(s, 'forged')}`, readAll(t)],
  ],
]

export const contextAttacks: readonly Attack[] = [
  ...spoofs.map(([id, name, reason, statements, more]): Attack => ({
    id,
    name,
    reason,
    judge: unseen,
    control: bites,
    cases: onTables((table, scene) => statements(table.name, scene, table)),
    ...more,
  })),
  {
    id: 'X10',
    name: 'reads without any context',
    reason: 'a scope that nobody entered must fail, not return nothing',
    judge: (answer) => (answer.code === '42501' ? 'held' : 'leak'),
    attackers: ['nobody'],
    control: 'each',
    cases: onTables(({ name }) => [`set local app.context = ''`, readAll(name)]),
  },
  ...wrongTokens.map(([id, name, reason, which]): Attack => ({
    id,
    name: `enters with a token ${name}`,
    reason,
    judge: refused('42501'),
    attackers: ['nobody'],
    control: goodTokens,
    cases: onDatabase((scene) => `select app.enter(${token(scene, which)})`),
  })),
  {
    id: 'X18',
    name: 'enters with garbage',
    reason: 'what a parser makes of anything',
    judge: refused('42501'),
    attackers: ['nobody'],
    control: goodTokens,
    cases: (scene) =>
      ['', 'x', `' or 1=1 --`, '0'.repeat(151), scene.tokens.valid.slice(1), `${scene.tokens.valid} `].map((text) => ({
        target: 'the database',
        statements: [`select app.enter(${literal(text)})`],
      })),
  },
  {
    id: 'X19',
    name: 'reads the keys that contexts are signed with',
    reason: 'whoever has a key is anybody',
    judge: refused('42501'),
    control: 'each',
    cases: onDatabase(() => 'select * from app_private.context_keys'),
  },
  ...withoutKey.map(([id, name, reason, statements]): Attack => ({
    id,
    name: `without a key, ${name}`,
    reason,
    judge: unseen,
    modes: ['strict'],
    control: bites,
    cases: onTables((table, scene) => statements(table.name, scene, table)),
  })),
]
