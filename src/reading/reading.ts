import { cryAlone, cryIn } from './danger-words.ts'
import { findPlace } from './find-place.ts'
import { type HazardReading, readHazard } from './hazard-reading.ts'
import type { Severity } from './hazard-words.ts'
import { type IncidentReading, readIncident } from './incident-reading.ts'
import { type Kind, normality, quietKind } from './kinds.ts'
import { cleanLine, type Line } from './line.ts'
import type { Place, Places } from './places.ts'
import { placeQuestion } from './questions.ts'
import {
  asHazardCategory,
  asIncidentCategory,
  RESTRICTED_HAZARDS,
  RESTRICTED_INCIDENTS,
} from './restricted.ts'
import { type Side, standings } from './stance.ts'
import { controls } from './urgency.ts'

/** What one line of colloquial Chinese proposes; a person confirms it (handbook §6). */
export interface Reading {
  readonly kind: Kind
  /** A `hazard_category` or `incident_category` id of the duty catalogue. */
  readonly category: string | null
  /** Of hazards (§6.2), judged before any temporary control. */
  readonly severity: Severity | null
  /** Of incidents (§6.4). */
  readonly level: 'minor' | 'serious' | null
  readonly urgent: boolean
  /** Unsure: the higher of two was taken (§6.2). */
  readonly needsReview: boolean
  readonly restricted: boolean
  readonly place: Place | null
  /** The temporary control named in the text, as said. */
  readonly control: string | null
  /** The one question to ask when the place is missing, in Chinese. */
  readonly ask: string | null
  /** The words that decided, for 「按…判断」. */
  readonly because: string[]
  /** The kind the text looks like, when the person insisted on another. */
  readonly looksLike?: Kind
}

export interface Hint {
  /** The person used /隐患 or /上报. */
  readonly as?: 'hazard' | 'incident'
  /** Id or name of the class the reporter is responsible for: what 「我们班」 means. */
  readonly reporterClass?: string
}

type Judgement = Omit<Reading, 'place' | 'control' | 'ask'>

/** Reads one report. Pure, never throws, bounded whatever the length of `text` (`line.ts`). */
export function readReport(text: string, places: Places, hint: Hint = {}): Reading {
  const line = cleanLine(text)
  const place = findPlace(text, places) ?? ownClass(line, places, hint.reporterClass)
  const categories = place?.kind === 'point' ? (places.points.get(place.id)?.hazard_categories ?? []) : []
  const judged = judge(line, categories, hint.as)
  const trouble = judged.kind === 'hazard' || judged.kind === 'incident'
  return {
    ...judged,
    place,
    control: trouble ? (controls(line)[0]?.words ?? null) : null,
    ask: trouble && !place ? placeQuestion(judged.category) : null,
  }
}

function judge(line: Line, pointCategories: readonly string[], as: Hint['as']): Judgement {
  const standing = standings(line)
  let absent: string | null = null
  const noting = (at: number, words: string, side: Side) => {
    const stands = standing(at, words, side)
    if (stands === 'absent') absent ??= words
    return stands
  }
  const incident = readIncident(line, (at, words, category) => noting(at, words, { incident: category }))
  const hazard = readHazard(line, (at, words) => noting(at, words, 'hazard'), pointCategories)
  const natural = naturalKind(line, incident, hazard, absent)
  if (as === undefined || as === natural.kind) return natural
  const insist = as === 'hazard' ? insistedHazard : insistedIncident
  const insisted = insist(line.text, incident, hazard)
  return natural.kind === 'other' ? insisted : { ...insisted, looksLike: natural.kind }
}

function naturalKind(
  line: Line,
  incident: IncidentReading | null,
  hazard: HazardReading | null,
  absent: string | null,
): Judgement {
  if (incident) return ofIncident(incident, hazard)
  // A remark (灰多) beside a word of normality (没啥事) stays a remark.
  if (hazard && (hazard.weight > 1 || !normality(line))) return ofHazard(hazard)
  const cry = cryAlone(line.text)
  if (cry !== null) return { ...unread('incident', line.text), because: [cry] }
  return { ...quietKind(line, absent), ...NOTHING }
}

const NOTHING = {
  category: null,
  severity: null,
  level: null,
  urgent: false,
  needsReview: false,
  restricted: false,
}

/** The hazard behind an incident goes on endangering people; a 重大 one makes the incident serious until somebody has looked. */
function ofIncident(incident: IncidentReading, hazard: HazardReading | null): Judgement {
  const stillOpen = hazard?.urgent === true && asIncidentCategory(hazard.category) !== incident.category
  const grave = hazard?.severity === 'major' && incident.level === 'minor'
  return {
    ...NOTHING,
    ...incident,
    kind: 'incident',
    level: grave ? 'serious' : incident.level,
    needsReview: grave || incident.needsReview,
    urgent: grave || incident.urgent || stillOpen,
    restricted: RESTRICTED_INCIDENTS.has(incident.category),
  }
}

function ofHazard({ weight: _, ...hazard }: HazardReading): Judgement {
  return { ...NOTHING, ...hazard, kind: 'hazard', restricted: RESTRICTED_HAZARDS.has(hazard.category) }
}

/** The person says hazard: an incident in the text makes it at least larger, and a restricted one stays restricted. */
function insistedHazard(
  text: string,
  incident: IncidentReading | null,
  hazard: HazardReading | null,
): Judgement {
  if (!incident && hazard) return ofHazard(hazard)
  if (!incident) return unread('hazard', text)
  const category =
    RESTRICTED_INCIDENTS.has(incident.category) || !hazard
      ? asHazardCategory(incident.category)
      : hazard.category
  const severity = hazard?.severity === 'major' ? 'major' : 'larger'
  return {
    ...NOTHING,
    kind: 'hazard',
    category,
    severity,
    urgent: incident.urgent || (hazard?.urgent ?? false),
    needsReview: true,
    restricted: RESTRICTED_HAZARDS.has(category),
    because: [...new Set([...(hazard?.because ?? []), ...incident.because])],
  }
}

/** The person says incident: something happened that the rules do not know; a larger hazard may have hurt somebody. */
function insistedIncident(
  text: string,
  incident: IncidentReading | null,
  hazard: HazardReading | null,
): Judgement {
  if (incident) return ofIncident(incident, hazard)
  if (!hazard) return unread('incident', text)
  const category = asIncidentCategory(hazard.category)
  return {
    ...NOTHING,
    kind: 'incident',
    category,
    level: hazard.severity === 'general' ? 'minor' : 'serious',
    urgent: hazard.severity !== 'general',
    needsReview: true,
    restricted: RESTRICTED_INCIDENTS.has(category) || RESTRICTED_HAZARDS.has(hazard.category),
    because: hazard.because,
  }
}

/**
 * No rule spoke, and somebody must look. A hazard takes the higher of the two usual answers (§6.2); an incident is minor
 * unless one of §6.4's tests speaks: the duty leader has it at once either way and raises it with one tap, while a
 * principal called for every scratch stops answering.
 */
function unread(kind: 'hazard' | 'incident', text: string): Judgement {
  const cries = cryIn(text) !== null
  const level = cries ? ('serious' as const) : ('minor' as const)
  const judged = kind === 'hazard' ? { severity: 'larger' as const } : { level, urgent: cries }
  return { ...NOTHING, ...judged, kind, category: 'other', needsReview: true, because: [] }
}

function ownClass(line: Line, places: Places, reporterClass: string | undefined): Place | null {
  if (reporterClass === undefined || !/(?:我|本|咱)们?班|班里|班上/u.test(line.text)) return null
  const room = places.classes.find(({ id, name }) => id === reporterClass || name === reporterClass)
  return room ? { kind: 'class', id: room.id, name: room.name } : null
}
