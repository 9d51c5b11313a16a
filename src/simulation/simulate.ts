import { LaddersStuck } from '../ladders/climb-due.ts'
import { nextDue, takeDue } from '../tick.ts'
import { type Day, instantOf } from '../time.ts'
import { type Acting, act } from './act.ts'
import type { Action } from './actions.ts'
import { newLines, type Seen } from './lines.ts'
import { tellingLines } from './telling-lines.ts'

export interface Simulation extends Acting {
  from: Day
  to: Day
  actions: readonly Action[]
  /** Begins in the middle of the first day; without it, at its midnight. */
  sinceMs?: number
}

/**
 * The live engine with a false clock: every instant at which time has something to do, and between them what people
 * say. Nothing is sent; what would be is a line (`contract.md`, simulate).
 */
export async function simulate(simulation: Simulation): Promise<void> {
  const { db, directory: readDirectory, from, to, emit } = simulation
  const endMs = instantOf(to, '24:00')
  const waiting = [...simulation.actions]
  const seen: Seen = { events: 0, jobs: 0, carded: new Set() }
  let nowMs = simulation.sinceMs ?? instantOf(from)
  for (let last = false; !last; ) {
    last = nowMs >= endMs
    await beat(simulation, seen, nowMs)
    const waited = waiting.length
    for (let [action] = waiting; action && action.atMs <= nowMs; [action] = waiting) {
      waiting.shift()
      await act(simulation, await readDirectory(), action, Math.max(action.atMs, instantOf(from)))
      for (const line of await newLines(db, seen, { from, to }, await readDirectory())) emit(line)
    }
    // What was said may have raised a ladder whose first step is now.
    if (waiting.length < waited) await beat(simulation, seen, nowMs)
    const next = await nextDue({ db, directory: readDirectory }, nowMs)
    nowMs = Math.min(next, waiting[0]?.atMs ?? Number.POSITIVE_INFINITY, Math.max(endMs, nowMs))
  }
}

async function beat(simulation: Simulation, seen: Seen, nowMs: number): Promise<void> {
  const { db, directory: readDirectory, from, to, emit } = simulation
  // Nobody is ever shown a forecast's log: no proof is kept over it.
  const { tellings, stuck, directory } = await takeDue({ db, directory: readDirectory }, nowMs)
  // Live the others go on; a forecast that leaves something out would be a wrong one.
  if (stuck.length > 0) throw new LaddersStuck(stuck)
  const lines = await newLines(db, seen, { from, to }, directory, tellings)
  for (const line of [...lines, ...tellingLines(directory, tellings, seen.carded)]) emit(line)
}
