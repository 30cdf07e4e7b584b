import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Lets `work` write into a copy of a migrations folder, so that a generation that fails half-way leaves no file behind;
 * `keep` carries the copy over the original.
 */
export async function inScratchCopy<T>(
  out: string,
  work: (scratch: string, keep: () => void) => Promise<T>,
): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'platform-db-'))
  try {
    if (existsSync(out)) cpSync(out, scratch, { recursive: true })
    return await work(scratch, () => {
      mkdirSync(out, { recursive: true })
      cpSync(scratch, out, { recursive: true })
    })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
