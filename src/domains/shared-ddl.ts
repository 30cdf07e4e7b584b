import type { DdlObject } from '../kernel/ddl.ts'
import { auditorFunction } from './platform/audit-log.ts'
import { selectionFunctions } from './menu/price-selection-sql.ts'
import { branchFunctions } from './restaurants/branches.ts'
import { ivaFunctions } from './orders/iva.ts'
import { contextFunctions } from '../rls/context.ts'
import { domains, sharedFunctions } from '../rls/functions.ts'
import { hardening, roles } from '../rls/roles.ts'

/** What tables need before they can be made, in the order in which it must run. */
export const sharedDdl: readonly DdlObject[] = [
  ...roles,
  ...hardening,
  ...domains,
  ...contextFunctions,
  ...sharedFunctions,
  auditorFunction,
  ...branchFunctions,
  ...ivaFunctions,
  ...selectionFunctions,
]
