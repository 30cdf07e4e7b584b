import { type Db, openDb, type ServerOptions } from '../../../src/index.ts'
import { defaultDriver, type ServerDriver } from '../../../src/client/drivers/server-drivers.ts'
import { newTenant } from '../../../src/testing.ts'
import { type ServerDatabase, serverDatabase } from '../../../src/testing/server-database.ts'
import { followFrom, promote } from './cluster/standby.ts'
import type { Node } from './cluster/node.ts'
import { workloadMigrations } from './workload/migration.ts'

/** The library and the workload's tables on a server, with tenants; `open` connects as the application would. */
export interface Installation {
  readonly node: Node
  readonly database: ServerDatabase
  readonly tenants: readonly string[]
  readonly driver: ServerDriver
  open(options?: Partial<ServerOptions>): Promise<Db>
}

const TENANTS = 4

export async function install(node: Node, driver: ServerDriver = defaultDriver): Promise<Installation> {
  const database = await serverDatabase(node.url, [await workloadMigrations()])
  const tenants: string[] = []
  const installation: Installation = {
    node,
    database,
    tenants,
    driver,
    open: (options = {}) => openDb({ url: database.url, contextKey: database.contextKey, driver, ...options }),
  }
  await using db = await installation.open()
  while (tenants.length < TENANTS) tenants.push((await newTenant(db)).tenantId)
  return installation
}

/**
 * The same on a server of its own, made like a standby and then let go: a copy of the files is cheaper than all
 * migrations once more.
 */
export async function copied(
  home: Installation,
  node: Node,
  start?: (node: Node) => Promise<void>,
): Promise<Installation> {
  await followFrom(node, home.node, start)
  await promote(node)
  const moved = (url: string) => Object.assign(new URL(url), { port: String(node.port) }).href
  const { url, adminUrl, superuserUrl } = home.database
  return {
    ...home,
    node,
    database: { ...home.database, url: moved(url), adminUrl: moved(adminUrl), superuserUrl: moved(superuserUrl) },
    open: (options = {}) => home.open({ url: moved(url), ...options }),
  }
}
