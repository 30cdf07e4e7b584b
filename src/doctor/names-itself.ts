import { sharedDdl } from '../domains/shared-ddl.ts'
import { literal } from '../kernel/ddl.ts'

/**
 * Functions on the path of every row, that leave out the SET clause for what it costs and name every schema themselves:
 * an SQL list of what regprocedure calls them. Taken from the release's own text, so that it cannot fall behind.
 */
export const namesItself: string = sharedDdl
  .filter(({ id, up }) => id.startsWith('function:') && !(up[0] ?? '').includes('set search_path'))
  // The REVOKE behind each CREATE names the function with the types of its arguments.
  .flatMap(({ up }) => /^revoke all on function (.+) from public$/.exec(up[1] ?? '')?.[1] ?? [])
  .map((name) => literal(name.replaceAll(', ', ',').replaceAll('timestamptz', 'timestamp with time zone')))
  .join(', ')
