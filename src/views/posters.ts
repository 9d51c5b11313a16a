import { postersCard } from '../cards/posters.ts'
import { mayPrintCodes } from '../people/permissions.ts'
import { publicPageOf } from '../public-pages/public-pages.ts'
import { type View, viewerOf } from './view.ts'

/** The pages anybody may report on; the card's page has the posters to print. */
export const postersView: View = {
  about: () => 'posters/all',
  async draw(reader, show) {
    const { open } = await publicPageOf(reader.db, 'parents')
    const viewer = viewerOf(reader, show)
    return postersCard(open, viewer !== undefined && mayPrintCodes(viewer, reader.directory))
  },
}
