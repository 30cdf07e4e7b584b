import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SignedContexts, signContext } from '../../src/client/token.ts'
import { customer, service, staff } from '../../src/kernel/actor.ts'
import { newContextKey, parseContextKey } from '../../src/kernel/context-key.ts'
import { newId } from '../../src/kernel/columns.ts'

const key = parseContextKey(newContextKey(7))
const needed = 40_000
const slack = 30_000

describe('the contexts of a handle', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') }))
  afterEach(() => vi.useRealTimers())

  it('sign for an actor what signContext does, to hold for as long as is needed and the slack', () => {
    const actor = customer(newId(), newId())

    expect(new SignedContexts(key, needed, slack).of(actor)).toBe(
      signContext(key, actor, new Date('2026-03-01T12:01:10Z')),
    )
  })

  it('give an actor the same again until it would not hold for as long as is needed', () => {
    const contexts = new SignedContexts(key, needed, slack)
    const actor = customer(newId(), newId())
    const first = contexts.of(actor)

    vi.advanceTimersByTime(slack)
    expect(contexts.of({ ...actor })).toBe(first)
    vi.advanceTimersByTime(1)
    expect(contexts.of(actor)).toBe(signContext(key, actor, new Date(Date.now() + needed + slack)))
  })

  it('are of one actor each: not of another tenant, nor of another kind with the same id', () => {
    const contexts = new SignedContexts(key, needed, slack)
    const [tenantId, id] = [newId(), newId()]
    const actors = [
      customer(tenantId, id),
      staff(tenantId, id),
      customer(newId(), id),
      customer(tenantId, newId()),
      service(tenantId),
    ]

    expect(new Set(actors.map((actor) => contexts.of(actor))).size).toBe(5)
    expect(actors.map((actor) => contexts.of(actor))).toEqual(
      actors.map((actor) => signContext(key, actor, new Date(Date.now() + needed + slack))),
    )
  })

  it('forget the one that was signed first when a thousand others have come', () => {
    const contexts = new SignedContexts(key, needed, slack)
    const [first, second] = [customer(newId(), newId()), customer(newId(), newId())]
    const signed = [contexts.of(first), contexts.of(second)]
    for (let i = 0; i < 999; i++) contexts.of(customer(newId(), newId()))

    vi.advanceTimersByTime(1000)
    expect(contexts.of(second)).toBe(signed[1])
    expect(contexts.of(first)).not.toBe(signed[0])
  })
})
