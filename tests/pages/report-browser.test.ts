import { mkdir } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pointToken } from '../../src/pages/points.ts'
import { createSigner } from '../../src/pages/signed.ts'
import { openPlayground } from '../../src/playground/playground.ts'
import { PHONE_SERIAL } from '../anonymous/traces.ts'
import { openBrowser, openPhone } from '../playground/page-browser.ts'

/** Where pictures go for whoever wants to look: `SCREENSHOTS=/tmp/look npx vitest run …`. */
const LOOK = process.env.SCREENSHOTS
const PHOTO = new URL('../fixtures/phone-photo.jpg', import.meta.url).pathname

/** The playground as `npm start` serves it: pages, bot and everybody's phones at one address. */
async function open() {
  let address = ''
  const { routes, town } = await openPlayground({
    startAtMs: Date.parse('2026-09-01T10:30:00+08:00'),
    schoolText: undefined,
    publicUrl: () => address,
    log: () => {},
  })
  routes.all('*', (c) => town.app.fetch(c.req.raw))
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
    listening.resolve(info.port),
  )
  address = `http://127.0.0.1:${await listening.promise}`
  const close = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
    await town.close()
  }
  return { town, url: address, close }
}

test('a cook scans the code at the kitchen, takes a picture and sends it: the handler has both in the chat', async () => {
  const { town, url, close } = await open()
  if (LOOK) await mkdir(LOOK, { recursive: true })
  // Without scripts: the page is for whatever browser a scanner app has.
  const phone = await openBrowser(undefined, false)
  const page = await phone.context.newPage()
  const look = async (name: string, on: Page | Locator = page) => {
    expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390)
    if (LOOK) await on.screenshot({ path: `${LOOK}/${name}.png`, ...('goto' in on && { fullPage: true }) })
  }
  const { school } = await town.directory()
  const kitchen = school.file.patrol_points.find(({ qr }) => qr === 'XC-15')!
  const plate = `/p/${await pointToken(createSigner(town.emulator.app.appSecret), kitchen)}`

  await page.goto(url + plate)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('报隐患')
  const camera = page.getByLabel('拍照', { exact: true })
  expect([await camera.getAttribute('accept'), await camera.getAttribute('capture')]).toEqual([
    'image/*',
    'environment',
  ])
  await look('report-form')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('请写一句有什么不安全')
  await page.getByLabel('有什么不安全').fill('蒸箱后面的插座烧黑了，还有焦味')
  await camera.setInputFiles(PHOTO)
  await page.getByText('想留个称呼或要回电').click()
  await page.getByLabel('您是谁').fill('食堂侯师傅')
  await look('report-filled')
  await page.getByRole('button', { name: '提交' }).click()
  const code = (await page.locator('.receipt strong').textContent())!
  expect(code).toMatch(/^[2-9A-Y]{5}-[2-9A-Y]{5}$/)
  await look('report-receipt')
  await page.reload()
  expect(await page.locator('.receipt strong').textContent()).toBe(code)
  await town.settleAnswers()

  const handler = school.file.departments.find(({ id }) => id === 'general_affairs')!.head!
  const account = (await town.directory()).person(handler)!.account!
  const desk = await openBrowser({ width: 1200, height: 900 })
  const chat = await openPhone(desk.context, `${url}/playground/`, `${account}/bot`)
  const card = chat.locator('article.card', { hasText: '蒸箱后面的插座烧黑了' })
  await card.first().waitFor()
  expect(await card.count()).toBe(1)
  expect(await card.textContent()).toContain('食堂操作间')
  expect(await card.textContent()).toContain('自称「食堂侯师傅」')
  const picture = card.locator('img').first()
  await picture.scrollIntoViewIfNeeded()
  type Image = { decode(): Promise<void>; naturalWidth: number }
  await picture.evaluate((node: unknown) => (node as Image).decode())
  expect(await picture.evaluate((node: unknown) => (node as Image).naturalWidth)).toBeGreaterThan(300)
  if (LOOK) await card.first().screenshot({ path: `${LOOK}/report-card.png` })
  const shown = await desk.context.request.get(new URL((await picture.getAttribute('src'))!, url).href)
  expect((await shown.body()).includes(PHONE_SERIAL)).toBe(false)

  await page.goto(`${url}/r/status`)
  await look('status-ask')
  await page.getByLabel('查询码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '查询' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('待接收')
  await page.getByLabel('要补充什么').fill('已经拔了插头')
  await page.getByRole('button', { name: '补充' }).click()
  expect(await page.getByRole('status').textContent()).toContain('已补充')
  await look('status-added')

  // The office prints the two posters; each is a sheet of its own.
  await page.goto(`${url}/posters`)
  await page.getByRole('link', { name: '杭砥平' }).click()
  expect(await page.locator('.poster svg').count()).toBe(2)
  await look('posters')
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(LOOK && { path: `${LOOK}/posters.pdf` }) })
  expect(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]).toBe('2')
  if (LOOK) await chat.screenshot({ path: `${LOOK}/playground.png` })
  expect([...phone.complaints, ...desk.complaints].filter((each) => !each.includes('422'))).toEqual([])
  await phone.close()
  await desk.close()
  await close()
})
