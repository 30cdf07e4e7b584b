import { describe, expect } from 'vitest'
import { newId } from '../../src/index.ts'
import { asOwnerUndone } from './as-owner.ts'
import { asStaffUndone, test, type Written, type Rule, type Statement, details } from './written-menu.ts'

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

const written: readonly Rule[] = [
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

describe('of versions and prices, the database refuses', () => {
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
})
