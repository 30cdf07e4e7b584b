import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { openTestDb } from '../../../src/testing.ts'
import type { Attack } from '../../../src/testing/isolation/attack.ts'
import { attacks } from '../../../src/testing/isolation/attacks.ts'
import { checkCatalogue } from '../../../src/testing/isolation/checks.ts'
import { mapOf, setTheScene } from '../../../src/testing/isolation/prove-isolation.ts'
import { runAttacks } from '../../../src/testing/isolation/run.ts'
import type { Scene } from '../../../src/testing/isolation/scene.ts'
import { type Access, rowsOf, serverAccess } from '../../../src/testing/isolation/session.ts'
import { setStrict } from '../../../src/migrations.ts'
import { aLivedInTenant } from '../../domains/lived-in.ts'
import type { Mutant } from './mutant.ts'
import { mutantsOf } from './mutants.ts'

export interface MutationResult {
  readonly mutants: number
  readonly killed: number
  readonly survivors: readonly Mutant[]
}

/**
 * Breaks a copy of the database, one way after another, and attacks it: whoever survives is a hole in the proof. The
 * server must be the caller’s own, because some of the mutants change its roles.
 */
export async function runMutants(
  serverUrl: string,
  onKill: (mutant: Mutant, by: readonly string[]) => void = () => undefined,
): Promise<MutationResult> {
  const db = await openTestDb({ serverUrl })
  const root = postgres(serverUrl, { max: 2, onnotice: () => undefined })
  try {
    const { server } = db
    if (!server) throw new Error('mutants need a server')
    const access = serverAccess(server.url, server.superuserUrl)
    const scene = await setTheScene(db, access, { tenant: aLivedInTenant })
    await access.app.close()
    await access.superuser.close()
    const template = new URL(server.superuserUrl).pathname.slice(1)
    // A template has no sessions; what the handle has open is ended, and the handle heals.
    await root.unsafe(`alter database ${template} with allow_connections false`)
    await root`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${template}`
    const survivors: Mutant[] = []
    const mutants = mutantsOf(scene)
    const breakIt = async (mutant: Mutant): Promise<void> => {
      const by = await onACopy(root, server, template, (copy) => killersOf(mutant, copy, scene))
      if (by.length === 0) survivors.push(mutant)
      onKill(mutant, by)
    }
    // Two at a time; those that change a role have the server to themselves.
    await inTurn(
      mutants.filter(({ undo }) => undo === undefined),
      2,
      breakIt,
    )
    await inTurn(
      mutants.filter(({ undo }) => undo !== undefined),
      1,
      breakIt,
    )
    return { mutants: mutants.length, killed: mutants.length - survivors.length, survivors }
  } finally {
    await root.end()
    await db.close()
  }
}

/** So many at once, each next one when one is done. */
async function inTurn<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

interface Copy {
  readonly access: Access
  readonly url: string
}

async function onACopy<T>(
  root: postgres.Sql,
  { url, superuserUrl }: { readonly url: string; readonly superuserUrl: string },
  template: string,
  work: (copy: Copy) => Promise<T>,
): Promise<T> {
  const name = `platform_mutant_${randomBytes(6).toString('hex')}`
  await root.unsafe(`create database ${name} template ${template}`)
  // Privileges on the database itself are not copied.
  await root.unsafe(`revoke temporary on database ${name} from public`)
  const [app, superuser] = [url, superuserUrl].map(
    (login) => Object.assign(new URL(login), { pathname: `/${name}` }).href,
  )
  const access = serverAccess(app ?? '', superuser ?? '')
  try {
    return await work({ access, url: superuser ?? '' })
  } finally {
    await access.app.close()
    await access.superuser.close()
    await root.unsafe(`drop database ${name} with (force)`)
  }
}

/** What noticed it: the first attacks that leak, and every check of the catalogue that finds a fault. */
async function killersOf(mutant: Mutant, { access, url }: Copy, scene: Scene): Promise<string[]> {
  const { superuser } = access
  for (const statement of mutant.statements) await rowsOf(superuser, statement)
  try {
    const mode = mutant.mode ?? 'default'
    if (mode === 'strict') await setStrict({ url }, true)
    const own = (name: string) => name === (mutant.table ?? firstTable(scene))
    const by = new Set<string>()
    // The broken table alone at first; everything, when that shows nothing.
    for (const only of [own, undefined]) {
      const { ids, words } = scene
      const map = { ...scene, ...(await mapOf(access, scene.attacker, scene.victim, only)), ids, words }
      const near = only && mutant.table !== undefined ? attacks.filter(isAboutTables) : attacks
      const { leaks } = await runAttacks(near, map, access, { mode, untilFirst: true })
      for (const { attack } of leaks) by.add(attack)
      for (const { id } of await checkCatalogue(superuser, scene.declared)) by.add(id)
      if (by.size > 0) break
    }
    return [...by]
  } finally {
    for (const statement of mutant.undo ?? []) await rowsOf(superuser, statement)
  }
}

/** Not about rights of the login, nor about functions: those a broken table leaves as they are. */
const isAboutTables = ({ id }: Attack): boolean => !/^(A|F)/.test(id) || id === 'A42'

/** One that the application may read, for mutants that break no table. */
const firstTable = ({ tables, declared }: Scene): string =>
  tables.find(({ name }) => declared.get(name)?.select.kinds.length === 4)?.name ?? tables[0]?.name ?? ''
