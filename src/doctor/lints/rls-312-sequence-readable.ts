import { noExtension, ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const sequenceReadable: Lint = {
  id: 'RLS-312',
  level: 'info',
  title: 'A sequence that counts for all tenants',
  rule: 'app_user may not use or read a sequence.',
  reason: 'Two values, a day apart, tell how much all tenants sold between them.',
  fix: 'use ids by UUIDv7 (id()), and a counter per tenant where people read the number.',
  sql: `select c.oid::regclass::text as object, null as detail
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'S' and ${ownSchema} and ${noExtension}
  and (has_sequence_privilege('app_user', c.oid, 'usage') or has_sequence_privilege('app_user', c.oid, 'select'))
order by 1`,
  example: {
    bad: 'create sequence note_number; grant usage on sequence note_number to app_user',
    good: 'create sequence note_number',
    found: 'public.note_number',
  },
}
