import { bringForward } from '../hazards/bring-forward.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { control } from '../hazards/mend.ts'
import { isGraver } from '../hazards/severity.ts'
import { follow, supplement, together } from '../hazards/supplement.ts'
import { tellNewApprovers, tellRaised } from '../hazards/tell-more.ts'
import { pauseOf } from '../hazards/waits.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { moveOn, photo } from '../photos/photo.ts'
import { raise } from './doubles.ts'

/**
 * What goes on with `into` once `about` was found to be the same: words, pictures, the measure that protects people and
 * everybody who waits to hear its end. The graver of both counts, and those it now concerns hear it at once.
 */
export async function carryOver(
  work: Work,
  directory: Directory,
  about: Hazard,
  into: Hazard,
  by: string,
): Promise<Hazard> {
  const { text, reporter, followers = [] } = about
  const pictures = about.photos.filter(({ phase }) => phase === 'before').map(({ id }) => id)
  const waiting = new Set([...(reporter ? [reporter] : []), ...followers])
  const graver = isGraver(about, into)
  const raised = await changeHazard(
    work,
    directory,
    into.id,
    together(
      supplement({ text, ...(reporter && { by: reporter }) }, pictures),
      ...[...waiting].map((who) => follow(who)),
      // What was done against the less of a pause counts no more once it is graver.
      ...(about.control && (!into.control || (graver && pauseOf(into))) ? [control(about.control, by)] : []),
      ...(graver ? [raise(directory, into, { ...about, reporter: by })] : []),
    ),
  )
  const after = await changeHazard(work, directory, into.id, bringForward(directory, about, raised, by))
  if (graver) tellRaised(work, directory, after, by)
  tellNewApprovers(work, directory, into, after, by)
  for (const id of pictures) await work.change(photo, id, moveOn(`hazard/${about.id}`, `hazard/${into.id}`))
  return after
}
