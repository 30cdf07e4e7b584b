import { loadModule, parseSync } from 'libpg-query'

// What squawk does not know: our own rules for the text of a migration, over PostgreSQL's own parse tree. Each returns
// what breaks it, in words.

type Node = Readonly<Record<string, unknown>>

await loadModule()

export function parse(text: string): readonly Node[] {
  const { stmts = [] } = parseSync(text) as { stmts?: { stmt: Node }[] }
  return stmts.map(({ stmt }) => stmt)
}

export type Rule = (statements: readonly Node[]) => readonly string[]

export const rules: Readonly<Record<string, Rule>> = {
  'a table with a tenant_id is guarded, forced and granted in the file that makes it': (statements) => {
    const tables = statements.flatMap((s) =>
      hasColumn(s['CreateStmt'], 'tenant_id') ? [tableOf(at(s, 'CreateStmt'))] : [],
    )
    return tables
      .filter((table) => !isPlatformTable(statements, table))
      .flatMap((table) => [
        ...(alters(statements, table, 'AT_EnableRowSecurity') ? [] : [`${table} has no row level security`]),
        ...(alters(statements, table, 'AT_ForceRowSecurity') ? [] : [`${table} does not force it`]),
        ...(hasGuard(statements, table) ? [] : [`${table} has no restrictive guard to public`]),
      ])
  },
  'nothing is granted to PUBLIC, and no TRUNCATE, REFERENCES or TRIGGER to anybody': (statements) =>
    nodes(statements, 'GrantStmt').flatMap((grant) => {
      if (grant['is_grant'] !== true) return []
      const toPublic = has(grant['grantees'], 'ROLESPEC_PUBLIC') ? ['a grant to PUBLIC'] : []
      return [...toPublic, ...['truncate', 'references', 'trigger'].filter((name) => has(grant['privileges'], name))]
    }),
  'a permissive policy names what it allows: no USING (true) but for the owner': (statements) =>
    nodes(statements, 'CreatePolicyStmt')
      .filter(
        (policy) =>
          has(policy['qual'], 'boolval') && !has(policy['qual'], 'A_Expr') && !has(policy['roles'], 'app_owner'),
      )
      .map((policy) => String(policy['policy_name'])),
  'no guard names a role: DROP OWNED BY that role would drop it': (statements) =>
    nodes(statements, 'CreatePolicyStmt')
      .filter((policy) => policy['permissive'] !== true && !has(policy['roles'], 'ROLESPEC_PUBLIC'))
      .map((policy) => String(policy['policy_name'])),
  'a definer function has a fixed search path that ends in pg_temp, or qualifies every name itself': (statements) =>
    nodes(statements, 'CreateFunctionStmt')
      .filter((f) => isDefiner(f) && !endsInPgTemp(f) && !qualifiesItself.has(nameOf(f)))
      .map(nameOf),
  'no key is nulled by a foreign key': (statements) =>
    nodes(statements, 'Constraint')
      .filter((c) => c['fk_del_action'] === 'n' || c['fk_upd_action'] === 'n')
      .map((c) => String(c['conname'])),
  'no column is a float, an enum, or a timestamp without a zone': (statements) => [
    ...nodes(statements, 'ColumnDef')
      .filter((column) =>
        ['float4', 'float8', 'timestamp', 'money'].some((type) => has(at(column, 'typeName')['names'], type)),
      )
      .map((column) => String(column['colname'])),
    ...nodes(statements, 'CreateEnumStmt').map(() => 'an enum'),
  ],
  'the owner of things does not change, and nobody gets BYPASSRLS or SUPERUSER': (statements) => [
    ...nodes(statements, 'AlterOwnerStmt').map(() => 'a change of owner'),
    ...nodes(statements, 'AlterRoleStmt').map(() => 'a change of a role'),
  ],
}

/** On the path of every row, where a SET clause costs as much as the function: their bodies name every schema. */
const qualifiesItself = new Set(['app.verified', 'app.enter'])

function nodes(tree: unknown, kind: string): readonly Node[] {
  if (Array.isArray(tree)) return tree.flatMap((branch) => nodes(branch, kind))
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, branch]) => [
    ...(key === kind ? [branch as Node] : []),
    ...nodes(branch, kind),
  ])
}

const has = (tree: unknown, word: string): boolean => JSON.stringify(tree ?? null).includes(`"${word}"`)

const at = (node: Node, key: string): Node => (node[key] ?? {}) as Node

const tableOf = (node: Node, key = 'relation'): string => String(at(node, key)['relname'])

const hasColumn = (create: unknown, column: string): boolean =>
  nodes(create, 'ColumnDef').some((definition) => definition['colname'] === column)

const alters = (statements: readonly Node[], table: string, subtype: string): boolean =>
  nodes(statements, 'AlterTableStmt').some((alter) => tableOf(alter) === table && has(alter['cmds'], subtype))

const hasGuard = (statements: readonly Node[], table: string): boolean =>
  nodes(statements, 'CreatePolicyStmt').some(
    (policy) =>
      tableOf(policy, 'table') === table &&
      policy['permissive'] !== true &&
      has(policy['roles'], 'ROLESPEC_PUBLIC') &&
      has(policy['qual'], 'tenant_id') &&
      has(policy['with_check'], 'tenant_id'),
  )

/** No grant to the application: a table of the platform, which holds tenants' ids without being theirs. */
const isPlatformTable = (statements: readonly Node[], table: string): boolean =>
  !nodes(statements, 'GrantStmt').some(
    (grant) => grant['is_grant'] === true && has(grant['objects'], table) && has(grant['grantees'], 'app_user'),
  ) && !nodes(statements, 'CreatePolicyStmt').some((policy) => tableOf(policy, 'table') === table)

const option = (f: Node, name: string): Node | undefined =>
  nodes(f['options'], 'DefElem').find((element) => element['defname'] === name)

const isDefiner = (f: Node): boolean =>
  has(option(f, 'security'), 'boolval') && JSON.stringify(option(f, 'security')).includes('true')

const endsInPgTemp = (f: Node): boolean => strings(option(f, 'set')).at(-1) === 'pg_temp'

const nameOf = (f: Node): string => strings(f['funcname']).join('.')

const strings = (tree: unknown): readonly unknown[] =>
  nodes(tree, 'sval').filter((branch: unknown) => typeof branch === 'string')
