import type { Hazard } from '../../src/hazards/hazard.ts'
import { stateOf } from '../states.ts'
import type { Got, PersonInStory, World } from '../world.ts'
import { setAside } from './school-day.ts'

/** What stories of hazards begin with: a general one and a larger one, in somebody's words. */
export const TILE = '/隐患 教学楼B一楼走廊有块地砖翘起来了'
export const WINDOW = '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大'

export const sorted = (...names: string[]): string[] => names.sort()

/** What a story says and hears, in the world that is open when it does. `about` is what it is told of, unless it says otherwise. */
export function inWords(world: () => World, about: RegExp) {
  const say = (name: string, words: string): Promise<Got> => world().person(name).says(words)
  /** Who got something that says so since the last look, each as often as it came; that counts as read. */
  const told = (words = about): string[] => world().everybodyReads(words).sort()
  return {
    say,
    told,
    /** Hazard 1 as its row has it now. */
    state: (): Promise<Hazard> => stateOf<Hazard>(world().town.db, 'hazards', '1'),
    /** Reported by 单念蘅 and in the electrician's hands; everybody has read of it. */
    async inHand(said = TILE): Promise<void> {
      await say('单念蘅', said)
      await say('贺栎生', '/隐患 1 接收 鲁锦木')
      told()
    },
  }
}

/** Several reported one after the other by one person; everybody has read of them. */
export async function reportsEach(world: World, who: PersonInStory, texts: string[]): Promise<void> {
  for (const text of texts) await who.says(`/隐患 ${text}`)
  setAside(world)
}
