import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/**
 * Several hazards reported in one go: a walk through the school, or one message of several lines. The hazards stand by
 * themselves; this keeps what was said together, for one receipt at the end.
 */
export interface Sweep {
  id: string
  number: number
  person: string
  status: 'open' | 'over'
  startedAtMs: number
  /** Silence until then ends it. */
  quietUntilMs: number
  items: SweepItem[]
  /** Pictures come before their words or after them, as this person began. */
  picturesFirst?: boolean
  /** Pictures that wait for their words. */
  waiting: string[]
  /** Lines beyond the most of one message: not filed, and said so. */
  left: string[]
}

/** One thing said: where it went (`hazard/12`, `incident/3`). */
export interface SweepItem {
  about: string
  text: string
  /** It was added to a hazard that was open already. */
  double?: string
}

export type SweepEvent =
  | { kind: 'sweep.begun'; number: number; person: string; quietUntilMs: number }
  | { kind: 'sweep.noted'; item: SweepItem; quietUntilMs: number }
  | { kind: 'sweep.pictured'; photos: string[]; waiting: boolean; quietUntilMs: number }
  | { kind: 'sweep.cut-short'; left: string[] }
  | { kind: 'sweep.moved'; from: string; to: string }
  | { kind: 'sweep.ended'; why: 'said' | 'silence' }

export const sweep: Noun<Sweep, SweepEvent> = {
  name: 'sweep',
  table: 'sweeps',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'sweep.begun') {
      const { number, person, quietUntilMs } = event
      return {
        id,
        number,
        person,
        status: 'open',
        startedAtMs: atMs,
        quietUntilMs,
        items: [],
        waiting: [],
        left: [],
      }
    }
    const before = state!
    switch (event.kind) {
      case 'sweep.noted': {
        const { item, quietUntilMs } = event
        const picturesFirst = before.picturesFirst ?? before.waiting.length > 0
        return { ...before, items: [...before.items, item], waiting: [], picturesFirst, quietUntilMs }
      }
      case 'sweep.pictured': {
        const waiting = event.waiting ? [...before.waiting, ...event.photos] : before.waiting
        return { ...before, waiting, quietUntilMs: event.quietUntilMs }
      }
      case 'sweep.cut-short':
        return { ...before, left: event.left }
      case 'sweep.moved': {
        const { from, to: about } = event
        const items = before.items.map((item) => (item.double === from ? { about, text: item.text } : item))
        return { ...before, items }
      }
      case 'sweep.ended':
        return { ...before, status: 'over' }
    }
  },
  columns: ({ number, status, person, quietUntilMs }) => ({
    number,
    status,
    person,
    quiet_until: quietUntilMs,
  }),
}

export type Decide = (state: Sweep | undefined) => SweepEvent[]

const stillOpen = (state: Sweep | undefined): Sweep => {
  if (state?.status !== 'open')
    throw new Refusal('sweep-over', '这一圈已经结束。要再巡一圈，请发送 /隐患 巡一圈。')
  return state
}

export const begin =
  (number: number, person: string, quietUntilMs: number): Decide =>
  (state) => {
    if (state) throw new Refusal('number-taken', '编号已被占用，请重试。')
    return [{ kind: 'sweep.begun', number, person, quietUntilMs }]
  }

/** The same line twice is one hazard: whoever notes asks `notedAs` first. */
export const note =
  (item: SweepItem, quietUntilMs: number): Decide =>
  (state) => {
    stillOpen(state)
    return [{ kind: 'sweep.noted', item, quietUntilMs }]
  }

/** Words alone say whether it is the same: blanks and punctuation do not. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '')

/** What the same words were noted as before in this sweep. */
export const notedAs = ({ items }: Sweep, text: string): SweepItem | undefined =>
  items.find((item) => plain(item.text) === plain(text))

/**
 * Where pictures without words belong: to the last thing said, unless this person shows first and says then. Before the
 * first words nobody can know, so they wait.
 */
export const picturesGoTo = ({ items, picturesFirst }: Sweep): SweepItem | undefined =>
  picturesFirst ? undefined : items.at(-1)

export const picture =
  (photos: string[], quietUntilMs: number): Decide =>
  (state) => {
    const known = stillOpen(state)
    const waiting = picturesGoTo(known) === undefined
    return [{ kind: 'sweep.pictured', photos, waiting, quietUntilMs }]
  }

export const cutShort =
  (left: string[]): Decide =>
  (state) => {
    stillOpen(state)
    return left.length > 0 ? [{ kind: 'sweep.cut-short', left }] : []
  }

/** What was added to an open hazard was another matter after all. */
export const moved =
  (from: string, to: string): Decide =>
  (state) =>
    state?.items.some(({ double }) => double === from) ? [{ kind: 'sweep.moved', from, to }] : []

export const end =
  (why: 'said' | 'silence'): Decide =>
  (state) =>
    state?.status === 'open' ? [{ kind: 'sweep.ended', why }] : []
