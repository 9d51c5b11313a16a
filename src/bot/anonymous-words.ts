import type { Inbound } from '../platforms/platform.ts'
import { wantsNoName, withoutWish } from '../reading/no-name.ts'
import { holdsCode } from '../receipts/code.ts'
import type { Command } from './command.ts'
import { hazardVerb } from './hazard-sentences.ts'
import { incidentVerb } from './incident-sentences.ts'
import { type Understood, understand } from './understand.ts'
import { evenOut, numberAndRest } from './words.ts'

/** What somebody wants said without his name; no words: he asks how. */
export interface AnonymousWish {
  words: string
  /** Said to be a hazard, with the command's own name: not asked again whether it is one. */
  insists: boolean
  /** What the form's own field for it says. */
  place?: string
}

/** Heard, but not to be taken as it stands: nothing of it is kept, and he reads what to do instead. */
export interface Unkept {
  unkept: string
}

const UNCLEAR =
  '要匿名吗？刚才的话没有记。要匿名，请把「匿名」两个字放在最前面，和我私聊再发一次；要署名，请去掉这两个字再发。'
/** A receipt's code, where its owner is known. */
export const CODE_SAID: Unkept = {
  unkept:
    '查询码请在匿名网页里用，不要发在聊天或登录的页面里。这句没有记，请把它删掉，再打开网页看进展或补充。',
}

/** Sentences of these can carry words that become a report. */
const REPORTING = ['hazard', 'incident', 'checkin', 'patrol', 'done', 'assets']

/** Whether this sentence, or a field beside it, asks for no name or holds a receipt's code. Knows nothing of who speaks. */
export function anonymousIn(
  understood: Understood,
  fields: Readonly<Record<string, unknown>>,
): AnonymousWish | Unkept | undefined {
  const { words } = understood
  const typed = textsOf(fields)
  if ([words, ...typed].some(holdsCode)) return CODE_SAID
  if (understood.kind !== 'command') return wishIn(words, false) ?? unclear([words])
  const { name } = understood.command
  if (name === 'anonymous') return { words: afterWish(words), insists: false }
  if (!REPORTING.includes(name)) return undefined
  const numbered = numberAndRest(words)
  if (numbered) {
    // 「/隐患 12 答复」 has words of a handler behind or beside it.
    const act = VERBS.get(name)?.(numbered.rest)
    if (act) return act.verb === '补充' ? unclear([act.rest]) : undefined
    return unclear([words, ...typed])
  }
  const reports = name === 'hazard' || name === 'incident'
  // A field counts only where the sentence is the report's own form.
  const isForm = words === '' || words.startsWith('照片 ')
  const said = isForm && typeof fields.text === 'string' ? evenOut(fields.text) : words
  return (reports ? wishIn(said, name === 'hazard') : undefined) ?? unclear([words, ...typed])
}

const VERBS: ReadonlyMap<string, typeof hazardVerb> = new Map([
  ['hazard', hazardVerb],
  ['incident', incidentVerb],
])

function wishIn(words: string, insists: boolean): AnonymousWish | undefined {
  const rest = withoutWish(words)
  return rest === undefined ? undefined : { words: rest, insists }
}

const unclear = (texts: readonly string[]): Unkept | undefined =>
  texts.some(wantsNoName) ? { unkept: UNCLEAR } : undefined

/** 「/匿名隐患 食堂…」 has its own name twice. */
const afterWish = (words: string): string =>
  (withoutWish(words) ?? words).replace(/^(?:报?隐患|举报|上报)(?:[\s:：,，]+|$)/u, '')

export const anonymousSentence = (
  says: string,
  fields: Readonly<Record<string, unknown>>,
  commands: readonly Command[],
) => anonymousIn(understand(says, commands), fields)

type Fields = Readonly<Record<string, unknown>>

const textsOf = (fields: Fields): string[] =>
  Object.values(fields).flatMap((field) => (typeof field === 'string' ? evenOut(field) : []))

/** Everything somebody typed into what reached us: a code in it may look like a word, and only the receipts tell. */
export function textsIn(inbound: Inbound): string[] {
  if (inbound.kind === 'press') return [evenOut(inbound.says), ...textsOf(inbound.fields)]
  if (inbound.kind !== 'message' || !inbound.toBot) return []
  const { content } = inbound
  return content.type === 'text' || content.type === 'photo' ? [evenOut(content.text)] : []
}

/** The same for anything that reached us: typed, pressed, chosen from the menu, or beside a picture. */
export function anonymousWish(
  inbound: Inbound,
  commands: readonly Command[],
): AnonymousWish | Unkept | undefined {
  switch (inbound.kind) {
    case 'message': {
      const { content, toBot } = inbound
      if (!toBot || (content.type !== 'text' && content.type !== 'photo')) return undefined
      return anonymousSentence(content.text, {}, commands)
    }
    case 'press': {
      const { place } = inbound.fields
      const wish = anonymousSentence(inbound.says, inbound.fields, commands)
      return wish && 'words' in wish && typeof place === 'string' && place.trim()
        ? { ...wish, place: place.trim() }
        : wish
    }
    case 'menu':
      return anonymousSentence(`/${inbound.eventKey}`, {}, commands)
    default:
      return undefined
  }
}
