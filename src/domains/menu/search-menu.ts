import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { invalid, requireInteger, requireOneOf, requireUuid } from '../../kernel/input.ts'
import { cursorAfterPlace, placeOf } from '../../kernel/page.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type Service, services } from '../restaurants/services.ts'
import { type Channel, channels } from './channels.ts'
import { menuPlacements } from './menu-placements.ts'
import { priceNow, soldOutNow } from './price-now.ts'
import { publishedItems } from './published-items.ts'
import { type HighlightPart, highlighted, isSearchText } from './search-words.ts'

export interface SearchMenu {
  /** At most 100 characters, one of its words of at least 2; the first 8 words count. */
  readonly text: string
  /** All of the tenant, when left out. */
  readonly branchId?: string
  /** `app`, when left out. */
  readonly channel?: Channel
  /** `delivery`, when left out; branches that do not offer it are not found. */
  readonly service?: Service
  readonly near?: Near
  /** 1 to 100, default 20. */
  readonly limit?: number
  /** `next` of the page before, of the same search. */
  readonly after?: string
}

export interface Near {
  /** Degrees; Mexico's are negative. */
  readonly longitude: number
  readonly latitude: number
  /** Branches farther away are not found; 1 to 1,000,000. */
  readonly radiusMeters?: number
}

export interface MenuHit {
  readonly branchId: string
  /** The dish: what `placeOrder` takes. */
  readonly id: string
  readonly versionId: string
  readonly category: string
  readonly sku: string
  readonly name: string
  readonly description: string
  /** Of branch, channel, service and moment; pesos with IVA. */
  readonly price: Money
  readonly soldOut: boolean
  /** The name in pieces, those that were looked for marked. */
  readonly highlight: readonly HighlightPart[]
  /** 1 to 999; comparable within one search. */
  readonly rank: number
  /** As the crow flies; null without `near`. */
  readonly distanceMeters: number | null
}

export interface MenuHits {
  readonly hits: readonly MenuHit[]
  /** For the next page; null behind the last. */
  readonly next: string | null
}

/**
 * Dishes by their words, best first: what branches sell at this moment, each dish once per branch that has it. Accents,
 * case, plural and gender do not matter, and the last word may be a beginning. A word that no dish has stands for the
 * most similar that dishes have (`enchliadas`). Dishes with all words; where there is none, those with the most. A word
 * counts more in the name than in the category, and there more than in the description; then the nearer branch comes
 * first, then Spanish order.
 *
 * One statement, one round trip. No locks. A definer function finds; row level security decides of each row whether
 * the actor gets it. Pages by key: a page costs what the first costs.
 *
 * @throws {DbError} `INVALID` with the field · `CURSOR_INVALID` a cursor of another search
 *
 * @example
 * const { hits } = await db.as(guest, (tx) => searchMenu(tx, { text: 'tacos al pastr', near: { longitude, latitude } }))
 *
 * The SQL: `select … from app.search_menu($1, …) hit cross join lateral (select … from menu_placements join
 * published_items … where tenant_id = $2 and id = hit.placement_id limit 1) dish order by hit.number`
 */
export function searchMenu(tx: TenantTx, input: SearchMenu): Batch<MenuHits> {
  const { statement, list, limit } = searchOf(tx, input)
  return batch([statement], ([rows]) => {
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    return {
      hits: page.map(({ nameKey: _nameKey, matched, ...row }) => ({
        ...row,
        highlight: highlighted(row.name, matched),
      })),
      next: last === undefined ? null : cursorAfterPlace(tx, list, placeOfHit(last)),
    }
  })
}

/** The one statement, for whoever explains or times it, and the name of the list that its cursors are of. */
export function searchOf(tx: TenantTx, input: SearchMenu) {
  const { text, branchId = null, channel = 'app', service = 'delivery', near, limit = 20, after } = input
  if (!isSearchText(text)) throw invalid('text', 'must be at most 100 characters, with a word of at least 2')
  if (branchId !== null) requireUuid('branchId', branchId)
  requireOneOf('channel', channel, channels)
  requireOneOf('service', service, services)
  if (near !== undefined) requireNear(near)
  requireInteger('limit', limit, 1, 100)
  const { tenantId } = tx.actor
  const { longitude = null, latitude = null, radiusMeters = null } = near ?? {}
  const list = listOf([text, branchId, channel, service, longitude, latitude, radiusMeters])
  const [rank = null, distance = null, nameKey = null, itemId = null, afterBranchId = null] =
    after === undefined ? [] : placeOf(tx, list, after)
  const sold = { tenantId, branchId: menuPlacements.branchId, channel, service }
  // LIMIT keeps the planner from joining the other way round, all that the tenant sells with what was found.
  const dish = tx
    .select({
      branchId: menuPlacements.branchId,
      id: publishedItems.itemId,
      versionId: publishedItems.versionId,
      category: publishedItems.category,
      sku: publishedItems.sku,
      name: publishedItems.name,
      description: publishedItems.description,
      price: priceNow(sold).as('price'),
      soldOut: soldOutNow(sold).as('sold_out'),
    })
    .from(menuPlacements)
    .innerJoin(
      publishedItems,
      and(
        eq(publishedItems.tenantId, tenantId),
        eq(publishedItems.versionId, menuPlacements.versionId),
        eq(publishedItems.itemId, sql`hit.item_id`),
        eq(publishedItems.place, sql`hit.place`),
      ),
    )
    .where(and(eq(menuPlacements.tenantId, tenantId), eq(menuPlacements.id, sql`hit.placement_id`)))
    .limit(1)
    .as('dish')
  const statement = tx
    .select({
      branchId: dish.branchId,
      id: dish.id,
      versionId: dish.versionId,
      category: dish.category,
      sku: dish.sku,
      name: dish.name,
      description: dish.description,
      price: dish.price,
      soldOut: dish.soldOut,
      rank: sql<number>`hit.rank`,
      distanceMeters: sql<number | null>`hit.distance`,
      nameKey: sql<string>`hit.name_key`,
      matched: sql`array_to_string(hit.matched, ',')`.mapWith(numbersOf),
    })
    .from(
      // One row more than the page: whether there is a next one.
      sql`app.search_menu(${text}, ${branchId}::uuid, ${channel}, ${service}, ${longitude}::float8, ${latitude}::float8, ${radiusMeters}::float8, ${rank}::integer, ${distance}::integer, ${nameKey}::text, ${itemId}::uuid, ${afterBranchId}::uuid, ${limit + 1}::integer) as hit`,
    )
    .crossJoinLateral(dish)
    .orderBy(sql`hit.number`)
  return { statement, list, limit }
}

interface Placed extends Pick<MenuHit, 'rank' | 'distanceMeters' | 'id' | 'branchId'> {
  readonly nameKey: string
}

/** What the hits are ordered by. */
const placeOfHit = ({ rank, distanceMeters, nameKey, id, branchId }: Placed) =>
  [rank, distanceMeters ?? 0, nameKey, id, branchId] as const

/** A name for this search, so that its cursors fit no other. */
const listOf = (search: readonly (string | number | null)[]): string =>
  `menu search\n${createHash('sha256').update(JSON.stringify(search)).digest('base64url')}`

const numbersOf = (text: string): readonly number[] => text.split(',').map(Number)

function requireNear({ longitude, latitude, radiusMeters = 1 }: Near): void {
  requireWithin('near.longitude', longitude, -180, 180)
  requireWithin('near.latitude', latitude, -90, 90)
  requireWithin('near.radiusMeters', radiusMeters, 1, 1_000_000)
}

function requireWithin(field: string, value: unknown, min: number, max: number): void {
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw invalid(field, `must be a number from ${min} to ${max}`)
  }
}
