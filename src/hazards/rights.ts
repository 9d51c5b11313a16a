import { speaksFor } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { isDepartmentHead, isHead, isSafetyOffice, isVpSafety, seesAll } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { storeyAlone } from '../reading/storey.ts'
import { Refusal } from '../refusal.ts'
import { mayApprove, standsForMender } from './approvers.ts'
import { partsMissing } from './co-owners.ts'
import type { Decide } from './decide.ts'
import type { Hazard, HazardEvent } from './hazard.ts'
import { hasMended } from './menders.ts'
import { liesWithCoordinator } from './owner.ts'
import { mayReadHazard } from './readers.ts'
import { isUntaken } from './status.ts'

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
  /** Handed on once already, it lies with the one who decides where it goes: it is not given back (S2-108). */
  liesWithCoordinator: boolean
  /** The same, and it is not this person who decides: he does not hand it on. */
  awaitsCoordinator: boolean
  /** Proposes that it be listed; the heads approve (the same row). */
  proposesListing: boolean
  /** Enters what mending has cost: who has it in hand, and the accountant (S2-097). */
  spends: boolean
  reported: boolean
  /** Where it is still has to be said: nowhere yet, or a storey without its house, before anybody has taken it on. */
  seeksPlace: boolean
  /** Had a hand in mending it, in whichever round. */
  hasMended: boolean
  /** Has it in hand, or speaks for whoever has. */
  rectifies: boolean
  /** Allows more time or a pause; never a mender (`approvers.ts`). */
  approves: boolean
  /** Breaks ties among those who share it (S2-107), and decides after it went from hand to hand. */
  coordinates: boolean
  reopens: boolean
  /** Shares it and has not confirmed his part: by id, of himself or of whom he speaks for. */
  part: string | undefined
  follows: boolean
}

export function hazardRights(directory: Directory, about: Hazard, who: Person): HazardRights {
  const decides = seesAll(who, directory)
  const leads = isHead(who) || isVpSafety(who)
  const head = isDepartmentHead(who, about.department, directory)
  const responsible = head || speaksFor(directory, who, about.assignee)
  const rectifies = speaksFor(directory, who, about.rectifier)
  const withCoordinator = liesWithCoordinator(directory, about)
  return {
    decides,
    assigns: decides || head,
    responsible,
    handles: decides || responsible || rectifies,
    mends: decides || head || rectifies,
    verifies: verifiers(directory, about).some((entry) => entry.id === who.id),
    decidesListing: leads,
    liesWithCoordinator: withCoordinator,
    awaitsCoordinator: withCoordinator && !leads,
    proposesListing: head || isVpSafety(who) || isSafetyOffice(who, directory),
    spends: decides || responsible || rectifies || isDepartmentHead(who, 'finance', directory),
    reported: about.reporter === who.id,
    seeksPlace: seeksPlace(directory, about),
    hasMended: hasMended(about, who.id),
    rectifies,
    approves: mayApprove(directory, about, who),
    coordinates: leads,
    reopens: decides || head,
    part: partsMissing(about).find((id) => speaksFor(directory, who, id)),
    follows: (about.followers ?? []).includes(who.id),
  }
}

/** Asked at most once, and not of what somebody has set about mending: he has found it (handbook §6.5). */
export const seeksPlace = (directory: Directory, about: Hazard): boolean =>
  about.place === null || (isUntaken(about) && storeyAlone(about.place, directory.places) !== undefined)

/**
 * The wish, unless it opens a restricted hazard by passing it on or sharing it with somebody who may not read it: only the heads and the
 * vice principal name whom they choose, who then reads it as its handler (§4).
 * @throws Refusal('restricted')
 */
export const toItsReaders =
  (directory: Directory, by: Person, decide: Decide): Decide =>
  (state) => {
    const events = decide(state)
    const opened = events.flatMap(opens)[0]
    const to = opened && directory.person(opened.to)
    if (!state || !to || isHead(by) || isVpSafety(by) || mayReadHazard(to, state, directory)) return events
    const [only, wish] = opened.says(to.name)
    throw new Refusal('restricted', `隐患 ${state.number} 是受限事项，只能${only}。要${wish}。`)
  }

/** Whom an event makes a reader, with the words for that. */
function opens(event: HazardEvent): { to: string; says(name: string): [string, string] }[] {
  const heads = '请校长、书记或分管副校长'
  if (event.kind === 'hazard.transferred')
    return [{ to: event.to, says: (name) => ['转交给看得到它的同事', `交给${name}，${heads}来转交`] }]
  if (event.kind === 'hazard.co-owned')
    return [{ to: event.person, says: (name) => ['请看得到它的同事协办', `请${name}协办，${heads}来定`] }]
  if (event.kind === 'hazard.accepted' && event.by !== event.rectifier)
    return [{ to: event.rectifier, says: (name) => ['派给看得到它的同事', `派给${name}，${heads}来派`] }]
  return []
}

/**
 * Those who may verify: the reporter or who has his post now, the safety office, the leaders; never whoever mended it, in
 * whichever round, nor who presses for a mender without the app (handbook §4).
 */
export const verifiers = (directory: Directory, about: Hazard): Person[] =>
  unique([
    directory.person(about.reporter ?? ''),
    directory.person(about.verifier ?? ''),
    ...directory.people.filter((who) => seesAll(who, directory)),
  ]).filter(
    (who) => who.active && !standsForMender(directory, about, who) && mayReadHazard(who, about, directory),
  )

/** Whom a card asks to verify: the safety office, else the leaders. The reporter's receipt asks by itself, in place. */
export function askedToVerify(directory: Directory, about: Hazard): Person[] {
  const others = verifiers(directory, about).filter((who) => who.id !== about.reporter)
  const office = others.filter((who) => isSafetyOffice(who, directory))
  if (office.length > 0) return office
  const vp = others.filter((who) => who.posts.includes('vp_safety'))
  return vp.length > 0 ? vp : others
}
