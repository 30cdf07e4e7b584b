/**
 * What a parser returns: the value in its one written form, or why it is none. A warning is for a person to look at and
 * never a reason to refuse.
 */
export type Checked<Value, Problem extends string, Warning extends string = never> =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly errors: readonly Problem[] }

export const failed = <Problem extends string>(...errors: readonly Problem[]) => ({ ok: false, errors }) as const
