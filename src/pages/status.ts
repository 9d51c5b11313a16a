import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { partsOf } from '../about.ts'
import type { Html } from '../cards/html.ts'
import { TICKET } from '../cards/html-form.ts'
import { recordUntilDone, storedAnswer } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { sha256 } from '../photos/keep.ts'
import { readCode, sayCode } from '../receipts/code.ts'
import type { Receipt } from '../receipts/receipt.ts'
import { receiptOf } from '../receipts/receipts.ts'
import { Refusal } from '../refusal.ts'
import { addToReport, mustTakeAddition } from '../reporting/additions.ts'
import { whomToPhone } from '../reporting/outside.ts'
import { sayInstant } from '../time.ts'
import { type Standing, standingOf } from '../views/standing.ts'
import { showPage } from './layout.ts'
import { type Posted, postKey, readPost } from './posted.ts'
import { idsOf, keepAll } from './public-photos.ts'
import { newPublicTicket, readPublicTicket } from './public-ticket.ts'
import { LONGEST_TEXT, MOST_PUBLIC_PHOTOS } from './report-form.ts'
import { isFromOurPage } from './session.ts'
import { plainField } from './typed-report.ts'
import type { Web } from './web.ts'

/** How a report without a name stands, for whoever has its code. The code travels in posts only, never in an address. */
export function statusRoutes(web: Web): Hono {
  const app = new Hono()
  app.get('/r/status', (c) => drawAsk(web, c, 200))
  app.post('/r/status', (c) => answer(web, c))
  return app
}

/** One sentence for every code that opens nothing: mistyped, made up, or none. */
const NOTHING = '没有查到。请对着收据核对查询码，一共十个字母和数字。'

async function answer(web: Web, c: Context): Promise<Response> {
  const posted = await readPost(c.req.raw).catch(() => undefined)
  if (!posted || !isFromOurPage(web, c)) return drawAsk(web, c, 422, '没有收完整，请再查一次。')
  const directory = await web.directory()
  const nowMs = web.now()
  const code = readCode(plainField(posted, 'code'))
  // Only what could have been a code counts, and a right one always opens: or anybody could close the page for all.
  if (!code) return drawAsk(web, c, 422, NOTHING)
  const receipt = await receiptOf(web.db, await web.codes.hashOf(code))
  if (!receipt) {
    if (web.tries.areTooMany(directory.rules.settings['public.tries_hourly'], nowMs))
      return drawAsk(web, c, 429, `查询码输错的太多，请过一小时再查。急事${whomToPhone(directory)}`)
    web.tries.wrong(nowMs)
    return drawAsk(web, c, 422, NOTHING)
  }
  return posted.says === 'add' ? add(web, c, code, receipt, posted) : drawStanding(web, c, code, receipt, {})
}

async function drawAsk(web: Web, c: Context, status: 200 | 422 | 429, warning?: string): Promise<Response> {
  const said = warning ? html`<p class="toast warning" role="alert">${warning}</p>` : ''
  const body = html`${said}<article class="card"><header><h1>看进展</h1></header><div class="body">
<form class="form" method="post" action="/r/status"><div class="field"><label for="code">查询码</label><p class="hint" id="code-hint">提交后给您的十位码，大小写都可以。</p>
<input id="code" name="code" type="text" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" required aria-describedby="code-hint"></div>
<div class="buttons"><button class="button primary" name="says" value="look">查询</button></div></form></div></article>`
  const school = (await web.directory()).school.file.school.name
  return showPage(c, status, { title: '看进展', body, school })
}

interface Shown {
  said?: { type: 'success' | 'warning'; text: string }
  typed?: string
}

async function drawStanding(
  web: Web,
  c: Context,
  code: string,
  receipt: Receipt,
  { said, typed = '' }: Shown,
): Promise<Response> {
  const directory = await web.directory()
  const standing = await standingOf({ db: web.db, directory, nowMs: web.now() }, receipt.about)
  const ticket = await newPublicTicket(web, receipt.id)
  const toast = said ? html`<p class="toast ${said.type}" role="status">${said.text}</p>` : ''
  const body = html`${toast}<article class="card tone-${standing.tone}"><header><h1>${standing.status}</h1></header><div class="body">
<p class="text"><b>${standing.text}</b></p>
<dl class="facts"><div><dt>报告</dt><dd>${sayInstant(standing.reportedAtMs)}</dd></div>${standing.next ? html`<div><dt>接下来</dt><dd>${standing.next}</dd></div>` : ''}</dl>
${drawTalk(standing)}${standing.open ? drawAdding(code, ticket, typed) : html`<p class="small">这件事已经办结，不再补充。问题还在的话，请再报一次。</p>`}
<p class="small">学校不追查是谁报的，任何人不得打击报复。</p></div></article>`
  return showPage(c, said?.type === 'warning' ? 422 : 200, {
    title: '看进展',
    body,
    school: directory.school.file.school.name,
  })
}

const drawTalk = ({ lines }: Standing): Html | '' =>
  lines.length === 0
    ? ''
    : html`<h2>往来</h2><ul class="list">${lines.map(
        ({ atMs, text, own }) => html`<li>${sayInstant(atMs)} ${own ? '您补充' : '学校答复'}：${text}</li>`,
      )}</ul>`

const drawAdding = (code: string, ticket: string, typed: string): Html =>
  html`<form class="form" method="post" action="/r/status" enctype="multipart/form-data">
<input type="hidden" name="${TICKET}" value="${ticket}"><input type="hidden" name="code" value="${sayCode(code)}">
<div class="field"><label for="text">要补充什么</label><textarea id="text" name="text" rows="3" maxlength="${LONGEST_TEXT}">
${typed}</textarea></div>
<div class="field"><label for="camera">照片</label><input id="camera" type="file" name="photos" accept="image/*" multiple></div>
<div class="buttons"><button class="button primary" name="says" value="add">补充</button></div></form>`

/** Words and pictures of whoever has the code; the same page sent twice adds them once. */
async function add(web: Web, c: Context, code: string, receipt: Receipt, posted: Posted): Promise<Response> {
  const typed = plainField(posted, 'text')
  const warn = (text: string) =>
    drawStanding(web, c, code, receipt, { said: { type: 'warning', text }, typed })
  const ticket = await readPublicTicket(web, receipt.id, posted.ticket)
  if (!ticket) return warn('还没有记上：这个页面放得太久了，请再点一次「补充」。')
  if (posted.problem) return warn(posted.problem)
  if (typed === '' && posted.photos.length === 0) return warn('请写一句话，或选一张照片。')
  if (typed.length > LONGEST_TEXT) return warn(`写得太长了，最多 ${LONGEST_TEXT} 字。`)
  if (posted.photos.length > MOST_PUBLIC_PHOTOS) return warn(`照片一次最多 ${MOST_PUBLIC_PHOTOS} 张。`)
  try {
    const directory = await web.directory()
    const post = await postKey(ticket.nonce, posted)
    const cause = `public:${(await sha256(new TextEncoder().encode(post))).slice(0, 32)}`
    if (!(await storedAnswer(web.db, cause))) {
      const ids = await idsOf(ticket.nonce, posted.photos)
      await mustTakeAddition(beginWork(web.db, web.now(), null), receipt.about, typed, ids)
    }
    const photos = await keepAll(web, ticket.nonce, posted.photos)
    await recordUntilDone(
      web.db,
      cause,
      () => beginWork(web.db, web.now(), null),
      async (work) => {
        await addToReport(work, directory, receipt.about, typed, photos)
        return {}
      },
    )
    web.count('public_additions')
    web.wake()
    return drawStanding(web, c, code, receipt, {
      said: {
        type: 'success',
        text: `已补充到${partsOf(receipt.about).noun === 'hazard' ? '这条隐患' : '这件事'}，处理的同事会看到。`,
      },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return warn(error.message)
  }
}
