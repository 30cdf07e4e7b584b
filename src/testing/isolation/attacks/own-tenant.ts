import type { ActorKind } from '../../../kernel/actor.ts'
import { actorKinds } from '../../../kernel/actor.ts'
import type { Command } from '../../../kernel/right.ts'
import { type Attack, type Case, type Judge, notAdded, unseen } from '../attack.ts'
import type { Table } from '../catalog.ts'
import type { DeclaredAccess } from '../declared.ts'
import type { Scene } from '../scene.ts'
import { ownCopyOf } from './build.ts'

/** Inside its own tenant: what the declaration does not name must be out of reach for that kind of actor, too. */
const seesNothing: Judge = (answer, scene) => {
  if (answer.text.includes(scene.attacker.tenantId)) return 'leak'
  return unseen(answer, scene)
}

const statementFor: Readonly<Record<Exclude<Command, 'insert'>, (table: Table, own: string) => string>> = {
  select: ({ name }) => `select t::text from ${name} t`,
  // RETURNING a constant reads no column, so that only the policy of the command itself is asked.
  update: ({ name, settable }, own) =>
    `with w as (update ${name} set ${settable} = ${settable} returning 1) select lower(${own}) from w`,
  delete: ({ name }, own) => `with w as (delete from ${name} returning 1) select lower(${own}) from w`,
}

const unnamed =
  (kind: ActorKind, command: Exclude<Command, 'insert'>) =>
  (scene: Scene): Case[] =>
    scene.tables
      .filter(({ name }) => scene.declared.get(name)?.[command].kinds.includes(kind) === false)
      .map((table) => ({ target: table.name, statements: [statementFor[command](table, scene.attacker.id)] }))

/** A row that is there already: the policy is asked before the key, so a collision means that it had let it pass. */
const added =
  (wanted: (access: DeclaredAccess) => boolean, first: (scene: Scene) => readonly string[] = () => []) =>
  (scene: Scene): Case[] =>
    scene.tables
      .filter(({ name }) => {
        const access = scene.declared.get(name)?.insert
        return access !== undefined && wanted(access)
      })
      .map((table) => ({ target: table.name, statements: [...first(scene), ownCopyOf(table)] }))

const numbers: Readonly<Record<Exclude<Command, 'insert'>, number>> = { select: 1, update: 2, delete: 3 }

export const ownTenantAttacks: readonly Attack[] = [
  ...(['select', 'update', 'delete'] as const).flatMap((command) =>
    actorKinds.map((kind, i): Attack => ({
      id: `N${numbers[command]}${i + 1}`,
      name: `${command}s as ${kind} where ${kind} is not named`,
      reason: 'what a kind of actor may do is what the table’s access says, and nothing else',
      judge: seesNothing,
      attackers: [kind],
      control: 'some',
      cases: unnamed(kind, command),
    })),
  ),
  ...(['select', 'update', 'delete'] as const).map((command): Attack => ({
    id: `N${numbers[command]}5`,
    name: `${command}s rows of another customer of the same tenant`,
    reason: 'a customer’s rows are that customer’s',
    judge: seesNothing,
    attackers: ['nobody'],
    control: { none: 'N11 to N34 show that the statements bite' },
    cases: (scene) =>
      scene.tables
        .filter(({ name }) => scene.declared.get(name)?.[command].ownRowsOnly.includes('customer'))
        .map((table) => ({
          target: table.name,
          statements: [scene.stranger, statementFor[command](table, scene.attacker.id)],
        })),
  })),
  ...actorKinds.map((kind, i): Attack => ({
    id: `N4${i + 1}`,
    name: `inserts as ${kind} where ${kind} is not named`,
    reason: 'what a kind of actor may do is what the table’s access says, and nothing else',
    judge: notAdded,
    attackers: [kind],
    control: 'some',
    cases: added(({ kinds }) => !kinds.includes(kind)),
  })),
  {
    id: 'N45',
    name: 'inserts a row in the name of another customer',
    reason: 'a customer’s rows are made by that customer',
    judge: notAdded,
    attackers: ['nobody'],
    control: 'some',
    cases: added(
      ({ ownRowsOnly }) => ownRowsOnly.includes('customer'),
      ({ stranger }) => [stranger],
    ),
  },
]
