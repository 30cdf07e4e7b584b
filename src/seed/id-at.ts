import type { Dice } from './dice.ts'

/** A UUIDv7 of that moment. */
export function idAt(at: number, dice: Dice): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${dice.hex(3)}-${(8 + dice.int(4)).toString(16)}${dice.hex(3)}-${dice.hex(12)}`
}

/** A UUIDv7 of that moment as SQL, made from a text that is one row's alone. */
export function hashedId(text: string, at: number): string {
  return `('${at.toString(16).padStart(12, '0')}7' || substr(md5(${text}), 1, 3) || '8' || substr(md5(${text}), 4, 15))::uuid`
}
