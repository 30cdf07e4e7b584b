import { getTableColumns } from 'drizzle-orm'
import { integer, pgSchema, text } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { fullName } from '../src/erd/diagram.ts'
import { domains } from '../src/erd/domains.ts'
import { factsOf } from '../src/kernel/ddl.ts'
import { personal } from '../src/kernel/personal.ts'
import { internalTable, platformTable, referenceTable, tenantTable } from '../src/rls/tables.ts'

/** What a column of a person's data is called, in one word of its name. */
const soundsPersonal =
  /(^|_)(name|phone|telephone|mobile|e?mail|address|streets?|exterior|interior|neighborhood|municipality|postal|directions|longitude|latitude|location|geo|rfc|curp|clabe|iban|card|account|holder|person|beneficiary|legal|birth|born|age|sex|gender|photo|images|ip|device|notes?|comment|body|reason|message|login|user|actor|document|payload|attributes)(_|$)/

/** Ids and kinds of actors: pseudonyms, and no more than that somebody was a customer. */
const isPseudonym = /_(id|kind)$/

/** Sounds like it, and is not; with the reason. */
const decidedNot: Readonly<Record<string, string>> = {
  'app_private.menu_search.name_key': 'of a dish',
  'app_private.menu_search.name_stems': 'of a dish',
  'app_private.menu_search.name_words': 'of a dish',
  'app_private.partitioned_tables.table_name': 'of a table',
  'audit_log.table_name': 'of a table',
  'branches.directions': 'to a place of business',
  'branches.exterior_number': 'of a place of business',
  'branches.interior_number': 'of a place of business',
  'branches.latitude': 'of a place of business',
  'branches.longitude': 'of a place of business',
  'branches.municipality': 'of a place of business',
  'branches.name': 'of a place of business',
  'branches.neighborhood': 'of a place of business',
  'branches.phone': 'of a place of business',
  'branches.postal_code': 'of a place of business',
  'branches.street': 'of a place of business',
  'branches.cross_streets': 'of a place of business',
  'admin_log.reason': 'what the work was for',
  'commission_terms.account': 'a word: mexican, abroad',
  'commission_terms.person': 'a word: individual, entity',
  'commission_terms.rfc': 'a word: given, missing',
  'dayparts.name': 'of a part of the day',
  'idempotency_keys.actor': 'a kind and an id: a pseudonym',
  'ledger_entries.reason': 'a word of the chart of accounts',
  'menu_categories.name': 'of a heading',
  'menu_items.images': 'of a dish',
  'menu_items.name': 'of a dish',
  'menu_snapshots.document': 'a menu',
  'menus.name': 'of a menu',
  'modifier_groups.name': 'of a choice',
  'modifier_options.name': 'of a choice',
  'order_adjustments.name': 'of a promotion',
  'order_item_modifiers.group_name': 'of a choice',
  'order_item_modifiers.option_name': 'of a choice',
  'order_items.name': 'of a dish',
  'order_quotes.document': 'lines and amounts; the notes stand in a column of their own',
  'outbox.payload': 'ids and statuses alone',
  'promotions.name': 'of a promotion',
  'published_items.document': 'a dish',
  'published_items.name': 'of a dish',
  'restaurants.name': 'of a business',
  'sat_catalogs.attributes': "of a code of the SAT's",
  'sold_outs.reason': 'why a dish is out',
  'special_days.reason': 'of a day: a feast, works',
  'stock_items.name': 'of an ingredient',
  'stock_movements.reason': 'why stock was moved',
  'tenants.display_name': 'of a business',
  'tips.beneficiary': 'a word: courier, staff',
  'withholding_rules.account': 'a word: mexican, abroad',
  'withholding_rules.person': 'a word: individual, entity',
}

const columns = Object.values(domains)
  .flat()
  .flatMap((table) =>
    columnsOf(table).map((name) => ({
      name: `${fullName(table)}.${name}`,
      personal: factsOf(table)?.personal?.[name],
      tenancy: factsOf(table)?.tenancy,
      sounds: soundsPersonal.test(name) && !isPseudonym.test(name),
    })),
  )

describe('personal data', () => {
  test('every column whose name sounds like it is marked, or is known not to be, with a reason', () => {
    const undecided = columns.filter(({ name, personal: kind, sounds }) => sounds && !kind && !(name in decidedNot))
    expect(undecided.map(({ name }) => name)).toEqual([])
  })

  test('no decision is left of a column that is gone, does not sound like it, or is marked', () => {
    const open = new Set(columns.filter(({ personal: kind, sounds }) => sounds && !kind).map(({ name }) => name))
    expect(Object.keys(decidedNot).filter((name) => !open.has(name))).toEqual([])
  })

  test('is marked in these columns', () => {
    expect(Object.fromEntries(columns.flatMap(({ name, personal: kind }) => (kind ? [[name, kind]] : [])))).toEqual({
      'admin_log.login': 'identity',
      'audit_log.actor': 'identity',
      'customers.display_name': 'identity',
      'customers.phone': 'contact',
      'delivery_events.reason': 'words',
      'memberships.display_name': 'identity',
      'order_events.reason': 'words',
      'order_quotes.notes': 'words',
      'orders.notes': 'words',
      'refunds.reason': 'words',
      'review_moderations.reason': 'words',
      'review_replies.body': 'words',
      'reviews.comment': 'words',
      'tenants.legal_name': 'identity',
    })
  })

  test('stands in no table that every tenant reads', () => {
    expect(columns.filter(({ tenancy, personal: kind }) => tenancy === 'reference' && kind)).toEqual([])
  })
})

describe('personal()', () => {
  const own = () => ({
    phone: personal('contact', text('contact_phone')).notNull().default(''),
    emails: personal('contact', text('emails').array()),
    size: integer('size'),
  })
  const marked = { contact_phone: 'contact', emails: 'contact' }

  test('marks a column of a table of any class by its name in the database, whatever is called on it afterwards', () => {
    const tables = [
      tenantTable('guests', own(), { key: (t) => [t.tenantId], access: () => [] }),
      referenceTable('codes', own()),
      platformTable('leads', own()),
      internalTable(pgSchema('app_private'), 'secrets', own()),
    ]
    expect(tables.map((table) => factsOf(table)?.personal)).toEqual([marked, marked, marked, marked])
  })

  test('changes nothing else about the column', () => {
    const table = platformTable('leads', own())
    expect(table.phone).toMatchObject({ name: 'contact_phone', notNull: true, default: '' })
  })
})

function columnsOf(table: Parameters<typeof fullName>[0]): readonly string[] {
  return Object.values(getTableColumns(table)).map(({ name }) => name)
}
