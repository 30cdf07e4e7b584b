import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { newId, publishMenu } from '../../src/index.ts'
import { asStaff } from '../../src/testing.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { asOwnerUndone } from './as-owner.ts'
import { draftWith } from './change-menu.ts'
import {
  asStaffUndone,
  group,
  heading,
  key,
  option,
  test,
  whole,
  type Written,
  type Rule,
  type Statement,
  details,
} from './written-menu.ts'

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
]

describe('of headings, dishes and choices, the database refuses', () => {
  test.for(written)('%s: %s', async ([, code, constraint, ...statements], { db, written: w }) => {
    const texts = statements.map((statement) => statement(w))
    await expect(asStaffUndone(w, texts), 'as staff').rejects.toMatchObject({ code, ...details(constraint) })
    await expect(asOwnerUndone(db, w.service, ...texts), 'as the owner').rejects.toMatchObject({
      code,
      ...details(constraint),
    })
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
