import { createSigner } from '../../src/pages/signed.ts'
import { tabletToken } from '../../src/pages/tablet-link.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { openVisitor, type Shown, type Visitor } from '../pages/visitor.ts'
import { sampleSchool, type World } from '../world.ts'

/** A duty of the cleaner's that asks for everything a page can give: ticks, a number, words and a picture. */
const CLEANING = {
  id: 'cleaning-daily',
  title_zh: '每日厕所保洁',
  post: 'cleaner',
  scope: 'person',
  kind: 'inspection',
  cadence_zh: '每个上课日',
  recurrence: { type: 'daily', day_basis: 'school_day' },
  due_window: { open: { offset: '0D', at: '08:00' }, due: { offset: '0D', at: '11:00' } },
  reminders: [],
  evidence: { required: ['checklist', 'number', 'text', 'photo'], optional: [], min_photos: 1 },
  form: [{ key: 'toilets', label_zh: '打扫了几间', type: 'number', required: true }],
  escalation_policy: 'ESC-DAILY',
  default_on: true,
}

/** The two check-ins, the guards' rounds, and the cleaner's duty. */
export function tabletSchool(): SchoolFile {
  const school = sampleSchool()
  const duties = (school.duties ?? []).filter(({ id }) => id !== 'ptl-guard-five')
  return { ...school, duties: [...duties, CLEANING] as NonNullable<SchoolFile['duties']> }
}

export const cleaningOf = (day: string) => `cleaning-daily.W08.${day}`

/** The address a tablet of this place has been given, in its so-manieth generation. */
export async function addressOf(world: World, id: string, generation = 1): Promise<string> {
  const signer = createSigner(world.emulator.app.appSecret)
  return `/t/${await tabletToken(signer, { id, generation, open: true, sinceMs: 0, by: '' })}`
}

/** The tablet on its wall: nobody is logged in on it. */
export async function hang(world: World, place: string, by = '杭砥平'): Promise<Visitor & { home: string }> {
  await world.person(by).says(`/平板 ${place}`)
  const home = await addressOf(world, place)
  const tablet = { ...openVisitor(world, undefined), home }
  await tablet.get(home)
  return tablet
}

/** Taps a name on the list. */
export function taps(tablet: Visitor, list: Shown, name: string): Promise<Shown> {
  const found = [...list.html.matchAll(/<li><a class="[^"]*" href="([^"]+)"><b>([^<]+)<\/b>/g)]
  const path = found.find(([, , who]) => who === name)?.[1]
  if (!path) throw new Error(`${name} is not on the list: ${found.map(([, , who]) => who).join(' ')}`)
  return tablet.get(path)
}
