import { cut } from '../cut.ts'
import { isOver } from '../hazards/decide.ts'
import { goesOnAs } from '../hazards/goes-on.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById } from '../hazards/hazards.ts'
import type { Work } from '../log/work.ts'
import { speaksFor } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { isDepartmentHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { AssetEntry } from '../people/school-shape.ts'
import { readReport } from '../reading/reading.ts'
import { Refusal } from '../refusal.ts'
import { type FiledHazard, fileReport } from '../reporting/file-hazard.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { recordsBeginAt } from '../warnings/trace.ts'
import { type Asset, asset, breakDown, maintain } from './asset.ts'
import { type Standing, standingOf } from './standing.ts'

/** An asset of the school file as it stands now, with the hazards that keep it broken. */
export interface AssetNow extends Standing {
  entry: AssetEntry
  last?: Asset['maintained']
  open: Hazard[]
}

export const assetEntries = ({ school }: Directory): AssetEntry[] => school.file.assets ?? []

/** Every asset of the school file, in its order. */
export async function assetsNow(db: Database, directory: Directory, nowMs: number): Promise<AssetNow[]> {
  const entries = assetEntries(directory)
  if (entries.length === 0) return []
  const rows = await db.all<{ state: string }>('SELECT state FROM assets')
  const states = new Map(rows.map(({ state }) => JSON.parse(state) as Asset).map((each) => [each.id, each]))
  const hazards = await openOf(
    db,
    [...states.values()].flatMap((each) => each.hazards),
  )
  // Without a record, as in a month played ahead, they begin now.
  const sinceMs = Math.min(await recordsBeginAt(db), nowMs)
  return entries.map((entry) => {
    const state = states.get(entry.id)
    const goOn = (state?.hazards ?? []).flatMap((number) => hazards.get(number) ?? [])
    const open = [...new Map(goOn.map((each) => [each.number, each])).values()]
    const at = { broken: open.length > 0, sinceMs, today: dayOf(nowMs) }
    return {
      entry,
      ...standingOf(entry, state, at),
      ...(state?.maintained && { last: state.maintained }),
      open,
    }
  })
}

/**
 * Those among the numbers that are not over, each as what it goes on as; what is closed or no hazard after all keeps
 * nothing broken.
 */
async function openOf(db: Database, numbers: readonly number[]): Promise<Map<number, Hazard>> {
  if (numbers.length === 0) return new Map()
  const rows = await db.all<{ state: string }>(
    'SELECT state FROM hazards WHERE number IN (SELECT value FROM json_each(?))',
    [JSON.stringify(numbers)],
  )
  const known = rows.map(({ state }) => JSON.parse(state) as Hazard)
  const now = await Promise.all(
    known.map(async (each) => [each.number, await goesOnAs(each, (id) => hazardById(db, id))] as const),
  )
  return new Map(now.filter(([, each]) => !isOver(each)))
}

/** Who looks after it: its owner, or the safety office where nobody here is named. */
export function keepersOf(directory: Directory, { owner }: AssetEntry): Person[] {
  const own = owner === undefined ? undefined : directory.person(owner)
  return own?.active ? [own] : directory.safetyOffice()
}

/** Says that it was looked after: its owner (or his proxy), the safety office, the head of 总务 or 安保, the vice principal. */
export const mayMaintain = (directory: Directory, { owner }: AssetEntry, who: Person): boolean =>
  speaksFor(directory, who, owner) ||
  isSafetyOffice(who, directory) ||
  isVpSafety(who) ||
  ['general_affairs', 'security'].some((department) => isDepartmentHead(who, department, directory))

/** @throws Refusal `not-yours` */
export function maintainAsset(
  work: Work,
  directory: Directory,
  entry: AssetEntry,
  by: Person,
  words: string,
): Promise<Asset> {
  if (!mayMaintain(directory, entry, by))
    throw new Refusal(
      'not-yours',
      `${entry.name}的维护由责任人、安全办公室、总务处负责人或分管副校长登记。坏了请发送：/三防 ${entry.name} 坏了 加一句怎么坏的。`,
    )
  return work.change(asset, entry.id, maintain(by.id, cut(words, 200)))
}

/**
 * Broken is a hazard at its place, in its own name: another matter than whatever else is open there, unless it is broken
 * already, when the words go to what is open.
 * @throws Refusal `no-text`
 */
export async function reportBroken(
  work: Work,
  directory: Directory,
  entry: AssetEntry,
  by: Person,
  { words, ...said }: { words: string; learnedAtMs: number; withRecentPhotos: boolean },
): Promise<FiledHazard> {
  if (words.trim().length < 2)
    throw new Refusal('no-text', `请写一句怎么坏的，例如：/三防 ${entry.name} 坏了 按下没有反应。`)
  const text = `${entry.name}坏了：${words.trim()}`
  const state = await work.state(asset, entry.id)
  const broken = (await openOf(work.db, state?.hazards ?? [])).size > 0
  const filed = await fileReport(
    work,
    directory,
    by,
    {
      ...said,
      text,
      ...(entry.place && { place: entry.place }),
      category: categoryOf(entry, text, directory),
      source: `asset/${entry.id}`,
      ...(!broken && { another: true }),
    },
    false,
  )
  await work.change(asset, entry.id, breakDown(by.id, filed.hazard.number))
  return filed
}

/** Cameras and alarms are 门卫治安与三防 whatever is wrong with them; of the rest the words say it. */
function categoryOf({ kind }: AssetEntry, text: string, { places }: Directory): string {
  const read = kind === 'technical' ? null : readReport(text, places, { as: 'hazard' }).category
  return read ?? 'security'
}
