import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { at, id, money } from '../../kernel/columns.ts'
import { exclusion, sameKey } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'
import { serviceList, services } from '../restaurants/services.ts'
import { channelList, channels } from './channels.ts'
import { products } from './products.ts'

/**
 * One row per price of a dish or option that differs from its version's, for a time: at one branch, on one channel, for
 * one service, or any mixture; null is all of them.
 *
 * Where several hold, the most exact one wins: branch before channel before service. Two of the same exactness cannot
 * hold at the same time, so the price of a moment is one.
 */
export const productPrices = tenantTable(
  'product_prices',
  {
    id: id(),
    menuId: uuid('menu_id').notNull(),
    productId: uuid('product_id').notNull(),
    branchId: uuid('branch_id'),
    channel: text('channel', { enum: channels }),
    service: text('service', { enum: services }),
    /** Pesos, IVA included. */
    price: money('price').notNull(),
    validFrom: at('valid_from_at').notNull().defaultNow(),
    /** Not included; open, when null. */
    validUntil: at('valid_until_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'product_prices_product_fk',
        columns: [t.tenantId, t.menuId, t.productId],
        foreignColumns: [products.tenantId, products.menuId, products.id],
      }),
      foreignKey({
        name: 'product_prices_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      // What menuAt reads: all prices of a menu.
      index('product_prices_of_menu_idx').on(t.tenantId, t.menuId, t.productId),
      index('product_prices_branch_idx').on(t.tenantId, t.branchId),
      check('product_prices_not_negative', sql`${t.price} >= 0`),
      check('product_prices_channel_known', sql`${t.channel} in (${sql.raw(channelList)})`),
      check('product_prices_service_known', sql`${t.service} in (${sql.raw(serviceList)})`),
      check('product_prices_until_after_from', sql`${t.validUntil} > ${t.validFrom}`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.validUntil]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: [
      exclusion(
        'product_prices',
        'product_prices_one_at_a_time',
        `using gist (${sameKey('tenant_id::text', 'product_id::text', "coalesce(branch_id::text, '')", "coalesce(channel, '')", "coalesce(service, '')")}, tstzrange(valid_from_at, valid_until_at) with &&)`,
      ),
      ...audited('product_prices'),
    ],
  },
)

export type ProductPrice = typeof productPrices.$inferSelect
export type NewProductPrice = typeof productPrices.$inferInsert
