import type { DdlObject } from '../../kernel/ddl.ts'
import { checkFunctions } from './check-adjustments-sql.ts'
import { claimFunctions } from './claim-promotions-sql.ts'
import { giveFunctions } from './promotion-gives-sql.ts'
import { forFunctions } from './promotions-for-sql.ts'

/** What the database does with promotions: find, check, claim and give back. */
export const promotionFunctions: readonly DdlObject[] = [
  ...giveFunctions,
  ...forFunctions,
  ...checkFunctions,
  ...claimFunctions,
]
