import type { PlatformLimits } from '../platforms/platform.ts'
import { MINUTE_MS, SECOND_MS } from '../time.ts'

/** Keeps sends inside the platform's limits: per second, per minute, per recipient (`feishu.md` §13.1). */
export interface Pace {
  /** How many sends may start at this instant. */
  room(nowMs: number): number
  /** Takes a place; milliseconds to wait when this recipient had enough for now, else 0. */
  take(recipient: string, nowMs: number): number
  freeAt(nowMs: number): number
  /** The platform said to wait. */
  pauseUntil(ms: number): void
}

export function createPace(limits: PlatformLimits): Pace {
  let recent: number[] = []
  let pausedUntilMs = 0
  const recipients = new Map<string, number[]>()
  const keep = (nowMs: number) => {
    if (recent.length > 0 && nowMs - recent[0]! >= MINUTE_MS)
      recent = recent.filter((at) => nowMs - at < MINUTE_MS)
  }
  const lastSecond = (nowMs: number) => {
    let count = 0
    for (let i = recent.length - 1; i >= 0 && nowMs - recent[i]! < SECOND_MS; i--) count += 1
    return count
  }
  return {
    room(nowMs) {
      if (nowMs < pausedUntilMs) return 0
      keep(nowMs)
      return Math.max(0, Math.min(limits.perSecond - lastSecond(nowMs), limits.perMinute - recent.length))
    },
    take(recipient, nowMs) {
      const own = (recipients.get(recipient) ?? []).filter((at) => nowMs - at < SECOND_MS)
      if (own.length >= limits.perChatPerSecond) return own[0]! + SECOND_MS - nowMs
      own.push(nowMs)
      if (recipients.size > 5000) recipients.clear()
      recipients.set(recipient, own)
      recent.push(nowMs)
      return 0
    },
    freeAt(nowMs) {
      if (nowMs < pausedUntilMs) return pausedUntilMs
      keep(nowMs)
      if (recent.length >= limits.perMinute) return recent[0]! + MINUTE_MS
      const second = recent.filter((at) => nowMs - at < SECOND_MS)
      return second.length >= limits.perSecond ? second[0]! + SECOND_MS : nowMs
    },
    pauseUntil(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, ms)
    },
  }
}
