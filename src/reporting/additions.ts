import { partsOf } from '../about.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { addByCode } from '../hazards/talk.ts'
import { tellAdded } from '../hazards/tell.ts'
import { note, photograph } from '../incidents/decide.ts'
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
    if (text) await work.change(incident, id, note(text, OUTSIDE))
    for (const key of ids) await work.change(incident, id, photograph(key, OUTSIDE))
    work.touch(about)
  }
  for (const key of ids) await attachPhoto(work, key, about)
}
