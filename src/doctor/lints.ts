import type { Lint } from './lint.ts'
import { rowSecurityOff } from './lints/rls-001-row-security-off.ts'
import { notForced } from './lints/rls-002-not-forced.ts'
import { guardMissing } from './lints/rls-003-guard-missing.ts'
import { childUnguarded } from './lints/rls-004-child-unguarded.ts'
import { childGranted } from './lints/rls-005-child-granted.ts'
import { tenantIdNullable } from './lints/rls-006-tenant-id-nullable.ts'
import { tenantChanges } from './lints/rls-007-tenant-changes.ts'
import { nobodyAllowed } from './lints/rls-008-nobody-allowed.ts'
import { policiesAsleep } from './lints/rls-009-policies-asleep.ts'
import { noPrimaryKey } from './lints/rls-010-no-primary-key.ts'
import { sharedAndWritable } from './lints/rls-011-shared-and-writable.ts'
import { personalDataShared } from './lints/rls-012-personal-data-shared.ts'
import { momentWithoutZone } from './lints/rls-013-moment-without-zone.ts'
import { moneyByHalves } from './lints/rls-014-money-by-halves.ts'
import { regType } from './lints/rls-015-reg-type.ts'
import { triggerDisabled } from './lints/rls-016-trigger-disabled.ts'
import { notValidated } from './lints/rls-017-not-validated.ts'
import { rewriteRule } from './lints/rls-018-rewrite-rule.ts'
import { guardNamesRole } from './lints/rls-101-guard-names-role.ts'
import { alwaysTrue } from './lints/rls-102-always-true.ts'
import { openWithoutContext } from './lints/rls-103-open-without-context.ts'
import { calledPerRow } from './lints/rls-104-called-per-row.ts'
import { manyPermissive } from './lints/rls-105-many-permissive.ts'
import { plainSetting } from './lints/rls-106-plain-setting.ts'
import { frozenContext } from './lints/rls-107-frozen-context.ts'
import { keyWithoutTenant } from './lints/rls-201-key-without-tenant.ts'
import { referenceWithoutTenant } from './lints/rls-202-reference-without-tenant.ts'
import { tenantNulled } from './lints/rls-203-tenant-nulled.ts'
import { indexWithoutTenant } from './lints/rls-204-index-without-tenant.ts'
import { referenceWithoutIndex } from './lints/rls-205-reference-without-index.ts'
import { sameIndexTwice } from './lints/rls-206-same-index-twice.ts'
import { indexOutOfReach } from './lints/rls-207-index-out-of-reach.ts'
import { indexInvalid } from './lints/rls-208-index-invalid.ts'
import { tooMuchGranted } from './lints/rls-301-too-much-granted.ts'
import { createInSchema } from './lints/rls-302-create-in-schema.ts'
import { temporaryTables } from './lints/rls-303-temporary-tables.ts'
import { createSchemas } from './lints/rls-304-create-schemas.ts'
import { contextCanBeSet } from './lints/rls-305-context-can-be-set.ts'
import { catalogNotHardened } from './lints/rls-306-catalog-not-hardened.ts'
import { grantedToPublic } from './lints/rls-307-granted-to-public.ts'
import { grantedToOthers } from './lints/rls-308-granted-to-others.ts'
import { privateSchemaOpen } from './lints/rls-309-private-schema-open.ts'
import { defaultPrivileges } from './lints/rls-310-default-privileges.ts'
import { tenantIdGranted } from './lints/rls-311-tenant-id-granted.ts'
import { sequenceReadable } from './lints/rls-312-sequence-readable.ts'
import { loginAbovePolicies } from './lints/rls-401-login-above-policies.ts'
import { loginOwns } from './lints/rls-402-login-owns.ts'
import { loginIsMember } from './lints/rls-403-login-is-member.ts'
import { adminTooStrong } from './lints/rls-404-admin-too-strong.ts'
import { ownerSignsIn } from './lints/rls-405-owner-signs-in.ts'
import { otherOwner } from './lints/rls-406-other-owner.ts'
import { loginSettings } from './lints/rls-407-login-settings.ts'
import { definerSearchPath } from './lints/rls-501-definer-search-path.ts'
import { searchPathOfTheCaller } from './lints/rls-502-search-path-of-the-caller.ts'
import { definerForEverybody } from './lints/rls-503-definer-for-everybody.ts'
import { definerAbovePolicies } from './lints/rls-504-definer-above-policies.ts'
import { calledLeakproof } from './lints/rls-505-called-leakproof.ts'
import { contextOutlives } from './lints/rls-506-context-outlives.ts'
import { viewOfItsOwner } from './lints/rls-601-view-of-its-owner.ts'
import { materializedView } from './lints/rls-602-materialized-view.ts'
import { foreignTable } from './lints/rls-603-foreign-table.ts'
import { extensionInPublic } from './lints/rls-604-extension-in-public.ts'
import { extensionLeavesTheServer } from './lints/rls-605-extension-leaves-the-server.ts'
import { extensionOutdated } from './lints/rls-606-extension-outdated.ts'
import { publication } from './lints/rls-607-publication.ts'
import { largeObjects } from './lints/rls-608-large-objects.ts'
import { noContextKey } from './lints/rls-701-no-context-key.ts'
import { deadContextKey } from './lints/rls-702-dead-context-key.ts'
import { serverTooOld } from './lints/rls-801-server-too-old.ts'
import { fixesMissing } from './lints/rls-802-fixes-missing.ts'
import { defendedFixesMissing } from './lints/rls-803-defended-fixes-missing.ts'
import { notDurable } from './lints/rls-804-not-durable.ts'
import { commitNotWaitedFor } from './lints/rls-805-commit-not-waited-for.ts'
import { sessionOffGuard } from './lints/rls-806-session-off-guard.ts'
import { noChecksums } from './lints/rls-807-no-checksums.ts'
import { valuesInTheLog } from './lints/rls-808-values-in-the-log.ts'
import { migrationHalfApplied } from './lints/rls-901-migration-half-applied.ts'
import { partitionsRunOut } from './lints/rls-902-partitions-run-out.ts'

/** In the order of their numbers: 0 tables · 1 policies · 2 keys and indexes · 3 privileges · 4 roles · 5 functions · 6 what else reads rows · 7 context keys · 8 the server · 9 upkeep. */
export const lints: readonly Lint[] = [
  rowSecurityOff,
  notForced,
  guardMissing,
  childUnguarded,
  childGranted,
  tenantIdNullable,
  tenantChanges,
  nobodyAllowed,
  policiesAsleep,
  noPrimaryKey,
  sharedAndWritable,
  personalDataShared,
  momentWithoutZone,
  moneyByHalves,
  regType,
  triggerDisabled,
  notValidated,
  rewriteRule,
  guardNamesRole,
  alwaysTrue,
  openWithoutContext,
  calledPerRow,
  manyPermissive,
  plainSetting,
  frozenContext,
  keyWithoutTenant,
  referenceWithoutTenant,
  tenantNulled,
  indexWithoutTenant,
  referenceWithoutIndex,
  sameIndexTwice,
  indexOutOfReach,
  indexInvalid,
  tooMuchGranted,
  createInSchema,
  temporaryTables,
  createSchemas,
  contextCanBeSet,
  catalogNotHardened,
  grantedToPublic,
  grantedToOthers,
  privateSchemaOpen,
  defaultPrivileges,
  tenantIdGranted,
  sequenceReadable,
  loginAbovePolicies,
  loginOwns,
  loginIsMember,
  adminTooStrong,
  ownerSignsIn,
  otherOwner,
  loginSettings,
  definerSearchPath,
  searchPathOfTheCaller,
  definerForEverybody,
  definerAbovePolicies,
  calledLeakproof,
  contextOutlives,
  viewOfItsOwner,
  materializedView,
  foreignTable,
  extensionInPublic,
  extensionLeavesTheServer,
  extensionOutdated,
  publication,
  largeObjects,
  noContextKey,
  deadContextKey,
  serverTooOld,
  fixesMissing,
  defendedFixesMissing,
  notDurable,
  commitNotWaitedFor,
  sessionOffGuard,
  noChecksums,
  valuesInTheLog,
  migrationHalfApplied,
  partitionsRunOut,
]
