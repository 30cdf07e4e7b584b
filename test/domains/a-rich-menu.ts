import { importMenu, type MenuFile, publishMenu } from '../../src/index.ts'
import { aMenu, asStaff, type TestTenant } from '../../src/testing.ts'

const mornings = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, opens: '07:00', closes: '12:00' }))

/** Headings under headings, a heading of the morning, a choice inside a choice, a dish that counts and charges otherwise. */
export function aRichMenu(changes: Partial<MenuFile> = {}): MenuFile {
  const plain = { description: '', prepMinutes: 5, allergens: [], modifierGroups: [] }
  const [salsa] = aMenu().modifierGroups
  if (!salsa) throw new Error('aMenu has a salsa')
  const one = { minSelected: 1, maxSelected: 1 }
  return {
    name: 'Carta',
    dayparts: [{ name: 'Desayuno', windows: mornings }],
    modifierGroups: [
      salsa,
      {
        ...one,
        key: 'bebida',
        name: 'Bebida',
        pricing: 'free_cheapest',
        freeQuantity: 1,
        options: [
          { name: 'Agua', price: '10.00', defaultQuantity: 1 },
          { name: 'Refresco', price: '15.00', modifierGroups: ['tamano'] },
        ],
      },
      {
        ...one,
        key: 'tamano',
        name: 'Tamaño',
        defaultsCharged: false,
        options: [
          { name: 'Chico', price: '0.00' },
          { name: 'Grande', price: '8.00', maxQuantity: 2 },
        ],
      },
    ],
    categories: [
      {
        name: 'Tacos',
        description: 'De a uno',
        items: [
          {
            ...plain,
            sku: 'TACO',
            name: 'Taco al pastor',
            description: 'Con piña',
            price: '18.50',
            allergens: ['gluten'],
            images: ['https://fotos.example/taco.jpg'],
            modifierGroups: [{ key: 'salsa', minSelected: 1, optionPrices: { Habanero: '4.00' } }],
          },
          { ...plain, sku: 'GRINGA', name: 'Gringa', price: '60.00', modifierGroups: ['salsa', 'bebida'] },
        ],
        categories: [
          { name: 'Del mar', items: [{ ...plain, sku: 'CAMARON', name: 'Taco de camarón', price: '35.00' }] },
        ],
      },
      {
        name: 'Desayunos',
        daypart: 'Desayuno',
        items: [{ ...plain, sku: 'HUEVOS', name: 'Huevos', price: '75.00', ivaClass: 'zero' }],
        categories: [{ name: 'Dulces', items: [{ ...plain, sku: 'CONCHA', name: 'Concha', price: '16.00' }] }],
      },
    ],
    ...changes,
  }
}

/** The tenant with that menu instead of its own: published, on sale everywhere. */
export async function withRichMenu(tenant: TestTenant, menu = aRichMenu()): Promise<TestTenant> {
  const { restaurantId, menuId } = tenant
  const { versionId, items } = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menuId, menu }))
  await asStaff(tenant, (tx) => publishMenu(tx, { versionId }))
  return { ...tenant, versionId, items }
}
