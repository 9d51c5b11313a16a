import type { Noun } from '../log/noun.ts'
import { hazardColumns } from './columns.ts'
import { evolveWaits, partsAnew, redated, withoutAsk } from './evolve-waits.ts'
import type { Hazard, HazardEvent } from './hazard.ts'
import { handedOn, mendersOf, withMender } from './menders.ts'
import { withoutPhoto } from './remove-photo.ts'
import { withTalk } from './talk.ts'
import { roundOf } from './waits.ts'

export const hazard: Noun<Hazard, HazardEvent> = {
  name: 'hazard',
  table: 'hazards',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'hazard.reported') {
      const { kind: _, photos, ...reported } = event
      return {
        id,
        ...reported,
        status: 'reported',
        photos: photos.map((photo) => ({ id: photo, phase: 'before' as const, round: 0 })),
        returns: 0,
        transfers: 0,
        acceptances: 0,
        reportedAtMs: atMs,
        ...(event.control !== undefined && { controlledAtMs: atMs }),
      }
    }
    const before = state!
    switch (event.kind) {
      case 'hazard.placed': {
        const { where: _, ...rest } = before
        return { ...rest, place: event.place, ...(event.where && { where: event.where }) }
      }
      case 'hazard.assigned': {
        const { assignee: _, ...rest } = before
        const { department, assignee } = event
        return { ...rest, status: 'assigned', department, ...(assignee && { assignee }) }
      }
      case 'hazard.transferred': {
        const { rectifier: _, acceptedAtMs: __, namedBy: ___, ...rest } = withoutAsk(before)
        return {
          ...rest,
          ...handedOn(before),
          ...(event.binding && { binding: true }),
          status: 'assigned',
          assignee: event.to,
          department: event.department,
          transfers: before.transfers + 1,
          lastReason: event.reason,
        }
      }
      case 'hazard.handed-over': {
        const { from, to, parts } = event
        const mended = parts.includes('rectifier') ? withMender(before, from) : {}
        return { ...before, ...Object.fromEntries(parts.map((part) => [part, to])), ...mended }
      }
      case 'hazard.accepted': {
        // What another mender asked for was his to ask.
        const another = before.rectifier !== undefined && before.rectifier !== event.rectifier
        const { namedBy: _, ...rest } = another ? withoutAsk(before) : before
        return {
          ...rest,
          ...handedOn(before, event.rectifier),
          ...(event.by !== event.rectifier && { namedBy: event.by }),
          ...(event.binding && { binding: true }),
          status: 'rectifying',
          rectifier: event.rectifier,
          acceptances: before.acceptances + 1,
          acceptedAtMs: before.acceptedAtMs ?? atMs,
        }
      }
      case 'hazard.controlled':
        return { ...before, control: event.control, controlledAtMs: before.controlledAtMs ?? atMs }
      case 'hazard.reclassified': {
        const { kind: _, by, rectifyDueMs, merged, ...classes } = event
        return redated({ ...before, ...classes }, rectifyDueMs, { why: merged ? 'merge' : 'class', by })
      }
      case 'hazard.photographed':
        return {
          ...before,
          ...(event.by !== undefined && event.by === before.rectifier && withMender(before, event.by)),
          photos: [...before.photos, { id: event.photo, phase: event.phase, round: roundOf(before) }],
        }
      case 'hazard.photo-removed':
        return withoutPhoto(before, event, atMs)
      case 'hazard.rectified':
        return {
          ...withoutAsk(before),
          status: 'rectified',
          menders: mendersOf(before),
          rectifiedNote: event.note,
          rectifiedBy: event.by,
          rectifiedAtMs: atMs,
        }
      case 'hazard.returned':
        return {
          ...before,
          ...partsAnew(before),
          status: 'returned',
          lastReason: event.reason,
          returns: before.returns + 1,
        }
      case 'hazard.planned': {
        const { kind: _, by: __, ...plan } = event
        return { ...before, plan }
      }
      case 'hazard.reported-up': {
        const { kind: _, ...reported } = event
        return { ...before, upward: [...(before.upward ?? []), reported] }
      }
      case 'hazard.kept-unlisted':
        return { ...before, unlisted: { by: event.by, atMs, reason: event.reason } }
      case 'hazard.offered-for-listing': {
        const { unlisted: _, ...rest } = before
        return { ...rest, listing: { number: event.listing } }
      }
      case 'hazard.left-listing':
        return { ...before, listing: { number: event.listing, over: true } }
      case 'hazard.spent': {
        const { kind: _, ...spending } = event
        return { ...before, spent: [...(before.spent ?? []), spending] }
      }
      case 'hazard.flagged':
        return { ...before, flags: [...(before.flags ?? []), event.flag] }
      case 'hazard.verified':
        return { ...before, verifiedBy: event.by }
      case 'hazard.closed':
        return { ...before, status: 'closed', closedAtMs: atMs }
      case 'hazard.dismissed':
        return {
          ...withoutAsk(before),
          status: 'invalid',
          lastReason: event.reason,
          closedAtMs: atMs,
          ...(event.into !== undefined && { mergedInto: event.into }),
        }
      case 'hazard.supplemented': {
        const { kind: _, ...said } = event
        return { ...before, supplements: [...(before.supplements ?? []), { ...said, atMs }] }
      }
      case 'hazard.followed':
        return { ...before, followers: [...(before.followers ?? []), event.by] }
      case 'hazard.unfollowed':
        return { ...before, followers: (before.followers ?? []).filter((who) => who !== event.by) }
      case 'hazard.suspected':
        return { ...before, maybeSame: event.of }
      case 'hazard.repeated':
        return { ...before, repeats: event.earlier }
      case 'hazard.answered':
      case 'hazard.added':
        return withTalk(before, event, atMs)
      default:
        return evolveWaits(before, event, atMs)
    }
  },
  columns: hazardColumns,
}
