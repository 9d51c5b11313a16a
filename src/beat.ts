import type { Quota } from './bot/quota.ts'
import type { Worked } from './bot/runs.ts'
import { stoodStill, tellFailing, tellSetAside, tellStopped, tellStuck } from './bot/self-check.ts'
import { tellTrouble } from './bot/trouble.ts'
import type { Platform } from './platforms/platform.ts'
import { type Ticked, type Ticking, tick } from './tick.ts'

/** Why it beats now: `woke` the first after a start, `minute` by a clock that never leaves one out, else by hand. */
export type Beating = 'woke' | 'minute' | 'by-hand'

export interface Beat extends Ticked, Worked {}

interface Parts extends Ticking {
  platform: Pick<Platform, 'called'>
  quota: Quota
  /** Works off inbox and outbox. */
  workOff(): Promise<Worked>
  count(what: string): void
  log(event: string, data: object): void
}

/**
 * One heartbeat: what time made due, what is waiting in the inbox, what is owed. It looks after itself too: silence, steps
 * that cannot be taken and beats that fail are told to those who keep the system running.
 */
export function createBeat(parts: Parts): (nowMs: number, how: Beating) => Promise<Beat> {
  /** The first beat of a row that failed. */
  let failingSinceMs: number | undefined
  return async (nowMs, how) => {
    try {
      const done = await beatOnce(parts, nowMs, how)
      failingSinceMs = undefined
      return done
    } catch (error) {
      failingSinceMs ??= nowMs
      // Another way than the one that failed: it needs the names and the outbox, nothing of the duties.
      await Promise.allSettled([tellFailing(parts, failingSinceMs, nowMs)])
      await Promise.allSettled([parts.workOff()])
      throw error
    }
  }
}

async function beatOnce(parts: Parts, nowMs: number, how: Beating): Promise<Beat> {
  const { db, quota } = parts
  const woke = how === 'woke'
  const [still] = await Promise.allSettled([stoodStill(parts, nowMs, how !== 'by-hand')])
  // What is owed already is sent even when this minute's steps cannot be taken.
  const [ticked] = await Promise.allSettled([tick(parts, nowMs, woke)])
  const stopped = still.status === 'fulfilled' ? still.value : undefined
  const stuck = ticked.status === 'fulfilled' ? ticked.value.stuck : []
  for (const { id, error } of stuck) parts.log('ladder-stuck', { ladder: id, error })
  const [told] = await Promise.allSettled([
    tellTrouble(parts, quota, nowMs),
    stopped === undefined ? undefined : tellStopped(parts, stopped, nowMs, woke),
    tellSetAside(parts, stuck, nowMs),
  ])
  const worked = await parts.workOff()
  if (ticked.status === 'rejected') throw ticked.reason
  if (told.status === 'rejected') throw told.reason
  await tellStuck(parts, nowMs, await quota.onlyUrgent(nowMs))
  await db.write([
    {
      sql: "INSERT INTO heartbeats (name, at) VALUES ('tick', ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
      args: [nowMs],
    },
  ])
  parts.count('beats')
  return { ...ticked.value, ...worked }
}
