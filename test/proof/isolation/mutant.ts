import { literal } from '../../../src/kernel/ddl.ts'

/** One way to break the database by a line or two: every one of them must be noticed. */
export interface Mutant {
  readonly id: string
  readonly name: string
  /** The table that is broken: only it is attacked at first. Left out, whatever is attacked first. */
  readonly table?: string
  readonly statements: readonly string[]
  /** For what belongs to the cluster, and so outlives the copy. */
  readonly undo?: readonly string[]
  /** Broken only there. */
  readonly mode?: 'strict'
}

/** A change in the text of a function; an error when the text is not there any more. */
export function rewritten(signature: string, from: string, to: string): string {
  return `do $mutant$
declare
  was text := pg_get_functiondef(${literal(signature)}::regprocedure);
  became text := replace(was, ${literal(from)}, ${literal(to)});
begin
  if became = was then raise exception 'the mutant changes nothing'; end if;
  execute became;
end $mutant$`
}
