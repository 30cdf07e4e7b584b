// @ts-check
import { Converter, ReferenceType, ReflectionKind } from 'typedoc'

/**
 * A plugin of TypeDoc. A read returns a Drizzle builder, whose type spells out every column of the query some hundred
 * lines long; what a caller wants to know is the rows, so `PgSelect<Rows>` is shown. An argument that a function takes
 * apart has no name of its own: it is the input. And the SQL that stands behind an example is no part of its code.
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.CallSignature)) {
      const { type } = /** @type {import('typedoc').SignatureReflection} */ (reflection)
      const rows = rowsOf(type)
      if (rows === undefined) continue
      const plain = ReferenceType.createBrokenReference('PgSelect', project, 'drizzle-orm')
      plain.typeArguments = [rows]
      Object.assign(reflection, { type: plain })
    }
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (parameter.name === '__namedParameters') parameter.name = 'input'
    }
    for (const { comment } of Object.values(project.reflections)) {
      for (const { content } of comment?.getTags('@example') ?? []) {
        for (const part of content) part.text = part.text.replace(/\s*\n(The SQL: [^]*?)\n```$/, '\n```\n\n$1')
      }
    }
  })
}

/** The rows of `PgSelectBase<…, Rows, …>`, or of that without some of its methods; undefined of anything else. */
function rowsOf(type) {
  if (!(type instanceof ReferenceType)) return undefined
  if (type.name === 'PgSelectBase') return type.typeArguments?.[6]
  return type.name === 'Omit' ? rowsOf(type.typeArguments?.[0]) : undefined
}
