import { fork } from 'node:child_process'
import { once } from 'node:events'

/**
 * A line to the server of a URL on which every request takes so many milliseconds; answers come back at once, so that
 * this is the round trip. In a process of its own: its work is nobody's client time.
 */
export async function delayed(target, milliseconds) {
  if (milliseconds === 0) return { through: (url) => url, close: async () => {} }
  const { hostname, port } = new URL(target)
  const child = fork(new URL('delay-line.mjs', import.meta.url), [hostname, port || '5432', String(milliseconds)])
  const [own] = await once(child, 'message')
  return {
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(own) }).href,
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
