// To make an application's own tables as safe as ours.
export { internalTable, platformTable, referenceTable, tenantTable } from './rls/tables.ts'
export { allow, isActor, stamped, type Access, type Who } from './rls/policies.ts'
export { audited } from './rls/audited.ts'
export { at, id, money, mxn6, newId, on, rate, tenantId, xid8 } from './kernel/columns.ts'
export { personal, personalKinds, type PersonalKind } from './kernel/personal.ts'
export type { Command } from './kernel/right.ts'
export { bytea } from './kernel/bytea.ts'
export {
  addConstraint,
  comment,
  type DdlObject,
  exclusion,
  literal,
  loginStatements,
  pgConstraintTrigger,
  pgDomain,
  pgFunction,
  pgSchema,
  pgTrigger,
} from './kernel/ddl.ts'
export { referenceRows, type ReferenceValue } from './kernel/reference-rows.ts'
