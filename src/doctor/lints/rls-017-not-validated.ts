import { ownSchema } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const notValidated: Lint = {
  id: 'RLS-017',
  level: 'warning',
  title: 'A constraint was never validated',
  rule: 'Every check and every foreign key is validated.',
  reason: 'NOT VALID holds for new rows only: the second half of an online migration was forgotten.',
  fix: 'alter table … validate constraint …',
  sql: `select format('%s.%I', k.conrelid::regclass, k.conname) as object, null as detail
from pg_constraint k join pg_namespace n on n.oid = k.connamespace
where ${ownSchema} and k.contype in ('c', 'f') and k.conrelid <> 0 and not k.convalidated order by 1`,
  example: {
    bad: "alter table notes add constraint notes_body_not_blank check (btrim(body) <> '') not valid",
    good: `alter table notes add constraint notes_body_not_blank check (btrim(body) <> '') not valid;
alter table notes validate constraint notes_body_not_blank`,
    found: 'public.notes.notes_body_not_blank',
  },
}
