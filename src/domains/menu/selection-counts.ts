import type { CountedChoice, CountedOptions } from './priced-group.ts'
import type { SelectableGroup, SelectableOption } from './selectable.ts'
import type { SelectionViolation } from './selection-violations.ts'

/** Counts what was chosen of a group and adds what its limits refuse to `violations`. */
export function checkCounts(
  group: SelectableGroup,
  chosen: readonly CountedChoice[],
  { path, violations }: { readonly path: string; readonly violations: SelectionViolation[] },
): CountedOptions {
  const ofGroup = { groupId: group.id, groupName: group.name }
  const options = new Map<SelectableOption, { readonly path: string; readonly quantity: number }>()
  let selected = 0
  for (const option of group.options) {
    const units = chosen.filter((other) => other.option === option)
    const [first] = units
    if (first === undefined) continue
    const quantity = units.reduce((all, unit) => all + unit.quantity, 0)
    options.set(option, { path: first.path, quantity })
    selected += quantity
    const { id: optionId, name: optionName, maxQuantity: max } = option
    if (quantity > max) {
      const found = { code: 'too_many_of_option', max, found: quantity } as const
      violations.push({ path: first.path, ...ofGroup, optionId, optionName, ...found })
    }
  }
  const units = { path, ...ofGroup, min: group.minSelected, max: group.maxSelected, found: selected }
  if (selected < units.min) violations.push({ code: 'too_few', ...units })
  if (selected > units.max) violations.push({ code: 'too_many', ...units })
  const kinds = { path, ...ofGroup, min: group.minDistinct, max: group.maxDistinct, found: options.size }
  if (options.size < kinds.min) violations.push({ code: 'too_few_distinct', ...kinds })
  if (options.size > kinds.max) violations.push({ code: 'too_many_distinct', ...kinds })
  return options
}
