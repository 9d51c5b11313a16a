import { partsOf } from '../about.ts'
import { doubleCard } from '../cards/double.ts'
import { exposureCard } from '../cards/exposure.ts'
import { type SweepLine, sweepCard } from '../cards/sweep.ts'
import type { Double } from '../doubles/double.ts'
import { exposureOf } from '../exposures/exposures.ts'
import { isOver } from '../hazards/decide.ts'
import { hazardById } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { hazardRights, seeksPlace } from '../hazards/rights.ts'
import { isPlainlySame } from '../hazards/same-place.ts'
import { seesAll } from '../people/permissions.ts'
import type { SweepItem } from '../sweeps/sweep.ts'
import { sweepById } from '../sweeps/sweeps.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** Only for its reporter, and only as long as he may read what it looks like. */
export const doubleView: View = {
  about: (show) => `double/${show.id}`,
  async draw(reader, show) {
    const row = await reader.db.get<{ state: string }>('SELECT state FROM doubles WHERE id = ?', [
      String(show.id),
    ])
    const about = row && (JSON.parse(row.state) as Double)
    const of = about && (await hazardById(reader.db, about.of))
    const viewer = viewerOf(reader, show)
    if (!about || !of || !viewer || viewer.id !== about.given.reporter) return undefined
    if (!mayReadHazard(viewer, of, reader.directory)) return undefined
    return doubleCard(about, of, isPlainlySame(of, about.given, reader.directory.places))
  },
}

export const sweepView: View = {
  about: (show) => `sweep/${show.id}`,
  async draw(reader, show) {
    const about = await sweepById(reader.db, String(show.id))
    if (!about || viewerOf(reader, show)?.id !== about.person) return undefined
    const lines = await Promise.all(about.items.map((item) => lineOf(reader, item, about.person)))
    const asked = lines.find(({ hazard, may }) => may && hazard?.id === show.asked)?.hazard
    return sweepCard({ sweep: about, lines, asked, round: String(show.round ?? 0) })
  },
}

async function lineOf({ db, directory }: Reader, item: SweepItem, person: string): Promise<SweepLine> {
  const { noun, id } = partsOf(item.about)
  const hazard = noun === 'hazard' ? await hazardById(db, id) : undefined
  const who = directory.person(person)
  const rights = hazard && who && hazardRights(directory, hazard, who)
  const may =
    hazard !== undefined && !isOver(hazard) && (item.double !== undefined || rights?.reported === true)
  const isNew = hazard !== undefined && !isOver(hazard) && item.double === undefined
  return { item, hazard, may, lacksPlace: isNew && seeksPlace(directory, hazard) }
}

export const exposureView: View = {
  about: (show) => `exposure/${show.id}`,
  async draw(reader, show) {
    const about = await exposureOf(reader.db, String(show.id))
    if (!about) return undefined
    const viewer = viewerOf(reader, show)
    const decides = viewer !== undefined && show.read !== true && seesAll(viewer, reader.directory)
    if (about.status !== 'published' && !decides) return undefined
    return exposureCard({
      exposure: about,
      departmentName: (id) => reader.directory.departmentName(id),
      decides,
      asked: show.asked === true,
      round: String(show.round ?? 0),
    })
  },
}
