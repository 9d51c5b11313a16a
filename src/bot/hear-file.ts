import type { Person } from '../people/person.ts'
import { fileProblem, keepFile, nameProblem } from '../photos/files.ts'
import { receiveFile, storedFile } from '../photos/stored-file.ts'
import { PlatformError } from '../refusal.ts'
import { answer } from './answer.ts'
import type { Hearing } from './hear.ts'
import { hearTemplate, isTemplateFile, maySendTemplate } from './hear-template.ts'
import type { Kept } from './inbox.ts'
import { replyText } from './reply-text.ts'
import { settle } from './settle.ts'

type FileMessage = Kept & { kind: 'message' }

/**
 * A document sent in the private chat: kept before anything is said of it, then given to the duty its sender is filling
 * in, or offered as a proof (`/完成 文件 <id>`). Throws when the platform is away: all of it is tried again.
 */
export async function hearFile(
  parts: Hearing,
  inbound: FileMessage,
  content: { key: string; name: string },
  speaker: Person,
): Promise<void> {
  const { key, chat, messageId, atMs } = inbound
  const say = (text: string) =>
    settle(parts, key, speaker.id, async (work) => {
      work.owe(replyText(key, messageId, speaker, text, work.nowMs))
    })
  if (chat.type === 'group') return say('文件请和我私聊发。')
  if (isTemplateFile(content.name) && maySendTemplate(speaker, await parts.directory()))
    return hearTemplate(parts, inbound, content, speaker)
  const fetched = await fetchFile(parts, messageId, content)
  if (typeof fetched === 'string') return say(fetched)
  const { id, ...kept } = fetched
  await settle(parts, `${key}:file`, speaker.id, async (work) => {
    await work.change(
      storedFile,
      id,
      receiveFile({ ...kept, name: content.name, sender: speaker.id, messageId }),
    )
  })
  await answer(parts, {
    cause: key,
    speaker,
    chat,
    sentence: `/完成 文件 ${id}`,
    said: { fields: {}, pressed: false, atMs, messageId },
  })
}

/** The file in our storage, or why not. */
async function fetchFile({ platform, photos }: Hearing, messageId: string, file: FileContent) {
  const refused = nameProblem(file.name)
  if (refused) return refused
  try {
    const { bytes, mime } = await platform.download(messageId, file.key, 'file')
    return fileProblem(bytes, file.name) ?? (await keepFile(photos, `${messageId}/${file.key}`, bytes, mime))
  } catch (error) {
    if (!(error instanceof PlatformError) || error.trouble === 'later' || error.trouble === 'quota')
      throw error
    return '文件没有取到，请再发一次。'
  }
}

interface FileContent {
  key: string
  name: string
}
