import { explore, type Explored, type Play } from './explorer/explore.ts'
import { Lane } from './explorer/lane.ts'
import { type Arena, LANES, openArena } from './home.ts'
import { judge } from './judge.ts'
import type { FormName, Race } from './race.ts'
import { naiveStorm, storm, type Stormed } from './storm.ts'

export interface Tried {
  readonly race: Race
  readonly verb: Form
  readonly naive: Form
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
  readonly onProgress?: (what: string) => void
}

/** One race in both forms, each in every order of turns and in a storm. */
export async function tryRace(
  race: Race,
  serverUrl: string,
  { attempts, seconds = 0, onProgress = () => undefined }: TryOptions,
): Promise<Tried> {
  const { stops = [], weaken = [] } = race
  await using arena = await openArena(serverUrl, { stops })
  const verb = {
    explored: await exploreRace(race, arena, 'verb', (n) => onProgress(`${race.name}: order ${n}`)),
    stormed: await storm(race, arena, { attempts, until: performance.now() + seconds * 1000 }),
  }
  await using weak = await openArena(serverUrl, { before: weaken })
  const naive = {
    explored: await exploreRace(race, weak, 'naive', (n) => onProgress(`${race.name}, naive: order ${n}`)),
    stormed: await naiveStorm(race, weak, { attempts }),
  }
  const [server] = await arena.look<{ version: string }>(`select current_setting('server_version') as version`)
  return { race, verb, naive, postgres: server?.version.split(' ')[0] ?? '' }
}

export async function exploreRace(
  race: Race,
  arena: Arena,
  form: FormName,
  onProgress?: (orders: number) => void,
): Promise<Explored> {
  const racers = form === 'naive' ? (race.explored.naive ?? race.explored.racers) : race.explored.racers
  const stops = form === 'verb' && (race.stops ?? []).length > 0
  const lanes: Lane[] = []
  try {
    const plays: Play[] = []
    for (let lane = 0; lane < LANES; lane += 1) {
      const options = { racers, lane, stops, ...(race.grain && form === 'verb' ? { grain: race.grain } : {}) }
      const opened = await Lane[form === 'verb' ? 'ofVerbs' : 'ofNaive'](arena.server, options)
      lanes.push(opened)
      const home = await arena.newHome()
      plays.push(async (choose) => {
        const contest = await race.arrange(home, racers, form)
        const { outcomes } = await opened.play(contest, choose)
        return judge(race, contest, outcomes, home)
      })
    }
    return await explore(plays, onProgress ? { onProgress } : {})
  } finally {
    for (const lane of lanes) await lane[Symbol.asyncDispose]()
  }
}
