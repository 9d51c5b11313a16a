import { type Directory, unique } from '../people/directory.ts'
import {
  isDepartmentHead,
  isHead,
  isSafetyOffice,
  isVpSafety,
  mayReadRestricted,
  seesAll,
} from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { hasMended } from './hand-over.ts'
import type { Hazard } from './hazard.ts'

/** Handbook §4 applied to one hazard and one person. */
export interface HazardRights {
  /** Heads, vice principal, safety office: they decide on class and place, and whether it is a hazard at all. */
  decides: boolean
  /** Hands out the work: the department's head, or anybody who decides. */
  assigns: boolean
  /** It is this person's to take on: the department's head, or whom it was handed to. */
  responsible: boolean
  /** Takes it on, controls it, hands it over. */
  handles: boolean
  /** Reports it mended. */
  mends: boolean
  verifies: boolean
  /** Decides whether a supervised listing is asked for (row "supervised listing"). */
  decidesListing: boolean
  /** Enters what mending has cost: who has it in hand, and the accountant (S2-097). */
  spends: boolean
  reported: boolean
}

export function hazardRights(directory: Directory, about: Hazard, who: Person): HazardRights {
  const decides = seesAll(who, directory)
  const head = isDepartmentHead(who, about.department, directory)
  const responsible = head || speaksFor(directory, who, about.assignee)
  const rectifies = speaksFor(directory, who, about.rectifier)
  return {
    decides,
    assigns: decides || head,
    responsible,
    handles: decides || responsible || rectifies,
    mends: decides || head || rectifies,
    verifies: verifiers(directory, about).some((entry) => entry.id === who.id),
    decidesListing: isHead(who) || isVpSafety(who),
    spends: decides || responsible || rectifies || isDepartmentHead(who, 'finance', directory),
    reported: about.reporter === who.id,
  }
}

/** A person without the app speaks through the proxy (handbook §3); the record keeps who pressed. */
function speaksFor(directory: Directory, who: Person, id: string | undefined): boolean {
  if (id === undefined) return false
  const person = directory.person(id)
  return id === who.id || (person !== undefined && directory.addressee(person)?.id === who.id)
}

/** Restricted hazards have readers by record: heads, the vice principal, and who handles it; nobody else (§4, §13). */
export function mayReadHazard(who: Person, about: Hazard, directory: Directory): boolean {
  if (!about.restricted) return true
  return (
    mayReadRestricted(who, about.rectifier) ||
    who.id === about.assignee ||
    isDepartmentHead(who, about.department, directory)
  )
}

/** Those who may verify: the reporter or who has his post now, the safety office, the leaders; never the rectifier (handbook §4). */
export const verifiers = (directory: Directory, about: Hazard): Person[] =>
  unique([
    directory.person(about.reporter ?? ''),
    directory.person(about.verifier ?? ''),
    ...directory.people.filter((who) => seesAll(who, directory)),
  ]).filter((who) => who.active && !hasMended(about, who.id) && mayReadHazard(who, about, directory))

/** Whom a card asks to verify: the safety office, else the leaders. The reporter's receipt asks by itself, in place. */
export function askedToVerify(directory: Directory, about: Hazard): Person[] {
  const others = verifiers(directory, about).filter((who) => who.id !== about.reporter)
  const office = others.filter((who) => isSafetyOffice(who, directory))
  if (office.length > 0) return office
  const vp = others.filter((who) => who.posts.includes('vp_safety'))
  return vp.length > 0 ? vp : others
}
