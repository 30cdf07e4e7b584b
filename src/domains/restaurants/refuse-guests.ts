import { DbError } from '../../kernel/errors.ts'
import type { TenantTx } from '../../kernel/tx.ts'

/** Hours are for staff and the service to set. The policies say so too, but a DELETE they answer with no row, silently. */
export function refuseGuests({ actor }: TenantTx): void {
  if (actor.kind !== 'staff' && actor.kind !== 'service') {
    throw new DbError('FORBIDDEN', 'only staff and the service set hours')
  }
}
