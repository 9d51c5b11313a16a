import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import { LIST_MARK } from '../cards/html-field.ts'
import { TICKET } from '../cards/html-form.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { sizeOf } from '../photos/copies.ts'
import { REMOVABLE_MS } from '../photos/decide.ts'
import { cellsOn, coversAll, everyCell, type Grid, gridFor, sayGrid } from '../photos/mask.ts'
import type { Photo } from '../photos/photo.ts'
import { isOpenMatter } from '../photos/photos.ts'
import type { PhotoRights } from '../photos/rights.ts'
import { sayInstant } from '../time.ts'
import { sentencePage, showPage } from './layout.ts'
import { askFor, type Matter, showOf } from './matters.ts'
import { matterOf, rightsOf, seenPhoto } from './photo.ts'
import { newTicket } from './ticket.ts'
import type { Web } from './web.ts'

/** One picture, to cover what others need not see. Its buttons say the same sentences as in the chat. */
export async function showMaskPage(web: Web, c: Context, visitor: Person, id: string): Promise<Response> {
  const known = await seenPhoto(web, visitor, id)
  const matter = known && matterOf(known)
  const rights = known && (await rightsOf(web, known, visitor))
  if (!known || !matter || !rights?.covers)
    return sentencePage(c, 404, '看不到这一页', '没有找到这张照片，或您不能遮挡它。')
  const directory = await web.directory()
  const view: View = {
    known,
    matter,
    rights,
    ticket: await newTicket(web, visitor, await showOf(web, visitor, matter)),
    grid: await gridOf(web, known),
    removable: rights.removes && (await isRemovable(web, known, matter)),
  }
  const body = html`<article class="card tone-info"><header><h1>遮挡照片</h1></header><div class="body">
<p class="text">点选要遮住的地方，再点「遮住」。照片里有学生的脸、姓名或伤口，请遮住再给大家看。</p>
${drawGrid(view)}${drawWhole(view)}${drawUndo(view)}${drawRecord(view, directory)}${drawDelete(view)}
<p><a href="${matter.path}">返回</a></p></div></article>`
  const school = directory.school.file.school.name
  return showPage(c, 200, { title: '遮挡照片', body, visitor, school })
}

interface View {
  known: Photo
  matter: Matter
  rights: PhotoRights
  ticket: string
  /** Undefined when only the whole picture can be covered, or is. */
  grid: Grid | undefined
  removable: boolean
}

/** The grid stands as the picture does; none where no part of it can be covered here. */
async function gridOf(web: Web, known: Photo): Promise<Grid | undefined> {
  const copy = await web.copies.of(known)
  const original = copy && (await web.photos.get(`original/${known.id}`))
  const size = copy && sizeOf(copy.bytes)
  if (!size || !original || !web.copies.canCover(original.bytes)) return undefined
  return size.orientation >= 5 ? gridFor(size.height, size.width) : gridFor(size.width, size.height)
}

async function isRemovable(web: Web, known: Photo, { noun, about }: Matter): Promise<boolean> {
  const recent = web.now() - known.receivedAtMs <= REMOVABLE_MS
  return noun === 'hazard' && recent && isOpenMatter(beginWork(web.db, web.now(), null), about!)
}

const form = ({ matter, ticket }: View, className: string, content: Html): Html =>
  html`<form class="${className}" method="post" action="${matter.path}" enctype="multipart/form-data"><input type="hidden" name="${TICKET}" value="${ticket}">${content}</form>`

const says = ({ matter, known }: View, verb: string, rest = ''): string =>
  `${askFor(matter.noun, matter.id)} ${verb} ${known.id}${rest}`

function drawGrid(view: View): Html {
  const { known, grid, rights } = view
  if (isWhollyCovered(known)) return html`<p class="small">这张照片已整张遮住，别人看不到。</p>`
  if (!grid) return html`<p class="small">这张照片不能只遮一部分，可以整张遮住。</p>`
  const covered = new Set(known.mask && cellsOn(known.mask, grid))
  const cells = everyCell(grid).map((cell) => {
    const where = `第 ${Math.floor(cell / grid.columns) + 1} 行第 ${(cell % grid.columns) + 1} 列`
    // What is covered stays so, unless whoever looks may uncover it.
    const state = covered.has(cell) ? (rights.decides ? 'checked' : 'checked disabled') : ''
    return html`<label><input type="checkbox" name="cells${LIST_MARK}" value="${cell + 1}" aria-label="${where}" ${state}><span></span></label>`
  })
  return form(
    view,
    'stack',
    html`<input type="hidden" name="grid" value="${sayGrid(grid)}"><input type="hidden" name="seen" value="${String(known.version ?? 0)}"><div class="mask ${grid.columns > grid.rows ? 'wide' : 'tall'}"><img src="/photo/${known.id}" alt="要遮挡的照片"><div>${cells}</div></div>
<div class="buttons"><button class="button primary" name="says" value="${says(view, '遮照片')}">遮住</button></div>`,
  )
}

const isWhollyCovered = ({ mask }: Photo): boolean => mask !== undefined && coversAll(mask)

function drawWhole(view: View): Html {
  if (isWhollyCovered(view.known)) return html``
  return form(
    view,
    'buttons',
    html`<details class="confirm"><summary class="button">整张遮住</summary><div role="group" aria-label="整张遮住？"><b>整张遮住？</b><p>别人看不到这张照片，原图保留，取消由安全办公室或校领导来定。</p><button class="button danger" name="says" value="${says(view, '遮照片', ' 全部')}">确定整张遮住</button></div></details>`,
  )
}

function drawUndo(view: View): Html {
  const { known, rights } = view
  if (!rights.decides) return html``
  const undo = known.mask
    ? html`<button class="button" name="says" value="${says(view, '恢复照片')}">取消遮挡</button>`
    : ''
  return form(
    view,
    'buttons',
    html`${undo}<a class="button" href="/photo/${known.id}/original">看原图（会记下）</a>`,
  )
}

/** Who covered it, and for those who decide who looked at the original. */
function drawRecord({ known: { mask, looks = [] }, rights }: View, directory: Directory): Html {
  const say = ({ by, atMs }: { by: string; atMs: number }) =>
    `${directory.person(by)?.name ?? by} ${sayInstant(atMs)}`
  const lines = [
    ...(mask ? [`${say(mask)} 遮挡`] : []),
    ...(rights.decides ? looks.slice(-5).map((look) => `${say(look)} 看过原图`) : []),
  ]
  return lines.length > 0 ? html`<p class="small">${lines.join('\n')}</p>` : html``
}

function drawDelete(view: View): Html {
  if (!view.removable) return html``
  return html`<details class="more"><summary>传错了，删掉这张</summary><div>${form(
    view,
    'stack',
    html`<div class="field"><label for="reason">理由<span class="need">必填</span></label><p class="hint" id="reason-hint">上传后 24 小时内可以删。删除会留下记录，原图只有安全办公室和校领导能看。</p>
<input id="reason" name="reason" type="text" maxlength="60" required aria-describedby="reason-hint" autocomplete="off"></div>
<button class="button danger" name="says" value="${says(view, '删照片')}">删除照片</button>`,
  )}</div></details>`
}
