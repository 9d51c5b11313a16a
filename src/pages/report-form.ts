import type { Context } from 'hono'
import { html } from 'hono/html'
import type { FieldValue } from '../cards/card.ts'
import type { Html } from '../cards/html.ts'
import { TICKET } from '../cards/html-form.ts'
import type { Directory } from '../people/directory.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import type { KeptPhoto } from '../photos/keep.ts'
import { showPage } from './layout.ts'
import type { PublicDoor } from './public-link.ts'
import { newPublicTicket } from './public-ticket.ts'
import type { Web } from './web.ts'

/** A report is a few sentences and a few pictures. */
export const LONGEST_TEXT = 500
export const MOST_PUBLIC_PHOTOS = 3

/** What the form shows besides its questions: after a refusal everything that was typed, and the pictures by name of number. */
export interface Drawn {
  status: 200 | 403 | 422 | 429
  warning?: string
  typed?: Record<string, FieldValue>
  kept?: readonly KeptPhoto[]
  /** The words read like no trouble: the one question, asked once. */
  asks?: boolean
}

/** One page, one form, one button: what is unsafe, and where. No script, no login, no cookie of ours. */
export async function drawReport(
  web: Web,
  c: Context,
  door: PublicDoor,
  { status, warning, typed = {}, kept = [], asks = false }: Drawn,
): Promise<Response> {
  const directory = await web.directory()
  const ticket = await newPublicTicket(web, door.door, kept)
  const value = (name: string) => String(typed[name] ?? '')
  const said = warning ? html`<p class="toast warning" role="alert">${warning}</p>` : ''
  const submit = asks
    ? html`<button class="button primary" name="says" value="sure">是隐患，提交</button>`
    : html`<button class="button primary" name="says" value="report">提交</button>`
  const body = html`${said}<article class="card tone-warn public">
<header><h1>${TITLES[titleOf(door)]}</h1></header>
<div class="body"><p class="text">${LEAD[titleOf(door)]}</p>
<form class="form" method="post" action="${door.action}" enctype="multipart/form-data">
<input type="hidden" name="${TICKET}" value="${ticket}">
${door.place ? fixedPlace(door.place) : placeField(placesOffered(directory, door), value('place'))}
<div class="field"><label for="text">有什么不安全</label><p class="hint" id="text-hint">例如：插座烧黑了、护栏松了。不要写学生姓名。</p>
<textarea id="text" name="text" rows="4" maxlength="${LONGEST_TEXT}" aria-describedby="text-hint">
${value('text')}</textarea></div>
${photoFields(kept.length)}
${door.door === 'staff-page' ? '' : nameFields(value('name'), value('phone'))}
<div class="buttons">${submit}</div>
</form>
<p class="small">有人受伤、着火或闻到煤气，请先拨打 120、119，再告诉身边的老师。</p>
<p class="small">不用登录，不记您的账号和网络地址，照片里的拍摄信息会去掉。学校不追查是谁报的，任何人不得打击报复。</p></div></article>
<nav class="ways"><a href="/r/status">已经报过？凭查询码看进展</a>${door.place ? html`<a href="${door.path}?login=1">教职工登录后可以巡查打卡</a>` : ''}</nav>`
  return showPage(c, status, { title: '报隐患', body, school: directory.school.file.school.name })
}

type Title = 'place' | 'parents' | 'staff'
const titleOf = ({ door }: PublicDoor): Title =>
  door === 'parents' ? 'parents' : door === 'staff-page' ? 'staff' : 'place'
const TITLES: Record<Title, string> = {
  place: '报隐患',
  parents: '家长报隐患',
  staff: '匿名报隐患',
}
const LEAD: Record<Title, string> = {
  place: '看到这里有不安全的地方，拍张照、写一句就行。',
  parents: '看到学校里或学校周边有不安全的地方，请告诉我们，会有人去处理。',
  staff: '这一页所有人打开的都一样，不知道是谁在填。请不要写会认出您的话。',
}

const fixedPlace = ({ name, qr }: PatrolPointEntry): Html =>
  html`<dl class="facts"><div><dt>地点</dt><dd><b>${[qr, name].filter(Boolean).join(' ')}</b></dd></div></dl>`

/** Colleagues know every point; parents those they pass. */
const placesOffered = (directory: Directory, { door }: PublicDoor): string[] =>
  directory.school.file.patrol_points
    .filter((point) => door !== 'parents' || isPublic(point))
    .map(({ name }) => name)

const isPublic = (point: PatrolPointEntry): boolean =>
  point.public ??
  point.hazard_categories.some((category) => category === 'traffic' || category === 'surroundings')

const placeField = (names: string[], typed: string): Html =>
  html`<div class="field"><label for="place">在哪里 <span class="need">必填</span></label><p class="hint" id="place-hint">可以选，也可以自己写，例如：南门外公交站。</p>
<input id="place" name="place" type="text" list="places" maxlength="60" value="${typed}" autocomplete="off" aria-describedby="place-hint">
<datalist id="places">${names.map((name) => html`<option value="${name}"></option>`)}</datalist></div>`

/** The first opens the camera in the page; phones offer the album only without `capture`. */
function photoFields(kept: number): Html {
  const left = MOST_PUBLIC_PHOTOS - kept
  const have = kept > 0 ? html`<p class="hint">已经收到 ${kept} 张照片，不用再传。</p>` : ''
  if (left <= 0) return html`<div class="field">${have}</div>`
  return html`<div class="field"><label for="camera">拍照</label>${have}<input id="camera" type="file" name="photos" accept="image/*" capture="environment"></div>
<div class="field"><label for="album">或从相册选</label><p class="hint" id="album-hint">一共最多 ${left} 张，一张不超过 10 MB。</p><input id="album" type="file" name="photos" accept="image/*" multiple aria-describedby="album-hint"></div>`
}

const nameFields = (name: string, phone: string): Html =>
  html`<details class="more" ${name || phone ? 'open' : ''}><summary>想留个称呼或要回电？（可以不填）</summary><div>
<div class="field"><label for="name">您是谁</label><input id="name" name="name" type="text" maxlength="20" value="${name}" autocomplete="off"></div>
<div class="field"><label for="phone">电话</label><p class="hint" id="phone-hint">要回电话才填，只有处理的同事能看到。</p><input id="phone" name="phone" type="text" inputmode="tel" maxlength="20" value="${phone}" autocomplete="off" aria-describedby="phone-hint"></div></div></details>`
