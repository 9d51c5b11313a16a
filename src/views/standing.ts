import { partsOf } from '../about.ts'
import type { Tone } from '../cards/card.ts'
import { isOver } from '../hazards/decide.ts'
import { goesOnAs } from '../hazards/goes-on.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById } from '../hazards/hazards.ts'
import { sayWait } from '../hazards/say-wait.ts'
import { sayStatus } from '../hazards/status.ts'
import type { Incident } from '../incidents/incident.ts'
import { incidentById } from '../incidents/incidents.ts'
import { OUTSIDE } from '../photos/keep.ts'
import { sayInstant } from '../time.ts'
import type { Reader } from './view.ts'

/** How a matter stands, for whoever reported it without a name: his own words, no names and no numbers. */
export interface Standing {
  status: string
  tone: Tone
  text: string
  reportedAtMs: number
  next?: string
  /** What was said since; `own` by the one who has the code. */
  lines: { atMs: number; text: string; own: boolean }[]
  open: boolean
}

export async function standingOf({ db }: Reader, about: string): Promise<Standing> {
  const { noun, id } = partsOf(about)
  if (noun === 'incident') return ofIncident((await incidentById(db, id))!)
  const reported = (await hazardById(db, id))!
  return ofHazard(reported, await goesOnAs(reported, (other) => hazardById(db, other)))
}

/** `now` is what it goes on as: of another one only how it stands, never its words. */
function ofHazard({ id, text, reportedAtMs, talk = [] }: Hazard, now: Hazard): Standing {
  const next = now.status === 'invalid' && now.id !== id ? '核实后没有立案' : nextOf(now)
  return {
    status: sayStatus(now),
    tone: now.status === 'closed' ? 'ok' : now.status === 'invalid' ? 'muted' : 'info',
    text,
    reportedAtMs,
    ...(next && { next }),
    lines: talk.map((line) => ({ atMs: line.atMs, text: line.text, own: line.by === undefined })),
    open: !isOver(now),
  }
}

function nextOf(about: Hazard): string | undefined {
  switch (about.status) {
    case 'closed':
      return about.closedAtMs === undefined ? undefined : `${sayInstant(about.closedAtMs)} 已由别的同事验收`
    case 'invalid':
      return about.lastReason && `没有立案：${about.lastReason}`
    case 'rectified':
      return '已经整改，等别的同事验收'
    default:
      // Whoever is outside may be a person.
      return sayWait(about, '校外单位') ?? `${sayInstant(about.rectifyDueMs)} 前整改`
  }
}

const INCIDENT_STATUS: Record<Incident['status'], string> = {
  reported: '已通知负责人',
  responding: '正在处理',
  controlled: '已控制',
  closed: '已处理完',
}

/** Of what happened nothing is told here but that somebody is there: it concerns children. */
const ofIncident = ({ status, text, reportedAtMs, notes }: Incident): Standing => ({
  status: INCIDENT_STATUS[status],
  tone: status === 'closed' ? 'ok' : 'info',
  text,
  reportedAtMs,
  lines: notes
    .filter(({ by }) => by === OUTSIDE)
    .map((note) => ({ atMs: note.atMs, text: note.text, own: true })),
  open: status !== 'closed',
})
