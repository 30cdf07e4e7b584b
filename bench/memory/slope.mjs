export const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length

/** By least squares: how much y grows for one x more. */
export function slope(points) {
  const middle = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const over = (of) => points.reduce((sum, [x, y]) => sum + of(x - middle[0], y - middle[1]), 0)
  return over((x, y) => x * y) / over((x) => x * x)
}
