import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** The processes that `parent` started: a server's backends and workers, each in a session of its own. */
async function childrenOf(parent: number): Promise<readonly number[]> {
  const told = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => undefined)
  if (told !== undefined) return told.split(' ').filter(Boolean).map(Number)
  // Where there is no such file, every POSIX system has ps.
  const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid='])
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []))
}

/**
 * Kills a server like a lost machine does: all of it at once, with no word to anybody. Stopped first, so that it can
 * start no process behind our back while we count them.
 */
export async function killFamily(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  const children = await childrenOf(pid)
  process.kill(pid, 'SIGKILL')
  for (const child of children) {
    try {
      process.kill(child, 'SIGKILL')
    } catch {
      // It ended between the two lines, which is what we wanted of it.
    }
  }
}
