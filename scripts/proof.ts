import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { commit, machine } from './recorded-at.ts'

/** What one run of a proof measured, and where: `docs/proof/<name>.json`, written by its command alone. */
export interface Proof {
  readonly command: string
  readonly date: string
  readonly commit: string
  /** Such as `{ cpu, cores, node, postgres }`. */
  readonly machine: Readonly<Record<string, string | number>>
  readonly figures: Readonly<Record<string, Figure>>
  readonly seed?: string | number
  /** Known and not counted, each with its reason. */
  readonly residual?: readonly { readonly name: string; readonly reason: string }[]
}

export type Figure = string | number | boolean | null | readonly Figure[] | { readonly [name: string]: Figure }

/** In the order of the page. */
const proofs = [
  ['isolation', 'Isolation'],
  ['faults', 'Faults'],
  ['races', 'Races'],
  ['model', 'Model'],
] as const

export type ProofName = (typeof proofs)[number][0]

const folder = new URL('../docs/proof/', import.meta.url)
const page = new URL('../docs/proof.md', import.meta.url)

/** Writes the figures of a run with its date, commit and machine, and the page anew. */
export function recordProof(name: ProofName, measured: Pick<Proof, 'command' | 'figures' | 'seed' | 'residual'>): void {
  const { command, ...rest } = measured
  const proof: Proof = {
    command,
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    machine: machine(),
    ...rest,
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(proof, null, 2)}\n`)
  writeProofPage()
}

export function writeProofPage(): void {
  writeFileSync(page, proofPage(readProofs()))
}

/** Whether the page is what the recorded runs make of it. */
export function isProofPageFresh(): boolean {
  return existsSync(page) && readFileSync(page, 'utf8') === proofPage(readProofs())
}

function readProofs(): Partial<Record<ProofName, Proof>> {
  return Object.fromEntries(
    proofs.flatMap(([name]) => {
      const file = new URL(`${name}.json`, folder)
      // Written by the commands, in this shape.
      return existsSync(file) ? [[name, JSON.parse(readFileSync(file, 'utf8')) as Proof]] : []
    }),
  )
}

/** The page that these runs make. */
export function proofPage(recorded: Partial<Record<ProofName, Proof>>): string {
  const sections = proofs.flatMap(([name, title]) => {
    const proof = recorded[name]
    return proof ? [section(title, proof)] : []
  })
  return `# Proof

Every figure here was measured and written by the command above it; none by hand. \`tsx scripts/proof-page.ts\` makes this
page of \`docs/proof/*.json\`.

${sections.join('\n')}`
}

function section(title: string, { command, date, commit: at, machine: on, figures, seed, residual }: Proof): string {
  const rows = Object.entries(figures).map(([name, figure]) => [words(name), text(figure)] as const)
  const where = Object.entries(on).map(([name, value]) => `${words(name)} ${value}`)
  const left = (residual ?? []).map(({ name, reason }) => `- ${name}: ${reason}.\n`)
  return `## ${title}

\`\`\`sh
${command}
\`\`\`

${date}, commit ${at}${seed === undefined ? '' : `, seed ${seed}`}; ${where.join(', ')}.

${table([['figure', 'value'], ...rows])}${left.length > 0 ? `\nLeft open, and known:\n\n${left.join('')}` : ''}`
}

/** As Prettier writes one. */
function table(rows: readonly (readonly [string, string])[]): string {
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length))
  const line = ([name, value]: readonly [string, string]) =>
    `| ${name.padEnd(width(0))} | ${value.padStart(width(1))} |\n`
  const [head, ...body] = rows
  const rule = `| ${'-'.repeat(width(0))} | ${'-'.repeat(width(1) - 1)}: |\n`
  return head ? `${line(head)}${rule}${body.map(line).join('')}` : ''
}

/** `ackedLost` as one reads it: acked lost. */
const words = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function text(figure: Figure): string {
  if (typeof figure === 'number') return figure.toLocaleString('en-US')
  if (Array.isArray(figure)) return figure.map(text).join(', ')
  if (typeof figure === 'object' && figure !== null) {
    return Object.entries(figure)
      .map(([name, value]) => `${words(name)} ${text(value)}`)
      .join(', ')
  }
  return String(figure)
}
