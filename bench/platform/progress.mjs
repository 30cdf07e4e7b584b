const WIDTH = 30

/** How far a load is, on stderr: a bar that moves where it is a terminal, else a line for every ten percent. */
export function progress(total) {
  const out = process.stderr
  const began = performance.now()
  let rows = 0
  let shown = 0
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s`
  return {
    add: (more) => {
      rows += more
      const percent = Math.floor((rows / total) * 100)
      if (percent < shown + (out.isTTY ? 1 : 10)) return
      shown = out.isTTY ? percent : percent - (percent % 10)
      const done = Math.round((rows / total) * WIDTH)
      const bar = out.isTTY ? `\r[${'#'.repeat(done)}${' '.repeat(WIDTH - done)}] ` : ''
      out.write(`${bar}${seconds()}  ${String(percent).padStart(3)} %  ${rows.toLocaleString('en')} rows`)
      if (!out.isTTY || rows >= total) out.write('\n')
    },
    // Below the bar, which goes on in a line of its own.
    say: (what) => out.write(`${out.isTTY && shown > 0 && rows < total ? '\n' : ''}${seconds()}  ${what}\n`),
  }
}
