import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import type { BoardLine } from '../cards/listing-board.ts'
import { CONSEQUENCE, sayLeft, sayStatus, titleOf } from '../cards/listing-words.ts'
import { hazardById } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { isListed, type Listing } from '../listings/listing.ts'
import { type ListedHazard, listingById } from '../listings/listings.ts'
import { requestLetter } from '../listings/request-letter.ts'
import { listingRights } from '../listings/rights.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { sayPlace } from '../reading/say-place.ts'
import { dayOf, sayDate } from '../time.ts'
import { boardLines } from '../views/listing.ts'
import { sentencePage, showPage } from './layout.ts'
import type { Matter } from './matters.ts'
import type { Web } from './web.ts'
import { drawWord, WORD_TYPE } from './word.ts'

/** The boards as they hang on the wall, one A4 sheet each, and what is on its way to one (handbook §11). */
export async function showListings(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  const nowMs = web.now()
  const lines = await boardLines({ db: web.db, directory, nowMs }, visitor)
  const listed = lines.filter(({ about }) => isListed(about))
  const underway = lines.filter(({ about }) => !isListed(about))
  const school = directory.school.file.school.name
  const intro =
    listed.length > 0
      ? html`<p class="small">用 A4 纸打印，一块牌一页。逾期的排在最前，摘牌前一直标红。</p>`
      : html`<p class="text">现在没有挂牌督办的隐患。</p>`
  const body = html`<section class="listings"><header><h1>挂牌督办 ${listed.length} 件</h1>${intro}</header>
${listed.map((line) => drawBoard(directory, line))}
${underway.length > 0 ? html`<article class="card tone-info"><header><h1>还没有挂牌的</h1></header><div class="body"><ul class="list">${underway.map(drawUnderway)}</ul></div></article>` : ''}</section>`
  return showPage(c, 200, { title: '挂牌督办', body, visitor, school })
}

const drawUnderway = ({ about, of, overdue }: BoardLine): Html =>
  html`<li><a href="/m/listing/${about.number}">${titleOf(about, of)}</a> ${sayStatus(about, overdue)}</li>`

/** 编号、督办单位、督办事项、责任单位、责任人、完成时限、进展、摘牌. */
function drawBoard(directory: Directory, { about, of, overdue, left, responsible }: BoardLine): Html {
  const { board, progress = [] } = about
  const last = progress.at(-1)
  const rows: [string, string | Html][] = [
    ['编号', board?.no ?? ''],
    ['督办单位', board?.authority ?? ''],
    ['督办事项', board?.matter ?? ''],
    ['责任单位', board?.unit ?? ''],
    ['责任人', responsible ?? ''],
    ['完成时限', html`${board ? sayDate(board.deadline) : ''} <span class="left">${sayLeft(left)}</span>`],
    ['进展', last ? `${sayDate(dayOf(last.atMs))} ${last.text}` : '还没有报进展'],
    ['摘牌', about.removal ? '已申请摘牌，待督办单位摘牌' : ''],
  ]
  const late = overdue ? html`<p class="late"><b>逾期</b> ${CONSEQUENCE}</p>` : ''
  return html`<article class="plaque ${overdue ? 'is-late' : ''}"><h1>安全隐患挂牌督办牌</h1>
<p class="small">${directory.school.file.school.name}　<a href="/m/listing/${about.number}">挂牌 ${about.number}</a> · 隐患 ${of.number}</p>
<table><tbody>${rows.map(([label, words]) => html`<tr><th scope="row">${label}</th><td>${words}</td></tr>`)}</tbody></table>${late}</article>`
}

/** The letter that asks for it, for whoever may hand it in. */
export async function sendLetter(web: Web, c: Context, visitor: Person, number: string): Promise<Response> {
  const directory = await web.directory()
  const found = await listedHazard(web, number)
  if (!found || !mayTakeLetter(directory, found, visitor))
    return sentencePage(c, 404, '没有这一页', '没有找到，或您不在知情范围内。')
  const { about, of } = found
  const bytes = await drawWord(requestLetter(directory, about, of, of.where ?? sayPlace(of.place)))
  const name = `提请挂牌督办-${about.number}.docx`
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': WORD_TYPE,
    'content-disposition': `attachment; filename="listing-${about.number}.docx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}

/** What the page of a listing offers beside its card. */
export async function linksOf(web: Web, visitor: Person, { noun, id }: Matter): Promise<Html | ''> {
  const found = noun === 'listing' ? await listedHazard(web, id) : undefined
  if (!found) return ''
  const letter = mayTakeLetter(await web.directory(), found, visitor)
    ? html`<a class="button" href="/listings/${id}/letter">下载提请函（Word）</a>`
    : ''
  const board = isListed(found.about) ? html`<a class="button" href="/listings">看督办牌</a>` : ''
  return letter || board ? html`<nav class="buttons upload">${letter}${board}</nav>` : ''
}

async function listedHazard(web: Web, number: string): Promise<ListedHazard | undefined> {
  const about = await listingById(web.db, number)
  const of = about && (await hazardById(web.db, about.hazard))
  return about && of && { about, of }
}

/** Once the heads agreed; the letter tells all that the record does, so its readers are the hazard's. */
const mayTakeLetter = (directory: Directory, { about, of }: ListedHazard, who: Person): boolean =>
  isApproved(about) && mayReadHazard(who, of, directory) && listingRights(directory, about, of, who).records

const isApproved = ({ approved }: Listing): boolean => approved !== undefined
