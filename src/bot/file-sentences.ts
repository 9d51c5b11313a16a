import { buttons } from '../cards/card.ts'
import { noticeCard } from '../cards/notice.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, isOwed, type Proof } from '../instances/instance.ts'
import { instancesInHandsOf } from '../instances/instances.ts'
import { missingProofs } from '../instances/prove.ts'
import { fillingNow, ownLooseFiles } from '../photos/files.ts'
import { beginFilling, filling } from '../photos/filling.ts'
import { attachFile, storedFile } from '../photos/stored-file.ts'
import { Refusal } from '../refusal.ts'
import { SANCTION_DUTY } from '../sanctions/sanctions.ts'
import { titleOf } from '../views/duty-items.ts'
import type { Context, Reply } from './command.ts'

type FileProof = Pick<Proof, 'type' | 'value' | 'file'>

export const asksForFile = (about: Instance): boolean => about.required.includes('file')

/** 「填写」: a document sent within ten minutes belongs to this duty. */
export const fillIn = async ({ work, speaker }: Context, about: Instance): Promise<unknown> =>
  asksForFile(about) && work.change(filling, speaker.id, beginFilling(about.id))

/**
 * The speaker's own loose documents as proofs of a duty, from now on its own: the one named, else those of the last ten
 * minutes.
 * @throws Refusal when the named one is not the speaker's or proves something already.
 */
export async function filesFor(
  { work, speaker }: Context,
  about: Instance,
  named?: string,
): Promise<FileProof[]> {
  const files = await ownLooseFiles(work, speaker.id, named)
  if (named !== undefined && files.length === 0)
    throw new Refusal('no-such-file', '没有找到这个文件，或已经交过了。请把文件再发给我一次。')
  for (const { id } of files) await work.change(storedFile, id, attachFile(`duty/${about.id}`))
  return files.map(({ id, name }) => ({ type: 'file', value: name, file: id }))
}

/** The duty being filled in that a document just sent belongs to. */
export async function filledIn({ work, speaker }: Context): Promise<Instance | undefined> {
  const id = await fillingNow(work, speaker.id)
  const about = id === undefined ? undefined : await work.state(dutyInstance, id)
  return about && isOwed(about) ? about : undefined
}

/** A document sent alone: what may it prove? One button per open duty of the speaker that still asks for one. */
export async function offerFile(context: Context, id: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const [file] = await ownLooseFiles(work, speaker.id, id)
  if (!file) throw new Refusal('no-such-file', '没有找到这个文件，或已经交过了。请把文件再发给我一次。')
  const people = [speaker.id, ...directory.entersFor(speaker).map((person) => person.id)]
  const owed = await instancesInHandsOf(work.db, people, Number.MAX_SAFE_INTEGER)
  const asking = owed.filter(
    (about) =>
      about.opensAtMs <= nowMs &&
      // Its document belongs to the sanction's record.
      about.duty !== SANCTION_DUTY &&
      missingProofs(about).some(({ type }) => type === 'file'),
  )
  const lines =
    asking.length > 0
      ? [`「${file.name.slice(0, 40)}」已保存。它是哪一项的文件？`]
      : [`「${file.name.slice(0, 40)}」已保存。您现在没有要交文件的职责；要登记隐患，请发文字或照片。`]
  const actions = asking.map((about, order) => ({
    label: `作为 ${titleOf(directory, about, directory.duties.get(about.duty))} 的文件`,
    says: `/完成 ${about.id} 文件 ${id}`,
    ...(order === 0 && { style: 'primary' as const }),
  }))
  const rows = actions.map((action) => buttons(action))
  return { show: { card: 'fixed', content: noticeCard('收到文件', 'info', lines, [], rows) } }
}
