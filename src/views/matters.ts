import { type HazardAct, hazardCard } from '../cards/hazard.ts'
import type { HazardAsk } from '../cards/hazard-form.ts'
import { type IncidentAct, type IncidentAsk, incidentCard } from '../cards/incident.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById, mayReadHazard, verifiers } from '../hazards/hazards.ts'
import type { Incident } from '../incidents/incident.ts'
import { alarmed, awaited, incidentById, mayReadIncident } from '../incidents/incidents.ts'
import type { Directory } from '../people/directory.ts'
import { isDepartmentHead, isHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { colleagues, type View, viewerOf } from './view.ts'

/** What this viewer may do with this hazard right now: the table of handbook §4 applied to one record. */
export function hazardActs(directory: Directory, about: Hazard, who: Person | undefined): HazardAct[] {
  if (!who || about.status === 'closed' || about.status === 'invalid') return []
  const office = isSafetyOffice(who, directory) || isVpSafety(who) || isHead(who)
  const head = isDepartmentHead(who, about.department, directory)
  const handles = head || office || about.assignee === who.id
  const mends = about.rectifier === who.id || head || isSafetyOffice(who, directory)
  const acts: HazardAct[] = []
  if (about.place === null && (about.reporter === who.id || office)) acts.push('place')
  if (about.status === 'reported' || about.status === 'assigned') {
    if (handles) acts.push('accept')
    if (handles && !about.control) acts.push('control')
    if (handles) acts.push('transfer')
    if (office && about.reporter !== who.id) acts.push('dismiss')
    if (about.reporter === who.id && about.source === 'words') acts.push('withdraw')
  }
  if (about.status === 'rectifying' || about.status === 'returned') {
    if (mends) acts.push('rectify')
    if (mends && !about.control) acts.push('control')
    if (handles || mends) acts.push('transfer')
  }
  if (about.status === 'rectified' && verifiers(directory, about).some((entry) => entry.id === who.id))
    acts.push('verify')
  if (office || about.reporter === who.id) acts.push('reclassify')
  return acts
}

export const hazardView: View = {
  about: (show) => `hazard/${show.id}`,
  async draw(reader, show, sending) {
    const { db, directory } = reader
    const about = await hazardById(db, String(show.id))
    if (!about) return undefined
    const viewer = viewerOf(reader, show)
    const own = viewer?.id === about.reporter
    if (!own && (viewer ? !mayReadHazard(viewer, about, directory) : about.restricted)) return undefined
    if (sending && show.why === 'verify' && about.status !== 'rectified') return undefined
    const card = (id: string | undefined) => {
      const found = id ? directory.person(id) : undefined
      return found && directory.card(found)
    }
    return hazardCard({
      hazard: about,
      reporter: card(about.reporter),
      assignee: card(about.assignee),
      rectifier: card(about.rectifier),
      verifier: card(about.verifiedBy),
      department: directory.departmentName(about.department),
      may: hazardActs(directory, about, viewer),
      colleagues: colleagues(directory, viewer?.id),
      ...(show.asked ? { asked: show.asked as HazardAsk } : {}),
      round: String(show.round ?? 0),
    })
  },
}

/** What this viewer may do with this incident right now. */
export function incidentActs(
  directory: Directory,
  about: Incident,
  who: Person | undefined,
  nowMs: number,
): IncidentAct[] {
  if (!who || about.status === 'closed') return []
  const told = alarmed(directory, about, nowMs).some((entry) => entry.id === who.id)
  const reporter = about.reporter === who.id
  const acts: IncidentAct[] = []
  const mine = about.acknowledged.find((entry) => entry.person === who.id)
  if (told && !mine) acts.push('acknowledge')
  if (told && !mine?.onTheWay) acts.push('onTheWay')
  if (told || reporter) acts.push('note')
  if (about.classId && about.parentsToldAtMs === undefined && (told || reporter)) acts.push('parents')
  if (told && about.status !== 'controlled') acts.push('control')
  if ((told || reporter) && about.level === 'minor') acts.push('raise')
  if (isHead(who) && about.level === 'serious') acts.push('lower')
  if (told && about.level === 'minor' && about.status !== 'reported') acts.push('close')
  return acts
}

export const incidentView: View = {
  about: (show) => `incident/${show.id}`,
  async draw(reader, show) {
    const { db, directory, nowMs } = reader
    const about = await incidentById(db, String(show.id))
    if (!about) return undefined
    const viewer = viewerOf(reader, show)
    const reporter = viewer?.id === about.reporter
    if (!reporter && (!viewer || !mayReadIncident(viewer, about, directory))) return undefined
    // The reporter has the receipt; somebody who reported and is also among the readers sees the whole record.
    const alsoReader =
      viewer && alarmed(directory, { ...about, reporter: '' }, nowMs).some((entry) => entry.id === viewer.id)
    const name = (id: string) => directory.person(id)?.name ?? id
    const reportedBy = directory.person(about.reporter)
    return incidentCard({
      incident: about,
      reporter: reportedBy && directory.card(reportedBy),
      name,
      className: about.classId ? directory.class(about.classId)?.name : undefined,
      awaited: awaited(directory, about).map((entry) => entry.name),
      may: incidentActs(directory, about, viewer, nowMs),
      ...(show.asked ? { asked: show.asked as IncidentAsk } : {}),
      round: String(show.round ?? 0),
      receipt: reporter && !alsoReader,
    })
  },
}
