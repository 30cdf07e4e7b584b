import type { Lint } from '../lint.ts'

export const commitNotWaitedFor: Lint = {
  id: 'RLS-805',
  level: 'warning',
  title: 'A commit is acknowledged before it is on the disk',
  rule: 'synchronous_commit is not off.',
  reason: 'Orders that the client was told of are gone after a crash.',
  fix: 'set synchronous_commit = on (or local, remote_write, remote_apply).',
  sql: `select s.name as object, s.setting as detail from pg_settings s where s.name = 'synchronous_commit' and s.setting = 'off'`,
  example: {
    bad: 'set local synchronous_commit = off',
    good: 'set local synchronous_commit = local',
    found: 'synchronous_commit',
  },
}
