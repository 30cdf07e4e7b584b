import { type Checked, failed } from './checked.ts'
import { type MexicanZone, type State, states } from './states.ts'

/**
 * Municipalities (SAT and INEGI codes) whose zone is not that of their state. Border: Ley de los Husos Horarios art. 4-5,
 * DOF 2022-10-28 and its reform of 2022-11.
 */
const exceptions: readonly { readonly zone: MexicanZone; readonly state: string; readonly municipalities: string }[] = [
  { zone: 'America/Ciudad_Juarez', state: 'CHH', municipalities: '005 028 035 037 053' },
  { zone: 'America/Ojinaga', state: 'CHH', municipalities: '015 042 052' },
  { zone: 'America/Matamoros', state: 'COA', municipalities: '002 003 012 013 014 019 022 023 025 037 038' },
  { zone: 'America/Matamoros', state: 'NLE', municipalities: '005' },
  { zone: 'America/Matamoros', state: 'TAM', municipalities: '007 014 015 022 024 025 027 032 033 040' },
  { zone: 'America/Bahia_Banderas', state: 'NAY', municipalities: '020' },
]

export type StateProblem = 'STATE_UNKNOWN'
export type ZoneWarning = 'ZONE_WITHOUT_MUNICIPALITY'

/**
 * A state by any of its codes: INEGI '09', SAT 'CMX' or, with `'curp'`, 'DF'. CURP codes are asked for by name, because
 * two letters mean other things elsewhere.
 *
 * @example
 * findState('CMX') // → { ok: true, value: { inegi: '09', sat: 'CMX', curp: 'DF', name: 'Ciudad de México', postalPrefixes: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16'], zone: 'America/Mexico_City' }, warnings: [] }
 */
export function findState(
  code: string,
  system: 'inegi-or-sat' | 'curp' = 'inegi-or-sat',
): Checked<State, StateProblem> {
  const wanted = code.trim().toUpperCase()
  const found = states.find(({ inegi, sat, curp }) =>
    system === 'curp' ? curp === wanted : inegi === wanted || sat === wanted,
  )
  return found === undefined ? failed('STATE_UNKNOWN') : { ok: true, value: found, warnings: [] }
}

/**
 * The IANA zone to propose for a branch. The branch stores its zone; this is the default of the form. A state with
 * border municipalities or other exceptions is warned about when the municipality is not given.
 *
 * @param state SAT or INEGI code
 * @param municipality three digits, SAT and INEGI
 *
 * @example
 * zoneOf('CHH', '037') // → { ok: true, value: 'America/Ciudad_Juarez', warnings: [] }
 */
export function zoneOf(state: string, municipality?: string): Checked<MexicanZone, StateProblem, ZoneWarning> {
  const found = findState(state)
  if (!found.ok) return found
  const ofState = exceptions.filter((exception) => exception.state === found.value.sat)
  const exception = ofState.find(
    ({ municipalities }) => municipality !== undefined && municipalities.split(' ').includes(municipality),
  )
  return {
    ok: true,
    value: exception?.zone ?? found.value.zone,
    warnings: municipality === undefined && ofState.length > 0 ? ['ZONE_WITHOUT_MUNICIPALITY'] : [],
  }
}
