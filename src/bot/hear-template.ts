import { setsRules } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { PlatformError, Refusal } from '../refusal.ts'
import { merge } from '../template/merge.ts'
import { proposeSections } from '../template/propose.ts'
import { readTemplate, sizeProblem, textOf } from '../template/template.ts'
import { answer } from './answer.ts'
import type { Hearing } from './hear.ts'
import type { Kept } from './inbox.ts'

/** Only who sets the rules sends one; for anybody else it is a document that is not taken. */
export const isTemplateFile = (name: string): boolean => /\.json$/i.test(name.trim())
export const maySendTemplate = setsRules

/** A template sent in the private chat: read, kept to be looked at, and answered with what it would change. */
export async function hearTemplate(
  parts: Hearing,
  { key, chat, messageId, atMs }: Kept & { kind: 'message' },
  file: { key: string },
  speaker: Person,
): Promise<void> {
  const text = await fetchText(parts, messageId, file.key)
  const directory = await parts.directory()
  await answer(parts, {
    cause: key,
    speaker,
    chat,
    directory,
    sentence: '/模板 预览',
    said: { fields: {}, pressed: false, atMs, messageId },
    async before(work) {
      if (text instanceof Refusal) throw text
      // Tried again after somebody else's change, it would be merged with a school that is no more.
      const now = await work.state(school, THE_SCHOOL)
      if (JSON.stringify(now?.file) !== JSON.stringify(directory.school.file))
        throw new Refusal('changed', '学校的规则刚刚有改动，请把模板文件再发一次。')
      await proposeSections(work, speaker.id, merge(readTemplate(text), directory).sections)
      return undefined
    },
  })
}

async function fetchText({ platform }: Hearing, messageId: string, key: string): Promise<string | Refusal> {
  try {
    const { bytes } = await platform.download(messageId, key, 'file')
    const tooBig = sizeProblem(bytes.length)
    return tooBig === undefined ? textOf(bytes) : new Refusal('template', tooBig)
  } catch (error) {
    if (error instanceof Refusal) return error
    if (!(error instanceof PlatformError) || error.trouble === 'later' || error.trouble === 'quota')
      throw error
    return new Refusal('template', '文件没有取到，请再发一次。')
  }
}
