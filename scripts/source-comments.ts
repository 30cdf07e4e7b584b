import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** What the file of a table says about it, in the comments beside the code. */
export interface TableComments {
  /** From the root of the repository: `src/domains/orders/orders.ts`. */
  readonly file: string
  readonly about: string
  /** By the name of the property: `customerId`. */
  readonly columns: ReadonlyMap<string, string>
  /** By the name of the constraint, index, policy or trigger; only what has a comment right above it. */
  readonly rules: ReadonlyMap<string, string>
}

const root = fileURLToPath(new URL('../', import.meta.url))
const makers = new Set(['tenantTable', 'referenceTable', 'platformTable', 'internalTable'])

/** The comments of every table of the library, by its name: they are the source of the table reference. */
export function tableComments(): ReadonlyMap<string, TableComments> {
  const files = ['src/domains', 'src/rls'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`),
  )
  return new Map(files.sort().flatMap((file) => commentsIn(file, readFileSync(`${root}${file}`, 'utf8'))))
}

export function commentsIn(file: string, text: string): readonly (readonly [table: string, TableComments])[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ initializer }) => {
      if (!initializer || !ts.isCallExpression(initializer) || !makers.has(initializer.expression.getText())) return []
      const name = initializer.arguments.find(ts.isStringLiteral)?.text
      const [columns, rules] = initializer.arguments.filter(ts.isObjectLiteralExpression)
      if (name === undefined) return []
      return [
        [
          name,
          {
            file,
            about: docOf(statement),
            columns: new Map(columns?.properties.flatMap((property) => documented(property))),
            rules: new Map(
              [...listIn(rules, 'constraints'), ...listIn(rules, 'ddl')].flatMap((element) => {
                const [rule, why] = [ruleName(element), commentAbove(element, text)]
                return rule === undefined || why === '' ? [] : [[rule, why] as const]
              }),
            ),
          },
        ] as const,
      ]
    })
  })
}

function documented(property: ts.ObjectLiteralElementLike): readonly (readonly [string, string])[] {
  const doc = docOf(property)
  return doc === '' || !property.name ? [] : [[property.name.getText(), doc]]
}

function docOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return (ts.getTextOfJSDocComment(docs.at(-1)?.comment) ?? '').trim()
}

/** The elements of the array that a property gives: `constraints: (t) => […]`. */
function listIn(rules: ts.ObjectLiteralExpression | undefined, name: string): readonly ts.Expression[] {
  const property = rules?.properties.find((one) => one.name?.getText() === name)
  if (!property || !ts.isPropertyAssignment(property)) return []
  const value = ts.isArrowFunction(property.initializer) ? property.initializer.body : property.initializer
  return ts.isArrayLiteralExpression(value) ? value.elements : []
}

/** `index('name').on(…).where(…)`, `foreignKey({ name: 'name' })`, `pgTrigger('table', 'name', …)`. */
function ruleName(expression: ts.Expression): string | undefined {
  let call = expression
  while (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) call = call.expression.expression
  if (!ts.isCallExpression(call)) return undefined
  const maker = call.expression.getText()
  const [first, second] = call.arguments
  if (maker === 'stamped' && first && ts.isStringLiteral(first)) return `${first.text}_stamped`
  if (first && ts.isObjectLiteralExpression(first)) {
    const name = first.properties.find((property) => property.name?.getText() === 'name')
    return name && ts.isPropertyAssignment(name) && ts.isStringLiteral(name.initializer)
      ? name.initializer.text
      : undefined
  }
  const name = /^(index|uniqueIndex|unique|check|primaryKey)$/.test(maker) ? first : second
  return name && ts.isStringLiteral(name) ? name.text : undefined
}

function commentAbove(node: ts.Node, text: string): string {
  return (ts.getLeadingCommentRanges(text, node.pos) ?? [])
    .filter(({ pos }) => text.slice(node.pos, pos).includes('\n'))
    .map(({ pos, end }) => text.slice(pos, end).replace(/^\/\/ ?/, ''))
    .join(' ')
}
