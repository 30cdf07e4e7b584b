import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findBinaries } from '../../../lanes/binaries.ts'
import type { SpawnedOptions } from '../../../lanes/spawned.ts'

/** PostgreSQL 15 from npm; where its package is not for this platform, what `pg_config` knows. */
export async function serverBinaries(options: SpawnedOptions): Promise<string> {
  try {
    return await findBinaries(15, options)
  } catch (missing) {
    const installed = await promisify(execFile)('pg_config', ['--bindir']).catch(() => undefined)
    if (!installed) throw missing
    return installed.stdout.trim()
  }
}
