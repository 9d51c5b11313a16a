import { type SanctionView, sanctionCard, sanctionsCard } from '../cards/sanction.ts'
import type { SanctionAsk } from '../cards/sanction-form.ts'
import { mayHandleSanctions } from '../people/permissions.ts'
import { type Sanction, sanctionType } from '../sanctions/sanction.ts'
import { openSanctions, replyDay, sanctionById, workdaysLeft } from '../sanctions/sanctions.ts'
import { dayOf } from '../time.ts'
import { type Reader, type View, viewerOf } from './view.ts'

const viewOf = ({ directory, nowMs }: Reader, sanction: Sanction): SanctionView => ({
  sanction,
  replyDay: replyDay(directory, sanction.day),
  left: workdaysLeft(directory, sanction, dayOf(nowMs)),
  name: (id) => directory.person(id)?.name ?? id,
})

const mayRead = (reader: Reader, viewer: ReturnType<typeof viewerOf>): boolean =>
  viewer !== undefined && mayHandleSanctions(viewer, reader.directory)

export const sanctionsView: View = {
  async draw(reader, show) {
    if (!mayRead(reader, viewerOf(reader, show))) return undefined
    const open = await openSanctions(reader.db)
    const views = open.map((each) => viewOf(reader, each)).sort((one, other) => one.left - other.left)
    const asked = show.asked === true ? true : sanctionType(String(show.asked ?? ''))
    return sanctionsCard(views, asked, String(show.round ?? 0))
  },
}

export const sanctionView: View = {
  about: (show) => `sanction/${show.id}`,
  async draw(reader, show) {
    const found = await sanctionById(reader.db, String(show.id))
    if (!found || !mayRead(reader, viewerOf(reader, show))) return undefined
    return sanctionCard(viewOf(reader, found), show.asked as SanctionAsk | undefined, String(show.round ?? 0))
  },
}
