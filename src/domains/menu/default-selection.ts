import { type Choice, maxSelectionDepth, type SelectableItem } from './selectable.ts'

/**
 * What stands chosen before the customer chooses: the default quantity of every option that is not sold out, and what
 * those options offer in turn. It need not be enough: a group may want a choice that has no default.
 *
 * @param item an item, or an option with groups of its own
 *
 * @example
 * defaultSelection({ groups: [] }) // → []
 */
export function defaultSelection(item: Pick<SelectableItem, 'groups'>): readonly Choice[] {
  return defaults(item, 1)
}

function defaults({ groups }: Pick<SelectableItem, 'groups'>, depth: number): readonly Choice[] {
  if (depth > maxSelectionDepth) return []
  return groups.flatMap((group) =>
    group.options
      .filter(({ available, defaultQuantity }) => available && defaultQuantity > 0)
      .map((option): Choice => {
        const choices = defaults(option, depth + 1)
        const choice = { groupId: group.id, optionId: option.id, quantity: option.defaultQuantity }
        return choices.length === 0 ? choice : { ...choice, choices }
      }),
  )
}
