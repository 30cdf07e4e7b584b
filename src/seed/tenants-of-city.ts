import type { City } from './cities.ts'
import type { Dice } from './dice.ts'

// Names that nobody's chain is known to have.
const nouns = [
  'El Mezquite', 'La Higuera', 'El Colibrí', 'La Cazuela', 'El Zaguán', 'La Noria', 'El Ocote', 'La Jícara', 'El Cenzontle',
  'La Chaya', 'El Metate', 'La Pitahaya', 'El Huizache', 'La Tinaja', 'El Jacal', 'La Guacamaya', 'El Capulín', 'La Tuna',
  'El Petate', 'La Bugambilia', 'El Molcajete', 'La Garza', 'El Guamúchil', 'La Esquina',
] as const // prettier-ignore
const endings = [
  'de Abajo',
  'del Patio',
  'Azul',
  'de Lupe',
  'del Río',
  'de Oro',
  'Vieja Guardia',
  'del Barrio',
  'de Chelo',
] as const

const streets = [
  'Avena',
  'Limonero',
  'Cantera',
  'Palmilla',
  'Tejedores',
  'Alfareros',
  'Colibríes',
  'Encinos',
  'Obsidiana',
] as const

export interface TenantName {
  readonly slug: string
  readonly displayName: string
  readonly legalName: string
}

/** A name of its own for every number, and a host label that says which seed it is of. */
export function tenantName(seed: number, number: number, city: City): TenantName {
  const noun = nouns[number % nouns.length] ?? nouns[0]
  const round = Math.floor(number / nouns.length)
  const ending = endings[(number + round * 4) % endings.length] ?? endings[0]
  const again = Math.floor(round / endings.length)
  const displayName = `${noun} ${ending}${again === 0 ? '' : ` ${again + 1}`}`
  const slug = `${plain(displayName)}-${city.name}-s${seed}-${number + 1}`
  return { slug, displayName, legalName: `Alimentos ${displayName}, S.A. de C.V.` }
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^a-z0-9 ]/gi, '')
    .replaceAll(' ', '-')
    .toLowerCase()

/** Where a branch is: one of the city's colonias, within some hundred metres of its middle, in a street that is made up. */
export function placeIn(city: City, number: number, dice: Dice) {
  const place = dice.pick(city.places)
  const near = () => (dice.next() - 0.5) * 0.012
  return {
    street: `Calle ${dice.pick(streets)}`,
    exterior_number: String(1 + dice.int(480)),
    neighborhood: place.neighborhood,
    municipality: place.municipality,
    postal_code: place.postalCode,
    longitude: (place.longitude + near()).toFixed(6),
    latitude: (place.latitude + near()).toFixed(6),
    phone: phoneIn(city, number),
  }
}

/** `+52`, the area and a number that begins with 0: ten digits that no subscriber has. */
export function phoneIn({ areaCode }: City, number: number): string {
  return `+52${areaCode}0${String(number % 10 ** (9 - areaCode.length)).padStart(9 - areaCode.length, '0')}`
}
