import type { Instance, Proof } from '../instances/instance.ts'
import { ownLoosePhotos } from '../photos/photos.ts'
import { type Context, fieldText, type Said } from './command.ts'
import { filesFor } from './file-sentences.ts'

/** A proof as somebody gives it; whose it is and who typed it is added when it is recorded. */
export type Given = Omit<Proof, 'by' | 'enteredBy'>

/**
 * What the words, the fields and the pictures just sent prove of what is asked. `normal`: the words say that all is well,
 * so they answer a checklist, a round or a presence.
 */
export async function proofsFrom(
  said: Said,
  context: Context,
  about: Instance,
  { words, normal }: { words: string; normal: boolean },
): Promise<Given[]> {
  const { work, speaker } = context
  const field = (name: string) => fieldText(said, name)
  const asked = new Set(about.required)
  const proofs: Given[] = []
  const put = (type: Proof['type'], value: string, receiver?: string) => {
    if (value !== '') proofs.push({ type, value, ...(receiver !== undefined && { receiver }) })
  }
  const tick = normal ? words : ''
  put('text', field('text') || field('note') || words || otherFields(said))
  if (asked.has('checklist')) put('checklist', field('checklist') || tick)
  if (asked.has('location')) put('location', field('location') || tick)
  if (asked.has('points')) put('points', field('points') || tick)
  if (asked.has('number')) put('number', numberFrom(said, words))
  if (asked.has('attendance')) put('attendance', field('attendance'))
  if (asked.has('file')) {
    put('file', field('file'))
    proofs.push(...(await filesFor(context, about)))
  }
  if (asked.has('signature') && ((said.pressed && words !== '') || field('signature') !== ''))
    put('signature', field('signature') || '签字确认')
  for (const receiver of about.receivers)
    put(
      'receipt',
      field(`receipt_${receiver}`.slice(0, 30)) || (about.receivers.length === 1 ? field('receipt') : ''),
      receiver,
    )
  for (const photo of await ownLoosePhotos(work, speaker.id, photosFrom(said), true)) put('photo', photo)
  return proofs
}

/** Fields with a meaning of their own; any other of the duty's form counts as words. */
const KNOWN = new Set([
  'text',
  'note',
  'checklist',
  'location',
  'points',
  'number',
  'attendance',
  'file',
  'signature',
  'receipt',
  'photos',
  'period',
])

const otherFields = (said: Said): string =>
  Object.keys(said.fields)
    .filter((name) => !KNOWN.has(name))
    .map((name) => fieldText(said, name))
    .join('；')

function numberFrom(said: Said, words: string): string {
  const given = Object.keys(said.fields)
    .map((name) => fieldText(said, name).normalize('NFKC'))
    .filter((value) => /^\d{1,6}(?:\.\d+)?$/.test(value))
  return given.join('、') || (/\d{1,6}/.exec(words.normalize('NFKC'))?.[0] ?? '')
}

const photosFrom = ({ fields }: Said): string[] =>
  Array.isArray(fields.photos) ? fields.photos.map(String) : []
