import type { Diagnosis, Finding } from '../doctor/diagnose.ts'
import type { Difference } from '../drift/drift.ts'

/** A table of findings, worst first, each lint with its fix once; then drift, what was not looked at, and the sum. */
export function diagnosisLines(diagnosis: Diagnosis): readonly string[] {
  const { findings, drift, pending, refused, unchecked, checked, ignored, server, login } = diagnosis
  return [
    ...levels.flatMap((level) => tableOf(findings.filter((finding) => finding.level === level))),
    ...pending.map((tag) => `pending   ${tag}: run platform-db migrate; drift is looked for afterwards`),
    ...(refused === undefined ? [] : [`refused   ${refused.code}: ${refused.message}`]),
    ...drift.flatMap(lineOf),
    ...unchecked.map(({ id, why }) => `unchecked ${id}: ${why}`),
    `PostgreSQL ${server} as ${login}: ${checked} lints, ${levels.map((level) => countOf(findings, level)).join(', ')}, ${drift.length} drifted, ${ignored} ignored, ${unchecked.length} unchecked`,
    diagnosis.sound ? 'sound' : 'not sound',
  ]
}

const levels = ['error', 'warning', 'info'] as const

function tableOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ id, level, title, object, detail, fix }, at) => [
    ...(findings[at - 1]?.id === id ? [] : [`${level.padEnd(9)} ${id}  ${title}`]),
    `            ${object}${detail === undefined ? '' : ` (${detail})`}`,
    ...(findings[at + 1]?.id === id ? [] : [`            fix: ${fix}`]),
  ])
}

function lineOf({ kind, object, expected, found }: Difference): readonly string[] {
  return [
    `drift     ${kind}  ${object}`,
    ...(expected === undefined ? [] : [`            - ${expected}`]),
    ...(found === undefined ? [] : [`            + ${found}`]),
  ]
}

function countOf(findings: readonly Finding[], level: Finding['level']): string {
  return `${findings.filter((finding) => finding.level === level).length} ${level}`
}
