import type { FileGroup } from '../domains/menu/menu-file.ts'

/** How a dish is served: what each filling is put into, at what price. */
interface Form {
  /** The heading that it stands under. */
  readonly heading: string
  readonly name: string
  /** Whole pesos, from and to. */
  readonly price: readonly [number, number]
  readonly prepMinutes: number
  /** Keys of the groups that it offers. */
  readonly groups: readonly string[]
}

/** A kind of restaurant: forms times fillings are its dishes, as a menu in Mexico reads. */
export interface Kind {
  readonly cuisine: string
  /** What such a restaurant is called before its own name. */
  readonly called: string
  readonly forms: readonly Form[]
  readonly fillings: readonly string[]
  readonly groups: readonly FileGroup[]
}

const group = (
  key: string,
  name: string,
  [minSelected, maxSelected]: readonly [number, number],
  options: Readonly<Record<string, string>>,
): FileGroup => ({
  key,
  name,
  minSelected,
  maxSelected,
  options: Object.entries(options).map(([option, price]) => ({ name: option, price })),
})

const form = (
  heading: string,
  name: string,
  price: readonly [number, number],
  prepMinutes: number,
  groups: readonly string[],
): Form => ({ heading, name, price, prepMinutes, groups })

const salsas = group('salsa', 'Salsas', [0, 3], {
  Verde: '0.00',
  Roja: '0.00',
  Habanero: '3.00',
  'Macha de la casa': '8.00',
})
const tortilla = group('tortilla', 'Tortilla', [1, 1], { Maíz: '0.00', Harina: '4.00' })
const extras = group('extras', 'Extras', [0, 3], { Queso: '18.00', Aguacate: '22.00', 'Frijoles charros': '25.00' })
const size = group('tamano', 'Tamaño', [1, 1], { Chico: '0.00', Grande: '29.00' })

export const kinds: readonly Kind[] = [
  {
    cuisine: 'tacos',
    called: 'Taquería',
    forms: [
      form('Tacos', 'Taco', [18, 32], 6, ['salsa', 'extras']),
      form('Tacos', 'Orden de cinco tacos', [89, 140], 10, ['salsa', 'extras']),
      form('Del comal', 'Gringa', [62, 95], 9, ['salsa']),
      form('Del comal', 'Volcán', [42, 68], 8, ['salsa']),
      form('Del comal', 'Alambre', [128, 185], 14, ['tortilla', 'salsa']),
      form('Del comal', 'Burrito', [92, 135], 11, ['salsa', 'extras']),
    ],
    fillings: [
      'al pastor',
      'de suadero',
      'de bistec',
      'de longaniza',
      'campechano',
      'de arrachera',
      'de lengua',
      'de champiñones',
    ],
    groups: [salsas, extras, tortilla],
  },
  {
    cuisine: 'mariscos',
    called: 'Mariscos',
    forms: [
      form('Para empezar', 'Tostada', [48, 79], 7, ['salsa']),
      form('Para empezar', 'Empanada', [42, 65], 9, ['salsa']),
      form('Fríos', 'Ceviche', [118, 189], 10, ['tamano', 'salsa']),
      form('Fríos', 'Aguachile', [149, 220], 10, ['tamano', 'salsa']),
      form('De la plancha', 'Taco estilo Baja', [39, 59], 8, ['tortilla', 'salsa']),
      form('De la plancha', 'Filete al ajillo', [165, 240], 18, ['extras']),
    ],
    fillings: ['de camarón', 'de pulpo', 'de pescado', 'de atún', 'de marlin', 'de jaiba', 'mixto', 'de callo'],
    groups: [salsas, size, tortilla, extras],
  },
  {
    cuisine: 'antojitos',
    called: 'Antojitos',
    forms: [
      form('Del comal', 'Quesadilla', [32, 55], 7, ['salsa', 'extras']),
      form('Del comal', 'Sope', [30, 48], 7, ['salsa']),
      form('Del comal', 'Tlacoyo', [34, 52], 8, ['salsa']),
      form('Del comal', 'Huarache', [68, 99], 10, ['salsa', 'extras']),
      form('De la olla', 'Orden de enchiladas', [105, 149], 14, ['salsa']),
      form('De la olla', 'Orden de tamales', [58, 84], 5, ['salsa']),
    ],
    fillings: [
      'de flor de calabaza',
      'de huitlacoche',
      'de tinga',
      'de chicharrón prensado',
      'de rajas con queso',
      'de mole con pollo',
      'de frijol',
      'de papa con chorizo',
    ],
    groups: [salsas, extras],
  },
  {
    cuisine: 'tortas',
    called: 'Tortas',
    forms: [
      form('Tortas', 'Torta', [68, 105], 9, ['extras', 'salsa']),
      form('Tortas', 'Torta ahogada', [79, 115], 10, ['salsa']),
      form('Tortas', 'Pambazo', [62, 88], 10, ['salsa']),
      form('Para llevar', 'Molletes', [65, 92], 8, ['salsa', 'extras']),
      form('Para llevar', 'Chilaquiles', [88, 128], 12, ['salsa', 'extras']),
      form('Para llevar', 'Ensalada', [84, 119], 8, ['tamano']),
    ],
    fillings: [
      'de milanesa',
      'de pierna',
      'de jamón y queso',
      'de cochinita',
      'de pollo',
      'de chorizo con huevo',
      'de queso panela',
      'cubana',
    ],
    groups: [salsas, extras, size],
  },
  {
    cuisine: 'carnes asadas',
    called: 'Asador',
    forms: [
      form('Por orden', 'Orden', [155, 260], 16, ['tortilla', 'salsa']),
      form('Por orden', 'Parrillada para dos', [349, 520], 22, ['tortilla', 'salsa', 'extras']),
      form('En tortilla', 'Taco', [28, 44], 7, ['salsa']),
      form('En tortilla', 'Burrito', [98, 145], 10, ['salsa', 'extras']),
      form('En tortilla', 'Quesataco', [38, 58], 8, ['salsa']),
      form('En pan', 'Lonche', [82, 118], 9, ['extras']),
    ],
    fillings: [
      'de arrachera',
      'de cabrito',
      'de rib eye',
      'de sirloin',
      'de machaca',
      'de chicharrón de La Ramos',
      'de costilla',
      'de portobello',
    ],
    groups: [salsas, tortilla, extras],
  },
]
