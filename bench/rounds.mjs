/**
 * Times several ways to do things, in turns: a machine that gets slower for a second then slows all of them. Each has
 * one round that does not count, for the compiler.
 *
 * @param {Record<string, () => unknown>} subjects what to time, by name
 * @param {{ rounds: number, milliseconds: number }} options how often, and how long each time
 * @returns {Record<string, { median: number, min: number, max: number }>} calls per second
 */
export function interleaved(subjects, { rounds, milliseconds }) {
  const rates = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, call] of Object.entries(subjects)) {
      const rate = perSecond(call, milliseconds)
      if (round > 0) rates[name].push(rate)
    }
  }
  return Object.fromEntries(Object.entries(rates).map(([name, list]) => [name, spread(list)]))
}

/**
 * Calls per second of processor time, all threads of this process together: what one core can do, also while others
 * use the machine. The clock is read once in a batch of about a millisecond: reading it costs as much as a small call.
 */
function perSecond(call, milliseconds) {
  const batch = Math.max(1, Math.round(1 / timeOf(call)))
  const began = busy()
  let [calls, elapsed, kept] = [0, 0, undefined]
  while (elapsed < milliseconds) {
    for (let i = 0; i < batch; i++) kept = call()
    calls += batch
    elapsed = busy() - began
  }
  // Looked at, so that no compiler may leave a call out.
  if (kept === undefined) throw new Error('what is timed must give something')
  return (calls / elapsed) * 1000
}

function timeOf(call) {
  const began = busy()
  for (let i = 0; i < 10; i++) call()
  return Math.max(busy() - began, 0.001) / 10
}

/** Milliseconds of processor time so far. */
function busy() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function spread(list) {
  const sorted = list.toSorted((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)], min: sorted[0], max: sorted.at(-1) }
}
