import { type Decide, placeAt } from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard, reclassification } from '../hazards/hazards.ts'
import { ownerOnceCorrected } from '../hazards/owner.ts'
import { repeatsOf, severityOfRepeat } from '../hazards/repeats.ts'
import { beside, samePlace } from '../hazards/same-place.ts'
import { repeat, suspect, together } from '../hazards/supplement.ts'
import { tellPlaced } from '../hazards/tell-more.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { sayPlace } from '../reading/say-place.ts'
import { inHouse, isHouseOf, storeyAlone } from '../reading/storey.ts'
import { placeFromWords } from './place-from-words.ts'

/**
 * 「教学楼B」 said after 「二楼」 is 教学楼B二楼, and stays so when it is said again; a place that is surer than a house stands for
 * itself.
 */
function withStorey({ place, where }: Hazard, words: string, { places }: Directory): string {
  if (isHouseOf(place, words, places)) return where ?? sayPlace(place)
  const storey = storeyAlone(place, places)
  return (storey === undefined ? undefined : inHouse(storey, words, places)) ?? words
}

/**
 * The place of a hazard said or corrected afterwards. Only now can be seen what is open there, which is marked for its
 * reporter and the office, and what was closed there not long ago, which makes it a repeat.
 */
export async function placing(
  work: Work,
  directory: Directory,
  about: Hazard,
  words: string,
  by: string,
): Promise<Decide> {
  const { place, where } = placeFromWords(withStorey(about, words, directory), directory)
  const placed = placeAt(place, where, ownerOnceCorrected(directory, about, about))
  const others = (await samePlace(work.db, place, about.category)).filter(({ id }) => id !== about.id)
  const alike = beside(others, about)?.alike
  const days = directory.rules.at(about.rules).settings['hazard.repeat_days']
  const repeats = repeatsOf(others, days, about.reportedAtMs)
  const severity = severityOfRepeat(about.severity, repeats)
  return together(
    placed,
    ...(alike && !alike.restricted ? [suspect(alike.number)] : []),
    repeat(repeats),
    ...(severity === about.severity
      ? []
      : [reclassification(directory, about, { ...about, severity }, by, { lower: false, lift: false })]),
  )
}

/** Puts a hazard where its reporter says once he was asked, and tells whoever has to hear of it now. */
export async function placeHazard(
  work: Work,
  directory: Directory,
  about: Hazard,
  words: string,
  by: string,
): Promise<Hazard> {
  const after = await changeHazard(
    work,
    directory,
    about.id,
    await placing(work, directory, about, words, by),
  )
  tellPlaced(work, directory, about, after, by)
  return after
}
