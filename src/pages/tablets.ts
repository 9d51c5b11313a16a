import type { Context } from 'hono'
import { html } from 'hono/html'
import { mayHangTablets } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Tablet } from '../tablets/tablet.ts'
import { tabletsOf } from '../tablets/tablets.ts'
import { sayInstant } from '../time.ts'
import { drawCode } from './code.ts'
import { sentencePage, showPage } from './layout.ts'
import { baseOf } from './session.ts'
import { tabletToken } from './tablet-link.ts'
import type { Web } from './web.ts'

/** The links of the shared tablets, for whoever hangs them up: scanned from this screen with the tablet itself. */
export async function showTablets(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  if (!mayHangTablets(visitor, directory))
    return sentencePage(c, 403, '不能看平板链接', '公用平板由安全办公室或分管副校长开通，请联系他们。')
  const open = (await tabletsOf(web.db)).filter((each) => each.open)
  if (open.length === 0)
    return sentencePage(
      c,
      404,
      '还没有公用平板',
      `请在${web.platform.called}里发送「/平板 门岗」，写明挂在哪里，再回来扫码。`,
    )
  const plates = await Promise.all(
    open.map(async (each) => {
      const address = `${baseOf(web, c)}/t/${await tabletToken(web.signer, each)}`
      return drawPlate(each, address)
    }),
  )
  const body = html`<section class="sheet"><header><h1>公用平板 ${open.length} 块</h1><p class="small">用平板扫码打开，固定在当地。有链接就能代录，请不要转发；平板丢了或链接外传，请在聊天里发送 /平板，点「换新链接」。</p></header>
<ul class="plates">${plates}</ul></section>`
  return showPage(c, 200, {
    title: '公用平板',
    body,
    visitor,
    school: directory.school.file.school.name,
  })
}

const drawPlate = ({ id, sinceMs }: Tablet, address: string) =>
  html`<li class="plate"><h2>${id}</h2>${drawCode(address, `${id}平板的二维码`)}<p class="small">链接 ${sayInstant(sinceMs)} 起有效</p><a href="${address}">在这台设备上打开</a></li>`
