export const cityNames = ['cdmx', 'monterrey', 'tijuana'] as const

export type CityName = (typeof cityNames)[number]

export interface Place {
  readonly neighborhood: string
  readonly municipality: string
  readonly postalCode: string
  readonly longitude: number
  readonly latitude: number
}

export interface City {
  readonly name: CityName
  /** Code of the SAT. */
  readonly state: string
  readonly timeZone: string
  /** Of its area, 2 or 3 digits. */
  readonly areaCode: string
  readonly ivaRate: string
  /** Under the decree for the northern border, whose register a branch is in. */
  readonly border: boolean
  readonly places: readonly Place[]
}

const place = (
  neighborhood: string,
  municipality: string,
  postalCode: string,
  longitude: number,
  latitude: number,
): Place => ({ neighborhood, municipality, postalCode, longitude, latitude })

/**
 * Where the seed takes place. Colonias with their municipality and post code as SEPOMEX writes them, positions to about a
 * kilometre, both from general knowledge: plausible, and no reference for addresses. Streets are made up.
 */
export const cities: Readonly<Record<CityName, City>> = {
  cdmx: {
    name: 'cdmx',
    state: 'CMX',
    timeZone: 'America/Mexico_City',
    areaCode: '55',
    ivaRate: '0.160000',
    border: false,
    places: [
      place('Roma Norte', 'Cuauhtémoc', '06700', -99.162, 19.419),
      place('Condesa', 'Cuauhtémoc', '06140', -99.175, 19.412),
      place('Juárez', 'Cuauhtémoc', '06600', -99.161, 19.427),
      place('Centro (Área 1)', 'Cuauhtémoc', '06000', -99.135, 19.434),
      place('Santa María la Ribera', 'Cuauhtémoc', '06400', -99.157, 19.45),
      place('Del Valle Centro', 'Benito Juárez', '03100', -99.168, 19.386),
      place('Narvarte Poniente', 'Benito Juárez', '03020', -99.155, 19.394),
      place('Nápoles', 'Benito Juárez', '03810', -99.177, 19.393),
      place('Portales Sur', 'Benito Juárez', '03300', -99.143, 19.366),
      place('Del Carmen', 'Coyoacán', '04100', -99.163, 19.353),
      place('San Ángel', 'Álvaro Obregón', '01000', -99.19, 19.346),
      place('Escandón I Sección', 'Miguel Hidalgo', '11800', -99.179, 19.402),
      place('San Miguel Chapultepec I Sección', 'Miguel Hidalgo', '11850', -99.188, 19.412),
      place('Lindavista Norte', 'Gustavo A. Madero', '07300', -99.131, 19.493),
    ],
  },
  monterrey: {
    name: 'monterrey',
    state: 'NLE',
    timeZone: 'America/Monterrey',
    areaCode: '81',
    ivaRate: '0.160000',
    border: false,
    places: [
      place('Centro', 'Monterrey', '64000', -100.314, 25.671),
      place('Obispado', 'Monterrey', '64060', -100.342, 25.674),
      place('Mitras Centro', 'Monterrey', '64460', -100.347, 25.694),
      place('San Jerónimo', 'Monterrey', '64640', -100.361, 25.681),
      place('Cumbres 1er Sector', 'Monterrey', '64610', -100.376, 25.697),
      place('Tecnológico', 'Monterrey', '64700', -100.29, 25.653),
      place('Contry', 'Monterrey', '64860', -100.274, 25.634),
      place('Del Valle', 'San Pedro Garza García', '66220', -100.365, 25.656),
      place('Anáhuac', 'San Nicolás de los Garza', '66450', -100.302, 25.739),
      place('Linda Vista', 'Guadalupe', '67130', -100.248, 25.694),
    ],
  },
  tijuana: {
    name: 'tijuana',
    state: 'BCN',
    timeZone: 'America/Tijuana',
    areaCode: '664',
    ivaRate: '0.080000',
    border: true,
    places: [
      place('Zona Centro', 'Tijuana', '22000', -117.037, 32.534),
      place('Zona Urbana Río Tijuana', 'Tijuana', '22010', -117.019, 32.527),
      place('Hipódromo', 'Tijuana', '22020', -117.011, 32.51),
      place('Madero (Cacho)', 'Tijuana', '22040', -117.028, 32.521),
      place('Libertad', 'Tijuana', '22400', -116.997, 32.54),
      place('Otay Universidad', 'Tijuana', '22427', -116.966, 32.533),
      place('Playas de Tijuana', 'Tijuana', '22504', -117.118, 32.53),
    ],
  },
}
