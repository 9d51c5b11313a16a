import type { FieldValue } from '../cards/card.ts'
import { LIST_MARK, SWITCH_MARK } from '../cards/html-field.ts'
import { TICKET } from '../cards/html-form.ts'
import { sha256 } from '../photos/keep.ts'
import { pictureKind } from '../photos/strip.ts'
import { MOST_PHOTOS, photoProblem } from '../photos/upload.ts'

/** A post in our words: the sentence of the button pressed, the fields, the pictures. */
export interface Posted {
  says: string
  ticket: unknown
  fields: Record<string, FieldValue>
  photos: PostedPhoto[]
  /** Why a text or one of the pictures cannot be kept; then nothing is. */
  problem: string | undefined
}

export interface PostedPhoto {
  bytes: Uint8Array
  mime: string
  sha256: string
}

const OWN = ['says', TICKET]
/** Far more than any card asks for; a browser stops before. */
const LONGEST_FIELD = 4000
/** More than any card asks for. */
const MOST_FIELDS = 40

/** @throws TypeError when the body is no form or torn. */
export async function readPost(request: Request): Promise<Posted> {
  const form = await request.formData()
  const fields: Record<string, FieldValue> = {}
  for (const name of [...new Set(form.keys())].slice(0, MOST_FIELDS)) {
    if (OWN.includes(name)) continue
    const values = form.getAll(name).filter((value) => typeof value === 'string')
    if (values.length > 0) fields[plainName(name)] = fieldValue(name, values)
  }
  // A file field left empty comes as one nameless file without content.
  const files = form
    .getAll('photos')
    .filter((file) => file instanceof File && !(file.name === '' && file.size === 0))
  return {
    says: textOf(form.get('says')),
    ticket: form.get(TICKET),
    fields,
    ...(tooLong(fields) ?? (await readPhotos(files as File[]))),
  }
}

const textOf = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '')
const plainName = (name: string): string =>
  [LIST_MARK, SWITCH_MARK].reduce(
    (rest, mark) => (rest.endsWith(mark) ? rest.slice(0, -mark.length) : rest),
    name,
  )

function fieldValue(name: string, values: string[]): FieldValue {
  if (name.endsWith(LIST_MARK)) return values
  if (name.endsWith(SWITCH_MARK)) return values.includes('on')
  // Browsers send line breaks as CRLF.
  return (values[0] ?? '').replace(/\r\n?/g, '\n')
}

function tooLong(fields: Posted['fields']): Pick<Posted, 'photos' | 'problem'> | undefined {
  const longest = Math.max(0, ...Object.values(fields).map((value) => String(value).length))
  if (longest <= LONGEST_FIELD) return undefined
  return {
    photos: [],
    problem: `写得太长了（${longest} 字），一栏最多 ${LONGEST_FIELD} 字。写的还在，请删短些再提交。`,
  }
}

async function readPhotos(files: File[]): Promise<{ photos: PostedPhoto[]; problem: string | undefined }> {
  const photos: PostedPhoto[] = []
  if (files.length > MOST_PHOTOS) return { photos, problem: `一次最多传 ${MOST_PHOTOS} 张照片，请分几次传。` }
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const problem = photoProblem(bytes, file.name)
    if (problem) return { photos: [], problem }
    photos.push({ bytes, mime: pictureKind(bytes)!, sha256: await sha256(bytes) })
  }
  return { photos, problem: undefined }
}

/**
 * The same page, the same button and the same content are one post however often it is sent; what was changed before
 * sending again is another one, or it would be lost.
 */
export async function postKey(nonce: string, { says, fields, photos }: Posted): Promise<string> {
  const content = [nonce, says, Object.entries(fields).sort(), photos.map((photo) => photo.sha256)]
  return (await sha256(new TextEncoder().encode(JSON.stringify(content)))).slice(0, 32)
}
