import { type Attack, refused, unseen } from '../attack.ts'
import type { Scene } from '../scene.ts'
import { onNames, onOpenTables } from './build.ts'

const partitions = (scene: Scene) => scene.partitions
const views = (scene: Scene) => scene.views
const shared = (scene: Scene) => scene.shared
const closed = refused('42501')
const granted = { none: 'nothing is granted there at all: any other answer is the find' } as const

/** In front of policies, behind them, beside them: other relations, and functions that run as somebody else. */
export const aroundAttacks: readonly Attack[] = [
  ...(
    [
      ['P01', 'reads a partition by its own name', (name) => `select t::text from ${name} t`],
      [
        'P02',
        'inserts into a partition',
        (name, { victim }) => `insert into ${name} (tenant_id) values (${victim.id})`,
      ],
      ['P03', 'deletes from a partition', (name) => `delete from ${name}`],
      ['P04', 'updates a partition', (name) => `update ${name} set tenant_id = tenant_id`],
    ] as readonly (readonly [string, string, (name: string, scene: Scene) => string])[]
  ).map(([id, name, statement]): Attack => ({
    id,
    name,
    reason: 'a partition that is queried by name ignores the policies of its parent',
    judge: closed,
    control: granted,
    cases: onNames(partitions, statement),
  })),
  {
    id: 'P05',
    name: 'reads a partition as the owner',
    reason: 'a definer function that names a partition must be guarded there, too',
    judge: unseen,
    attackers: ['owner'],
    control: 'some',
    cases: onNames(partitions, (name) => `select t::text from ${name} t`),
  },
  {
    id: 'V01',
    name: 'reads a view',
    reason: 'a view without security_invoker reads as its owner',
    judge: unseen,
    control: { none: 'a view may hold no row of the victim' },
    cases: onNames(views, (name) => `select t::text from ${name} t`),
  },
  {
    id: 'V02',
    name: 'reads a view through a leaky condition',
    reason: 'a view that is no security barrier lets conditions see what it filters',
    judge: unseen,
    control: { none: 'a view may hold no row of the victim' },
    cases: onNames(views, (name) => `select 1 from ${name} t where length(t::text) < 0 or (t::text)::int = 0`),
  },
  {
    id: 'S01',
    name: 'reads what tenants share',
    reason: 'a table without a tenant must hold nothing of one',
    judge: unseen,
    control: { none: 'there is nothing of a tenant in it, for a superuser either' },
    cases: onNames(shared, (name) => `select t::text from ${name} t`),
  },
  ...(
    [
      ['S02', 'adds to what tenants share', (name) => `insert into ${name} default values`],
      ['S03', 'deletes from what tenants share', (name) => `delete from ${name}`],
      ['S04', 'truncates what tenants share', (name) => `truncate ${name} cascade`],
    ] as readonly (readonly [string, string, (name: string) => string])[]
  ).map(([id, name, statement]): Attack => ({
    id,
    name,
    reason: 'rates and transitions rule every tenant: only migrations write them',
    judge: closed,
    control: granted,
    cases: onNames(shared, statement),
  })),
  {
    id: 'S05',
    name: 'reads the last value of a sequence',
    reason: 'a counter that all share tells how much the others sell',
    judge: closed,
    control: granted,
    cases: onNames(
      (scene) => scene.sequences,
      (name) => `select last_value from ${name}`,
    ),
  },
  ...(
    [
      ['O01', 'reads as the owner', (name) => `select t::text from ${name} t`],
      ['O02', 'updates as the owner', (name) => `update ${name} set tenant_id = tenant_id`],
      ['O03', 'deletes as the owner', (name) => `delete from ${name}`],
    ] as readonly (readonly [string, string, (name: string) => string])[]
  ).map(([id, name, statement]): Attack => ({
    id,
    name,
    reason: 'definer functions and triggers run as the owner: without FORCE it reads past the policies',
    judge: unseen,
    attackers: ['owner'],
    control: 'each',
    cases: onOpenTables((table) => statement(table.name)),
  })),
  {
    id: 'O04',
    name: 'reads as the owner without any context',
    reason: 'a definer function that runs for nobody must fail, not read everything',
    judge: refused('42501'),
    attackers: ['owner'],
    control: 'each',
    cases: onOpenTables(({ name }) => [`set local app.context = ''`, `select t::text from ${name} t`]),
  },
]
