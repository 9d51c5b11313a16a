import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { patrolSchool, plateOf } from '../patrols/walking.ts'
import { openBrowser } from '../playground/page-browser.ts'
import { picture } from '../playground/page-picture.ts'
import { instanceOf } from '../states.ts'
import { openWorld } from '../world.ts'

/** Where pictures go for whoever wants to look: `SCREENSHOTS=/tmp/look npx vitest run …`. */
const LOOK = process.env.SCREENSHOTS

test('on a phone: scan, one thing wrong with a photo, the rest normal; at the desk: the sheet prints on A4', async () => {
  const world = await openWorld({ at: '2026-09-01 06:10', school: patrolSchool() })
  await world.at('07:45')
  const browser = await openBrowser(undefined, false)
  if (LOOK) await mkdir(LOOK, { recursive: true })
  const page = await browser.context.newPage()
  const look = async (name: string) => {
    const { width } = (await page.locator('body').boundingBox())!
    expect(width, name).toBeLessThanOrEqual(390)
    expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390)
    if (LOOK) await page.screenshot({ path: `${LOOK}/${name}.png`, fullPage: true })
  }

  await page.goto(world.town.url + (await plateOf(world, 'XC-17')))
  await page.getByRole('link', { name: '教职工登录后可以巡查打卡' }).click()
  await page.getByRole('link', { name: '鲁锦木' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('XC-17 配电房')
  expect(await page.locator('.tags').textContent()).toBe('已扫码')
  await look('point')

  await page.getByRole('button', { name: '有问题' }).nth(1).click()
  await page.getByLabel('什么问题').fill('有焦糊味')
  const photo = { name: '配电柜.png', mimeType: 'image/png', buffer: Buffer.from(picture('panel')) }
  await page.getByLabel('照片').setInputFiles([photo])
  await look('trouble')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toContain('已登记隐患 1')
  await page.getByRole('button', { name: '其余正常' }).click()
  expect(await page.getByRole('status').textContent()).toContain('本轮已完成')
  await look('walked')
  expect((await instanceOf(world, 'ptl-fire-daily.school.2026-09-01')).status).toBe('done')

  await page.goto(`${world.town.url}/m/patrols`)
  expect(await page.getByText('没有到的点：XC-18').count()).toBe(1)
  await look('round')

  await page.getByRole('button', { name: '退出' }).click()
  await page.goto(`${world.town.url}/points`)
  await page.getByRole('link', { name: '杭砥平' }).click()
  const plates = page.locator('.plate')
  expect(await plates.count()).toBe(24)
  await look('sheet')
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(LOOK && { path: `${LOOK}/sheet.pdf` }) })
  expect(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]).toBe('4')
  // First the browser: a connection it keeps in reserve would hold the bot's server open.
  await browser.close()
  await world.town.settleAnswers()
  world.everybodyReads(/./)
  await world.close()
  expect(browser.complaints).toEqual([])
})
