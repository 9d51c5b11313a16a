import { handoverCard } from '../cards/handover.ts'
import type { Handover } from '../handovers/handover.ts'
import { itemsNow } from '../handovers/handovers.ts'
import { itemOf } from '../handovers/items.ts'
import { awaited, confirmsAs, gives, maySettle } from '../handovers/rights.ts'
import { mayPost } from '../people/permissions.ts'
import { groupsOf } from './handover-lines.ts'
import { callOf } from './still-told.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** Whose word is awaited; the office speaks for somebody who left. */
function waitingFor({ directory }: Reader, about: Handover): string[] {
  const gone = directory.person(about.giver)?.active === false
  const names = awaited(directory, about)
    .filter(({ id }) => !gone || id === about.taker)
    .map(({ name }) => name)
  const spoken = about.confirmed.some(({ person }) => person === about.giver)
  return [...(gone && !spoken ? ['安全办公室（代为移交）'] : []), ...names]
}

export const handoverView: View = {
  about: (show) => `handover/${show.id}`,
  async draw(reader, show, sending) {
    const { db, directory, nowMs } = reader
    const row = await db.get<{ state: string }>('SELECT state FROM handovers WHERE id = ?', [String(show.id)])
    const viewer = viewerOf(reader, show)
    if (!row || !viewer) return undefined
    const about = JSON.parse(row.state) as Handover
    const told = await callOf(reader, show)
    if (sending && (told === 'over' || about.status !== 'open')) return undefined
    const may = confirmsAs(directory, about, viewer)
    const reads = [about.giver, about.taker].includes(viewer.id) || may || mayPost(viewer, directory)
    if (!reads) return undefined
    const name = (id: string) => directory.person(id)?.name ?? id
    const open = about.status === 'open'
    const keys = open ? await itemsNow(db, directory, about, nowMs) : (about.moved ?? about.items)
    return handoverCard({
      handover: about,
      giver: name(about.giver),
      taker: name(about.taker),
      hasLeft: directory.person(about.giver)?.active === false,
      groups: await groupsOf(reader, about, keys.map(itemOf)),
      kept: (about.kept ?? []).map(({ why }) => why),
      waiting: waitingFor(reader, about),
      may,
      mayNote: open && gives(directory, about, viewer),
      mayCancel: open && maySettle(directory, about, viewer),
      call: told === 'over' ? undefined : told?.say,
    })
  },
}
