import type { DutyItem } from '../cards/duty-items.ts'
import { hazardLineCard, tabletsCard } from '../cards/tablets.ts'
import { isAnswered, isWaiting } from '../checkins/checkin.ts'
import { checkinsInHandsOf } from '../checkins/checkins.ts'
import type { Person } from '../people/person.ts'
import { tabletPeople, tabletsOf } from '../tablets/tablets.ts'
import { dayOf } from '../time.ts'
import { dutyItems } from './duty-items.ts'
import type { Reader, View } from './view.ts'

/** The office's card; its page has the links. */
export const tabletsView: View = {
  about: () => 'tablets/all',
  async draw({ db, directory }, show) {
    const seen = (await tabletsOf(db)).map(({ id, open, sinceMs, by }) => ({
      place: id,
      open,
      sinceMs,
      by: directory.person(by)?.name ?? by,
    }))
    const people = tabletPeople(directory).map(({ name }) => name)
    return tabletsCard(seen, people, String(show.round ?? 0))
  },
}

/** The question 报隐患 asks at a tablet. */
export const hazardLineView: View = {
  draw: async (_reader, show) => hazardLineCard(String(show.round ?? 0)),
}

/** What somebody has to do today: at this moment, later on, and what is done. */
export interface DueToday {
  now: number
  later: number
  done: number
}

/** As the card of the day has it; what may wait until another day is none of today's, and a letter is not signed here. */
export async function dueToday({ db, directory, nowMs }: Reader, who: Person): Promise<DueToday> {
  const day = dayOf(nowMs)
  const checkins = await checkinsInHandsOf(db, directory, who, day)
  const duties = await dutyItems(db, directory, who, day)
  const ofToday = (items: readonly DutyItem[]) =>
    items.filter(({ dueAtMs, required }) => dayOf(dueAtMs - 1) <= day && !required.includes('signature'))
  return {
    now: checkins.filter(isWaiting).length + ofToday(duties.now).length,
    later: ofToday(duties.later).length,
    done: checkins.filter(isAnswered).length + duties.done.filter(isDone).length,
  }
}

const isDone = ({ status }: DutyItem): boolean => status === 'done' || status === 'late'

/** What somebody could do now and has not. */
export const leftToday = async (reader: Reader, who: Person): Promise<number> =>
  (await dueToday(reader, who)).now
