import { incidentCard, incidentHidden } from '../cards/incident.ts'
import type { IncidentAct, IncidentAsk } from '../cards/incident-buttons.ts'
import { awaited, isInvolved, mayReadIncident, mayReportUp } from '../incidents/called.ts'
import { concernsPupils, type Incident } from '../incidents/incident.ts'
import { incidentById } from '../incidents/incidents.ts'
import { isUpwardSettled, isWaived, mustGoUp } from '../incidents/upward.ts'
import type { Directory } from '../people/directory.ts'
import { isHead } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { OUTSIDE } from '../photos/keep.ts'
import { sayDoor } from '../reporting/doors.ts'
import { sayEntered } from './entered.ts'
import { callOf } from './still-told.ts'
import { type View, viewerOf } from './view.ts'

/** What this viewer may do with this incident right now. */
export function incidentActs(directory: Directory, about: Incident, who: Person | undefined): IncidentAct[] {
  if (!who || about.status === 'closed') return []
  const involved = isInvolved(directory, about, who)
  const concerned = involved || about.reporter === who.id
  const mine = about.acknowledged.find((entry) => entry.person === who.id)
  const asked = involved && about.reporter !== who.id
  const minor = about.level === 'minor'
  const acts: [IncidentAct, boolean][] = [
    ['acknowledge', asked && !mine],
    ['onTheWay', asked && !mine?.onTheWay],
    ['note', concerned],
    ['parents', concerned && concernsPupils(about) && about.parentsToldAtMs === undefined],
    ['control', involved && about.status !== 'controlled'],
    ['close', involved && minor && about.status !== 'reported'],
    ['raise', concerned && minor],
    ['lower', isHead(who) && !minor],
    ['recategorise', concerned],
    ...upwardActs(directory, about, who),
  ]
  return acts.filter(([, may]) => may).map(([act]) => act)
}

/** What goes up: only of a serious one, and only by those who may (handbook §4). */
function upwardActs(directory: Directory, about: Incident, who: Person): [IncidentAct, boolean][] {
  const may = about.level === 'serious' && mayReportUp(directory, about, who)
  const open = may && !isUpwardSettled(about)
  return [
    ['reportUp', open],
    ['waive', open && isHead(who) && !mustGoUp(about) && !about.upward],
    ['written', may && !about.written && !isWaived(about)],
  ]
}

const ACT_OF: Record<IncidentAsk, IncidentAct> = {
  note: 'note',
  parents: 'parents',
  control: 'control',
  lower: 'lower',
  close: 'close',
  recategorise: 'recategorise',
  reportUp: 'reportUp',
  waive: 'waive',
  written: 'written',
}

/** Whoever reads an incident's card is called to it, and may call back. */
function namelessOf({ anonymous, claimed, source }: Incident) {
  if (!anonymous) return {}
  const name = claimed?.name ? `自称「${claimed.name}」` : '没有留名'
  return { nameless: [name, sayDoor(source)].filter(Boolean).join(' · '), callBack: claimed?.phone }
}

export const incidentView: View = {
  about: (show) => `incident/${show.id}`,
  async draw(reader, show, sending) {
    const { db, directory } = reader
    const about = await incidentById(db, String(show.id))
    if (!about) return undefined
    const viewer = viewerOf(reader, show)
    const reporter = viewer !== undefined && viewer.id === about.reporter
    // Who had the card before it became a matter of few readers keeps its number and nothing else.
    if (!reporter && (!viewer || !mayReadIncident(viewer, about, directory)))
      return sending ? undefined : incidentHidden(about)
    const told = await callOf(reader, show)
    if (sending && told === 'over') return undefined
    const reportedBy = directory.person(about.reporter ?? '')
    const may = incidentActs(directory, about, viewer)
    const { asked } = show as { asked?: IncidentAsk }
    return incidentCard({
      incident: about,
      reporter: reportedBy && directory.card(reportedBy),
      ...namelessOf(about),
      entered: sayEntered(directory, about.enteredBy, viewer?.id),
      name: (id) => (id === OUTSIDE ? '报告人' : (directory.person(id)?.name ?? id)),
      className: about.classId ? directory.class(about.classId)?.name : undefined,
      awaited: awaited(directory, about).map((entry) => entry.name),
      may,
      call: told === 'over' ? undefined : told,
      ...(asked && may.includes(ACT_OF[asked]) && { asked }),
      round: String(show.round ?? 0),
      // The reporter has the receipt; somebody who reported and is also among those in charge sees the whole record.
      own: reporter,
      receipt: reporter && !(viewer && isInvolved(directory, about, viewer)),
    })
  },
}
