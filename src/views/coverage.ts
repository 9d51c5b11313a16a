import { coverageCard, ownCoverageCard } from '../cards/coverage.ts'
import type { Cell } from '../coverage/cell.ts'
import { coverageOf } from '../coverage/coverage.ts'
import { posts } from '../duties/catalogue.ts'
import type { Directory } from '../people/directory.ts'
import { readsCoverage } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { type Day, dayOf } from '../time.ts'
import { type View, viewerOf } from './view.ts'

/** What a person may see of the proof: all of it, or the own line. */
export function visibleCells(directory: Directory, viewer: Person, day: Day): Cell[] {
  const cells = coverageOf(directory, day)
  return readsCoverage(viewer, directory)
    ? cells
    : cells.filter(({ key }) => key.startsWith(`person/${viewer.id}/`))
}

export const coverageView: View = {
  about: () => 'coverage/school',
  async draw(reader, show) {
    const { directory, nowMs } = reader
    const viewer = viewerOf(reader, show)
    if (!viewer) return undefined
    const day = dayOf(nowMs)
    const cells = visibleCells(directory, viewer, day)
    if (readsCoverage(viewer, directory)) return coverageCard(cells, day)
    const names = viewer.posts.map((post) => posts.get(post)?.name ?? post)
    return ownCoverageCard(viewer.name, names, cells)
  },
}
