import { startServer } from './servers.ts'

// What `servers.test.ts` kills: a process that starts a server and never stops it.
const { adminUrl } = await startServer(15)
console.log(adminUrl)
setInterval(() => {}, 60_000)
