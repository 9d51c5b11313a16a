import type { Noun } from '../log/noun.ts'
import {
  type CoOwner,
  type Instance,
  type InstanceEvent,
  isDone,
  othersWith,
  responsibleFor,
} from './instance.ts'

export const dutyInstance: Noun<Instance, InstanceEvent> = {
  name: 'duty',
  table: 'duty_instances',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'duty.scheduled') {
      const { kind: _, ...scheduled } = event
      return { id, ...scheduled, status: 'scheduled', proofs: [], attended: [], transfers: [] }
    }
    const before = state!
    switch (event.kind) {
      case 'duty.opened': {
        const { substitute: _, stoodIn: __, ...own } = before
        const stand = event.substitute === undefined ? {} : { substitute: event.substitute }
        const status = before.status === 'scheduled' ? 'open' : before.status
        return { ...own, owner: event.owner, others: event.others, ...stand, status }
      }
      case 'duty.proved':
        return {
          ...before,
          proofs: [...before.proofs, ...event.proofs.map((proof) => ({ ...proof, atMs }))],
        }
      case 'duty.attended':
        return { ...before, attended: [...before.attended, event.person] }
      case 'duty.regretted': {
        const { person, reason } = event
        const others = before.regrets?.filter((each) => each.person !== person) ?? []
        return { ...before, regrets: [...others, { person, reason }] }
      }
      case 'duty.objected': {
        const { person, reason } = event
        return { ...before, objections: [...(before.objections ?? []), { person, reason, atMs }] }
      }
      case 'duty.done': {
        const entered = event.enteredBy === undefined ? {} : { enteredBy: event.enteredBy }
        return {
          ...before,
          status: event.late ? 'late' : 'done',
          doneAtMs: atMs,
          doneBy: event.by,
          ...entered,
        }
      }
      case 'duty.fell-overdue':
        return { ...before, status: 'overdue' }
      case 'duty.flagged-late':
        return { ...before, status: 'late_flagged' }
      case 'duty.missed':
        return { ...before, status: 'missed' }
      case 'duty.excused':
        return { ...before, status: 'excused', excuse: { reason: event.reason, by: event.by } }
      case 'duty.rescheduled': {
        const { opensAtMs, dueAtMs, roundAtMs, provisional } = event
        const byHand = provisional === undefined ? { putOff: true } : { provisional }
        return { ...before, opensAtMs, dueAtMs, roundAtMs, ...byHand }
      }
      case 'duty.transferred': {
        const { substitute: _, transferAsked: __, stoodIn: ___, ...own } = before
        const { to, reason, by } = event
        return { ...own, owner: to, transfers: [...before.transfers, { from: before.owner, to, reason, by }] }
      }
      case 'duty.taken-over': {
        const { substitute: _, transferAsked: __, stoodIn: ___, ...own } = before
        const { to, reason, by } = event
        const taken = { from: before.owner, to, reason, by }
        return { ...own, owner: to, takenOver: [...(before.takenOver ?? []), taken] }
      }
      case 'duty.reassigned': {
        const { substitute: _, stoodIn: __, takenOver: ___, ...own } = before
        return { ...own, owner: event.to }
      }
      case 'duty.transfer-asked': {
        const { to, reason, by } = event
        return { ...before, transferAsked: { to, reason, by } }
      }
      case 'duty.reviewed':
        return { ...before, reviewed: { by: event.by, atMs } }
      case 'duty.approved':
        return { ...before, approved: { by: event.by, atMs } }
      case 'duty.drafted':
        return { ...before, draft: { file: event.file, by: event.by, atMs } }
      case 'duty.handed-over': {
        const { substitute, stoodIn = [], ...own } = before
        if (event.to === before.owner) return own
        const all = substitute === undefined ? stoodIn : [...stoodIn, substitute]
        const earlier = all.includes(event.to) ? all.slice(0, all.indexOf(event.to)) : all
        return { ...own, substitute: event.to, ...(earlier.length > 0 && { stoodIn: earlier }) }
      }
      case 'duty.signer-replaced':
        return { ...before, others: othersWith(before, event.from, event.to) }
      case 'duty.post-filled':
        return { ...before, substitute: event.by, absent: { person: event.absent, by: event.by } }
      case 'duty.cancelled':
        return { ...before, status: 'cancelled' }
      case 'duty.laid-out-anew': {
        const { kind: _, ...scheduled } = event
        // Whom it was given to with a reason keeps it, and who took it from the one who would owe it.
        const given = before.transfers.length > 0 || before.takenOver?.at(-1)?.from === scheduled.owner
        const owner = given ? before.owner : scheduled.owner
        return { ...before, ...scheduled, owner, status: 'scheduled' }
      }
      case 'duty.voided': {
        const own = openAgain(before)
        const coOwners = own.coOwners?.map(({ finishedAtMs: _, ...each }) => each)
        const undone = { reason: event.reason, by: event.by }
        return { ...own, proofs: [], undone, ...(coOwners && { coOwners }) }
      }
      case 'duty.unsigned': {
        const own = isDone(before) ? openAgain(before) : before
        const undone = { reason: event.reason, by: event.by, of: event.person }
        return { ...own, proofs: own.proofs.filter(({ by }) => by !== event.person), undone }
      }
      case 'duty.co-owners-asked': {
        const kept = before.coOwners?.filter(({ person }) => !event.people.includes(person)) ?? []
        return { ...before, coOwners: [...kept, ...event.people.map((person) => ({ person, by: event.by }))] }
      }
      case 'duty.co-owner-confirmed':
        return withCoOwner(before, event.person, ({ person, by }) => ({ person, by, answer: 'confirmed' }))
      case 'duty.co-owner-declined':
        return withCoOwner(before, event.person, ({ person, by }) => ({
          person,
          by,
          answer: 'declined',
          reason: event.reason,
        }))
      case 'duty.co-owner-finished':
        return withCoOwner(before, event.person, (each) => ({ ...each, finishedAtMs: atMs }))
      case 'duty.co-owner-released':
        return {
          ...before,
          coOwners: (before.coOwners ?? []).filter(({ person }) => person !== event.person),
        }
    }
  },
  columns: (state) => ({
    duty: state.duty,
    unit: state.unit,
    period: state.period,
    responsible: responsibleFor(state),
    status: state.status,
    ladder: state.ladder,
    opens_at: state.opensAtMs,
    due_at: state.dueAtMs,
    co_owners: sharing(state),
  }),
}

function openAgain(state: Instance): Instance {
  const { doneAtMs: _, doneBy: __, enteredBy: ___, ...own } = state
  return { ...own, status: 'open' }
}

const withCoOwner = (state: Instance, person: string, change: (one: CoOwner) => CoOwner): Instance => ({
  ...state,
  coOwners: (state.coOwners ?? []).map((each) => (each.person === person ? change(each) : each)),
})

/** Who agreed to share it, ` P01 P02 `; null when nobody did. */
function sharing({ coOwners = [] }: Instance): string | null {
  const agreed = coOwners.filter(({ answer }) => answer === 'confirmed').map(({ person }) => person)
  return agreed.length > 0 ? ` ${agreed.join(' ')} ` : null
}
