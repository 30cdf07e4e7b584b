/** A state in the three code systems in use, with its post code prefixes and the zone of most of it. */
export interface State {
  /** INEGI and SEPOMEX, 01 to 32 */
  readonly inegi: string
  /** SAT c_Estado and ISO 3166-2:MX */
  readonly sat: string
  /** RENAPO, in CURPs; CDMX is still DF there */
  readonly curp: string
  readonly name: string
  /** First two digits of its post codes; not confirmed against SEPOMEX. */
  readonly postalPrefixes: readonly string[]
  readonly zone: MexicanZone
}

/** The IANA zones of Mexico (zone1970.tab 2025b). America/Ciudad_Juarez needs tzdata 2022g or newer. */
export type MexicanZone =
  | 'America/Cancun'
  | 'America/Mexico_City'
  | 'America/Merida'
  | 'America/Monterrey'
  | 'America/Bahia_Banderas'
  | 'America/Chihuahua'
  | 'America/Matamoros'
  | 'America/Ojinaga'
  | 'America/Ciudad_Juarez'
  | 'America/Mazatlan'
  | 'America/Hermosillo'
  | 'America/Tijuana'

const state = (inegi: string, sat: string, curp: string, name: string, prefixes: string, zone: MexicanZone): State => ({
  inegi,
  sat,
  curp,
  name,
  postalPrefixes: prefixes.split(' '),
  zone,
})

/** The 32 states, in the order of INEGI. Sources: SAT catalogues of 2026-08-06, IANA. */
export const states: readonly State[] = [
  state('01', 'AGU', 'AS', 'Aguascalientes', '20', 'America/Mexico_City'),
  state('02', 'BCN', 'BC', 'Baja California', '21 22', 'America/Tijuana'),
  state('03', 'BCS', 'BS', 'Baja California Sur', '23', 'America/Mazatlan'),
  state('04', 'CAM', 'CC', 'Campeche', '24', 'America/Merida'),
  state('05', 'COA', 'CL', 'Coahuila de Zaragoza', '25 26 27', 'America/Monterrey'),
  state('06', 'COL', 'CM', 'Colima', '28', 'America/Mexico_City'),
  state('07', 'CHP', 'CS', 'Chiapas', '29 30', 'America/Mexico_City'),
  state('08', 'CHH', 'CH', 'Chihuahua', '31 32 33', 'America/Chihuahua'),
  state(
    '09',
    'CMX',
    'DF',
    'Ciudad de México',
    '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16',
    'America/Mexico_City',
  ),
  state('10', 'DUR', 'DG', 'Durango', '34 35', 'America/Monterrey'),
  state('11', 'GUA', 'GT', 'Guanajuato', '36 37 38', 'America/Mexico_City'),
  state('12', 'GRO', 'GR', 'Guerrero', '39 40 41', 'America/Mexico_City'),
  state('13', 'HID', 'HG', 'Hidalgo', '42 43', 'America/Mexico_City'),
  state('14', 'JAL', 'JC', 'Jalisco', '44 45 46 47 48 49', 'America/Mexico_City'),
  state('15', 'MEX', 'MC', 'Estado de México', '50 51 52 53 54 55 56 57', 'America/Mexico_City'),
  state('16', 'MIC', 'MN', 'Michoacán de Ocampo', '58 59 60 61', 'America/Mexico_City'),
  state('17', 'MOR', 'MS', 'Morelos', '62', 'America/Mexico_City'),
  state('18', 'NAY', 'NT', 'Nayarit', '63', 'America/Mazatlan'),
  state('19', 'NLE', 'NL', 'Nuevo León', '64 65 66 67', 'America/Monterrey'),
  state('20', 'OAX', 'OC', 'Oaxaca', '68 69 70 71', 'America/Mexico_City'),
  state('21', 'PUE', 'PL', 'Puebla', '72 73 74 75', 'America/Mexico_City'),
  state('22', 'QUE', 'QT', 'Querétaro', '76', 'America/Mexico_City'),
  state('23', 'ROO', 'QR', 'Quintana Roo', '77', 'America/Cancun'),
  state('24', 'SLP', 'SP', 'San Luis Potosí', '78 79', 'America/Mexico_City'),
  state('25', 'SIN', 'SL', 'Sinaloa', '80 81 82', 'America/Mazatlan'),
  state('26', 'SON', 'SR', 'Sonora', '83 84 85', 'America/Hermosillo'),
  state('27', 'TAB', 'TC', 'Tabasco', '86', 'America/Mexico_City'),
  state('28', 'TAM', 'TS', 'Tamaulipas', '87 88 89', 'America/Monterrey'),
  state('29', 'TLA', 'TL', 'Tlaxcala', '90', 'America/Mexico_City'),
  state('30', 'VER', 'VZ', 'Veracruz de Ignacio de la Llave', '91 92 93 94 95 96', 'America/Mexico_City'),
  state('31', 'YUC', 'YN', 'Yucatán', '97', 'America/Merida'),
  state('32', 'ZAC', 'ZS', 'Zacatecas', '98 99', 'America/Mexico_City'),
]
