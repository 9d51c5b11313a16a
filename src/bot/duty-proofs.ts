import type { FormAnswer } from '../duties/form.ts'
import type { Instance, Proof } from '../instances/instance.ts'
import { ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { type Context, fieldText, type Said } from './command.ts'
import { filesFor } from './file-sentences.ts'

/** A proof as somebody gives it; whose it is and who typed it is added when it is recorded. */
export type Given = Omit<Proof, 'by' | 'enteredBy'>

/**
 * What the words, the fields and the pictures just sent prove of what is asked. `normal`: the words say that all is well,
 * so they answer a checklist, a round or a presence. `form`: what the duty's own form already proves.
 */
export async function proofsFrom(
  said: Said,
  context: Context,
  about: Instance,
  { words, normal, form = [] }: { words: string; normal: boolean; form?: Given[] },
): Promise<Given[]> {
  const { work, speaker } = context
  const field = (name: string) => fieldText(said, name)
  const asked = new Set(about.required)
  const proofs: Given[] = [...form]
  const put = (type: Proof['type'], value: string, receiver?: string) => {
    if (value !== '') proofs.push({ type, value, ...(receiver !== undefined && { receiver }) })
  }
  const tick = normal ? words : ''
  if (!form.some(({ type }) => type === 'text'))
    put('text', field('text') || field('note') || (form.length === 0 ? words : ''))
  if (asked.has('checklist')) put('checklist', field('checklist') || tick)
  if (asked.has('location')) put('location', field('location') || tick)
  if (asked.has('points')) put('points', field('points') || tick)
  if (asked.has('number')) put('number', numberFrom(field('number'), words))
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

/** A typed or filled number; a form's own numbers are read field by field (`duties/form.ts`). */
function numberFrom(written: string, words: string): string {
  if (written === '') return NUMBER.exec(words.normalize('NFKC').trim())?.[1] ?? ''
  const number = NUMBER.exec(written.normalize('NFKC').trim())?.[1]
  if (number === undefined)
    throw new Refusal('number', `人数您填的是「${written.slice(0, 12)}」，请填 0 或以上的整数。`)
  return number
}

/** `0`, `35`, `35人`. */
export const NUMBER = /^(\d{1,5}) ?[人名个份]?$/

/** What the duty's own form says, as the proofs it stands for: numbers beside the words where both are asked. */
export function formProofs({ said, numbers }: FormAnswer, { required }: Instance): Given[] {
  const line = (parts: FormAnswer['said']) => parts.map(({ label, value }) => `${label}：${value}`).join('；')
  const words = line(required.includes('number') ? said : [...said, ...numbers])
  const kinds = (['checklist', 'text'] as const).filter((kind) => required.includes(kind))
  return [
    ...(words === ''
      ? []
      : (kinds.length > 0 ? kinds : (['text'] as const)).map((type) => ({ type, value: words }))),
    ...(required.includes('number') ? [{ type: 'number' as const, value: line(numbers) }] : []),
  ]
}

const photosFrom = ({ fields }: Said): string[] =>
  Array.isArray(fields.photos) ? fields.photos.map(String) : []
