import { defineCommand } from 'citty'
import type { Diagnosis } from '../../doctor/diagnose.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'doctor',
    description: 'Look for what would let row level security down; ends with 1 on errors',
    examples: [
      ['platform-db doctor', 'every lint, and drift'],
      ['platform-db doctor --ignore RLS-306,RLS-308:public.orders', 'findings that were accepted'],
      ['platform-db doctor --json', 'for a step of a deployment'],
    ],
  },
  args: {
    url: {
      ...urlArgument,
      description: 'any login: the more it may, the more is looked at; default MIGRATE_URL, then DATABASE_URL',
    },
    ignore: { type: 'string', description: 'findings that are accepted: RLS-306,RLS-308:public.orders' },
    json: jsonArgument,
  },
  async run({ args: { url, ignore = '', json = false } }) {
    const { diagnose } = await import('../../doctor/diagnose.ts')
    const accepted = ignore.split(',').flatMap((text) => (text.trim() === '' ? [] : [text.trim()]))
    const diagnosis = await diagnose({ url: targetUrl(url) }, { ignore: accepted })
    if (!diagnosis.sound) process.exitCode = 1
    const { diagnosisLines } = await import('../diagnosis-lines.ts')
    report(json, { ...diagnosis } satisfies Diagnosis, diagnosisLines(diagnosis))
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
