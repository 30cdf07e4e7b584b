import { performance } from 'node:perf_hooks'
import { answers } from './answers.mjs'

/** One contender in its process: opened once, then asked for an answer or for a round of closed loops. */
const module = await import(process.argv[2])
let subject
let concurrency = 1

const does = {
  async open(setting) {
    concurrency = setting.concurrency
    subject = await module.open(setting)
  },
  answer: async () => JSON.stringify(subject.plain(await subject.call(0, 0))),
  rss: () => process.memoryUsage.rss(),
  async milliseconds(milliseconds) {
    const latencies = []
    const cpu = process.cpuUsage()
    const began = performance.now()
    const ends = began + milliseconds
    await Promise.all(
      Array.from({ length: concurrency }, async (_, worker) => {
        for (let n = 0; performance.now() < ends; n++) {
          const sent = performance.now()
          await subject.call(worker, n)
          latencies.push(performance.now() - sent)
        }
      }),
    )
    const elapsed = performance.now() - began
    const { user, system } = process.cpuUsage(cpu)
    latencies.sort((a, b) => a - b)
    return {
      calls: latencies.length,
      perSecond: (latencies.length / elapsed) * 1000,
      p50: latencies[latencies.length >> 1],
      p95: latencies[Math.floor(latencies.length * 0.95)],
      clientCpu: (user + system) / latencies.length,
    }
  },
}

answers(does, () => subject?.close())
