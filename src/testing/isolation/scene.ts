import { randomBytes } from 'node:crypto'
import { signContext } from '../../client/token.ts'
import { type Actor, type ActorKind, actorKinds, customer } from '../../kernel/actor.ts'
import { newId } from '../../kernel/columns.ts'
import { pads } from '../../kernel/context-key.ts'
import { literal } from '../../kernel/ddl.ts'
import type { TestTenant } from '../new-tenant.ts'
import type { Declared } from './declared.ts'
import { rowsOf, type Session } from './session.ts'
import type { Catalog } from './catalog.ts'

export interface Party {
  /** In lower case, as PostgreSQL writes it: finding this in an answer is finding a row. */
  readonly tenantId: string
  /** The same as an SQL literal in capitals, for the statements of an attack. */
  readonly id: string
  readonly actors: Readonly<Record<ActorKind, Actor>>
}

/** Tokens of the victim, as they may be found, kept or made up. */
export interface Tokens {
  readonly valid: string
  readonly expired: string
  readonly retiredKey: string
  readonly unknownKey: string
  readonly wrongSecret: string
  /** Right in every place but the signature: what somebody writes who knows the layout and has no key. */
  readonly forged: string
  /** The attacker's own signature above the victim's tenant. */
  readonly otherTenant: string
  /** The attacker's own, made staff. */
  readonly otherKind: string
}

/** Everything that the statements of an attack are made of. */
export interface Scene extends Catalog {
  readonly attacker: Party
  readonly victim: Party
  /** A customer of the attacker's tenant who has nothing there. */
  readonly stranger: string
  readonly tokens: Tokens
  readonly declared: Declared
  /** The kind of actor that reads most: whose context is worth most. */
  readonly reader: ActorKind
  /** A fresh context of a party, signed for as long as the proof may take. */
  readonly enter: (party: Party, kind: ActorKind) => string
  /** The statements that make a transaction the application's, of this party, when there is one. */
  readonly asApp: readonly string[]
}

export function partyOf(tenant: TestTenant): Party {
  const { customer: guest, staff, courier, service } = tenant
  return {
    tenantId: tenant.tenantId.toLowerCase(),
    id: literal(tenant.tenantId.toUpperCase()),
    actors: { customer: guest, staff, courier, service },
  }
}

/** Keys of the proof's own: one in use, one past its end. */
export interface Keys {
  readonly good: { readonly id: number; readonly secret: Buffer }
  readonly retired: { readonly id: number; readonly secret: Buffer }
}

export function newKeys(): Keys {
  return { good: { id: 9001, secret: randomBytes(32) }, retired: { id: 9002, secret: randomBytes(32) } }
}

export async function installKeys(superuser: Session, { good, retired }: Keys): Promise<void> {
  for (const [key, until] of [
    [good, 'null'],
    [retired, `now() - interval '1 minute'`],
  ] as const) {
    const { inner, outer } = pads(key.secret)
    const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString('hex')}'`
    await rowsOf(
      superuser,
      `insert into app_private.context_keys (key_id, inner_pad, outer_pad, valid_until_at)
       values (${key.id}, ${hex(inner)}, ${hex(outer)}, ${until})`,
    )
  }
}

export async function removeKeys(superuser: Session): Promise<void> {
  await rowsOf(superuser, 'delete from app_private.context_keys where key_id in (9001, 9002)')
}

const inAnHour = () => new Date(Date.now() + 3_600_000)

export function makeScene(parts: {
  readonly attacker: Party
  readonly victim: Party
  readonly keys: Keys
  readonly catalog: Catalog
  readonly declared: Declared
  readonly asApp: readonly string[]
}): Scene {
  const { attacker, victim, keys, catalog, declared, asApp } = parts
  const sign = (party: Party, kind: ActorKind) => signContext(keys.good, party.actors[kind], inAnHour())
  const own = sign(attacker, 'customer')
  const reader = mostReading(declared)
  const theirs = victim.actors[reader]
  return {
    ...catalog,
    attacker,
    victim,
    declared,
    reader,
    asApp,
    stranger: enterWith(signContext(keys.good, customer(attacker.tenantId, newId()), inAnHour())),
    enter: (party, kind) => enterWith(sign(party, kind)),
    tokens: {
      valid: sign(victim, reader),
      expired: signContext(keys.good, theirs, new Date(Date.now() - 60_000)),
      retiredKey: signContext(keys.retired, theirs, inAnHour()),
      unknownKey: signContext({ id: 9003, secret: randomBytes(32) }, theirs, inAnHour()),
      wrongSecret: signContext({ id: keys.good.id, secret: randomBytes(32) }, theirs, inAnHour()),
      forged: '0'.repeat(64) + sign(victim, reader).slice(64),
      otherTenant: own.slice(0, 79) + victim.tenantId + own.slice(115),
      otherKind: `${own.slice(0, 78)}s${own.slice(79)}`,
    },
  }
}

const enterWith = (token: string): string => `select app.enter(${literal(token)})`

function mostReading(declared: Declared): ActorKind {
  const reads = (kind: ActorKind) => [...declared.values()].filter(({ select }) => select.kinds.includes(kind)).length
  return [...actorKinds].sort((one, other) => reads(other) - reads(one))[0] ?? 'service'
}
