import {
  acceptOrder,
  type Batch,
  cancelOrder,
  deliverOrder,
  handOver,
  markReady,
  type NextStatus,
  type Order,
  rejectOrder,
  startPreparing,
  type TakeStep,
  type TenantTx,
} from '../../src/index.ts'

/** The verb that leads to a status: for tests that walk through them. */
export const stepTo: Readonly<Record<NextStatus, (tx: TenantTx, step: TakeStep) => Batch<Order>>> = {
  accepted: acceptOrder,
  preparing: startPreparing,
  ready: markReady,
  on_the_way: handOver,
  delivered: deliverOrder,
  rejected: rejectOrder,
  cancelled: cancelOrder,
}
