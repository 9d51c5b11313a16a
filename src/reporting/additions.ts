import { partsOf } from '../about.ts'
import { hazard } from '../hazards/evolve.ts'
import { goesOnAs } from '../hazards/goes-on.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { supplement } from '../hazards/supplement.ts'
import { addByCode, ONLY_PHOTOS } from '../hazards/talk.ts'
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
  let to = about
  if (noun === 'hazard') {
    const known = await addToHazard(work, directory, id, text, ids)
    tellAdded(work, directory, known)
    to = `hazard/${known.id}`
  } else {
    if (text) await work.change(incident, id, note(text, OUTSIDE))
    for (const key of ids) await work.change(incident, id, photograph(key, OUTSIDE))
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
