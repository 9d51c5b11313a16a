import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import { ledgerFiles, planLedger } from '../ledger/export.ts'
import type { LedgerFilter } from '../ledger/filter.ts'
import { queryOf, readQuery } from '../ledger/query.ts'
import { recordExport } from '../ledger/record-export.ts'
import { sayFilter, sayScope } from '../ledger/say.ts'
import { exportScope, mustSee } from '../ledger/scope.ts'
import { zipOf } from '../ledger/zip.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { addDays, type Day, dayOf } from '../time.ts'
import { sentencePage, showPage } from './layout.ts'
import { isFromOurPage } from './session.ts'
import type { Web } from './web.ts'

const NOT_YOURS = '台账由年级组长、部门负责人、安全办公室和校领导导出。'
/** A school year so far is what is asked for most often. */
const USUAL_DAYS = 365

/** Where `/台账` in the chat leads: the period, and one button. */
export async function showLedger(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  const scope = exportScope(directory, visitor)
  if (!scope) return refused(c, NOT_YOURS)
  const today = dayOf(web.now())
  const filter: LedgerFilter = { scope, state: 'any', from: addDays(today, 1 - USUAL_DAYS), to: today }
  const body = html`<article class="card"><header><h1>隐患排查治理台账</h1></header><div class="body">${drawExport(directory, visitor, filter)}</div></article>`
  return showPage(c, 200, { title: '隐患台账', body, visitor, school: directory.school.file.school.name })
}

/** The ledger of one filter as a form: what is in it, from when to when. */
export function drawExport(directory: Directory, viewer: Person, filter: LedgerFilter): Html {
  const widest = exportScope(directory, viewer)!
  const { from, to, ...rest } = filter.scope === 'mine' ? { ...filter, scope: widest } : filter
  const hidden = [...new URLSearchParams(queryOf(rest))].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const narrowed = [sayScope(directory, viewer, rest.scope), ...sayFilter(directory, rest)].join(' · ')
  const day = (name: string, label: string, value: Day | undefined) =>
    html`<div class="field"><label for="e-${name}">${label}</label><input type="date" id="e-${name}" name="${name}" value="${value ?? ''}"></div>`
  return html`<section class="export" id="export"><h2>导出台账</h2><p class="small">${narrowed}。一个压缩包：台账.xlsx 和整改前后照片。导出会留下记录。</p>
<form class="filter" method="post" action="/ledger">${hidden}${day('from', '报告日期从', from)}${day('to', '到', to)}<div class="buttons"><button class="button">导出台账</button></div></form></section>`
}

/** Rights, then size, then the record of who took it; only then the first byte. */
export async function sendLedger(web: Web, c: Context, visitor: Person): Promise<Response> {
  if (!isFromOurPage(web, c)) return refused(c, '这一步不是从双责的页面来的，没有导出。')
  const directory = await web.directory()
  const scope = exportScope(directory, visitor)
  if (!scope) return refused(c, NOT_YOURS)
  const posted = new URLSearchParams(await c.req.text())
  const { filter } = readQuery(posted, scope)
  if (filter.scope === 'mine') filter.scope = scope
  mustSee(directory, visitor, filter.scope)
  if (filter.from && filter.to && filter.from > filter.to)
    throw new Refusal('days', '起止日期反了，请把「从」写在「到」前面。')
  const nowMs = web.now()
  const plan = await planLedger(web.db, { directory, viewer: visitor, nowMs }, filter)
  if (plan.ids.length === 0) throw new Refusal('nothing', '这段时间没有符合条件的隐患，没有可导出的。')
  await recordExport(web.db, plan, { by: visitor.id, filter, nowMs })
  const name = `隐患台账-${dayOf(nowMs)}.zip`
  return c.body(await zipOf(ledgerFiles(web.db, directory, web.copies, plan), nowMs), 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="ledger-${dayOf(nowMs)}.zip"; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}

const refused = (c: Context, why: string) =>
  sentencePage(c, 403, '不能导出台账', why, { label: '看隐患清单', to: '/hazards' })

/** What the page says when it was asked for too much or for nothing. */
export const ledgerRefusal = (c: Context, { message }: Refusal) =>
  sentencePage(c, 422, '没有导出', message, { label: '返回', to: '/ledger' })
