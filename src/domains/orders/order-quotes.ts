import { sql } from 'drizzle-orm'
import { check, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { bytea } from '../../kernel/bytea.ts'
import { at, id, money, rate } from '../../kernel/columns.ts'
import { pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { channels } from '../menu/channels.ts'
import { services } from '../restaurants/services.ts'
import type { QuoteDocument } from './quote-document.ts'

/** How long a quote holds, in minutes. */
export const quoteMinutes = 10

/**
 * One row per price that a customer was given, whole: what `placeOrder` makes an order of without working out anything
 * again. It holds its prices until it expires, and never changes.
 *
 * The application writes it, but `app.check_quote` holds every line against the menu and every adjustment against its
 * promotion, works out the totals by itself, and fills in names, choices, stock demand and hash: a price that is not the
 * database's own does not get in, whoever sends it.
 *
 * By day, so that those of long ago are dropped with their partition: no foreign key points here, an order copies it.
 */
export const orderQuotes = tenantTable(
  'order_quotes',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    service: text('service', { enum: services }).notNull(),
    channel: text('channel', { enum: channels }).notNull(),
    menuId: uuid('menu_id').notNull(),
    menuVersionId: uuid('menu_version_id').notNull(),
    /** The kitchen slot that it is for; null for as soon as possible. */
    slotId: uuid('slot_id'),
    notes: personal('words', text('notes')).notNull().default(''),
    units: integer('units').notNull(),
    /** Pesos, IVA included, as in `orders`. */
    subtotal: money('subtotal').notNull(),
    discount: money('discount').notNull(),
    deliveryFee: money('delivery_fee').notNull(),
    deliveryDiscount: money('delivery_discount').notNull(),
    deliveryIvaRate: rate('delivery_iva_rate').notNull(),
    tip: money('tip').notNull(),
    iva: money('iva').notNull(),
    /**
     * Set by the database. Not generated: PostgreSQL 15.20 cannot insert into a partitioned table with a trigger and a
     * generated column of a domain.
     */
    total: money('total')
      .notNull()
      .default(sql`0`),
    /** Lines, adjustments, stock demand; amounts are text. */
    document: jsonb('document').$type<QuoteDocument>().notNull(),
    /** Dishes and options in it: what may sell out, or change its price, before the order is placed. */
    productIds: uuid('product_ids')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /**
     * The rows of `product_prices` that held for them: while exactly these hold, the prices are the same. Not by moments,
     * for a price may be taken away, set from a day before, or committed after the quote by who began earlier.
     */
    priceIds: uuid('price_ids')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** SHA-256 of what was shown; the order keeps it. */
    hash: bytea('hash')
      .notNull()
      .default(sql`'\\x'`),
    quotedAt: at('quoted_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    appendOnly: true,
    partition: { by: 'id', every: 'day' },
    constraints: (t) => [
      check(
        'order_quotes_total_adds_up',
        sql`${t.total} = ${t.subtotal} - ${t.discount} + ${t.deliveryFee} - ${t.deliveryDiscount} + ${t.tip}`,
      ),
      check('order_quotes_tip_not_negative', sql`${t.tip} >= 0`),
      check('order_quotes_notes_short', sql`length(${t.notes}) <= 500`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: isActor(t.customerId) }),
      allow('insert', { staff: true, service: true, customer: isActor(t.customerId) }),
    ],
    ddl: [
      pgTrigger('order_quotes', 'order_quotes_hold', 'before insert on order_quotes for each row', 'app.check_quote()'),
    ],
  },
)

export type OrderQuote = typeof orderQuotes.$inferSelect
