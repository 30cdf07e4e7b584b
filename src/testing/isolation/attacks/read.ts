import { type Attack, unseen } from '../attack.ts'
import type { Scene } from '../scene.ts'
import { onTables, type Statements } from './build.ts'

/** One way to read a table, `t` by name. */
export type Read = readonly [
  id: string,
  name: string,
  reason: string,
  statements: (t: string, scene: Scene) => Statements,
  more?: Partial<Attack>,
]

/** Nothing of the victim is read, whoever asks and however it is asked. */
export const readAttack = ([id, name, reason, statements, more]: Read): Attack => ({
  id,
  name: `reads ${name}`,
  reason,
  judge: unseen,
  control: 'each',
  cases: onTables((table, scene) => statements(table.name, scene)),
  ...more,
})
