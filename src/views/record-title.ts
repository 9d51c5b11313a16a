import { partsOf } from '../about.ts'
import { titleOf } from '../cards/listing-words.ts'
import { SEALED } from '../cards/matter-calls.ts'
import { incidentCategories } from '../duties/catalogue.ts'
import type { Handover } from '../handovers/handover.ts'
import { hazardById } from '../hazards/hazards.ts'
import { incidentById } from '../incidents/incidents.ts'
import type { Told } from '../ladders/telling.ts'
import { listingById } from '../listings/listings.ts'
import type { Reader } from './view.ts'

/** What a list calls a hazard or an incident: its number, and of an open matter what it is about. */
export async function recordTitle(reader: Reader, { ladder, sealed }: Told): Promise<string> {
  if (sealed) return SEALED
  const { noun, id } = partsOf(ladder)
  if (noun === 'hazard') {
    const about = await hazardById(reader.db, id)
    const where = about?.where ?? (about?.place && 'name' in about.place ? about.place.name : undefined)
    return about?.restricted === false && where ? `隐患 ${id} ${where}` : `隐患 ${id}`
  }
  if (noun === 'listing') return listingTitle(reader, id)
  if (noun === 'handover') return handoverTitle(reader, id)
  const about = await incidentById(reader.db, id)
  const category = about?.restricted === false && incidentCategories.get(about.category)?.name
  const over = about?.status === 'closed' ? '（已结束）' : ''
  return `事件 ${id}${category ? ` ${category}` : ' 受限'}${over}`
}

/** `挂牌 3 教学楼C四楼`; of a restricted hazard only the number. */
async function listingTitle({ db }: Reader, id: string): Promise<string> {
  const about = await listingById(db, id)
  const of = about && (await hazardById(db, about.hazard))
  return about && of && !of.restricted ? titleOf(about, of).replace(' · ', ' ') : `挂牌 ${id}`
}

/** `交接 鲁锦木 → 毕云栈`. */
async function handoverTitle({ db, directory }: Reader, id: string): Promise<string> {
  const row = await db.get<{ state: string }>('SELECT state FROM handovers WHERE id = ?', [id])
  const about = row && (JSON.parse(row.state) as Handover)
  const name = (person: string) => directory.person(person)?.name ?? person
  return about ? `交接 ${name(about.giver)} → ${name(about.taker)}` : `交接 ${id}`
}
