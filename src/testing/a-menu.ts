import type { MenuFile } from '../domains/menu/menu-file.ts'

/** Three items: `TACO` at 18.50 with a salsa to choose, `AGUA` at 25.00, `FLAN` at 49.90. */
export function aMenu(changes: Partial<MenuFile> = {}): MenuFile {
  const plain = { description: '', prepMinutes: 5, allergens: [], modifierGroups: [] }
  return {
    name: 'Carta',
    modifierGroups: [
      {
        key: 'salsa',
        name: 'Salsa',
        minSelected: 0,
        maxSelected: 2,
        options: [
          { name: 'Verde', price: '0.00' },
          { name: 'Habanero', price: '3.00' },
        ],
      },
    ],
    categories: [
      {
        name: 'Tacos',
        items: [{ ...plain, sku: 'TACO', name: 'Taco al pastor', price: '18.50', modifierGroups: ['salsa'] }],
      },
      {
        name: 'Bebidas y postres',
        items: [
          { ...plain, sku: 'AGUA', name: 'Agua de jamaica', price: '25.00' },
          { ...plain, sku: 'FLAN', name: 'Flan napolitano', price: '49.90' },
        ],
      },
    ],
    ...changes,
  }
}
