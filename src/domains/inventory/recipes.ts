import { sql } from 'drizzle-orm'
import { check, foreignKey, index, uuid } from 'drizzle-orm/pg-core'
import { pgFunction } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { products } from '../menu/products.ts'
import { demandFunction } from './demand-sql.ts'
import { stockItems } from './stock-items.ts'
import { stockQuantity } from './stock-quantity.ts'

/**
 * One row per ingredient of a dish or an option: how much of a stock item one unit takes. It hangs on the product, so a
 * new version of the menu changes nothing here. Written by `setRecipe`, whole.
 */
export const recipes = tenantTable(
  'recipes',
  {
    productId: uuid('product_id').notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    /** In the unit of the stock item. */
    quantity: stockQuantity('quantity').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.productId, t.stockItemId],
    constraints: (t) => [
      foreignKey({
        name: 'recipes_product_fk',
        columns: [t.tenantId, t.productId],
        foreignColumns: [products.tenantId, products.id],
      }),
      foreignKey({
        name: 'recipes_stock_item_fk',
        columns: [t.tenantId, t.stockItemId],
        foreignColumns: [stockItems.tenantId, stockItems.id],
      }),
      index('recipes_stock_item_idx').on(t.tenantId, t.stockItemId),
      check('recipes_quantity_positive', sql`${t.quantity} > 0`),
    ],
    access: () => [allow('select', { staff: true, service: true })],
    ddl: [
      pgFunction('app.set_recipe', {
        args: 'of_tenant uuid, of_product uuid, ingredients jsonb',
        returns: 'void',
        security: 'definer',
        execute: ['app_user'],
        // The lock on the product: of two at once, the later replaces the earlier whole. The application has no right to
        // lock it, because it has none to change it.
        body: `
begin
  if of_tenant is distinct from app.tenant_id() or app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'recipes', message = 'only staff and the service set recipes';
  end if;
  perform from products p where p.tenant_id = of_tenant and p.id = of_product for no key update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'products_known', table = 'products', message = 'no such dish or option';
  end if;
  delete from recipes r where r.tenant_id = of_tenant and r.product_id = of_product;
  insert into recipes (tenant_id, product_id, stock_item_id, quantity)
  select of_tenant, of_product, (i ->> 'stockItemId')::uuid, (i ->> 'quantity')::numeric
  from jsonb_array_elements(ingredients) i;
end`,
      }),
      demandFunction,
      ...audited('recipes'),
    ],
  },
)

export type Recipe = typeof recipes.$inferSelect
