import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Proxy, startProxy } from './proxy.ts'

let server: Server
let proxy: Proxy
/** What reached the server, of all connections. */
let received: string
let serverSockets: Socket[]

beforeEach(async () => {
  received = ''
  serverSockets = []
  // Answers each line in capitals, like a database answers each message, before or after the rest has come.
  server = createServer((socket) => {
    serverSockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      received += bytes.toString()
      socket.write(bytes.toString().toUpperCase())
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await startProxy(`postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/shop`)
})

afterEach(async () => {
  await proxy.close()
  for (const socket of serverSockets) socket.destroy()
  server.close()
})

describe('startProxy', () => {
  test('passes bytes both ways, and keeps the rest of the URL', async () => {
    expect(proxy.url).toBe(`postgres://somebody@127.0.0.1:${proxy.port}/shop`)
    const client = await open()
    expect(await ask(client, 'hola')).toBe('HOLA')
  })

  test('passes a hang-up on', async () => {
    const client = await open()
    await ask(client, 'hola')
    client.end()
    await once(serverSockets[0]!, 'end')
  })

  test('resets the client when the server cannot be reached', async () => {
    server.close()
    const client = await open()
    await expect(once(client, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('roundTrips', () => {
  test('counts each question that waits for the answer before', async () => {
    const client = await open()
    expect(proxy.roundTrips()).toBe(0)
    for (const question of ['a', 'b', 'c']) await ask(client, question)
    expect(proxy.roundTrips()).toBe(3)
  })

  test('counts a flush once, however many packets and answers it has', async () => {
    proxy.delayMs = 30
    const client = await open()
    const answered = read(client, 3)
    for (const part of ['a', 'b', 'c']) {
      client.write(part)
      await sleep(5)
    }
    expect(await answered).toBe('ABC')
    expect(proxy.roundTrips()).toBe(1)
  })

  test('counts each connection for itself', async () => {
    const [one, other] = [await open(), await open()]
    await Promise.all([ask(one, 'a'), ask(other, 'b')])
    expect(proxy.roundTrips()).toBe(2)
  })

  test('starts again at zero after a reset, with the next word of the client', async () => {
    const client = await open()
    await ask(client, 'a')
    proxy.reset()
    expect(proxy.roundTrips()).toBe(0)
    await ask(client, 'b')
    expect(proxy.roundTrips()).toBe(1)
  })
})

describe('delayMs', () => {
  test('is the way there and the way back, and keeps the order when it changes', async () => {
    const client = await open()
    proxy.delayMs = 50
    const before = performance.now()
    const answered = read(client, 2)
    client.write('a')
    await sleep(10)
    proxy.delayMs = 0
    client.write('b')
    expect(await answered).toBe('AB')
    expect(performance.now() - before).toBeGreaterThan(45)
    proxy.delayMs = 40
    const again = performance.now()
    await ask(client, 'c')
    expect(performance.now() - again).toBeGreaterThan(75)
  })
})

describe('cut', () => {
  test('resets both sides, and lets new connections through', async () => {
    const client = await open()
    await ask(client, 'a')
    const ends = [client, serverSockets[0]!].map((socket) => once(socket, 'close'))
    proxy.cut()
    for (const end of await Promise.allSettled(ends)) expect(end).toMatchObject({ reason: { code: 'ECONNRESET' } })
    expect(await ask(await open(), 'b')).toBe('B')
  })

  test('leaves nothing behind that keeps a process from ending, not even of a connection that hangs up just then', async () => {
    // libuv refuses to reset a socket that is shutting down; Node then spins at its end, waiting for that one to close.
    const script = `
      import { connect, createServer } from 'node:net'
      import { startProxy } from '${new URL('proxy.ts', import.meta.url).href}'
      const server = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1', async () => {
        const proxy = await startProxy('tcp://127.0.0.1:' + server.address().port)
        const client = connect(proxy.port, '127.0.0.1').on('error', () => {}).resume()
        client.write('a')
        setTimeout(() => proxy.blackhole(true), 50)
        setTimeout(() => client.end(), 100)
        setTimeout(() => {
          proxy.blackhole(false)
          proxy.cut()
          void proxy.close()
          server.close()
        }, 150)
      })`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
    await promisify(execFile)(process.execPath, args, { timeout: 20_000, killSignal: 'SIGKILL' })
  })
})

describe('blackhole', () => {
  test('keeps everything while it is on, and lets it go on afterwards', async () => {
    const client = await open()
    await ask(client, 'a')
    proxy.blackhole(true)
    const answered = read(client, 1)
    client.write('b')
    await sleep(50)
    expect(received).toBe('a')
    proxy.blackhole(false)
    expect(await answered).toBe('B')
  })

  test('can keep the answers alone, so that work is done and nobody told', async () => {
    const client = await open()
    proxy.blackhole('answers')
    let told = ''
    client.on('data', (bytes) => (told += bytes))
    client.write('a')
    await expect.poll(() => received).toBe('a')
    await sleep(50)
    expect(told).toBe('')
  })
})

describe('retarget', () => {
  test('sends new connections elsewhere, and leaves the open ones where they are', async () => {
    const before = await open()
    await ask(before, 'a')
    const other = createServer((socket) => socket.end('elsewhere')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    proxy.retarget(`postgres://somebody@127.0.0.1:${(other.address() as AddressInfo).port}/shop`)
    expect(await read(await open(), 9)).toBe('elsewhere')
    expect(await ask(before, 'b')).toBe('B')
    other.close()
  })
})

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  return socket
}

async function ask(client: Socket, question: string): Promise<string> {
  const answered = read(client, question.length)
  client.write(question)
  return answered
}

async function read(client: Socket, length: number): Promise<string> {
  let text = ''
  while (text.length < length) {
    const [bytes] = await once(client, 'data')
    text += String(bytes)
  }
  return text
}
