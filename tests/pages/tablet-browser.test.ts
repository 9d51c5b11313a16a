import { mkdir } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { openBrowser } from '../playground/page-browser.ts'
import { picture } from '../playground/page-picture.ts'
import { setAside } from '../stories/school-day.ts'
import { addressOf, tabletSchool } from '../tablets/hanging.ts'
import { openWorld } from '../world.ts'

/** Where pictures go for whoever wants to look: `SCREENSHOTS=/tmp/look npx vitest run …`. */
const LOOK = process.env.SCREENSHOTS

let browser: Awaited<ReturnType<typeof openBrowser>>
afterEach(() => browser.close())

/** Fingers with gloves on: what is tapped is at least this high. */
const TOUCH = 56

test.each([
  ['tablet', { width: 1024, height: 768 }],
  ['phone', { width: 390, height: 844 }],
])('without JavaScript on a %s: one’s name, a form with a photo, back to the names', async (on, viewport) => {
  const world = await openWorld({ at: '2026-09-01 06:00', school: tabletSchool() })
  await world.at('08:30')
  await world.person('杭砥平').says('/平板 厨房')
  setAside(world)
  browser = await openBrowser(viewport, false)
  if (LOOK) await mkdir(LOOK, { recursive: true })
  const page = await browser.context.newPage()
  const look = async (name: string) => {
    expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(
      viewport.width,
    )
    for (const target of await page.locator('.names a, .button:visible').all())
      expect((await target.boundingBox())!.height, `${name}: ${await target.textContent()}`).toBeGreaterThan(
        TOUCH,
      )
    if (LOOK) await page.screenshot({ path: `${LOOK}/tablet-${on}-${name}.png`, fullPage: true })
  }

  await page.goto(world.town.url + (await addressOf(world, '厨房')))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('厨房 · 请点自己的名字')
  await look('names')
  await page.getByRole('link', { name: '阎净秋' }).click()
  await look('card')
  await page.getByRole('button', { name: '填写' }).click()
  await page.getByLabel('打扫了几间').fill('12')
  await page.getByLabel('情况', { exact: true }).fill('都冲过了，二楼缺洗手液')
  const photo = { name: '厕所.png', mimeType: 'image/png', buffer: Buffer.from(picture('clean')) }
  await page.getByLabel('照片').setInputFiles([photo])
  await look('form')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toBe('阎净秋：已完成，谢谢')
  expect(new URL(page.url()).pathname).toBe(await addressOf(world, '厨房'))
  await look('done')

  await page.getByRole('link', { name: '侯芹芳' }).click()
  await page.getByRole('link', { name: '报隐患' }).click()
  await page.getByLabel('在哪里，有什么隐患').fill('灶台旁地面油污很滑')
  await look('hazard')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toBe('侯芹芳：已登记，编号 1')
  await page.goto(`${world.town.url}/tablets`)
  await page.getByRole('link', { name: '杭砥平' }).click()
  expect(await page.getByRole('img', { name: '厨房平板的二维码' }).count()).toBe(1)
  await look('code')
  // First the browser: a connection it keeps in reserve would hold the bot's server open.
  await browser.close()
  await world.town.settleAnswers()
  setAside(world)
  await world.close()
  expect(browser.complaints).toEqual([])
})
