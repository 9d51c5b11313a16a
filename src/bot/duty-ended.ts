import { type Instance, isDone } from '../instances/instance.ts'
import { isSafetyOffice } from '../people/permissions.ts'
import { Refusal } from '../refusal.ts'
import { sayInstant } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import type { Context } from './command.ts'

/** Why there is nothing left to do about a duty, to those who may know: done, when and by whom, or excused, or missed. */
function sayEnded({ directory, speaker }: Context, about: Instance): string | undefined {
  const title = `「${titleOf(directory, about, directory.duties.get(about.duty))}」`
  if (about.status === 'excused') return `${title}已经免做（${about.excuse?.reason ?? ''}），不用再办。`
  if (about.status === 'missed') return `${title}没有完成，已记缺。要说明请联系安全办公室。`
  if (!isDone(about)) return undefined
  const by = about.doneBy === speaker.id ? '您' : directory.person(about.doneBy ?? '')?.name
  const when = about.doneAtMs === undefined ? '' : sayInstant(about.doneAtMs)
  const wrong = isSafetyOffice(speaker, directory)
    ? '记错了请发送 /撤销，写明是哪一项和理由。'
    : '记错了请和安全办公室说一声。'
  return `${title}${when} 已${by ? `由${by}` : ''}完成${about.status === 'late' ? '（迟）' : ''}。${wrong}`
}

/** @throws Refusal saying how the one nearest to now ended; none when there is none, or it ended in no way worth saying */
export function refuseEnded(context: Context, all: readonly Instance[]): void {
  const far = ({ dueAtMs }: Instance) => Math.abs(dueAtMs - context.nowMs)
  const [nearest] = all.toSorted((one, other) => far(one) - far(other))
  const ended = nearest && sayEnded(context, nearest)
  if (ended !== undefined) throw new Refusal('over', ended)
}
