import { type Db, openDb, type ServerOptions } from '../../../src/index.ts'
import { newTenant } from '../../../src/testing.ts'
import { type ServerDatabase, serverDatabase } from '../../../src/testing/server-database.ts'
import type { Node } from './cluster/node.ts'
import { workloadMigrations } from './workload/migration.ts'

/** The library and the workload's tables on a server, with tenants; `open` connects as the application would. */
export interface Installation {
  readonly node: Node
  readonly database: ServerDatabase
  readonly tenants: readonly string[]
  open(options?: Partial<ServerOptions>): Promise<Db>
}

const TENANTS = 4

export async function install(node: Node): Promise<Installation> {
  const database = await serverDatabase(node.url, [await workloadMigrations()])
  const open = (options: Partial<ServerOptions> = {}) =>
    openDb({ url: database.url, contextKey: database.contextKey, ...options })
  await using db = await open()
  const tenants: string[] = []
  while (tenants.length < TENANTS) tenants.push((await newTenant(db)).tenantId)
  return { node, database, tenants, open }
}
