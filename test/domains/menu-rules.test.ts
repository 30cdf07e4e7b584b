import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  dayparts,
  type DbErrorCode,
  importMenu,
  isDbError,
  newId,
  products,
  publishMenu,
  restaurants,
} from '../../src/index.ts'
import { aMenu, asStaff, newTenant, type TestDb, type TestTenant } from '../../src/testing.ts'
import { test as base } from '../database.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { asOwner, asOwnerUndone } from './as-owner.ts'
import { changeMenu, draftWith } from './change-menu.ts'

/** A menu with a retired, a published and a draft version, and something of another menu and of another restaurant. */
interface Written extends TestTenant {
  readonly retired: string
  readonly draft: string
  readonly otherMenu: { readonly menuId: string; readonly item: string }
  /** A daypart and a branch of another restaurant. */
  readonly elsewhere: { readonly daypart: string; readonly branch: string }
  /** Products that stand in no version yet. */
  readonly newItem: string
  readonly newOption: string
}

async function write(db: TestDb): Promise<Written> {
  const tenant = await withRichMenu(await newTenant(db))
  const { restaurantId, menuId, versionId: retired } = tenant
  const { id: versionId } = await changeMenu(tenant, async () => undefined)
  const { id: draft } = await draftWith(tenant)
  const other = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu({ name: 'Otra' }) }))
  const elsewhere = { restaurant: newId(), daypart: newId(), branch: newId() }
  const [newItem, newOption] = [newId(), newId()]
  await asStaff(tenant, async (tx) => {
    await tx.insert(restaurants).values({ id: elsewhere.restaurant, name: 'Otro', cuisine: 'otra' })
    await tx.insert(dayparts).values({
      id: elsewhere.daypart,
      restaurantId: elsewhere.restaurant,
      name: 'Cena',
      minutes: [{ weekday: 1, opens: '18:00', closes: '23:00' }],
    })
    await tx.insert(products).values([
      { id: newItem, menuId, kind: 'item', sku: 'NUEVO' },
      { id: newOption, menuId, kind: 'option', sku: 'nueva' },
    ])
  })
  await asOwner(
    db,
    tenant.service,
    `insert into branches select (jsonb_populate_record(b, jsonb_build_object('id', '${elsewhere.branch}', 'restaurant_id', '${elsewhere.restaurant}'))).*
     from branches b where b.id = '${tenant.branchId}'`,
  )
  const otherMenu = { menuId: other.menuId, item: other.items['TACO'] ?? '' }
  return { ...tenant, versionId, retired, draft, otherMenu, elsewhere, newItem, newOption }
}

/** One for the file: whatever is tried on it is refused or undone. */
const test = base.extend<{ written: Written }>({
  written: [
    async ({ db }, use) => {
      await use(await write(db))
    },
    { scope: 'file' },
  ],
})

type Statement = (written: Written) => string

const key = ({ tenantId, draft }: Written) => `tenant_id = '${tenantId}' and version_id = '${draft}'`
const whole = ({ tenantId, draft, restaurantId, menuId }: Written) =>
  `'${tenantId}', '${draft}', '${restaurantId}', '${menuId}'`
const named = (table: string, column: string, name: string, w: Written) =>
  `(select ${column} from ${table} where ${key(w)} and name = '${name}')`
const heading = (name: string, column: string, w: Written) => named('menu_categories', column, name, w)
const group = (name: string, w: Written) => named('modifier_groups', 'group_id', name, w)
const option = (name: string, w: Written) => named('modifier_options', 'option_id', name, w)

const setHeading =
  (name: string, set: (w: Written) => string): Statement =>
  (w) =>
    `update menu_categories set ${set(w)} where ${key(w)} and name = '${name}'`
const under = (parent: string) => (w: Written) =>
  // A place that is free in every heading.
  `position = 7, parent_id = ${heading(parent, 'category_id', w)}, parent_path = ${heading(parent, 'path', w)}`

const addItem =
  (values: (w: Written) => string): Statement =>
  (w) =>
    `insert into menu_items (tenant_id, version_id, restaurant_id, menu_id, item_id, category_id, position, name, price)
     values (${whole(w)}, ${values(w)}, 'x', 1)`
const addOption =
  (values: (w: Written) => string): Statement =>
  (w) =>
    `insert into modifier_options (tenant_id, version_id, restaurant_id, menu_id, option_id, group_id, level, position, name)
     values (${whole(w)}, ${values(w)}, 'x')`
const offer =
  (values: (w: Written) => string): Statement =>
  (w) =>
    `insert into option_modifier_groups (tenant_id, version_id, option_id, option_level, group_id, group_level, position)
     values ('${w.tenantId}', '${w.draft}', ${values(w)}, 9)`
const place =
  (values: (w: Written) => string): Statement =>
  (w) =>
    `insert into menu_placements (tenant_id, restaurant_id, menu_id, branch_id, channel, version_id, live_from_at)
     values ('${w.tenantId}', '${w.restaurantId}', '${w.menuId}', ${values(w)})`
const price =
  (values: (w: Written) => string): Statement =>
  (w) =>
    `insert into product_prices (tenant_id, menu_id, product_id, price, branch_id, channel, service, valid_from_at, valid_until_at)
     values ('${w.tenantId}', '${w.menuId}', '${w.items['TACO']}', 1, ${values(w)})`

type Rule = readonly [what: string, code: DbErrorCode, constraint: string | undefined, ...statements: Statement[]]

const written: readonly Rule[] = [
  // The tree of headings.
  ['a heading under itself', 'REFERENCED', 'menu_categories_parent_fk', setHeading('Tacos', under('Tacos'))],
  ['a heading under its child', 'REFERENCED', 'menu_categories_parent_fk', setHeading('Tacos', under('Del mar'))],
  [
    'two headings under one another, at once',
    'REFERENCED',
    'menu_categories_parent_fk',
    (w) =>
      `update menu_categories c set position = 7, parent_id = o.category_id, parent_path = o.path from menu_categories o
       where c.tenant_id = '${w.tenantId}' and c.version_id = '${w.draft}' and o.tenant_id = c.tenant_id and o.version_id = c.version_id
         and ((c.name, o.name) = ('Tacos', 'Desayunos') or (c.name, o.name) = ('Desayunos', 'Tacos'))`,
  ],
  [
    'a heading under one, with the path of another',
    'REFERENCED',
    'menu_categories_parent_fk',
    setHeading('Del mar', (w) => `position = 7, parent_path = ${heading('Desayunos', 'path', w)}`),
  ],
  ['a path by hand', 'INTERNAL', undefined, setHeading('Del mar', () => `path = '0009/'`)],
  [
    'a heading under one of another version',
    'REFERENCED',
    'menu_categories_parent_fk',
    (w) =>
      `insert into menu_categories (tenant_id, version_id, restaurant_id, menu_id, category_id, parent_id, parent_path, position, name)
       values (${whole(w)}, '${newId()}', '${newId()}', '0000/', 7, 'x')`,
  ],
  [
    'a sixth level',
    'INVALID',
    'menu_categories_five_levels',
    (w) =>
      `with recursive deeper as (
         select category_id as parent, path, 2 as level from menu_categories where ${key(w)} and name = 'Del mar'
         union all
         select ('00000000-0000-7000-8000-00000000000' || level)::uuid, path || '0000/', level + 1 from deeper where level < 6
       )
       insert into menu_categories (tenant_id, version_id, restaurant_id, menu_id, category_id, parent_id, parent_path, position, name)
       select ${whole(w)}, ('00000000-0000-7000-8000-00000000000' || level)::uuid, parent, path, 0, 'x' from deeper`,
  ],
  [
    'a heading moved so that what is below gets a sixth level',
    'INVALID',
    'menu_categories_five_levels',
    (w) =>
      `insert into menu_categories (tenant_id, version_id, restaurant_id, menu_id, category_id, parent_id, parent_path, position, name)
       select ${whole(w)}, ('00000000-0000-7000-8000-00000000000' || n)::uuid,
         case n when 3 then ${heading('Dulces', 'category_id', w)} else ('00000000-0000-7000-8000-00000000000' || n - 1)::uuid end,
         ${heading('Dulces', 'path', w)} || repeat('0000/', n - 3), 0, 'n' || n
       from generate_series(3, 5) n`,
    setHeading('Desayunos', under('Tacos')),
  ],
  ['two headings in one place', 'CONFLICT', 'menu_categories_path_key', setHeading('Desayunos', () => 'position = 0')],
  [
    "a heading with another restaurant's daypart",
    'REFERENCED',
    'menu_categories_daypart_fk',
    setHeading('Tacos', (w) => `daypart_id = '${w.elsewhere.daypart}'`),
  ],
  [
    'a heading that dishes stand under, taken away',
    'REFERENCED',
    undefined,
    (w) => `delete from menu_categories where ${key(w)} and name = 'Del mar'`,
  ],
  // Dishes.
  [
    "a dish that is another menu's product",
    'REFERENCED',
    'menu_items_product_fk',
    addItem((w) => `'${w.otherMenu.item}', ${heading('Tacos', 'category_id', w)}, 9`),
  ],
  [
    'an option as a dish',
    'REFERENCED',
    'menu_items_product_fk',
    addItem((w) => `'${w.newOption}', ${heading('Tacos', 'category_id', w)}, 9`),
  ],
  [
    'a dish twice',
    'CONFLICT',
    'menu_items_pkey',
    addItem((w) => `'${w.items['TACO']}', ${heading('Desayunos', 'category_id', w)}, 9`),
  ],
  [
    'a dish under a heading that the version does not have',
    'REFERENCED',
    'menu_items_category_fk',
    addItem((w) => `'${w.newItem}', '${newId()}', 9`),
  ],
  [
    'two dishes in one place',
    'CONFLICT',
    'menu_items_position_key',
    addItem((w) => `'${w.newItem}', ${heading('Tacos', 'category_id', w)}, 0`),
  ],
  [
    "a dish with another restaurant's daypart",
    'REFERENCED',
    'menu_items_daypart_fk',
    (w) => `update menu_items set daypart_id = '${w.elsewhere.daypart}' where ${key(w)} and name = 'Gringa'`,
  ],
  [
    'a dish that says it is of another menu than its version',
    'REFERENCED',
    'menu_items_version_fk',
    (w) =>
      `insert into menu_items (tenant_id, version_id, restaurant_id, menu_id, item_id, category_id, position, name, price)
       values ('${w.tenantId}', '${w.draft}', '${w.restaurantId}', '${w.otherMenu.menuId}', '${w.otherMenu.item}', ${heading('Tacos', 'category_id', w)}, 9, 'x', 1)`,
  ],
  // Choices.
  [
    'a dish as an option',
    'REFERENCED',
    'modifier_options_product_fk',
    addOption((w) => `'${w.newItem}', ${group('Salsa', w)}, 1, 9`),
  ],
  [
    'an option of another level than its group',
    'REFERENCED',
    'modifier_options_group_fk',
    addOption((w) => `'${w.newOption}', ${group('Tamaño', w)}, 1, 9`),
  ],
  [
    'two options of a group in one place',
    'CONFLICT',
    'modifier_options_position_key',
    addOption((w) => `'${w.newOption}', ${group('Salsa', w)}, 1, 0`),
  ],
  [
    'an option that offers its own group',
    'INVALID',
    'option_modifier_groups_go_deeper',
    offer((w) => `${option('Agua', w)}, 1, ${group('Bebida', w)}, 1`),
  ],
  [
    'an option that offers the group above it',
    'INVALID',
    'option_modifier_groups_go_deeper',
    offer((w) => `${option('Chico', w)}, 2, ${group('Bebida', w)}, 1`),
  ],
  [
    'an option that lies about its level',
    'REFERENCED',
    'option_modifier_groups_option_fk',
    offer((w) => `${option('Chico', w)}, 1, ${group('Tamaño', w)}, 2`),
  ],
  [
    'an option that lies about the level of what it offers',
    'REFERENCED',
    'option_modifier_groups_group_fk',
    offer((w) => `${option('Chico', w)}, 2, ${group('Tamaño', w)}, 3`),
  ],
  [
    'a group raised to the level of what offers it',
    'INVALID',
    'option_modifier_groups_go_deeper',
    (w) => `update modifier_groups set level = 1 where ${key(w)} and name = 'Tamaño'`,
  ],
  [
    'a group sunk to the level of what it offers',
    'INVALID',
    'option_modifier_groups_go_deeper',
    (w) => `update modifier_groups set level = 2 where ${key(w)} and name = 'Bebida'`,
  ],
  [
    'a fifth level',
    'INVALID',
    'modifier_groups_four_levels',
    (w) => `update modifier_groups set level = 5 where ${key(w)} and name = 'Tamaño'`,
  ],
  // Prices.
  [
    'two prices for everywhere at one time',
    'PRICE_OVERLAP',
    'product_prices_one_at_a_time',
    price(() => `null, null, null, '2030-01-01', null`),
    price(() => `null, null, null, '2031-01-01', '2032-01-01'`),
  ],
  [
    'two prices of a branch, channel and service at one time',
    'PRICE_OVERLAP',
    'product_prices_one_at_a_time',
    price((w) => `'${w.branchId}', 'app', 'pickup', '2030-01-01', '2031-01-01'`),
    price((w) => `'${w.branchId}', 'app', 'pickup', '2030-12-31', null`),
  ],
  [
    'a price moved over another',
    'PRICE_OVERLAP',
    'product_prices_one_at_a_time',
    price(() => `null, 'app', null, '2030-01-01', '2031-01-01'`),
    price(() => `null, 'app', null, '2031-01-01', '2032-01-01'`),
    (w) =>
      `update product_prices set valid_until_at = '2031-06-01' where tenant_id = '${w.tenantId}' and valid_from_at = '2030-01-01'`,
  ],
  // Versions.
  [
    'a second draft',
    'MENU_HAS_DRAFT',
    'menu_versions_one_draft',
    (w) =>
      `insert into menu_versions (tenant_id, restaurant_id, menu_id) values ('${w.tenantId}', '${w.restaurantId}', '${w.menuId}')`,
  ],
  [
    'a version of one restaurant and the menu of another',
    'REFERENCED',
    'menu_versions_menu_fk',
    (w) =>
      `insert into menu_versions (tenant_id, restaurant_id, menu_id) values ('${w.tenantId}', '${newId()}', '${newId()}')`,
  ],
  [
    'a version that is born published',
    'FORBIDDEN',
    undefined,
    (w) =>
      `insert into menu_versions (tenant_id, restaurant_id, menu_id, status, published_at)
       values ('${w.tenantId}', '${w.restaurantId}', '${w.menuId}', 'published', now())`,
  ],
]

/** What the application may not even try, and the owner may not do. */
const kept: readonly Rule[] = [
  [
    'two versions live at one time',
    'CONFLICT',
    'menu_placements_one_live',
    place((w) => `'${w.branchId}', 'app', '${w.versionId}', now() + interval '1 day'`),
  ],
  [
    'a draft that is live',
    'REFERENCED',
    'menu_placements_snapshot_fk',
    (w) => `delete from menu_placements where tenant_id = '${w.tenantId}'`,
    place((w) => `'${w.branchId}', 'app', '${w.draft}', now()`),
  ],
  [
    "a menu at another restaurant's branch",
    'REFERENCED',
    'menu_placements_branch_fk',
    place((w) => `'${w.elsewhere.branch}', 'app', '${w.versionId}', now()`),
  ],
  ...(
    [
      ['a published version back to a draft', 'versionId', `status = 'draft', published_at = null`],
      ['a retired version back to life', 'retired', `status = 'published', retired_at = null`],
      [
        'a draft retired before it was published',
        'draft',
        `status = 'retired', published_at = now(), retired_at = now()`,
      ],
      ['a version with another number', 'draft', 'number = 99'],
      ['a version moved to another menu', 'draft', `menu_id = '${newId()}'`],
      ['a version published at another time', 'versionId', `published_at = now() - interval '1 day'`],
    ] as const
  ).map(([what, which, set]): Rule => [
    what,
    'FORBIDDEN',
    undefined,
    (w) => `update menu_versions set ${set} where tenant_id = '${w.tenantId}' and id = '${w[which]}'`,
  ]),
]

const details = (constraint: string | undefined) => (constraint === undefined ? {} : { details: { constraint } })

async function asStaffUndone(written: Written, statements: readonly string[]): Promise<void> {
  const undo = new Error('undo')
  await asStaff(written, async (tx) => {
    for (const statement of statements) await tx.execute(sql.raw(statement))
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
}

describe('the database refuses', () => {
  test.for(written)('%s: %s', async ([, code, constraint, ...statements], { db, written: w }) => {
    const texts = statements.map((statement) => statement(w))
    await expect(asStaffUndone(w, texts), 'as staff').rejects.toMatchObject({ code, ...details(constraint) })
    await expect(asOwnerUndone(db, w.service, ...texts), 'as the owner').rejects.toMatchObject({
      code,
      ...details(constraint),
    })
  })

  test.for(kept)(
    '%s: %s to the owner, and the application may not try',
    async ([, code, constraint, ...statements], { db, written: w }) => {
      const texts = statements.map((statement) => statement(w))
      await expect(asOwnerUndone(db, w.service, ...texts)).rejects.toMatchObject({ code, ...details(constraint) })
      for (const text of texts)
        await expect(asStaffUndone(w, [text]), text).rejects.toMatchObject({ code: 'FORBIDDEN' })
    },
  )

  test('no price for another place, nor one that begins where another ends', async ({ db, written: w }) => {
    const good = [
      price(() => `null, null, null, '2030-01-01', '2031-01-01'`),
      price(() => `null, null, null, '2031-01-01', null`),
      price((t) => `'${t.branchId}', null, null, '2030-01-01', null`),
      price(() => `null, 'app', null, '2030-01-01', null`),
      price(() => `null, null, 'pickup', '2030-01-01', null`),
      price((t) => `'${t.branchId}', 'app', 'pickup', '2030-01-01', null`),
    ]
    await asStaffUndone(
      w,
      good.map((statement) => statement(w)),
    )
    await asOwnerUndone(db, w.service, ...good.map((statement) => statement(w)))
  })

  test('no move of a heading: everything below goes with it', async ({ tenant: fresh }) => {
    const tenant = await withRichMenu(fresh)
    const { id } = await draftWith(tenant)
    const w = { ...tenant, draft: id } as Written // the statements below need no more of it
    const paths = await asStaff(tenant, async (tx) => {
      await tx.execute(sql.raw(setHeading('Desayunos', under('Del mar'))(w)))
      await tx.execute(sql.raw(setHeading('Tacos', () => 'position = 5')(w)))
      return tx.execute<{ name: string; path: string }>(
        sql`select name, path from menu_categories where version_id = ${id} order by path`,
      )
    })
    expect(paths).toEqual([
      { name: 'Tacos', path: '0005/' },
      { name: 'Del mar', path: '0005/0000/' },
      { name: 'Desayunos', path: '0005/0000/0007/' },
      { name: 'Dulces', path: '0005/0000/0007/0000/' },
    ])
    expect(await asStaff(tenant, (tx) => publishMenu(tx, { versionId: id }))).toMatchObject({ status: 'published' })
  })
})

/** One good row more for each table of a version; `v` is the version. */
const additions: Readonly<Record<string, (w: Written, v: string) => string>> = {
  menu_categories: (w, v) =>
    `(tenant_id, version_id, restaurant_id, menu_id, category_id, position, name)
     values ('${w.tenantId}', '${v}', '${w.restaurantId}', '${w.menuId}', '${newId()}', 99, 'x')`,
  menu_items: (w, v) =>
    `(tenant_id, version_id, restaurant_id, menu_id, item_id, category_id, position, name, price)
     values ('${w.tenantId}', '${v}', '${w.restaurantId}', '${w.menuId}', '${w.newItem}', ${heading('Tacos', 'category_id', w)}, 99, 'x', 1)`,
  modifier_groups: (w, v) =>
    `(tenant_id, version_id, restaurant_id, menu_id, group_id, key, name, min_selected, max_selected)
     values ('${w.tenantId}', '${v}', '${w.restaurantId}', '${w.menuId}', '${newId()}', 'x', 'x', 0, 1)`,
  modifier_options: (w, v) =>
    `(tenant_id, version_id, restaurant_id, menu_id, option_id, group_id, level, position, name)
     values ('${w.tenantId}', '${v}', '${w.restaurantId}', '${w.menuId}', '${w.newOption}', ${group('Salsa', w)}, 1, 99, 'x')`,
  item_modifier_groups: (w, v) =>
    `(tenant_id, version_id, item_id, group_id, position)
     values ('${w.tenantId}', '${v}', '${w.items['HUEVOS']}', ${group('Salsa', w)}, 99)`,
  option_modifier_groups: (w, v) =>
    `(tenant_id, version_id, option_id, option_level, group_id, group_level, position)
     values ('${w.tenantId}', '${v}', ${option('Agua', w)}, 1, ${group('Tamaño', w)}, 2, 99)`,
  item_option_prices: (w, v) =>
    `(tenant_id, version_id, item_id, option_id, price)
     values ('${w.tenantId}', '${v}', '${w.items['TACO']}', ${option('Verde', w)}, 1)`,
}

/** A column of each that the application may set. */
const column: Readonly<Record<string, string>> = {
  menu_categories: 'name',
  menu_items: 'price',
  modifier_groups: 'name',
  modifier_options: 'price',
  item_modifier_groups: 'position',
  option_modifier_groups: 'position',
  item_option_prices: 'price',
}

describe('the rows of a version', () => {
  test.for(Object.keys(additions))(
    'of %s are written while it is a draft, and not once it is published or retired, by the owner neither',
    async (table, { db, written: w }) => {
      const dml = (version: string) => [
        `insert into ${table} ${additions[table]?.(w, version)}`,
        `update ${table} set ${column[table]} = ${column[table]} where version_id = '${version}'`,
        `delete from ${table} where version_id = '${version}'`,
      ]
      // Of the same statements the draft takes all: what is refused below is refused for the version's status.
      const [insert, update] = dml(w.draft)
      await asStaffUndone(w, [insert ?? '', update ?? ''])
      await asOwnerUndone(db, w.service, insert ?? '', update ?? '')
      for (const version of [w.versionId, w.retired]) {
        for (const statement of dml(version)) {
          // A row that others refer to meets them first.
          const refused = statement.startsWith('delete')
            ? { code: expect.stringMatching(/^(MENU_VERSION_PUBLISHED|REFERENCED)$/) }
            : { code: 'MENU_VERSION_PUBLISHED', details: { constraint: 'menu_versions_draft', table } }
          await expect(asStaffUndone(w, [statement]), statement).rejects.toMatchObject(refused)
          await expect(asOwnerUndone(db, w.service, statement), statement).rejects.toMatchObject(refused)
        }
      }
    },
  )

  test.for(Object.keys(additions))('of %s stay in their version', async (table, { db, written: w }) => {
    for (const [from, to] of [
      [w.draft, w.versionId],
      [w.versionId, w.draft],
    ]) {
      const move = `update ${table} set version_id = '${to}' where version_id = '${from}'`
      await expect(asStaffUndone(w, [move])).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(asOwnerUndone(db, w.service, move)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('are written by no guest and no courier, draft or not', async ({ db, written: w }) => {
    for (const table of Object.keys(additions)) {
      const insert = `insert into ${table} ${additions[table]?.(w, w.draft)}`
      for (const actor of [w.customer, w.courier]) {
        // Keys that the statement looks up are out of their sight: whatever it meets first, it is not written.
        const error = await db.as(actor, (tx) => tx.execute(sql.raw(insert))).catch((reason: unknown) => reason)
        expect(isDbError(error, 'FORBIDDEN'), `${table}: ${String(error)}`).toBe(true)
        for (const change of [
          `update ${table} set ${column[table]} = ${column[table]} returning 1`,
          `delete from ${table} returning 1`,
        ]) {
          expect(await db.as(actor, (tx) => tx.execute(sql.raw(change)))).toEqual([])
        }
      }
    }
  })

  test('are what the functions of a version write, and the application calls only these', async ({ written: w }) => {
    for (const [call, code] of [
      [`app.publish_items('${w.draft}')`, 'FORBIDDEN'],
      [
        `app.fill_version('${w.versionId}', '{"modifierGroups": [{"id": "${newId()}", "key": "x", "name": "x", "level": 1, "minSelected": 0, "maxSelected": 1, "minDistinct": 0, "maxDistinct": 1, "freeQuantity": 0, "pricing": "sum", "defaultsCharged": true, "options": []}], "categories": []}')`,
        'MENU_VERSION_PUBLISHED',
      ],
    ] as const) {
      await expect(asStaffUndone(w, [`select ${call}`]), call).rejects.toMatchObject({ code })
    }
    for (const table of ['menu_snapshots', 'published_items', 'menu_placements']) {
      await expect(
        asStaffUndone(w, [`insert into ${table} (tenant_id) values ('${w.tenantId}')`]),
      ).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    }
  })
})
