import { handoverCard } from '../cards/handover.ts'
import type { Handover } from '../handovers/handover.ts'
import { dutyInstance } from '../instances/evolve.ts'
import type { Instance } from '../instances/instance.ts'
import type { Directory } from '../people/directory.ts'
import { mayPost } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { titleOf } from './duty-items.ts'
import { type View, viewerOf } from './view.ts'

/** As whom somebody may confirm: one of the two, or the office for a giver who left or has no app. */
export function confirmsAs(directory: Directory, about: Handover, who: Person): 'give' | 'take' | undefined {
  const given = (id: string) => about.confirmed.some(({ person }) => person === id)
  if (who.id === about.taker) return given(about.taker) ? undefined : 'take'
  const giver = directory.person(about.giver)
  const speaksFor =
    who.id === about.giver ||
    (mayPost(who, directory) && (!giver?.active || directory.addressee(giver) === undefined))
  return speaksFor && !given(about.giver) ? 'give' : undefined
}

export const handoverView: View = {
  about: (show) => `handover/${show.id}`,
  async draw(reader, show) {
    const { db, directory } = reader
    const row = await db.get<{ state: string }>('SELECT state FROM handovers WHERE id = ?', [String(show.id)])
    const viewer = viewerOf(reader, show)
    if (!row || !viewer) return undefined
    const about = JSON.parse(row.state) as Handover
    const name = (id: string) => directory.person(id)?.name ?? id
    const marks = about.items.map(() => '?').join(', ')
    const items = await db.all<{ state: string }>(
      `SELECT state FROM ${dutyInstance.table} WHERE id IN (${marks}) ORDER BY due_at, id`,
      about.items,
    )
    return handoverCard({
      handover: about,
      giver: name(about.giver),
      taker: name(about.taker),
      items: items
        .map(({ state }) => JSON.parse(state) as Instance)
        .map((entry) => titleOf(directory, entry, directory.duties.get(entry.duty))),
      waiting: [about.giver, about.taker]
        .filter((id) => !about.confirmed.some(({ person }) => person === id))
        .map(name),
      may: confirmsAs(directory, about, viewer),
    })
  },
}
