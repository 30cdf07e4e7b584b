import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzleKitBinary } from '../generate/drizzle-kit-binary.ts'

export interface StudioRun {
  readonly url: string
  /** Of an application's own tables; from the working folder. */
  readonly schema: string | undefined
  /** For drizzle-kit: `--port`, `--host`, `--verbose`. */
  readonly handedOn: readonly string[]
}

/** The tables of the library: `schema.js` of the package, `schema.ts` of this repository. */
const ours = fileURLToPath(new URL(`../schema${extname(import.meta.url)}`, import.meta.url))

/**
 * Runs drizzle-kit studio until it ends. The URL travels in its environment: a process list shows arguments, and the
 * configuration, which drizzle-kit takes only as a file, would keep it on the disk.
 *
 * @returns its exit code
 */
export async function runStudio({ url, schema, handedOn }: StudioRun): Promise<number> {
  const cwd = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'platform-db-studio-'))
  const config = join(folder, 'drizzle.config.ts')
  const files = [ours, ...(schema === undefined ? [] : [resolve(cwd, schema)])]
  try {
    writeFileSync(
      config,
      `export default {
  dialect: 'postgresql',
  schema: ${JSON.stringify(files)},
  dbCredentials: { url: process.env.PLATFORM_DB_STUDIO_URL },
}
`,
    )
    const child = spawn(process.execPath, [drizzleKitBinary(cwd), 'studio', `--config=${config}`, ...handedOn], {
      cwd,
      env: { ...process.env, PLATFORM_DB_STUDIO_URL: url },
      stdio: 'inherit',
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
    return await new Promise((done, failed) => {
      child.on('error', failed)
      child.on('close', (code) => done(code ?? 0))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
