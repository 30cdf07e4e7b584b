/** Where it is: `choices[1].choices[0]` for a choice, `choices[1].choices` for the list that a group is chosen in. */
interface AtPath {
  readonly path: string
}

interface OfGroup extends AtPath {
  readonly groupId: string
  readonly groupName: string
}

interface OfOption extends OfGroup {
  readonly optionId: string
  readonly optionName: string
}

/** `found` is what was chosen: units, or different options for the two codes that end in `_distinct`. */
interface OfCount extends OfGroup {
  readonly min: number
  readonly max: number
  readonly found: number
}

/**
 * What a selection breaks, with what there is to show.
 *
 * `unknown_group` not offered here · `unknown_option` not in that group · `bad_quantity` no whole number from 1 to 999 ·
 * `stands_twice` an option without groups of its own stands once, with its quantity · `sold_out` ·
 * `too_many_of_option` above its `maxQuantity` · `too_few`, `too_many` units of a group · `too_few_distinct`,
 * `too_many_distinct` different options of a group · `too_deep` choices below the fourth level
 */
export type SelectionViolation =
  | (AtPath & { readonly code: 'unknown_group'; readonly groupId: string })
  | (AtPath & { readonly code: 'too_deep'; readonly max: number })
  | (OfGroup & { readonly code: 'unknown_option'; readonly optionId: string })
  | (OfOption & { readonly code: 'bad_quantity' | 'stands_twice' | 'sold_out' })
  | (OfOption & { readonly code: 'too_many_of_option'; readonly max: number; readonly found: number })
  | (OfCount & { readonly code: 'too_few' | 'too_many' | 'too_few_distinct' | 'too_many_distinct' })

export type SelectionViolationCode = SelectionViolation['code']
