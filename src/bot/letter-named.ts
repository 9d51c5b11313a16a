import { dutyInstance } from '../instances/evolve.ts'
import type { Instance } from '../instances/instance.ts'
import { instancesOfDuty } from '../instances/instances.ts'
import { hasSigned, isLetter } from '../instances/letter.ts'
import type { Person } from '../people/person.ts'
import { DAY_MS } from '../time.ts'
import type { Context } from './command.ts'
import { isCalled } from './duty-named.ts'

/** A letter holds for its year, and so does what may be wrong with it. */
const YEAR_MS = 366 * DAY_MS

/**
 * The letter a sentence means, by its id or words of its name: the one `signer` signed before one he only could, the
 * latest first. None where the words name no letter.
 */
export async function letterNamed(
  { work, directory, nowMs }: Context,
  { named, period, signer }: { named: string; period: string; signer: Person | undefined },
): Promise<Instance | undefined> {
  const byId = named.includes('.') ? await work.state(dutyInstance, named) : undefined
  if (byId) return isLetter(byId) ? byId : undefined
  const [id = '', unit] = named.split('/')
  const duties = [...directory.duties.values()].filter((duty) => isCalled(duty, id, named))
  const all = await Promise.all(
    duties.map((duty) => instancesOfDuty(work.db, duty.id, nowMs - YEAR_MS, nowMs + YEAR_MS)),
  )
  const letters = all
    .flat()
    .filter(
      (about) =>
        isLetter(about) &&
        (unit === undefined || about.unit === unit) &&
        (period === '' || about.period === period),
    )
    .sort((one, other) => other.dueAtMs - one.dueAtMs)
  if (!signer) return letters[0]
  const signs = ({ owner, others }: Instance) => owner === signer.id || others.includes(signer.id)
  return letters.find((about) => hasSigned(about, signer.id)) ?? letters.find(signs)
}
