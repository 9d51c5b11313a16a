import { hazardResultCard, reopenedResultCard } from '../cards/hazard-result.ts'
import { hazardById } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { type View, viewerOf } from './view.ts'

/** The result for whoever reported it, kept true as what is covered in it; opened again before it was sent, it is none. */
export const hazardResultView: View = {
  about: (show) => `hazard/${show.id}`,
  async draw(reader, show, sending) {
    const about = await hazardById(reader.db, String(show.id))
    if (!about || (sending && about.status !== 'closed')) return undefined
    if (about.status !== 'closed') return reopenedResultCard(about)
    const viewer = viewerOf(reader, show)
    const reads = viewer !== undefined && mayReadHazard(viewer, about, reader.directory)
    return hazardResultCard(about, reads)
  },
}
