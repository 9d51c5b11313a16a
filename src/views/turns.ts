import { replacementCard } from '../cards/replacement.ts'
import { replaceFormCard } from '../cards/roster.ts'
import { swapCard } from '../cards/swap.ts'
import { arrangesRoster } from '../people/permissions.ts'
import { LEADER, type Roster } from '../rosters/replacement.ts'
import type { Swap } from '../rosters/swap.ts'
import { placesOf } from '../rosters/turns.ts'
import { addDays, dayOf } from '../time.ts'
import { seatName } from './roster.ts'
import { colleagues, type View, viewerOf } from './view.ts'

export const replaceFormView: View = {
  async draw(reader, show) {
    const { directory, nowMs } = reader
    const viewer = viewerOf(reader, show)
    const all = viewer !== undefined && arrangesRoster(viewer, directory)
    const tomorrow = addDays(dayOf(nowMs), 1)
    const seats = [LEADER, ...placesOf(directory)].map((seat) => ({ value: seat, label: seatName(seat) }))
    return replaceFormCard(
      String(show.round ?? 0),
      tomorrow,
      colleagues(directory),
      all ? [{ value: 'own', label: '我自己的' }, ...seats] : [],
    )
  },
}

export const replacementView: View = {
  async draw(reader, show) {
    const { db, directory } = reader
    const seat = String(show.seat)
    const row = await db.get<{ state: string }>('SELECT state FROM rosters WHERE id = ?', [seat])
    const of = row && (JSON.parse(row.state) as Roster).replacements[Number(show.number) - 1]
    if (!of) return undefined
    const name = (id: string) => directory.person(id)?.name ?? ''
    return replacementCard({
      from: of.from,
      to: of.to,
      seat: seatName(seat),
      person: name(of.person),
      insteadOf: of.insteadOf === undefined ? undefined : name(of.insteadOf),
      reason: of.reason,
      by: name(of.by),
      swapped: of.swap !== undefined,
      mine: viewerOf(reader, show)?.id === of.person,
    })
  },
}

export const swapView: View = {
  about: (show) => `swap/${show.id}`,
  async draw(reader, show, sending) {
    const { db, directory } = reader
    const row = await db.get<{ state: string }>('SELECT state FROM swaps WHERE id = ?', [String(show.id)])
    if (!row) return undefined
    const of = JSON.parse(row.state) as Swap
    const viewer = viewerOf(reader, show)
    const asker = viewer?.id === of.asker
    if (sending && !asker && of.status !== 'asked') return undefined
    if (sending && asker && of.day < dayOf(reader.nowMs)) return undefined
    const name = (id: string) => directory.person(id)?.name ?? ''
    return swapCard(
      of,
      {
        asker: name(of.asker),
        volunteer: of.volunteer === undefined ? undefined : name(of.volunteer),
        seat: seatName(of.seat),
        others: of.others.map(name),
      },
      { take: viewer !== undefined && of.others.includes(viewer.id), withdraw: asker },
    )
  },
}
