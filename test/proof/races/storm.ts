import { setTimeout as pause } from 'node:timers/promises'
import { postgresDriver } from '../../../src/client/drivers/postgres-js.ts'
import { type Arena, CONNECTIONS } from './home.ts'
import { judge, outcomeOf } from './judge.ts'
import { naively } from './naive.ts'
import type { Contest, FormName, Outcome, Race } from './race.ts'

export interface Stormed {
  readonly attempts: number
  /** One entry per contest in which the rule broke. */
  readonly broken: readonly (readonly string[])[]
}

export interface StormOptions {
  readonly attempts: number
  /** Go on until then, however many attempts that makes. */
  readonly until?: number
  /** No further than the first contest in which the rule breaks. */
  readonly untilBroken?: boolean
}

const THINK_MS = 2

/** Crowds on 16 connections, each for rows of its own, through the client and the verbs as an application has them. */
export async function storm(race: Race, arena: Arena, options: StormOptions): Promise<Stormed> {
  return contests(race, arena, 'verb', options, async ({ verb, heard }, racer) => {
    const { actor, work } = verb(racer)
    const answer = await arena.db.as(actor, work)
    heard?.(answer)
    return true
  })
}

/** The same crowds, in the naive form; between looking and writing it thinks for two milliseconds. */
export async function naiveStorm(race: Race, arena: Arena, options: StormOptions): Promise<Stormed> {
  const driver = await postgresDriver({
    url: arena.server.superuserUrl,
    connections: CONNECTIONS,
    prepare: true,
    statementTimeoutMs: 60_000,
    applicationName: 'naive',
  })
  const idle = await Promise.all(Array.from({ length: CONNECTIONS }, () => driver.connect()))
  try {
    return await contests(race, arena, 'naive', options, async ({ naive }, racer) => {
      // There are as many connections as attempts under way.
      const connection = idle.pop()!
      try {
        return await naively(connection, naive(racer), () => pause(THINK_MS))
      } finally {
        idle.push(connection)
      }
    })
  } finally {
    await driver.close()
  }
}

async function contests(
  race: Race,
  arena: Arena,
  form: FormName,
  { attempts, until = 0, untilBroken = false }: StormOptions,
  attempt: (contest: Contest, racer: number) => Promise<boolean>,
): Promise<Stormed> {
  const home = await arena.newHome()
  const broken: (readonly string[])[] = []
  let made = 0
  while ((made < attempts || performance.now() < until) && !(untilBroken && broken.length > 0)) {
    const crowd = Math.min(race.crowd, Math.max(attempts, CONNECTIONS))
    const contest = await race.arrange(home, crowd, form)
    const outcomes = await crowded(crowd, (racer) => outcomeOf(attempt(contest, racer)))
    const what = await judge(race, contest, outcomes, home)
    if (what.length > 0) broken.push(what)
    made += crowd
  }
  return { attempts: made, broken }
}

async function crowded(crowd: number, attempt: (racer: number) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let next = 0
  const one = async () => {
    while (next < crowd) {
      const racer = next
      next += 1
      outcomes[racer] = await attempt(racer)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  return outcomes
}
