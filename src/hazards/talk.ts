import { Refusal } from '../refusal.ts'
import { HOUR_MS } from '../time.ts'
import { type Decide, found, isOver, stillOpen } from './decide.ts'
import type { Hazard, HazardEvent } from './hazard.ts'

/** What somebody without an account calls himself, and where he wants to be called: believed by nobody, recorded as nobody. */
export interface Claimed {
  name?: string
  phone?: string
}

/** `by` is the colleague who answered for the school; none: the reporter, known by the code alone. */
export interface TalkLine {
  atMs: number
  text: string
  by?: string
}

export type TalkEvent =
  | { kind: 'hazard.answered'; text: string; by: string }
  | { kind: 'hazard.added'; text: string }

/** Whoever has a code could otherwise fill the handlers' card. */
export const MOST_ADDITIONS_AN_HOUR = 5
export const MOST_PHOTOS = 12
export const ONLY_PHOTOS = '补充了照片'

/** The school's words to somebody who reported without a name; also after it is over, when there is most to say. */
export const answerReporter =
  (text: string, by: string): Decide =>
  (state) => {
    const known = found(state)
    if (!known.anonymous)
      throw new Refusal('not-anonymous', '这条不是匿名报的，报告人在卡片上看得到进展，有话请直接联系。')
    const words = text.trim()
    if (!words) throw new Refusal('no-text', `请写一句答复，例如：/隐患 ${known.number} 答复 已请电工来换。`)
    return lastSaid(known, by)?.text === words ? [] : [{ kind: 'hazard.answered', text: words, by }]
  }

const lastSaid = ({ talk = [] }: Hazard, by: string | undefined) =>
  talk.filter((line) => line.by === by).at(-1)

/**
 * Words or photos of whoever has the code: only of what is still open, and not without end. Of what was merged the talk
 * stays with its author; the photos show what it goes on as (`into`).
 */
export const addByCode =
  (text: string, photos: readonly string[], nowMs: number, into?: Hazard): Decide =>
  (state) => {
    if (into && isOver(into)) throw new Refusal('closed', '这件事已经办结，不再补充。还有问题请再报一次。')
    const known = into ? found(state) : stillOpen(state)
    const shown = (into ?? known).photos
    const own = (known.talk ?? []).filter(({ by, atMs }) => by === undefined && atMs > nowMs - HOUR_MS)
    if (own.length >= MOST_ADDITIONS_AN_HOUR)
      throw new Refusal('too-many', '一小时内补充得太多了，学校已经收到，请过一会儿再补充。')
    const fresh = [...new Set(photos)].filter((id) => !shown.some((photo) => photo.id === id))
    if (shown.length + fresh.length > MOST_PHOTOS)
      throw new Refusal('too-many', '照片已经够多了，请用文字补充。')
    const said = text.trim() || (fresh.length > 0 ? ONLY_PHOTOS : '')
    return [
      ...(into ? [] : fresh).map(
        (photo): HazardEvent => ({ kind: 'hazard.photographed', photo, phase: 'before' }),
      ),
      ...(said ? [{ kind: 'hazard.added' as const, text: said }] : []),
    ]
  }

export const withTalk = (state: Hazard, event: TalkEvent, atMs: number): Hazard => ({
  ...state,
  talk: [
    ...(state.talk ?? []),
    { atMs, text: event.text, ...(event.kind === 'hazard.answered' && { by: event.by }) },
  ],
})
