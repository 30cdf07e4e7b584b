import { importMenu, service } from '../../dist/index.js'
import { answers } from '../answers.mjs'
import { growthWithDb } from './growth.mjs'

/** A menu is one document in one round trip, so the file is in memory whole: it is counted, as what the import needs. */
answers({
  run: ({ tenantId, restaurantId, count, ...urls }) =>
    growthWithDb(urls, async (db) => {
      const menu = aMenuOf(count)
      const { items } = await db.as(service(tenantId), (tx) => importMenu(tx, { restaurantId, menu }))
      return Object.keys(items).length
    }),
})

const ITEMS_OF_A_CATEGORY = 100
const GROUPS = 50

/** Dishes under headings of a hundred; each offers two of fifty groups of four options. */
function aMenuOf(count) {
  const item = (i) => ({
    sku: `PLATO-${i}`,
    name: `Platillo número ${i + 1} de la casa`,
    description: 'Con tortillas hechas a mano, frijoles de la olla y la salsa que usted elija.',
    price: `${40 + (i % 200)}.50`,
    modifierGroups: [`g${i % GROUPS}`, `g${(i + 1) % GROUPS}`],
  })
  return {
    name: 'Carta entera',
    modifierGroups: Array.from({ length: GROUPS }, (_, g) => ({
      key: `g${g}`,
      name: `Elige ${g + 1}`,
      minSelected: 0,
      maxSelected: 2,
      options: [0, 1, 2, 3].map((o) => ({ name: `Opción ${o + 1} de ${g + 1}`, price: `${o * 3}.50` })),
    })),
    categories: Array.from({ length: Math.ceil(count / ITEMS_OF_A_CATEGORY) }, (_, c) => {
      const first = c * ITEMS_OF_A_CATEGORY
      const length = Math.min(ITEMS_OF_A_CATEGORY, count - first)
      return { name: `Sección ${c + 1}`, items: Array.from({ length }, (_, i) => item(first + i)) }
    }),
  }
}
