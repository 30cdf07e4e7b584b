import type { DdlObject } from '../kernel/ddl.ts'
import { auditorFunction } from './platform/audit-log.ts'
import { spanishFunctions } from './platform/spanish.ts'
import { selectionFunctions } from './menu/price-selection-sql.ts'
import { branchFunctions } from './restaurants/branches.ts'
import { dayMinutesDomain } from './restaurants/day-minutes.ts'
import { localInstant } from './restaurants/local-instant.ts'
import { openingFunctions } from './restaurants/opening-functions.ts'
import { weekFunctions, weekMinutesDomain } from './restaurants/week-minutes.ts'
import { documentFunctions } from './menu/document-sql.ts'
import { draftFunctions } from './menu/draft-only.ts'
import { publishFunctions } from './menu/publish-sql.ts'
import { searchFunctions } from './menu/search-sql.ts'
import { stockQuantityDomain } from './inventory/stock-quantity.ts'
import { bringsFunctions } from './orders/brings-sql.ts'
import { ivaFunctions } from './orders/iva.ts'
import { placeFunctions } from './orders/place-sql.ts'
import { quoteFunctions } from './orders/quote-sql.ts'
import { contextFunctions } from '../rls/context.ts'
import { domains, sharedFunctions } from '../rls/functions.ts'
import { hardening, roles } from '../rls/roles.ts'

/** What tables need before they can be made, in the order in which it must run. */
export const sharedDdl: readonly DdlObject[] = [
  ...roles,
  ...hardening,
  ...domains,
  weekMinutesDomain,
  dayMinutesDomain,
  stockQuantityDomain,
  ...contextFunctions,
  ...sharedFunctions,
  auditorFunction,
  ...spanishFunctions,
  ...branchFunctions,
  localInstant,
  ...weekFunctions,
  ...openingFunctions,
  ...draftFunctions,
  ...documentFunctions,
  ...searchFunctions,
  ...publishFunctions,
  ...bringsFunctions,
  ...ivaFunctions,
  ...selectionFunctions,
  ...quoteFunctions,
  ...placeFunctions,
]
