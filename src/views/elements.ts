import { elementsCard } from '../cards/elements.ts'
import { elementsOf } from '../elements/elements.ts'
import { readsCoverage } from '../people/permissions.ts'
import { type View, viewerOf } from './view.ts'

/** For those who answer for the whole school; drawn from the records each time. */
export const elementsView: View = {
  async draw(reader, show) {
    const viewer = viewerOf(reader, show)
    if (!viewer || !readsCoverage(viewer, reader.directory)) return undefined
    return elementsCard(await elementsOf(reader.db, reader.directory, reader.nowMs))
  },
}
