import { hazardCategories } from '../duties/catalogue.ts'
import type { Settings } from '../duties/settings.ts'
import { DAY_MS } from '../time.ts'
import { lies, type Span, type Spans } from './spans.ts'
import type { Traced } from './trace.ts'

/** Something that gets worse, with the records behind each of its numbers: hazards by number, points by id. */
export type Warning =
  | {
      kind: 'more'
      of: 'place' | 'category'
      name: string
      weeks: number
      now: number[]
      before: number[]
      term?: number
    }
  | { kind: 'stuck'; returned: number[]; transferred: number[]; reopened: number[] }
  | { kind: 'slower'; weeks: number; now: Closing; before: Closing }
  | { kind: 'unvisited'; days: number; points: { id: string; lastAtMs?: number }[] }

/** Hazards closed in a span, and the middle one's days from the report, to one decimal. */
export interface Closing {
  closed: number[]
  median: number
}

/** What is asked of: hazards as they stood, with the part of the school each is in (undefined: nowhere on the list). */
export interface Counted {
  hazards: readonly Traced[]
  partOf: (hazard: Traced) => string | undefined
  spans: Spans
  /** Whether the records reach back to the term before. */
  knowsTerm: boolean
}

/**
 * Places and categories that got worse (S2-098, handbook §12): at least `warning.least` reports in these weeks, at least
 * `warning.times` those of the weeks before, and more than the term before had in as many weeks. The worst first; a
 * category that is nothing but one place's reports is not said twice.
 */
export function worsening(counted: Counted, settings: Settings): Warning[] {
  const { partOf } = counted
  const places = grown(counted, settings, 'place', partOf, (key) => key)
  const same = (one: number[], other: number[]) => one.join() === other.join()
  const categories = grown(
    counted,
    settings,
    'category',
    ({ category }) => category,
    (key) => hazardCategories.get(key)?.name ?? key,
  ).filter(({ now }) => !places.some((place) => same(place.now, now)))
  return [...places, ...categories].sort(
    (one, other) => rise(other) - rise(one) || other.now.length - one.now.length,
  )
}

type More = Warning & { kind: 'more' }
const rise = ({ now, before }: More): number => now.length - before.length

function grown(
  { hazards, spans, knowsTerm }: Counted,
  settings: Settings,
  of: More['of'],
  keyOf: (hazard: Traced) => string | undefined,
  nameOf: (key: string) => string,
): More[] {
  const numbers = (among: readonly Traced[], span: Span) =>
    among.filter(({ reportedAtMs }) => lies(span, reportedAtMs)).map(({ number }) => number)
  const weeks = spans.now.weeks.length
  return [...Map.groupBy(hazards, keyOf)].flatMap(([key, among]): More[] => {
    if (key === undefined) return []
    const [now, before] = [numbers(among, spans.now), numbers(among, spans.before)]
    const { term: past } = spans
    const term =
      past && knowsTerm
        ? Math.round((numbers(among, past).length * weeks * 10) / past.weeks.length) / 10
        : undefined
    const worse =
      now.length >= settings['warning.least'] &&
      now.length >= settings['warning.times'] * before.length &&
      (term === undefined || now.length > term)
    const more = { kind: 'more' as const, of, name: nameOf(key), weeks, now, before }
    return worse ? [{ ...more, ...(term !== undefined && { term }) }] : []
  })
}

/** Open hazards that go back and forth: sent back or passed on too often, or open again after they were closed (S2-108). */
export function stuck(hazards: readonly Traced[], settings: Settings): Warning[] {
  const open = hazards.filter(({ closedAtMs }) => closedAtMs === undefined)
  const those = (is: (hazard: Traced) => boolean) => open.filter(is).map(({ number }) => number)
  const returned = those(({ returns }) => returns >= settings['warning.returns'])
  const transferred = those(({ transfers }) => transfers >= settings['warning.transfers'])
  const reopened = those(({ reopens }) => reopens > 0)
  return returned.length + transferred.length + reopened.length > 0
    ? [{ kind: 'stuck', returned, transferred, reopened }]
    : []
}

/** The middle of the days to close grew, where both spans closed enough to have a middle. */
export function slower(hazards: readonly Traced[], { now, before }: Spans, settings: Settings): Warning[] {
  const [late, early] = [closingIn(hazards, now), closingIn(hazards, before)]
  const enough = Math.min(late.closed.length, early.closed.length) >= settings['warning.least_closed']
  return enough && late.median - early.median >= settings['warning.slower_days']
    ? [{ kind: 'slower', weeks: now.weeks.length, now: late, before: early }]
    : []
}

function closingIn(hazards: readonly Traced[], span: Span): Closing {
  const closed = hazards.flatMap(({ number, reportedAtMs, closedAtMs }) =>
    closedAtMs !== undefined && lies(span, closedAtMs) ? [{ number, tookMs: closedAtMs - reportedAtMs }] : [],
  )
  return { closed: closed.map(({ number }) => number), median: middle(closed.map(({ tookMs }) => tookMs)) }
}

function middle(spansMs: readonly number[]): number {
  const sorted = spansMs.toSorted((one, other) => one - other)
  const half = sorted.length >> 1
  if (sorted.length === 0) return 0
  const ms = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
  return Math.round((ms * 10) / DAY_MS) / 10
}
