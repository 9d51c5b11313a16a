import type { HazardReport } from '../hazards/hazards.ts'
import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/**
 * A report of what is open already. It is kept whole until its reporter says that it is the same (the open one gets his
 * words) or another matter (it becomes a hazard of its own). Silence counts as the same only where both plainly name one
 * thing: nothing is lost either way.
 */
export interface Double {
  id: string
  number: number
  /** Id of the open hazard it looks like. */
  of: string
  given: NamedReport
  status: 'asked' | 'joined' | 'apart'
  /** Until when its reporter is asked; none when he is not asked. */
  dueAtMs?: number
  why?: JoinedWhy
  /** The hazard it became. */
  hazard?: string
}

/** Only somebody with a name can be asked whether it is the same. */
export type NamedReport = HazardReport & { reporter: string }

/** said: its reporter chose so · graver: danger does not wait · silence: no answer · unasked: nobody could be asked. */
export type JoinedWhy = 'said' | 'graver' | 'silence' | 'unasked'

export type DoubleEvent =
  | { kind: 'double.noticed'; number: number; of: string; given: NamedReport; dueAtMs?: number }
  | { kind: 'double.pictured'; photo: string }
  | { kind: 'double.joined'; why: JoinedWhy }
  | { kind: 'double.told-apart'; hazard: string }

export const double: Noun<Double, DoubleEvent> = {
  name: 'double',
  table: 'doubles',
  evolve(state, event, { id }) {
    switch (event.kind) {
      case 'double.noticed': {
        const { kind: _, ...noticed } = event
        return { id, ...noticed, status: 'asked' }
      }
      case 'double.pictured':
        return { ...state!, given: { ...state!.given, photos: [...state!.given.photos, event.photo] } }
      case 'double.joined':
        return { ...state!, status: 'joined', why: event.why }
      case 'double.told-apart':
        return { ...state!, status: 'apart', hazard: event.hazard }
    }
  },
  columns: ({ number, status, given, of, dueAtMs }) => ({
    number,
    status,
    reporter: given.reporter,
    of,
    due_at: dueAtMs ?? null,
  }),
}

type Decide = (state: Double | undefined) => DoubleEvent[]

export const notice =
  (noticed: Omit<DoubleEvent & { kind: 'double.noticed' }, 'kind'>): Decide =>
  (state) => {
    if (state) throw new Refusal('number-taken', '编号已被占用，请重试。')
    return [{ kind: 'double.noticed', ...noticed }]
  }

/** A picture sent while its reporter is still asked goes the way of his words. */
export const picture =
  (photo: string): Decide =>
  (state) =>
    state?.status === 'asked' && !state.given.photos.includes(photo)
      ? [{ kind: 'double.pictured', photo }]
      : []

/** The same matter; said twice it is still one. */
export const join =
  (why: JoinedWhy): Decide =>
  (state) => {
    if (!state) throw new Refusal('no-double', '没有找到这条上报，请重新说一遍。')
    if (state.status === 'apart')
      throw new Refusal('told-apart', `这条已另报为隐患 ${state.hazard}，不再合并。`)
    return state.status === 'joined' ? [] : [{ kind: 'double.joined', why }]
  }

/** Another matter, also after it was joined: whoever was not asked may still say so. */
export const tellApart =
  (hazard: string): Decide =>
  (state) => {
    if (!state) throw new Refusal('no-double', '没有找到这条上报，请重新说一遍。')
    return state.status === 'apart' ? [] : [{ kind: 'double.told-apart', hazard }]
  }
