import type { FileCategory, FileItem, MenuFile } from '../domains/menu/menu-file.ts'
import type { IvaClass } from '../domains/menu/menu-items.ts'
import type { Dice } from './dice.ts'
import type { Kind } from './kinds.ts'

interface Bottled {
  readonly name: string
  readonly price: readonly [number, number]
  readonly ivaClass?: IvaClass
  readonly satProductKey?: string
  readonly satUnitKey?: string
}

/** Whole pieces of the SAT's c_ClaveUnidad. */
const piece = 'H87'

const drinks: readonly Bottled[] = [
  { name: 'Agua de jamaica', price: [28, 42] },
  { name: 'Agua de horchata', price: [28, 42] },
  { name: 'Agua de tamarindo', price: [28, 42] },
  { name: 'Limonada', price: [32, 48] },
  { name: 'Café de olla', price: [30, 45] },
  { name: 'Chocolate caliente', price: [38, 55] },
  { name: 'Refresco de cola', price: [28, 38], satProductKey: '50202306', satUnitKey: piece },
  { name: 'Refresco de toronja', price: [28, 38], satProductKey: '50202306', satUnitKey: piece },
  { name: 'Agua embotellada', price: [20, 28], satProductKey: '50202301', satUnitKey: piece },
]

const desserts: readonly Bottled[] = [
  { name: 'Flan napolitano', price: [45, 68] },
  { name: 'Arroz con leche', price: [38, 55] },
  { name: 'Churros con cajeta', price: [52, 75] },
  { name: 'Pastel de tres leches', price: [62, 89] },
]

// Taxed at 0 %: LIVA 2-A I b), food that is not prepared for eating on the spot.
const pantry: readonly Bottled[] = [
  { name: 'Tortillas de maíz, 1 kg', price: [24, 32], ivaClass: 'zero', satProductKey: '01010101', satUnitKey: piece },
  { name: 'Frijol crudo, 1 kg', price: [38, 52], ivaClass: 'zero', satProductKey: '01010101', satUnitKey: piece },
  { name: 'Huevo, 12 piezas', price: [46, 62], ivaClass: 'zero', satProductKey: '01010101', satUnitKey: piece },
]

/** 64 dishes: forms times fillings, drinks, desserts and what is sold unprepared. */
export function menuOfKind(kind: Kind, dice: Dice): MenuFile {
  const headings = [...new Set(kind.forms.map(({ heading }) => heading))]
  const cooked = headings.map((heading) =>
    headed(
      heading,
      kind.forms
        .filter((form) => form.heading === heading)
        .flatMap((form) => kind.fillings.map((filling) => ({ form, name: `${form.name} ${filling}` })))
        .map(({ form: { price, prepMinutes, groups }, name }) => ({
          name,
          price: priceIn(price, dice),
          prepMinutes,
          modifierGroups: groups,
        })),
    ),
  )
  const bought = Object.entries({ Bebidas: drinks, Postres: desserts, Despensa: pantry }).map(([heading, items]) =>
    headed(
      heading,
      items.map((item) => ({ ...item, price: priceIn(item.price, dice), prepMinutes: 2 })),
    ),
  )
  return { name: 'Carta', modifierGroups: kind.groups, categories: [...cooked, ...bought] }
}

/** Numbered by its heading: `TACOS-01`. */
function headed(name: string, items: readonly Omit<FileItem, 'sku'>[]): FileCategory {
  const prefix = name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .slice(0, 6)
    .toUpperCase()
  const number = (i: number) => String(i + 1).padStart(2, '0')
  return { name, items: items.map((item, i) => ({ ...item, sku: `${prefix}-${number(i)}` })) }
}

/** Whole pesos, or half ones. */
function priceIn([from, to]: readonly [number, number], dice: Dice): string {
  return `${from + dice.int(to - from + 1)}.${dice.int(3) === 0 ? '50' : '00'}`
}
