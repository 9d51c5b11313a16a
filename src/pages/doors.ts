import type { Context } from 'hono'
import { plateDoor, pointAt, scannedMatter, showPlateTrouble } from './points.ts'
import { readPost } from './posted.ts'
import { publicDoorAt, showPublicTrouble } from './public-link.ts'
import { postReport } from './report.ts'
import { drawReport } from './report-form.ts'
import { visitorOf } from './session.ts'
import { drawTyped } from './tablet-card.ts'
import { noSuchPage, pressMatter, visitMatter } from './visits.ts'
import type { Web } from './web.ts'

/** The code on the wall: first what it is, then who scans it. */
export async function throughPlate(web: Web, c: Context): Promise<Response> {
  const token = c.req.param('token') ?? ''
  const point = await pointAt(web.signer, await web.directory(), token)
  if (typeof point === 'string') return showPlateTrouble(c, point, await typedIn(c))
  const door = plateDoor(token, point)
  if (c.req.path === door.action)
    return c.req.method === 'POST' ? postReport(web, c, door) : noSuchPage(web, c)
  const matter = scannedMatter(token, point)
  if (c.req.method === 'POST') return pressMatter(web, c, matter)
  // Whoever has no account reports at once; whoever has one is known by his session, or says that he wants to log in.
  const logsIn = c.req.query('login') !== undefined || (await visitorOf(web, c)) !== undefined
  return logsIn ? visitMatter(web, c, matter) : drawReport(web, c, door, { status: 200 })
}

/** Behind a code for everybody: nobody is asked who he is, and a session that is there is not looked at. */
export async function throughPublicCode(web: Web, c: Context): Promise<Response> {
  const door = await publicDoorAt(web, c.req.param('token') ?? '')
  if (typeof door !== 'string')
    return c.req.method === 'POST' ? postReport(web, c, door) : drawReport(web, c, door, { status: 200 })
  return showPublicTrouble(c, door, await web.directory(), await typedIn(c))
}

/** What was typed before the code led nowhere, so that it can still be told to somebody. */
async function typedIn(c: Context) {
  const posted = c.req.method === 'POST' ? await readPost(c.req.raw).catch(() => undefined) : undefined
  return posted ? drawTyped(posted.fields) : ''
}
