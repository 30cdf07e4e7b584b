import * as ourSchema from '../../schema.ts'
import { setStrict } from '../../migrations.ts'
import type { TestTenant } from '../new-tenant.ts'
import type { TestDb } from '../open-test-db.ts'
import type { ContextMode } from './attack.ts'
import { attacks } from './attacks.ts'
import { type Catalog, readCatalog } from './catalog.ts'
import { checkCatalogue, checkCount, type Fault } from './checks.ts'
import { attackClient, clientAttacks } from './client.ts'
import { type Declared, declaredIn, tablesWithTenant } from './declared.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type SideChannel, sideChannels } from './residual.ts'
import { type Finding, runAttacks, runControls } from './run.ts'
import { installKeys, makeScene, newKeys, type Party, partyOf, removeKeys, type Scene } from './scene.ts'
import { type Access, accessTo, rowsOf } from './session.ts'
import { unwatch, watch } from './spy.ts'
import { tokensAreGood } from './tokens.ts'

export interface ProveIsolationOptions {
  /**
   * Makes a tenant with at least one row in every table that is attacked; called twice, for the attacker and for the
   * victim. Rows are never guessed: what has none is named, and the proof refuses.
   */
  readonly tenant: (db: TestDb) => Promise<TestTenant>
  /** The module with the application’s tables: only those are attacked. Left out, every table of the database that has a tenant. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** Default both. */
  readonly modes?: readonly ContextMode[]
  readonly onProgress?: (message: string) => void
}

export interface IsolationProof {
  readonly engine: string
  readonly modes: readonly ContextMode[]
  /** Numbered attacks that were made, checks of the catalogue included. */
  readonly attacks: number
  readonly tables: number
  /** An attack by one actor on one thing in one mode. */
  readonly cases: number
  /** Statements that a superuser sent to show that they would have bitten. */
  readonly controls: number
  /** Empty, or what to mend: every row that came back, every row that was touched, every fault of the catalogue. */
  readonly leaks: readonly Finding[]
  /** What PostgreSQL leaves open, each with its reason. */
  readonly residual: readonly SideChannel[]
}

/**
 * Attacks every table, partition, view, function and key of the database as every kind of actor of another tenant, with
 * any SQL that the application’s login can send, in the default and in the strict context mode. Ours, or with `schema`
 * an application’s own tables with its own policies.
 *
 * Every attempt is undone; two tenants stay behind. Nothing else may use the database meanwhile, and its role must be
 * `app_user`. The strict mode is left off.
 *
 * @throws {Error} a table without a row of the victim, an attack that a superuser could not make either, or a statement
 * that failed for a reason of its own: a proof that proves nothing
 *
 * @example
 * const { leaks } = await proveIsolation(db, { schema, tenant: aTenantWithNotes })
 * expect(leaks).toEqual([])
 */
export async function proveIsolation(db: TestDb, options: ProveIsolationOptions): Promise<IsolationProof> {
  const { modes = ['default', 'strict'], onProgress = () => undefined } = options
  const access = accessTo(db)
  try {
    const scene = await setTheScene(db, access, options)
    const target = db.server ? { url: db.server.superuserUrl } : db
    const before = await fingerprintOf(access.superuser, scene)
    const { controls, vacuous } = await runControls(attacks, scene, access)
    if (vacuous.length > 0)
      throw new Error(`attacks that would not bite, so that they prove nothing: ${vacuous.join(', ')}`)
    await tokensAreGood(scene, access)
    onProgress(`${controls} controls bite`)
    const leaks: Finding[] = []
    let cases = 0
    try {
      for (const mode of modes) {
        await setStrict(target, mode === 'strict')
        const outcome = await runAttacks(attacks, scene, access, { mode })
        if (outcome.broken.length > 0) throw new Error(`attacks that could not be made: ${listed(outcome.broken)}`)
        leaks.push(...outcome.leaks, ...(await attackClient(db, scene, mode)))
        cases += outcome.cases + clientAttacks.length
        onProgress(`${outcome.cases} cases in the ${mode} mode`)
      }
    } finally {
      await setStrict(target, false)
    }
    const after = await fingerprintOf(access.superuser, scene)
    if (before !== after) throw new Error('rows of the two tenants changed while every attempt was undone')
    leaks.push(...(await faultsOf(access, scene)))
    return {
      engine: await engineOf(access),
      modes,
      attacks: made(access, modes) + clientAttacks.length + checkCount,
      tables: scene.tables.length,
      cases: cases + checkCount,
      controls,
      leaks,
      residual: sideChannels.filter(
        (channel) =>
          (channel.modes?.some((mode) => modes.includes(mode)) ?? true) &&
          (channel.engines?.includes(access.engine) ?? true),
      ),
    }
  } finally {
    await unwatch(access.superuser)
    await removeKeys(access.superuser)
    await access.app.close()
    await access.superuser.close()
  }
}

/** Two tenants, the keys that sign for them, the watch over the victim’s rows, and the map of what there is to attack. */
export async function setTheScene(
  db: TestDb,
  access: Access,
  { tenant, schema }: Pick<ProveIsolationOptions, 'tenant' | 'schema'>,
): Promise<Scene> {
  // The victim first: a blind write comes to its rows before a rule about the attacker's own can stop it.
  const victim = partyOf(await tenant(db))
  const attacker = partyOf(await tenant(db))
  const keys = newKeys()
  await installKeys(access.superuser, keys)
  const declared: Declared = declaredIn(schema ?? ourSchema)
  const own = schema && tablesWithTenant(schema)
  const catalog = await mapOf(access, attacker, victim, own && ((name) => own.has(name)))
  // Statistics of the rows that are there now: one attack reads them.
  for (const { name } of catalog.tables) await rowsOf(access.superuser, `analyze ${name}`)
  await watch(access.superuser, catalog.tables, attacker.tenantId)
  return makeScene({ attacker, victim, keys, catalog, declared, asApp: access.asApp })
}

/** The map of a database whose two tenants are known. `only` narrows it to some tables. */
export const mapOf = (
  access: Access,
  attacker: Party,
  victim: Party,
  only?: (table: string) => boolean,
): Promise<Catalog> => readCatalog(access.superuser, { victimId: victim.tenantId, attackerId: attacker.tenantId }, only)

/** What the catalogue shows, of the attacked tables and of everything that is no table. */
async function faultsOf(access: Access, scene: Scene): Promise<Finding[]> {
  const faults = await checkCatalogue(access.superuser, scene.declared)
  const others = new Set(scene.others)
  return faults
    .filter(({ what }) => !others.has(what.split(' ')[0] ?? ''))
    .map(({ id, name, what }: Fault): Finding => ({
      attack: id,
      name,
      target: what,
      as: 'the catalogue',
      mode: 'default',
      answer: '',
    }))
}

const made = ({ engine }: Access, modes: readonly ContextMode[]): number =>
  attacks.filter(
    (attack) =>
      (attack.engines?.includes(engine) ?? true) && (attack.modes?.some((mode) => modes.includes(mode)) ?? true),
  ).length

async function engineOf({ superuser, engine }: Access): Promise<string> {
  const [row] = await rowsOf<{ version: string }>(
    superuser,
    `select split_part(current_setting('server_version'), ' ', 1) as version`,
  )
  return `${engine === 'pglite' ? 'PGlite' : 'PostgreSQL'} ${row?.version ?? ''}`
}

const listed = (findings: readonly Finding[]): string =>
  findings
    .slice(0, 10)
    .map(({ attack, target, as, answer }) => `${attack} on ${target} as ${as}: ${answer}`)
    .join('\n')
