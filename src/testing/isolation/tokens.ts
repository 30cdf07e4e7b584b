import { literal } from '../../kernel/ddl.ts'
import type { Scene } from './scene.ts'
import type { Access } from './session.ts'

/**
 * The control of every attack with a token: the valid one opens the victim’s tenant, and in the default mode so does one
 * that was written by hand — the side channel that the strict mode closes. Otherwise refusing them would prove nothing.
 */
export async function tokensAreGood({ tables, tokens, victim, asApp }: Scene, { app }: Access): Promise<void> {
  for (const [what, opening] of [
    ['the valid token', `select app.enter(${literal(tokens.valid)})`],
    ['a context written by hand', `set local app.context = ${literal(tokens.forged)}`],
  ] as const) {
    let seen = false
    for (const { name } of tables.filter(({ closed }) => !closed)) {
      for (const statement of ['begin', ...asApp, opening]) await app.send(statement)
      const { text } = await app.send(`select t::text from ${name} t`)
      await app.send('rollback')
      seen ||= text.includes(victim.tenantId)
    }
    if (!seen) throw new Error(`${what} opens nothing, so that attacks with a token prove nothing`)
  }
}
