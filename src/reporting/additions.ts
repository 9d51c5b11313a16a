import { partsOf } from '../about.ts'
import { hazard } from '../hazards/evolve.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { addByCode } from '../hazards/talk.ts'
import { tellAdded } from '../hazards/tell.ts'
import { addByCode as addToIncident } from '../incidents/added.ts'
import { incident } from '../incidents/evolve.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { type KeptPhoto, OUTSIDE } from '../photos/keep.ts'
import { photo, receive } from '../photos/photo.ts'
import { attachPhoto } from '../photos/photos.ts'

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
  for (const { id: key, ...kept } of photos)
    await work.change(photo, key, receive({ ...kept, sender: OUTSIDE, messageId: OUTSIDE }))
  const ids = photos.map((kept) => kept.id)
  if (noun === 'hazard')
    tellAdded(work, directory, await changeHazard(work, directory, id, addByCode(text, ids, work.nowMs)))
  else {
    await work.change(incident, id, addToIncident(text, ids, OUTSIDE, work.nowMs))
    work.touch(about)
  }
  for (const key of ids) await attachPhoto(work, key, about)
}

/** Throws `Refusal` where `addToReport` would, before a picture is kept: anybody with a code could fill the storage. */
export async function mustTakeAddition(
  work: Work,
  about: string,
  text: string,
  photos: readonly string[],
): Promise<void> {
  const { noun, id } = partsOf(about)
  if (noun === 'hazard') addByCode(text, photos, work.nowMs)(await work.state(hazard, id))
  else addToIncident(text, photos, OUTSIDE, work.nowMs)(await work.state(incident, id))
}
