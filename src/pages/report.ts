import type { Context } from 'hono'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { type KeptPhoto, sha256 } from '../photos/keep.ts'
import { holdsIssuedCode, receiptOf } from '../receipts/receipts.ts'
import { Refusal } from '../refusal.ts'
import { fileOutside, mustBeAsked, mustHaveRoom, namesPlace } from '../reporting/outside.ts'
import { type Posted, type PostedPhoto, postKey, readPost } from './posted.ts'
import type { PublicDoor } from './public-link.ts'
import { keepAll } from './public-photos.ts'
import { readPublicTicket } from './public-ticket.ts'
import { CODE_SHOWN_MS, showReceipt, showReceived } from './receipt.ts'
import { type Drawn, drawReport } from './report-form.ts'
import { isFromOurPage } from './session.ts'
import { HOLDS_CODE, type Typed, typedIn, whyNot } from './typed-report.ts'
import type { Web } from './web.ts'

/**
 * One post is one report, however often the same page is sent: its code is made from the post, so the repeat gets the
 * same one and nothing of it has to be kept. Whatever is refused, what was typed and the pictures stay on the page.
 */
export async function postReport(web: Web, c: Context, door: PublicDoor): Promise<Response> {
  const posted = await readPost(c.req.raw).catch(() => undefined)
  if (!posted) return drawReport(web, c, door, { status: 422, warning: '内容没有传完整，请再填一次。' })
  const typed = typedIn(posted)
  const ticket = await readPublicTicket(web, door.door, posted.ticket)
  if (!ticket || !isFromOurPage(web, c)) {
    const warning = '还没有记上：这个页面放得太久，或不是从这里打开的。请核对后再点一次提交。'
    return drawReport(web, c, door, { status: 403, warning, typed: posted.fields })
  }
  const before = ticket.kept ?? []
  const back = (warning: string, more: Partial<Drawn> = {}) =>
    drawReport(web, c, door, { status: 422, warning, typed: posted.fields, kept: before, ...more })
  const problem =
    posted.problem ??
    whyNot(typed, before.length + posted.photos.length) ??
    ((await holdsIssuedCode(web.db, web.codes, [typed.text])) ? HOLDS_CODE : undefined)
  if (problem) return back(problem)
  const directory = await web.directory()
  try {
    const post = await postKey(ticket.nonce, posted)
    const code = await web.codes.codeFor(post)
    const hash = await web.codes.hashOf(code)
    const known = await receiptOf(web.db, hash)
    if (known)
      return web.now() - known.issuedAtMs > CODE_SHOWN_MS
        ? showReceived(web, c)
        : showReceipt(web, c, code, known.about)
    await mustHaveRoom(web.db, directory, door.door, web.now())
    // Asked back before the pictures are kept for good: without a report nobody would ever look for them again.
    const asked = askBack(directory, door, typed, posted, before.length)
    if (asked) {
      const { fits, photos } = await keepForNow(web, directory, ticket.nonce, posted.photos)
      const again = fits ? '' : '照片没有留下，提交时请再选一次。'
      return back(`${asked.warning}${again}`, { kept: [...before, ...photos], asks: asked.asks })
    }
    const photos = [...before, ...(await keepAll(web, ticket.nonce, posted.photos))]
    const about = await file(web, directory, door, typed, photos, post, hash)
    web.count('public_reports')
    web.wake()
    return showReceipt(web, c, code, about)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return back(error.message, { status: error.code === 'too-many' ? 429 : 422 })
  }
}

/** What has to be said before it can be filed. */
function askBack(
  directory: Directory,
  door: PublicDoor,
  { text, place }: Typed,
  { says, photos }: Posted,
  before: number,
): { warning: string; asks: boolean } | undefined {
  if (!door.place && place === '' && !namesPlace(directory, text))
    return { warning: '请写一句在哪里，好让人找得到。', asks: false }
  if (says !== 'sure' && mustBeAsked(directory, text, before + photos.length))
    return {
      warning: '您是要报隐患吗？这句话看不出哪里不安全。是的话请点「是隐患，提交」，也可以再写清楚些。',
      asks: true,
    }
  return undefined
}

/** Pictures of a post that is asked back stay on the page, but not without end: as many in an hour as there may be reports. */
async function keepForNow(
  web: Web,
  directory: Directory,
  nonce: string,
  photos: readonly PostedPhoto[],
): Promise<{ fits: boolean; photos: KeptPhoto[] }> {
  const fits = web.spare.take(photos.length, directory.rules.settings['public.hourly'], web.now())
  return { fits, photos: fits ? await keepAll(web, nonce, photos) : [] }
}

async function file(
  web: Web,
  directory: Directory,
  { door, place }: PublicDoor,
  typed: Typed,
  photos: KeptPhoto[],
  post: string,
  hash: string,
): Promise<string> {
  const where = place?.id ?? typed.place
  const claimed = {
    ...(typed.name && door !== 'staff-page' && { name: typed.name }),
    ...(typed.phone && door !== 'staff-page' && { phone: typed.phone }),
  }
  let about = ''
  await recordUntilDone(
    web.db,
    // The post's own key is what the code is made from: only its hash may stand anywhere.
    `public:${(await sha256(new TextEncoder().encode(post))).slice(0, 32)}`,
    () => beginWork(web.db, web.now(), null),
    async (work) => {
      about = await fileOutside(work, directory, {
        text: typed.text,
        ...(where && { place: where }),
        photos,
        ...(Object.keys(claimed).length > 0 && { claimed }),
        door,
        receipt: hash,
      })
      return {}
    },
  )
  // The same page sent twice at once: the first one's record counts.
  return (await receiptOf(web.db, hash))?.about ?? about
}
