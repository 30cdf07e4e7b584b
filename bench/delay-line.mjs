import { connect, createServer } from 'node:net'

const [host, port, milliseconds] = process.argv.slice(2)

const listener = createServer((client) => {
  const server = connect(Number(port), host)
  for (const socket of [client, server]) {
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
  }
  client.on('data', (bytes) => setTimeout(() => server.write(bytes), Number(milliseconds)))
  server.on('data', (bytes) => client.write(bytes))
  client.on('close', () => setTimeout(() => server.end(), Number(milliseconds)))
  server.on('close', () => client.destroy())
})
listener.listen(0, '127.0.0.1', () => process.send(listener.address().port))
process.on('disconnect', () => process.exit(0))
