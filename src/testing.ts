// For the tests of applications, and our own. Needs vitest, PGlite and — for a real server — postgres.
export { openTestDb, refuseSuperuser, type TestDb, type TestDbOptions } from './testing/open-test-db.ts'
export type { ServerDatabase } from './testing/server-database.ts'
export { newTenant, type TestTenant } from './testing/new-tenant.ts'
export { asCourier, asCustomer, asNobody, asService, asStaff } from './testing/actors.ts'
export { aBranch } from './testing/a-branch.ts'
export { aCoupon } from './testing/a-coupon.ts'
export { aMenu } from './testing/a-menu.ts'
export { aDeliveredOrder, anOrder } from './testing/an-order.ts'
export { withDatabase } from './testing/fixtures.ts'
export {
  proveIsolation,
  type IsolationProof,
  type ProveIsolationOptions,
} from './testing/isolation/prove-isolation.ts'
export type { Finding } from './testing/isolation/run.ts'
export type { SideChannel } from './testing/isolation/residual.ts'
