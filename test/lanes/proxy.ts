import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A network between a client and a server, that can be measured, slowed down and broken. */
export interface Proxy {
  readonly port: number
  /** The target's URL, by way of the proxy. */
  readonly url: string
  /**
   * How often, since the last `reset`, a client began to speak: the number of times that the direction of a connection
   * turned to client → server, seen where the client sits. Bytes of the client count as a turn when they are the first
   * of their connection, or when bytes of the server were handed to the client since the client's last ones. So a
   * flush in several packets is one round trip, unless an answer overtakes its tail; with a `delayMs` longer than the
   * client's own pauses between writes, that cannot happen.
   */
  roundTrips(): number
  /** Counts from zero; the next bytes of any client are a turn. */
  reset(): void
  /** Milliseconds that bytes travel, each way. */
  delayMs: number
  /** Resets (RST) every connection, on both sides; new ones are let through. */
  cut(): void
  /**
   * Keeps every byte and every hang-up, so that both sides wait: a dead line that nobody is told of. `'answers'` keeps
   * only what the server says. `false` lets what was kept go on.
   */
  blackhole(on: boolean | 'answers'): void
  /** Where new connections go from now on: an address that moves with the service. Those that are open stay. */
  retarget(target: string): void
  /** Ends the proxy and every connection. */
  close(): Promise<void>
}

/** Bytes, a hang-up, or a broken line. */
type Cargo = Buffer | 'end' | 'reset'

/** What is on its way in one direction of one connection. */
interface Way {
  readonly direction: 'request' | 'answer'
  readonly to: Socket
  readonly under: { readonly cargo: Cargo; readonly due: number }[]
  timer?: NodeJS.Timeout
}

/** Starts a proxy in this process, to the host and port of a URL. */
export async function startProxy(target: string): Promise<Proxy> {
  let { hostname, port: targetPort } = new URL(target)
  const sockets = new Set<Socket>()
  const ways = new Set<Way>()
  /** Clients whose next bytes are a turn. */
  const listening = new Set<Socket>()
  let turns = 0
  let held: boolean | 'answers' = false

  const isHeld = (way: Way) => held === true || (held === 'answers' && way.direction === 'answer')

  const deliver = (way: Way) => {
    clearTimeout(way.timer)
    while (way.under[0] && way.under[0].due <= performance.now() && !isHeld(way)) {
      const { cargo } = way.under.shift()!
      if (cargo === 'end') way.to.end()
      else if (cargo === 'reset') reset(way.to)
      else way.to.write(cargo)
      // From here on the client may know the answer: what it says next is a new round trip.
      if (way.direction === 'answer') listening.add(way.to)
    }
    // Timers may fire a millisecond early.
    if (way.under[0] && !isHeld(way)) {
      way.timer = setTimeout(deliver, Math.max(1, way.under[0].due - performance.now()), way)
    }
  }

  const forward = (from: Socket, to: Socket, direction: Way['direction']) => {
    const way: Way = { direction, to, under: [] }
    const send = (cargo: Cargo) => {
      way.under.push({ cargo, due: performance.now() + proxy.delayMs })
      if (way.under.length === 1) deliver(way)
    }
    ways.add(way)
    sockets.add(from)
    from.setNoDelay(true)
    from.on('data', (bytes) => {
      if (direction === 'request' && listening.delete(from)) turns++
      send(bytes)
    })
    from.on('end', () => send('end'))
    from.on('error', () => send('reset'))
    from.on('close', () => sockets.delete(from))
    to.on('close', () => {
      clearTimeout(way.timer)
      ways.delete(way)
    })
  }

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ host: hostname, port: Number(targetPort), allowHalfOpen: true })
    listening.add(client)
    client.once('close', () => listening.delete(client))
    forward(client, server, 'request')
    forward(server, client, 'answer')
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  const { port } = address

  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(port)

  const proxy: Proxy = {
    port,
    url: url.href,
    delayMs: 0,
    roundTrips: () => turns,
    reset: () => {
      turns = 0
      for (const socket of sockets) listening.add(socket)
    },
    cut: () => {
      for (const socket of sockets) reset(socket)
    },
    blackhole: (on) => {
      held = on
      for (const way of ways) deliver(way)
    },
    retarget: (moved) => {
      ;({ hostname, port: targetPort } = new URL(moved))
    },
    close: async () => {
      const closed = once(listener, 'close')
      listener.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
  return proxy
}

/** RST. Not behind a hang-up that is still on its way: libuv refuses that, Node never closes the socket, and cannot end. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}
