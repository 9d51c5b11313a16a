/**
 * Categories only the named people may see (handbook §10.10; the flags of the duty catalogue, which a test compares), and how one
 * kind's category is said in the other's words when a person insists on the kind.
 */
export const RESTRICTED_HAZARDS: ReadonlySet<string> = new Set([
  'network',
  'student_behavior',
  'psych',
  'staff',
  'opinion',
  'finance',
])
export const RESTRICTED_INCIDENTS: ReadonlySet<string> = new Set([
  'bullying',
  'sexual',
  'self_harm',
  'petition',
  'opinion',
  'network',
  'staff',
])

const HAZARD_OF_INCIDENT: Readonly<Record<string, string>> = {
  injury: 'facility',
  illness: 'health',
  food_poisoning: 'food',
  infectious: 'health',
  fire: 'fire',
  traffic: 'traffic',
  intrusion: 'security',
  missing: 'security',
  bullying: 'student_behavior',
  sexual: 'student_behavior',
  self_harm: 'psych',
  building: 'building',
  stampede: 'activity',
  utility: 'special_equipment',
  petition: 'opinion',
  opinion: 'opinion',
  network: 'network',
  staff: 'staff',
  natural: 'natural',
}
const INCIDENT_OF_HAZARD: Readonly<Record<string, string>> = {
  building: 'building',
  fire: 'fire',
  electric: 'utility',
  it_equipment: 'utility',
  network: 'network',
  food: 'food_poisoning',
  health: 'infectious',
  traffic: 'traffic',
  security: 'intrusion',
  sports: 'injury',
  special_equipment: 'utility',
  construction: 'building',
  student_behavior: 'bullying',
  psych: 'self_harm',
  staff: 'staff',
  opinion: 'opinion',
  natural: 'natural',
}

/** The hazard category nearest to an incident's; a restricted one stays restricted. */
export function asHazardCategory(incident: string): string {
  return HAZARD_OF_INCIDENT[incident] ?? 'other'
}

/** The incident category nearest to a hazard's; a restricted one stays restricted where the catalogue has such a category. */
export function asIncidentCategory(hazard: string): string {
  return INCIDENT_OF_HAZARD[hazard] ?? 'other'
}
