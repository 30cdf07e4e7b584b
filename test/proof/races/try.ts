import { explore, type Explored, type Play } from './explorer/explore.ts'
import { Lane } from './explorer/lane.ts'
import { type Arena, LANES, openArena } from './home.ts'
import { judge } from './judge.ts'
import type { FormName, Grain, Race } from './race.ts'
import { naiveStorm, storm, type Stormed } from './storm.ts'

export interface Tried {
  readonly race: Race
  readonly verb: Form
  readonly naive: Form
  /** As the server names itself. */
  readonly postgres: string
}

export interface Form {
  readonly explored: Explored
  readonly stormed: Stormed
}

export interface TryOptions {
  /** In each storm. */
  readonly attempts: number
  /** How long the storm of the verbs goes on at least. */
  readonly seconds?: number
  /** Of two racers alone, with the last stop alone; and of the naive form no more orders and crowds than until it breaks. */
  readonly short?: boolean
  readonly onProgress?: (what: string) => void
}

/** One race in both forms, each in every order of turns and in a storm. */
export async function tryRace(race: Race, serverUrl: string, options: TryOptions): Promise<Tried> {
  const { attempts, seconds = 0, short = false, onProgress = () => undefined } = options
  const { weaken = [] } = race
  const stops = (race.stops ?? []).slice(short ? -1 : 0)
  const told = (form: string) => (orders: number) => onProgress(`${race.name}, ${form}: order ${orders}`)
  await using arena = await openArena(serverUrl, { stops })
  const ofTwo = await exploreRace(race, arena, 'verb', { racers: 2, onProgress: told('two') })
  const verb = {
    stormed: await storm(race, arena, { attempts, until: performance.now() + seconds * 1000 }),
    explored: short ? ofTwo : both(ofTwo, await ofThree(race, arena, told('three'))),
  }
  await using weak = weaken.length > 0 ? await openArena(serverUrl, { before: weaken }) : undefined
  const naive = {
    explored: await exploreRace(race, weak ?? arena, 'naive', {
      racers: 2,
      untilBroken: short,
      onProgress: told('naive'),
    }),
    stormed: await naiveStorm(race, weak ?? arena, { attempts: short ? 4 * attempts : attempts, untilBroken: short }),
  }
  const [server] = await arena.look<{ version: string }>(`select current_setting('server_version') as version`)
  return { race, verb, naive, postgres: server?.version.split(' ')[0] ?? '' }
}

/** With three there are orders that two do not have; BEGIN and all stops but the last would make them too many. */
async function ofThree(race: Race, arena: Arena, onProgress: (orders: number) => void): Promise<Explored> {
  await arena.dropStops((race.stops ?? []).slice(0, -1))
  return exploreRace(race, arena, 'verb', { racers: 3, grain: 'joined', onProgress })
}

const both = (one: Explored, other: Explored): Explored => ({
  interleavings: one.interleavings + other.interleavings,
  broken: [...one.broken, ...other.broken],
})

interface ExploreRace {
  readonly racers: 2 | 3
  readonly grain?: Grain
  readonly untilBroken?: boolean
  readonly onProgress?: (orders: number) => void
}

/** Every order of turns of one form. */
export async function exploreRace(
  race: Race,
  arena: Arena,
  form: FormName,
  { racers, grain = 'statement', ...options }: ExploreRace,
): Promise<Explored> {
  const stops = form === 'verb' && (race.stops ?? []).length > 0
  const lanes: Lane[] = []
  try {
    const plays: Play[] = []
    for (let lane = 0; lane < LANES; lane += 1) {
      const opened = await Lane[form === 'verb' ? 'ofVerbs' : 'ofNaive'](arena.server, { racers, lane, stops, grain })
      lanes.push(opened)
      const home = await arena.newHome()
      plays.push(async (choose) => {
        const contest = await race.arrange(home, racers, form)
        const { outcomes } = await opened.play(contest, choose)
        return judge(race, contest, outcomes, home)
      })
    }
    return await explore(plays, options)
  } finally {
    for (const lane of lanes) await lane[Symbol.asyncDispose]()
  }
}
