import { type AssetNow, assetsNow, keepersOf, mayMaintain } from '../assets/assets.ts'
import { type AssetLine, assetsCard } from '../cards/assets.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import type { Person } from '../people/person.ts'
import { placeFromWords } from '../reporting/place-from-words.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** All of them, or with `due` those its reader is to look after now; nothing when none is due any more. */
export const assetsView: View = {
  async draw(reader, show) {
    const viewer = viewerOf(reader, show)
    if (!viewer) return undefined
    const { db, directory, nowMs } = reader
    const due = show.due === true
    const all = await assetsNow(db, directory, nowMs)
    const shown = due ? all.filter((each) => each.due && looksAfter(reader, each, viewer)) : all
    if (shown.length === 0) return undefined
    return assetsCard({
      lines: shown.map((each) => lineOf(reader, each, viewer)),
      due,
      maintains: shown.some(({ entry }) => mayMaintain(directory, entry, viewer)),
      ...(typeof show.chosen === 'string' && { chosen: show.chosen }),
      round: String(show.round ?? 0),
    })
  },
}

const looksAfter = ({ directory }: Reader, { entry }: AssetNow, viewer: Person): boolean =>
  keepersOf(directory, entry).some((who) => directory.addressee(who)?.id === viewer.id)

function lineOf(
  { directory }: Reader,
  { entry, status, next, last, open }: AssetNow,
  viewer: Person,
): AssetLine {
  const place = entry.place && placeFromWords(entry.place, directory)
  const named = place && 'name' in place.place ? place.place.name : entry.place
  return {
    entry,
    status,
    ...(next && { next }),
    ...(last && { last }),
    ...(named && { place: named }),
    keepers: keepersOf(directory, entry)
      .map(({ name }) => name)
      .join('、'),
    hazards: open.filter((each) => mayReadHazard(viewer, each, directory)).map(({ number }) => number),
  }
}
