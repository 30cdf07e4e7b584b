/** Where a net meets the channel between two columns of the page: from the column on its left, or that on its right. */
export interface Touch {
  readonly side: 'left' | 'right'
  readonly y: number
}

/** The order, from the left, of the trunks in a channel: the one in which the fewest lines cross. */
export function orderLanes(trunks: readonly (readonly Touch[])[]): readonly number[] {
  let order = trunks.map((_, index) => index)
  let least = crossings(order, trunks)
  for (let better = true; better;) {
    better = false
    for (let a = 0; a < order.length; a++) {
      for (let b = 0; b < order.length; b++) {
        const moved = order.toSpliced(a, 1).toSpliced(b, 0, order[a] ?? 0)
        const found = crossings(moved, trunks)
        if (found < least) {
          least = found
          order = moved
          better = true
        }
      }
    }
  }
  return order
}

function crossings(order: readonly number[], trunks: readonly (readonly Touch[])[]): number {
  let sum = 0
  for (const [place, one] of order.entries()) {
    for (const [otherPlace, other] of order.entries()) {
      if (one === other) continue
      const heights = (trunks[other] ?? []).map(({ y }) => y)
      const [top, bottom] = [Math.min(...heights), Math.max(...heights)]
      for (const { side, y } of trunks[one] ?? []) {
        const passes = side === 'left' ? otherPlace < place : otherPlace > place
        if (passes && y >= top - 1 && y <= bottom + 1) sum += 1
        // Two lines at one height, from both sides, would look like one.
        if (passes && trunks[other]?.some((touch) => touch.side !== side && Math.abs(touch.y - y) < 4) === true)
          sum += 9
      }
    }
  }
  return sum
}
