import { holdsCode } from '../receipts/code.ts'
import type { Posted } from './posted.ts'
import { LONGEST_TEXT, MOST_PUBLIC_PHOTOS } from './report-form.ts'

/** What was typed, evened out. */
export interface Typed {
  text: string
  place: string
  name: string
  phone: string
}

/** Without control characters, and nothing a database cannot keep. */
export const plainField = ({ fields }: Posted, name: string): string =>
  String(fields[name] ?? '')
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim()

export const typedIn = (posted: Posted): Typed => ({
  text: plainField(posted, 'text'),
  place: plainField(posted, 'place').replaceAll('\n', ' '),
  name: plainField(posted, 'name').replaceAll('\n', ' '),
  phone: plainField(posted, 'phone').replaceAll('\n', ' '),
})

const PHONE = /^[\d\s+()（）转-]{5,20}$/u

/** Why it cannot be filed as it is, with what to do; undefined when it can. `photos`: how many come with it. */
export function whyNot({ text, place, name, phone }: Typed, photos: number): string | undefined {
  if (text === '' && photos === 0) return '请写一句有什么不安全，或拍一张照片。'
  if (text.length > LONGEST_TEXT) return `写得太长了，最多 ${LONGEST_TEXT} 字。写的还在，请删短些再提交。`
  if (place.length > 60 || name.length > 20) return '地点或称呼写得太长了，请删短些再提交。'
  if (photos > MOST_PUBLIC_PHOTOS) return `照片最多 ${MOST_PUBLIC_PHOTOS} 张，请少选几张再提交。`
  if (phone !== '' && !PHONE.test(phone)) return '电话好像写错了，请核对；不要回电可以不填。'
  // Somebody who means to ask after a report and took the wrong page.
  return holdsCode(text) ? HOLDS_CODE : undefined
}

export const HOLDS_CODE =
  '这里面有查询码。要看进展、补充，请点下面的「凭查询码看进展」；查询码请不要写在别处。'
