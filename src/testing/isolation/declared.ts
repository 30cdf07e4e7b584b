import { is, type SQL } from 'drizzle-orm'
import { getTableConfig, PgDialect, PgTable } from 'drizzle-orm/pg-core'
import { actorKinds, type ActorKind } from '../../kernel/actor.ts'
import { factsOf } from '../../kernel/ddl.ts'
import type { Command } from '../../kernel/right.ts'

/** What a table's declaration grants: the kinds that a command names, and those of them bound to rows of their own. */
export interface DeclaredAccess {
  readonly kinds: readonly ActorKind[]
  readonly ownRowsOnly: readonly ActorKind[]
}

interface DeclaredTable extends Readonly<Record<Command, DeclaredAccess>> {
  /** `name as for`, such as `orders_tenant restrictive all`. */
  readonly policies: readonly string[]
}

/** By `schema.table`. What the code says, not what the database does: that is what is attacked. */
export type Declared = ReadonlyMap<string, DeclaredTable>

/** Every table of a schema module that has a tenant, whichever way it was declared. */
export function tablesWithTenant(schema: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const configs = Object.values(schema).flatMap((value) => (is(value, PgTable) ? [getTableConfig(value)] : []))
  return new Set(
    configs
      .filter(({ columns }) => columns.some((column) => column.name === 'tenant_id'))
      .map(({ name, schema: inSchema = 'public' }) => `${inSchema}.${name}`),
  )
}

const commands: readonly Command[] = ['select', 'insert', 'update', 'delete']

/** The tenant tables among what a schema module exports. */
export function declaredIn(schema: Readonly<Record<string, unknown>>): Declared {
  const tables = Object.values(schema).filter((value) => is(value, PgTable))
  return new Map(
    tables
      .filter((table) => factsOf(table)?.tenancy === 'tenant')
      .map((table) => {
        const { name, schema: inSchema = 'public', policies } = getTableConfig(table)
        const access = (command: Command): DeclaredAccess => {
          const texts = policies
            .filter((policy) => policy.as === 'permissive' && policy.for === command)
            .map((policy) => textOf(policy.using ?? policy.withCheck))
          return {
            kinds: actorKinds.filter((kind) => texts.some((text) => text === ofTenant || text.includes(`'${kind}'`))),
            ownRowsOnly: actorKinds.filter((kind) => texts.some((text) => ownRows(kind).test(text))),
          }
        }
        const [select, insert, update, remove] = commands.map(access)
        const none: DeclaredAccess = { kinds: [], ownRowsOnly: [] }
        return [
          `${inSchema}.${name}`,
          {
            select: select ?? none,
            insert: insert ?? none,
            update: update ?? none,
            delete: remove ?? none,
            policies: policies.map(({ name: policy, as, for: command }) => `${policy} ${as} ${command}`),
          },
        ] as const
      }),
  )
}

/** How `allow` words what every kind may do. */
const ofTenant = 'tenant_id = (select app.tenant_id())'

/** `when 'customer' then customer_id = (select app.actor_id())`, as `allow` and `isActor` word it. */
const ownRows = (kind: ActorKind): RegExp =>
  new RegExp(`when '${kind}' then "?\\w+"? = \\(select app\\.actor_id\\(\\)\\)`)

const dialect = new PgDialect()

function textOf(condition: SQL | undefined): string {
  return condition ? dialect.sqlToQuery(condition).sql : ''
}
