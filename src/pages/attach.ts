import type { Reply } from '../bot/command.ts'
import type { Work } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import type { KeptPhoto } from '../photos/keep.ts'
import { photo, receive } from '../photos/photo.ts'
import { addPhotoTo, isOpenMatter } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'

/** Photos from a page become part of the record, each with the time it reached us. */
export const attachPhotos =
  (about: string, sender: Person, from: string, kept: KeptPhoto[]) =>
  async (work: Work): Promise<Reply['toast']> => {
    if (kept.length === 0) return undefined
    if (!(await isOpenMatter(work, about)))
      throw new Refusal('closed', '这件事已经结束,不再加照片。有新情况请另外上报。')
    for (const { id, ...rest } of kept) {
      await work.change(photo, id, receive({ ...rest, sender: sender.id, messageId: from }))
      await addPhotoTo(work, id, about, sender.id)
    }
    return { type: 'success', text: `已附上 ${kept.length} 张照片` }
  }
