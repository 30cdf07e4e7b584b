let collator: Intl.Collator | undefined

/**
 * Order of two Spanish texts, for `sort`: ñ after n, accents and case only break ties, numbers by their value. Negative,
 * zero or positive.
 *
 * @example
 * ['ñoquis', 'nachos', 'Árbol', 'oblea'].toSorted(compareSpanish) // → ['Árbol', 'nachos', 'ñoquis', 'oblea']
 */
export function compareSpanish(left: string, right: string): number {
  collator ??= new Intl.Collator('es-MX', { numeric: true })
  return collator.compare(left, right)
}
