import { type DutyAsk, dutyCard } from '../cards/duty.ts'
import { cut } from '../cut.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { coordinatorOf, mayTransfer } from '../instances/hand-overs.ts'
import { type CoOwner, type Instance, isOwed, responsibleFor } from '../instances/instance.ts'
import { isLetter } from '../instances/letter.ts'
import { missingProofs } from '../instances/prove.ts'
import { beginWork } from '../log/work.ts'
import { mayExcuseDuty } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { dayOf } from '../time.ts'
import { itemOf } from './duty-items.ts'
import { colleagues, type View, viewerOf } from './view.ts'

/** As much as the form takes; the record keeps the whole of what was typed. */
const MOST_OF_A_REASON = 100

function sayShare({ answer, finishedAtMs, reason }: CoOwner): string {
  if (finishedAtMs !== undefined) return '已完成'
  if (answer === 'declined') return `不能：${cut(reason ?? '', MOST_OF_A_REASON)}`
  return answer === 'confirmed' ? '已同意' : '未答复'
}

const owesSignature = (about: Instance, person: string): boolean =>
  missingProofs(about).some(({ type, of }) => type === 'signature' && of === person)

/** Why it is owed again; a signature taken back is its signer's and the office's matter, until he signs anew. */
function takenBackFrom(about: Instance, isViewers: (person: string) => boolean): string | undefined {
  if (!about.undone || !isOwed(about)) return undefined
  const { reason, by, of } = about.undone
  const concerns = of === undefined || ((isViewers(of) || isViewers(by)) && owesSignature(about, of))
  return concerns ? reason : undefined
}

/** One duty by itself, for whoever was given it, whoever decides about it, whoever passes it on. */
export const dutyView: View = {
  about: ({ id }) => `duty/${id}`,
  async draw(reader, show, sending) {
    const { db, directory, nowMs } = reader
    const viewer = viewerOf(reader, show)
    const about = await beginWork(db, nowMs, null).state(dutyInstance, String(show.id))
    if (!viewer || !about || (sending && !isOwed(about))) return undefined
    const nameOf = (id: string) => directory.person(id)?.name ?? id
    const sayMove = ({ from, to, reason }: Instance['transfers'][number]) => ({
      from: nameOf(from),
      to: nameOf(to),
      reason: cut(reason, MOST_OF_A_REASON),
    })
    const holder = directory.person(responsibleFor(about))
    const wish = coordinatorOf(about, directory)?.id === viewer.id ? about.transferAsked : undefined
    const speaksFor = (who: Person | undefined) =>
      who !== undefined && directory.addressee(who)?.id === viewer.id
    const undone = takenBackFrom(about, (id) => id === viewer.id || speaksFor(directory.person(id)))
    const mayPassOn = isOwed(about) && !isLetter(about) && mayTransfer(viewer, about, directory)
    return dutyCard({
      item: itemOf(directory, about, viewer),
      day: dayOf(nowMs),
      holder: holder?.name ?? '',
      mine:
        speaksFor(holder) ||
        directory.people.some((each) => speaksFor(each) && owesSignature(about, each.id)),
      transfers: about.transfers.map(sayMove),
      ...(about.takenOver && { takenOver: about.takenOver.map(sayMove) }),
      ...(wish && {
        wish: {
          by: nameOf(wish.by),
          to: nameOf(wish.to),
          toId: wish.to,
          reason: cut(wish.reason, MOST_OF_A_REASON),
        },
      }),
      ...(undone !== undefined && { undone }),
      sharers: (about.coOwners ?? []).map((each) => ({ name: nameOf(each.person), state: sayShare(each) })),
      may: {
        transfer: mayPassOn,
        excuse: isOwed(about) && holder !== undefined && mayExcuseDuty(viewer, holder, directory),
      },
      ...(show.asked !== undefined && { asked: show.asked as DutyAsk }),
      colleagues: show.asked === 'transfer' ? colleagues(directory, holder?.id, holder?.department) : [],
      round: String(show.round ?? 0),
    })
  },
}
