import type { Context } from 'hono'
import { html } from 'hono/html'
import { partsOf } from '../about.ts'
import { sayCode } from '../receipts/code.ts'
import { MINUTE_MS } from '../time.ts'
import { showPage } from './layout.ts'
import type { Web } from './web.ts'

/** What becomes of a report without a name, in the page and in the chat. */
const NEXT_STEPS = [
  '负责的同事已经收到，会有人去看、去处理。',
  '记下查询码：凭它看进展、看答复，也能补充。它只显示这一次，学校也查不出来。',
  '学校不追查是谁报的，任何人不得打击报复。',
]

/** A page sent again this soon is a second tap; later it may be the next user of the same browser. */
export const CODE_SHOWN_MS = 10 * MINUTE_MS

/** The same page sent again later: nothing is recorded twice, and the code is not shown again. */
export async function showReceived(web: Web, c: Context): Promise<Response> {
  const school = (await web.directory()).school.file.school.name
  const body = html`<article class="card tone-ok"><header><h1>已经收到</h1></header><div class="body">
<p class="text">这一页的内容之前已经收到，没有重复登记。查询码只在提交时显示；有新情况请重新打开上报页面再填一次。</p>
<a class="button" href="/r/status">凭查询码看进展</a></div></article>`
  return showPage(c, 200, { title: '已经收到', body, school })
}

/** The one time the code is shown; no number of any record stands beside it. */
export async function showReceipt(web: Web, c: Context, code: string, about: string): Promise<Response> {
  const school = (await web.directory()).school.file.school.name
  const happened = partsOf(about).noun === 'incident'
  const first = happened
    ? html`<p class="text say-danger"><b>已按突发事件通知值班领导。有生命危险请立即拨打 120、110、119，并告诉身边的老师。</b></p>`
    : ''
  const body = html`<article class="card tone-ok"><header><h1>收到了，谢谢您</h1></header><div class="body">
${first}<div class="receipt"><span>查询码</span><strong>${sayCode(code)}</strong><span>请截屏或抄下来</span></div>
<ul class="list">${NEXT_STEPS.map((step) => html`<li>${step}</li>`)}</ul>
<a class="button" href="/r/status">凭查询码看进展</a></div></article>`
  return showPage(c, 200, { title: '收到了', body, school })
}
