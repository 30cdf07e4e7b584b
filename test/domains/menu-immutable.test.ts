import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { isDbError, newId } from '../../src/index.ts'
import { asOwnerUndone } from './as-owner.ts'
import { asStaffUndone, group, heading, option, test, type Written } from './written-menu.ts'

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
