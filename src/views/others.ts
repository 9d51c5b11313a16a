import type { Card } from '../cards/card.ts'
import { hazardFormCard, incidentFormCard } from '../cards/forms.ts'
import { leaveCard, leaveFormCard } from '../cards/leave.ts'
import { weekCard } from '../cards/week.ts'
import type { Leave } from '../leaves/leave.ts'
import { mayExcuse } from '../people/permissions.ts'
import { sayPlace } from '../reading/say-place.ts'
import { placeFromWords } from '../reporting/place-from-words.ts'
import { summariseWeek } from '../reports/week.ts'
import { dayOf, timeOf } from '../time.ts'
import { colleagues, type View, viewerOf } from './view.ts'

/** A card whose content was complete when it was owed: help, suggestions, notices. */
export const fixedView: View = {
  draw: async (_reader, show) => show.content as Card,
}

export const weekView: View = {
  draw: async ({ db, directory, nowMs }, show) =>
    weekCard(await summariseWeek(db, directory, String(show.day), nowMs)),
}

export const leaveFormView: View = {
  async draw(reader, show) {
    const viewer = viewerOf(reader, show)
    return leaveFormCard(
      String(show.round ?? 0),
      dayOf(reader.nowMs),
      colleagues(reader.directory, viewer?.id, viewer?.department),
    )
  },
}

export const leaveView: View = {
  about: (show) => `leave/${show.id}`,
  async draw(reader, show) {
    const { db, directory } = reader
    const row = await db.get<{ state: string }>('SELECT state FROM leaves WHERE id = ?', [String(show.id)])
    if (!row) return undefined
    const leave = JSON.parse(row.state) as Leave
    const person = directory.person(leave.person)
    const viewer = viewerOf(reader, show)
    const substitute = leave.substitute ? directory.person(leave.substitute)?.name : undefined
    const mayDecide = viewer !== undefined && person !== undefined && mayExcuse(viewer, person, directory)
    const mayWithdraw = viewer?.id === leave.person && leave.lastDay >= dayOf(reader.nowMs)
    return leaveCard(leave, person?.name ?? '', substitute, { decide: mayDecide, withdraw: mayWithdraw })
  },
}

export const hazardFormView: View = {
  draw: async ({ directory }, show) => {
    const at = typeof show.at === 'string' ? placeFromWords(show.at, directory).place : undefined
    return hazardFormCard(String(show.round ?? 0), show.photo as string | undefined, {
      ...(at && { place: sayPlace(at) }),
      ...(typeof show.text === 'string' && { text: show.text }),
    })
  },
}

export const incidentFormView: View = {
  draw: async ({ nowMs }, show) =>
    incidentFormCard(String(show.round ?? 0), `${dayOf(nowMs)} ${timeOf(nowMs)}`),
}
