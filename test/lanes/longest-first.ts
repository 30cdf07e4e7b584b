import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest on a small machine. Vitest knows that only of files that it has run here before. */
const longest = [
  'test/tutorial/tutorial.test.ts',
  'test/tutorial/contributing.test.ts',
  'test/proof/races/races.test.ts',
  'test/migrations/generate.test.ts',
  'test/domains/prove-isolation.test.ts',
  'test/proof/faults/faults.test.ts',
  'test/proof/model/model.test.ts',
  'test/examples/examples.test.ts',
]

const rank = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((file) => moduleId.endsWith(file))
  return place === -1 ? longest.length : place
}

/** The longest files of a project first, so that none of them is what everybody waits for at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project.name))]
    return projects.flatMap((name) =>
      sorted.filter(({ project }) => project.name === name).toSorted((a, b) => rank(a) - rank(b)),
    )
  }
}
