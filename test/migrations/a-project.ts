import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate, type Generated } from '../../src/generate/generate.ts'

const scratch = fileURLToPath(new URL('../../.cache/projects/', import.meta.url))

/** An application with a schema file and a migrations folder of its own, where it finds the same packages as we do. */
export class AProject {
  readonly cwd = join(scratch, randomBytes(6).toString('hex'))
  readonly folder = join(this.cwd, 'drizzle')

  constructor() {
    mkdirSync(this.cwd, { recursive: true })
  }

  write(schema: string): void {
    writeFileSync(
      join(this.cwd, 'schema.ts'),
      `import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import * as rls from '../../../src/rls.ts'
import { customers } from '../../../src/schema.ts'
const { addConstraint, allow, exclusion, id, pgFunction, pgTrigger, tenantTable } = rls
const access = () => [allow('select', { staff: true })]
const key = (t) => [t.tenantId, t.id]
${schema}
`,
    )
  }

  async generate(name: string, options: { readonly check?: boolean } = {}): Promise<Generated> {
    return generate({ schema: 'schema.ts', out: 'drizzle', cwd: this.cwd, name, ...options })
  }

  read(tag: string | undefined): string {
    return readFileSync(join(this.folder, `${tag ?? ''}.sql`), 'utf8')
  }

  files(): readonly string[] {
    return readdirSync(this.cwd, { recursive: true, encoding: 'utf8' }).sort()
  }

  [Symbol.dispose](): void {
    rmSync(this.cwd, { recursive: true, force: true })
  }
}
