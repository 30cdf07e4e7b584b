import { createHmac } from 'node:crypto'
import { type Actor, actorId } from '../kernel/actor.ts'
import type { ContextKey } from '../kernel/context-key.ts'

const letters = { customer: 'c', staff: 's', courier: 'k', service: 'v' } as const

/**
 * The signed context of one scope: who acts, for which tenant, until when. `app.enter` verifies it; its layout is
 * described beside that function, in `src/rls/context.ts`.
 */
export function signContext(key: ContextKey, actor: Actor, expiresAt: Date): string {
  const payload = [
    String(key.id).padStart(4, '0'),
    String(Math.ceil(expiresAt.getTime() / 1000)).padStart(10, '0'),
    letters[actor.kind],
    actor.tenantId.toLowerCase(),
    actorId(actor).toLowerCase(),
  ].join('')
  return createHmac('sha256', key.secret).update(payload).digest('hex') + payload
}

/** How many actors are remembered: some 300 bytes each, and whoever comes back later is signed for again. */
const REMEMBERED = 1000

/**
 * The contexts that a handle signs, each for as long as its scope may take and a little more. An actor who comes back
 * while theirs still has that time has it again: to sign costs a tenth of what the client does for a small read, and
 * the server verifies it all the same.
 */
export class SignedContexts {
  readonly #key: ContextKey
  readonly #neededMs: number
  readonly #slackMs: number
  readonly #signed = new Map<string, { readonly token: string; readonly expiresAt: number }>()

  /**
   * @param neededMs how long a context must hold from the moment it is asked for
   * @param slackMs how much longer than that one is good for when it is new
   */
  constructor(key: ContextKey, neededMs: number, slackMs: number) {
    this.#key = key
    this.#neededMs = neededMs
    this.#slackMs = slackMs
  }

  of(actor: Actor): string {
    const name = letters[actor.kind] + actor.tenantId + actorId(actor)
    const now = Date.now()
    const known = this.#signed.get(name)
    if (known !== undefined && known.expiresAt >= now + this.#neededMs) return known.token
    const expiresAt = now + this.#neededMs + this.#slackMs
    const token = signContext(this.#key, actor, new Date(expiresAt))
    // Anew behind all others, and the one that was signed first goes.
    this.#signed.delete(name)
    this.#signed.set(name, { token, expiresAt })
    const [oldest = name] = this.#signed.keys()
    if (this.#signed.size > REMEMBERED) this.#signed.delete(oldest)
    return token
  }
}
