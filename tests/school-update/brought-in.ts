import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { parseSchoolFile, type SchoolFile } from '../../src/people/school-file.ts'
import { applyUpdate } from '../../src/school-update/apply.ts'
import { type SchoolUpdate, updateOf } from '../../src/school-update/update.ts'
import type { World } from '../world.ts'

/** A school's file with something changed, read again and brought in; what it made of the running school. */
export async function broughtIn(
  { town }: World,
  file: SchoolFile,
  change: (file: SchoolFile) => void,
): Promise<SchoolUpdate> {
  const json = JSON.parse(JSON.stringify(file)) as SchoolFile
  change(json)
  const { db, directory, now } = town
  const found = updateOf(await directory(), parseSchoolFile(json), new Set(Object.keys(json)))
  await recordUntilDone(
    db,
    `update:${crypto.randomUUID()}`,
    () => beginWork(db, now(), null),
    async (work) => {
      await applyUpdate(work, found)
      return {}
    },
  )
  return found
}
