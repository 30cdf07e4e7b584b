import type { Scene } from '../../../src/testing/isolation/scene.ts'
import { contextMutants } from './context-mutants.ts'
import type { Mutant } from './mutant.ts'
import { roleMutants } from './role-mutants.ts'
import { tableMutants } from './table-mutants.ts'

/** Every mutant, its tables taken from what there is. */
export function mutantsOf(scene: Scene): readonly Mutant[] {
  const mutants = [...tableMutants(scene), ...contextMutants, ...roleMutants(scene)]
  const ids = new Set(mutants.map(({ id }) => id))
  if (ids.size !== mutants.length) throw new Error('two mutants have the same id')
  return mutants
}
