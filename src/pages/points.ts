import type { Context } from 'hono'
import { html } from 'hono/html'
import * as z from 'zod'
import type { Html } from '../cards/html.ts'
import type { Directory } from '../people/directory.ts'
import { mayPrintCodes } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { drawCode } from './code.ts'
import { sentencePage, showPage } from './layout.ts'
import type { Matter } from './matters.ts'
import type { PublicDoor } from './public-link.ts'
import { baseOf } from './session.ts'
import { isWhole, type Signer } from './signed.ts'
import type { Web } from './web.ts'

const shape = z.object({ point: z.string(), code: z.string() })

/** A code given out anew in the school file makes the old plate void. */
const contentOf = ({ id, qr }: PatrolPointEntry) => ({ point: id, code: qr ?? id })

/** The address on a point's plate: whoever opens it stood before the plate, or has a picture of it. */
export const pointToken = (signer: Signer, point: PatrolPointEntry): Promise<string> =>
  signer.sign('point', contentOf(point))

/** Why a plate leads nowhere, in words for whoever holds the phone. */
export type PlateTrouble = 'torn' | 'foreign' | 'replaced'

/** The point a scanned address leads to, read only from what this school's bot signed itself. */
export async function pointAt(
  signer: Signer,
  directory: Directory,
  token: string,
): Promise<PatrolPointEntry | PlateTrouble> {
  const read = shape.safeParse(await signer.read('point', token))
  if (!read.success) return isWhole(token) ? 'foreign' : 'torn'
  const point = directory.school.file.patrol_points.find(({ id }) => id === read.data.point)
  return point && contentOf(point).code === read.data.code ? point : 'replaced'
}

const TROUBLE: Record<PlateTrouble, [string, string]> = {
  torn: ['码没有扫全', '这张巡查码不完整或已破损，请对准再扫一次；还不行请联系安全办公室换一张。'],
  foreign: ['不是本校的码', '这张码不是本校的巡查码，什么都没有记。请扫本校点位上的码牌。'],
  replaced: ['码牌已经更换', '这个点位的码已经换过或取消了，请联系安全办公室换上新的码牌。'],
}

/** A plate that leads nowhere says so before anybody has to log in. */
export const showPlateTrouble = (
  c: Context,
  trouble: PlateTrouble,
  typed: Html | '' = '',
): Response | Promise<Response> =>
  sentencePage(c, 404, ...TROUBLE[trouble], { label: '看我的巡查', to: '/m/patrols' }, typed)

/** The same plate for whoever has no account: a report of that place. */
export const plateDoor = (token: string, place: PatrolPointEntry): PublicDoor => ({
  door: `code/${place.id}`,
  path: `/p/${token}`,
  action: `/p/${token}/report`,
  place,
})

/** The point's page, reached by its plate: the same card, with the proof that somebody is there. */
export const scannedMatter = (token: string, point: PatrolPointEntry): Matter => ({
  path: `/p/${token}`,
  noun: 'patrol',
  id: point.id,
  about: undefined,
  scanned: point.id,
})

/** All plates of the school on A4 sheets, for whoever answers for the rounds. */
export async function showSheet(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  if (!mayPrintCodes(visitor, directory))
    return sentencePage(c, 403, '不能打印巡查码', '巡查码由安全办公室或分管副校长打印，请联系他们。')
  const points = directory.school.file.patrol_points
  if (points.length === 0)
    return sentencePage(c, 404, '还没有巡查点', '学校资料里还没有巡查点，请管理员补上后再来打印。')
  const school = directory.school.file.school.name
  const plates = await Promise.all(
    points.map(async (point) => {
      const address = `${baseOf(web, c)}/p/${await pointToken(web.signer, point)}`
      return drawPlate(directory, point, address)
    }),
  )
  const body = html`<section class="sheet"><header><h1>巡查码 ${points.length} 张</h1><p class="small">用 A4 纸打印，每页 6 张，沿线剪开，贴到点位上。码牌能证明有人到过，请不要转发照片。</p></header>
<ul class="plates">${plates}</ul></section>`
  return showPage(c, 200, { title: '巡查码', body, visitor, school })
}

function drawPlate(directory: Directory, point: PatrolPointEntry, address: string): Html {
  const { code } = contentOf(point)
  const where = [point.building, point.floor && `${point.floor}层`].filter(Boolean).join(' ')
  const owner = directory.person(point.owner ?? '')?.name
  return html`<li class="plate"><p class="code">${code}</p>${drawCode(address, `${code} 的二维码`)}<h2>${point.name}</h2>
<p class="small">${where}${owner ? ` · 责任人 ${owner}` : ''}</p><p class="small">看到隐患扫一扫就能报，不用登录 · 巡查到此扫码</p></li>`
}
