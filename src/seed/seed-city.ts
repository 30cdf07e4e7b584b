import { type Scale, scales, seed, type Seeded, type SeedOptions, type Sizes } from './seed.ts'

export interface SeedCity extends Partial<Sizes>, Pick<SeedOptions, 'seed' | 'until' | 'onProgress'> {
  /** The login of a superuser. */
  readonly url: string
}

/**
 * A city on a server, of any size: `seed` with the sizes of `city`, but for those that are given.
 *
 * @throws {DbError} as `seed`
 *
 * @example
 * const { rows } = await seedCity({ url, tenants: 20, branches: 100, orders: 100_000 })
 */
export function seedCity({ url, seed: number, until, onProgress, ...sizes }: SeedCity): Promise<Seeded> {
  const scale: Scale = 'city'
  const houses = Math.min(sizes.houses ?? scales[scale].houses, sizes.tenants ?? scales[scale].tenants)
  return seed(
    { url },
    {
      scale,
      sizes: { ...sizes, houses },
      ...(number === undefined ? {} : { seed: number }),
      ...(until === undefined ? {} : { until }),
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  )
}
