import { DbError } from '../kernel/errors.ts'

/** Names of people, the same each time. One at a time: the source of names is one for the process. */
export interface People {
  /** `count` names, which only depend on the number of who they are for. */
  names(of: number, count: number): readonly string[]
}

/** @throws {DbError} `INVALID` without the package that has the names, a developer's tool that nothing else needs */
export async function peopleOf(seed: number): Promise<People> {
  const { faker } = await import('@faker-js/faker/locale/es_MX').catch((cause: unknown) => {
    throw new DbError('INVALID', 'a seed needs the package @faker-js/faker: npm install --save-dev @faker-js/faker', {
      cause,
    })
  })
  return {
    names: (of, count) => {
      faker.seed([seed, of])
      return Array.from({ length: count }, () => `${faker.person.firstName()} ${faker.person.lastName()}`)
    },
  }
}
