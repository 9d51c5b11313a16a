import { followLeaving, followReturn } from '../handovers/leaving.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { comeBack, leave, match, type Person, person } from '../people/person.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Account, Platform, Profile } from '../platforms/platform.ts'
import { PlatformError } from '../refusal.ts'
import type { Database } from '../store/database.ts'

export interface Recognising {
  db: Database
  directory: ReadDirectory
  platform: Platform
  now(): number
}

/**
 * Who has this account: by open_id, else by union_id after a change of app, else by the mobile number of the directory.
 * The union_id is learned at first sight, because a new app knows nobody's open_id.
 */
export async function recognise(parts: Recognising, sender: Account): Promise<Person | undefined> {
  const directory = await parts.directory()
  const known = directory.byAccount(sender.account)
  if (known && !known.active) return undefined
  if (known) return sender.unionId && !known.unionId ? matchTo(parts, known, sender, 'file') : known
  const byUnion = withUnionId(directory, sender)
  if (byUnion) return byUnion.active ? matchTo(parts, byUnion, sender, 'union-id') : undefined
  const profile = await profileOf(parts, sender.account)
  return profile ? recogniseProfile(parts, { ...profile, ...sender }) : undefined
}

const withUnionId = ({ people }: Directory, { unionId }: Account): Person | undefined =>
  unionId === undefined ? undefined : people.find((entry) => entry.unionId === unionId)

/** Matches a directory entry by mobile; numbers are compared without country code and separators. */
async function recogniseProfile(parts: Recognising, profile: Profile): Promise<Person | undefined> {
  const directory = await parts.directory()
  const mobile = digits(profile.mobile)
  if (!mobile) return undefined
  const found = directory.people.find((entry) => digits(entry.mobile) === mobile && !entry.account)
  return found && matchTo(parts, found, profile, 'mobile')
}

const digits = (mobile: string | undefined): string =>
  (mobile ?? '').replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')

/** The directory is a help, not a condition: without its scope or while it is away we know only open_ids. */
async function profileOf({ platform }: Recognising, account: string): Promise<Profile | undefined> {
  try {
    return await platform.profile(account)
  } catch (error) {
    if (error instanceof PlatformError) return undefined
    throw error
  }
}

async function matchTo(
  parts: Recognising,
  found: Person,
  account: Account,
  by: 'file' | 'union-id' | 'mobile',
): Promise<Person> {
  await recordUntilDone(
    parts.db,
    `match:${account.account}:${account.unionId ?? ''}:${found.id}`,
    () => beginWork(parts.db, parts.now(), null),
    async (work) => {
      await work.change(person, found.id, match(account.account, account.unionId, by))
      return {}
    },
  )
  return { ...found, account: account.account }
}

/** A directory event: joined again, changed or left. Nobody is ever erased. */
export async function followDirectory(
  parts: Recognising,
  cause: string,
  change: 'created' | 'updated' | 'deleted',
  profile: Profile,
): Promise<void> {
  const directory = await parts.directory()
  const gone = change === 'deleted' || !profile.active
  const known =
    directory.byAccount(profile.account) ??
    withUnionId(directory, profile) ??
    (gone ? undefined : await recogniseProfile(parts, profile))
  await recordUntilDone(
    parts.db,
    cause,
    () => beginWork(parts.db, parts.now(), null),
    async (work) => {
      if (!known) return {}
      // Somebody who comes back may come back with a new account.
      if (!gone && known.account !== profile.account)
        await work.change(person, known.id, match(profile.account, profile.unionId, 'union-id'))
      const before = await work.state(person, known.id)
      const after = await work.change(person, known.id, gone ? leave : comeBack)
      if (before?.active && !after.active) await followLeaving(work, directory, after)
      if (before?.active === false && after.active) await followReturn(work, directory, after)
      return {}
    },
  )
}
