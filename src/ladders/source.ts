import type { Work } from '../log/work.ts'
import type { Outages } from '../outages/outage.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Unheld } from '../people/roles.ts'
import type { Database } from '../store/database.ts'
import type { Climb, Rung } from './rungs.ts'

/** What scripts and people know a matter by. */
export interface About {
  duty?: string
  unit?: string
  /** The number of a hazard, an incident, a sanction or a listing; the ladder names which. */
  record?: string
}

/** One thing a ladder climbs for. */
export interface Matter {
  /** Unique: the record's id. */
  key: string
  about: About
  /** Whose it is now: his own reminder comes on the card where he does it. */
  responsible?: string
  /** Who shares it: his own to do as well. */
  shares?: readonly string[]
  /** Whether a step's condition still holds (handbook §10.1). */
  holds(rung: Pick<Rung, 'condition' | 'expected' | 'week'>): boolean
  /** The persons of a step's roles now (§10.2); never the one it is escalated over. */
  who(rung: Pick<Rung, 'to' | 'message'>): Person[]
  /** Somebody called who may not read it: his message says so and nothing else (handbook §10.10). */
  isSealedFor?(who: Person): boolean
  /** `set_status` and `set_flag` of a step. */
  set?(work: Work, rung: Rung): Promise<void>
}

/** A ladder with all it climbs for, as the records are now. */
export interface Source {
  climb: Climb
  matters: Matter[]
  /** Outages since this instant postpone its steps: a silence of ours is not a person's (design §1.2). */
  graceFromMs?: number
  /** Nobody can owe anything here any more. */
  ended: boolean
  urgent: boolean
  /** Messages of it that are urgent although the others are not. */
  urgentMessages?: ReadonlySet<string>
}

export interface Finding {
  db: Database
  directory: Directory
  nowMs: number
  outages: Outages | undefined
  /** Hears of roles nobody holds while somebody is told (handbook §10.9). */
  unheld?: Unheld
}

/** Finds what a ladder climbs for, by the id's noun; undefined when it is gone. */
export type FindSource = (finding: Finding, id: string) => Promise<Source | undefined>

/** Only whether the matters of a message still hold: also for what climbs by itself. */
export type FindMatters = (finding: Finding, id: string) => Promise<Pick<Source, 'matters'> | undefined>
