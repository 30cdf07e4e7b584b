import type { ActorKind } from '../../kernel/actor.ts'
import {
  appAttackers,
  type Attack,
  type Attacker,
  type Case,
  type ContextMode,
  type Engine,
  isMistaken,
  type Verdict,
} from './attack.ts'
import { MARK } from './attacks/sessions.ts'
import type { Scene } from './scene.ts'
import type { Access, Answer } from './session.ts'

/** One attempt that went wrong: a leak, or an attack that could not be made. */
export interface Finding {
  readonly attack: string
  readonly name: string
  readonly target: string
  readonly as: string
  readonly mode: ContextMode
  readonly answer: string
}

export interface Outcome {
  readonly cases: number
  readonly leaks: readonly Finding[]
  readonly broken: readonly Finding[]
}

interface Job {
  readonly attack: Attack
  readonly case: Case
  readonly as: Attacker
}

export interface RunOptions {
  readonly mode: ContextMode
  /** Stops sending after the first leak: for mutants, of which one is enough. */
  readonly untilFirst?: boolean
}

/** Every attack, by everybody whom it is for, on everything that it is against. */
export async function runAttacks(
  attacks: readonly Attack[],
  scene: Scene,
  access: Access,
  { mode, untilFirst = false }: RunOptions,
): Promise<Outcome> {
  const wanted = attacks.filter((attack) => applies(attack, mode, access.engine))
  const jobs = wanted.flatMap((attack) => {
    const cases = attack.cases(scene)
    return (attack.attackers ?? appAttackers).flatMap((as) => cases.map((one): Job => ({ attack, case: one, as })))
  })
  const found: { readonly job: Job; readonly verdict: Verdict; readonly answer: Answer }[] = []
  let cases = 0
  for (const as of new Set(jobs.map((job) => job.as))) {
    const own = jobs.filter((job) => job.as === as)
    const apart = own.filter(({ attack }) => attack.ownTransactions)
    for (const batch of [...inBatches(own.filter(({ attack }) => !attack.ownTransactions)), apart]) {
      if (batch.length === 0 || (untilFirst && found.some(({ verdict }) => verdict === 'leak'))) continue
      const answers = batch === apart ? await attemptApart(apart, access) : await attempt(batch, as, scene, access)
      cases += batch.length
      batch.forEach((job, i) => {
        const answer = answers[i] ?? { code: 'no answer', text: '' }
        const verdict = (job.case.judge ?? job.attack.judge)(withoutTokens(answer, scene), scene)
        if (verdict !== 'held') found.push({ job, verdict, answer })
      })
    }
  }
  const findings = (wantedVerdict: Verdict) =>
    found
      .filter(({ verdict }) => verdict === wantedVerdict)
      .map(({ job, answer }): Finding => ({
        attack: job.attack.id,
        name: job.attack.name,
        target: job.case.target,
        as: job.as,
        mode,
        answer: `${answer.code ?? ''} ${answer.text.slice(0, 300)}`.trim(),
      }))
  return { cases, leaks: findings('leak'), broken: findings('broken') }
}

/** Whether each attack would bite: sent by a superuser, it must find the victim. Names those that do not. */
export async function runControls(
  attacks: readonly Attack[],
  scene: Scene,
  access: Access,
): Promise<{ readonly controls: number; readonly vacuous: readonly string[] }> {
  const controlled = attacks.filter(
    ({ control, engines }) => typeof control === 'string' && (engines?.includes(access.engine) ?? true),
  )
  const vacuous: string[] = []
  let controls = 0
  for (const attack of controlled) {
    const cases = attack.cases(scene)
    let missed = cases
    // A blind write may come upon the attacker's own rows first, and upon a trigger that refuses to change them: then once
    // more where only the victim has rows.
    for (const as of ['superuser', 'superuser over the victim alone'] as const) {
      const jobs = missed.map((one): Job => ({ attack, case: one, as: 'superuser' }))
      const answers = jobs.length === 0 ? [] : await attempt(jobs, as, scene, access)
      missed = missed.filter((one, i) => {
        const answer = answers[i]
        return !answer || (one.judge ?? attack.judge)(withoutTokens(answer, scene), scene) !== 'leak'
      })
    }
    controls += cases.length
    if (attack.control === 'each') vacuous.push(...missed.map(({ target }) => `${attack.id} on ${target}`))
    else if (cases.length > 0 && missed.length === cases.length) vacuous.push(`${attack.id} on anything`)
  }
  return { controls, vacuous }
}

function applies(attack: Attack, mode: ContextMode, engine: Engine): boolean {
  return (attack.modes?.includes(mode) ?? true) && (attack.engines?.includes(engine) ?? true)
}

const BATCH = 200

function* inBatches(jobs: readonly Job[]): Generator<readonly Job[]> {
  for (let from = 0; from < jobs.length; from += BATCH) yield jobs.slice(from, from + BATCH)
}

/** Many attempts in one transaction, each behind a savepoint and undone; sent at once, answered in order. */
async function attempt(
  jobs: readonly Job[],
  as: Attacker | 'superuser over the victim alone',
  scene: Scene,
  access: Access,
): Promise<Answer[]> {
  const session = as === 'owner' || as.startsWith('superuser') ? access.superuser : access.app
  for (const statement of opening(as, scene)) {
    const { code, text } = await session.send(statement)
    if (code === undefined) continue
    await session.send('rollback')
    throw new Error(`the transaction of ${as} cannot begin: ${code} ${text}`)
  }
  const answers: Promise<Answer>[] = []
  for (const { attack, case: one } of jobs) {
    const sent: Promise<Answer>[] = []
    for (const statement of one.statements) {
      sent.push(session.send(statement))
      if (attack.oneByOne) await sent.at(-1)
    }
    void session.send('rollback to savepoint attempt')
    answers.push(Promise.all(sent).then(together))
  }
  const all = await Promise.all(answers)
  await session.send('rollback')
  // Prepared statements outlive their transaction.
  await session.send('deallocate all')
  return all
}

function opening(as: Attacker | 'superuser over the victim alone', scene: Scene): readonly string[] {
  const context = (kind: ActorKind) => scene.enter(scene.attacker, kind)
  const savepoint = 'savepoint attempt'
  switch (as) {
    case 'superuser':
      return ['begin', savepoint]
    case 'superuser over the victim alone':
      return [
        'begin',
        'set local session_replication_role = replica',
        ...scene.tables.map(({ name }) => `delete from ${name} where tenant_id = ${scene.attacker.id}`),
        'set local session_replication_role = origin',
        savepoint,
      ]
    case 'owner':
      return ['begin', 'set local role app_owner', context('service'), savepoint]
    case 'nobody':
      return ['begin', ...scene.asApp, savepoint]
    default:
      return ['begin', ...scene.asApp, context(as), savepoint]
  }
}

/** One by one, each with transactions of its own. Only what comes behind the mark is the attacker’s. */
async function attemptApart(jobs: readonly Job[], { app }: Access): Promise<Answer[]> {
  const answers = await Promise.all(
    jobs.map(async ({ case: { statements } }) => {
      const from = statements.indexOf(MARK)
      const before = statements.slice(0, from).map((statement) => app.send(statement))
      const after = statements.slice(from + 1).map((statement) => app.send(statement))
      void app.send('rollback')
      // What the victim did must have worked, or have been refused: a mistake there leaves nothing to find.
      const mistake = (await Promise.all(before)).find(isMistaken)
      return mistake ?? together(await Promise.all(after))
    }),
  )
  await app.send('deallocate all')
  return answers
}

/** All that came back; the first error counts, those that only follow from it do not. */
function together(answers: readonly Answer[]): Answer {
  const code = answers.find((answer) => answer.code !== undefined && answer.code !== '25P02')?.code
  return { code, text: answers.map(({ text }) => text).join('\n') }
}

/** A token that an error quotes back is the attacker’s own text, and has the victim’s id in it. */
function withoutTokens(answer: Answer, { tokens, victim }: Scene): Answer {
  if (!answer.text.includes(victim.tenantId)) return answer
  return {
    code: answer.code,
    text: Object.values(tokens).reduce((text, token) => text.replaceAll(token, ''), answer.text),
  }
}
