import type { TestProject } from 'vitest/node'
import { startServer } from './servers.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's URL of the server of this run; tests make their own databases and logins there. */
    serverUrl: string
  }
}

/** One server for the whole run of the server lane; Vitest calls this only when a test of that project is in the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given ? { adminUrl: given, stop: async () => {} } : await startServer(15)
  project.provide('serverUrl', server.adminUrl)
  return () => server.stop()
}
