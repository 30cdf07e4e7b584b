import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

// Waits for the end of its standard input. Our end of that pipe closes when we end, however we end: SIGKILL included,
// where no exit handler runs. postmaster.pid names the server, as long as there is one.
const script = `
read -r _
pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)
[ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null
for _ in 1 2 3 4 5; do rm -rf "$0" && break; sleep 1; done
`

/**
 * Ends the server in a folder and removes the folder when this process is gone.
 *
 * @returns a function that calls the watchdog off
 */
export function watch(folder: string): () => void {
  // In a session of its own, so that an interrupt typed at the terminal does not end the watchdog with the tests.
  const watchdog = spawn('/bin/sh', ['-c', script, folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.unref()
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref()
  return () => void watchdog.kill('SIGKILL')
}
