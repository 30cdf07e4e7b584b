export const DISHES = 64

/** 8 headings of 8 dishes, each dish with 2 groups of its own of 4 options; the dish after costs a peso more. */
export function largeMenu() {
  const dishes = Array.from({ length: DISHES }, (_, i) => i)
  return {
    name: 'Carta',
    modifierGroups: dishes.flatMap((i) =>
      [0, 1].map((g) => ({
        key: `d${i}-g${g}`,
        name: g === 0 ? 'Elige tu salsa' : 'Agrega algo más',
        minSelected: 0,
        maxSelected: 2,
        options: [0, 1, 2, 3].map((o) => ({ name: `Opción ${o + 1} del platillo ${i + 1}`, price: `${o * 3}.50` })),
      })),
    ),
    categories: Array.from({ length: 8 }, (_, c) => ({
      name: `Sección ${c + 1}`,
      items: dishes.slice(c * 8, c * 8 + 8).map((i) => ({
        sku: sku(i),
        name: `Platillo número ${i + 1} de la casa`,
        description: 'Con tortillas hechas a mano, frijoles de la olla y la salsa que usted elija.',
        price: `${40 + i}.00`,
        prepMinutes: 15,
        allergens: [],
        modifierGroups: [`d${i}-g0`, `d${i}-g1`],
      })),
    })),
  }
}

/** Of the dish of that number, in the order of the numbers. */
export const sku = (i) => `PLATO-${String(i).padStart(2, '0')}`
