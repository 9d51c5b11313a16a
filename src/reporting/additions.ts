import { partsOf } from '../about.ts'
import { hazard } from '../hazards/evolve.ts'
import { goesOnAs } from '../hazards/goes-on.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { supplement } from '../hazards/supplement.ts'
import { addByCode, ONLY_PHOTOS } from '../hazards/talk.ts'
import { tellAdded } from '../hazards/tell.ts'
import { addByCode as addToIncident } from '../incidents/added.ts'
import { incident } from '../incidents/evolve.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { type KeptPhoto, OUTSIDE } from '../photos/keep.ts'
import { attachPhoto, receiveFromOutside } from '../photos/photos.ts'

/**
 * What somebody without a name adds to what he reported: the handlers' cards change, and whoever has the hazard in hand
 * is told once. Throws `Refusal` when it is over or there is too much of it.
 */
export async function addToReport(
  work: Work,
  directory: Directory,
  about: string,
  text: string,
  photos: readonly KeptPhoto[],
): Promise<void> {
  const { noun, id } = partsOf(about)
  await receiveFromOutside(work, photos)
  const ids = photos.map((kept) => kept.id)
  let to = about
  if (noun === 'hazard') {
    const known = await addToHazard(work, directory, id, text, ids)
    tellAdded(work, directory, known)
    to = `hazard/${known.id}`
  } else {
    await work.change(incident, id, addToIncident(text, ids, OUTSIDE, work.nowMs))
    work.touch(about)
  }
  for (const key of ids) await attachPhoto(work, key, to)
}

/** Of what was merged the words stay on its own page, and those who handle the other one read them there. */
async function addToHazard(
  work: Work,
  directory: Directory,
  id: string,
  text: string,
  photos: readonly string[],
): Promise<Hazard> {
  const find = (other: string) => work.state(hazard, other)
  const about = await find(id)
  const into = about && (await goesOnAs(about, find))
  if (!about || into === about) return changeHazard(work, directory, id, addByCode(text, photos, work.nowMs))
  await changeHazard(work, directory, id, addByCode(text, photos, work.nowMs, into))
  return changeHazard(work, directory, into!.id, supplement({ text: text.trim() || ONLY_PHOTOS }, photos))
}

/** Throws `Refusal` where `addToReport` would, before a picture is kept: anybody with a code could fill the storage. */
export async function mustTakeAddition(
  work: Work,
  about: string,
  text: string,
  photos: readonly string[],
): Promise<void> {
  const { noun, id } = partsOf(about)
  if (noun === 'hazard') {
    const known = await work.state(hazard, id)
    const into = known && (await goesOnAs(known, (other) => work.state(hazard, other)))
    addByCode(text, photos, work.nowMs, into === known ? undefined : into)(known)
  } else addToIncident(text, photos, OUTSIDE, work.nowMs)(await work.state(incident, id))
}
