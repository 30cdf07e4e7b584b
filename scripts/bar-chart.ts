interface Bar {
  readonly label: string
  readonly value: number
  readonly ours: boolean
}

const ROW = 26
const LEFT = 190
const WIDE = 420

/** Bars beside a line at 1: text and rectangles alone, legible on light and dark pages, the same for the same figures. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const x = (value: number) => Math.round((value / most) * WIDE)
  const height = 44 + bars.length * ROW
  const rows = bars.map(({ label, value, ours }, i) => {
    const y = 36 + i * ROW
    return `  <text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>
  <rect x="${LEFT}" y="${y}" width="${Math.max(1, x(value))}" height="18" rx="3" fill="${ours ? '#b3321f' : '#b9a58c'}"/>
  <text x="${LEFT + x(value) + 6}" y="${y + 14}">${value.toFixed(2)}</text>\n`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDE + 60} ${height}" role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="13">
  <rect width="100%" height="100%" rx="6" fill="#fffdf8"/>
  <g fill="#2b211c">
  <text x="12" y="22" font-weight="700">${escaped(title)}</text>
${rows.join('')}  </g>
  <line x1="${LEFT + x(1)}" x2="${LEFT + x(1)}" y1="30" y2="${height - 8}" stroke="#2b211c" stroke-dasharray="3 3"/>
</svg>
`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
