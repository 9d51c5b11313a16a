import type { Context } from 'hono'
import { html } from 'hono/html'
import { mayPrintCodes } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { publicPageOf } from '../public-pages/public-pages.ts'
import { drawCode } from './code.ts'
import { sentencePage, showPage } from './layout.ts'
import { publicPath } from './public-link.ts'
import { baseOf } from './session.ts'
import type { Web } from './web.ts'

/** The two posters, one A4 sheet each: for parents at the gate, and for colleagues where nobody watches. */
export async function showPosters(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  if (!mayPrintCodes(visitor, directory))
    return sentencePage(c, 403, '不能打印海报', '海报由安全办公室或分管副校长打印，请联系他们。')
  const school = directory.school.file.school.name
  const { open } = await publicPageOf(web.db, 'parents')
  const address = async (id: 'parents' | 'staff') =>
    baseOf(web, c) + (await publicPath(web.signer, web.db, id))
  const [parents, staff] = [await address('parents'), await address('staff')]
  const state = open
    ? '家长页面现在开着。'
    : `家长页面现在关着，扫码的人会看到请打电话。要打开，请在${web.platform.called}里发送「/隐患码 开」。`
  const body = html`<section class="sheet"><header><h1>隐患码海报 2 张</h1><p class="small">${state}用 A4 纸打印，家长的贴在校门口，匿名的贴在没有监控、没人看着的地方（例如洗手间门后）。换码以后请重新打印。</p></header>
<div class="poster"><h2>看到不安全，扫一扫告诉学校</h2>${drawCode(parents, '家长报隐患的二维码')}<p class="text">${school}</p><p class="small">不用登录，不用留名。有人受伤或着火，请先拨 120、119。</p><a href="${parents}">在这台设备上打开</a></div>
<div class="poster"><h2>匿名报隐患</h2>${drawCode(staff, '匿名报隐患的二维码')}<p class="text">${school} · 教职工</p><p class="small">不用登录，不知道是谁报的。凭查询码看进展。任何人不得打击报复。</p><a href="${staff}">在这台设备上打开</a></div></section>`
  return showPage(c, 200, { title: '隐患码海报', body, visitor, school })
}
