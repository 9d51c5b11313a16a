import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../playground/page-browser.ts'
import { picture } from '../playground/page-picture.ts'
import { openWorld } from '../world.ts'
import { linkOf } from './visitor.ts'

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser(undefined, false)
})
afterAll(() => browser.close())

test('without JavaScript a teacher opens the link, adds a photo and mends the matter’s class', async () => {
  const world = await openWorld({ at: '2026-09-01 09:00' })
  world.everybodyReads(/./)
  const card = await world.person('单念蘅').says('/隐患 教学楼B二楼男厕插座烧黑')
  world.everybodyReads(/隐患/)
  const page = await browser.context.newPage()

  await page.goto(linkOf(card)!)
  await page.getByRole('link', { name: '单念蘅' }).click()
  expect(new URL(page.url()).pathname).toBe('/m/hazard/1')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('隐患 1')

  const photo = { name: '插座.png', mimeType: 'image/png', buffer: Buffer.from(picture('socket')) }
  await page
    .getByLabel('加照片')
    .setInputFiles([photo, { ...photo, name: '近看.png', buffer: Buffer.from(picture('near')) }])
  await page.getByRole('button', { name: '上传照片' }).click()
  expect(await page.getByRole('status').textContent()).toBe('已附上 2 张照片')
  const images = page.getByRole('img', { name: '整改前' })
  expect(await images.count()).toBe(2)
  await page.waitForLoadState('networkidle')
  const painted = await images.first().boundingBox()
  expect(painted!.width).toBeGreaterThan(140)

  await page.getByRole('button', { name: '改类别等级' }).click()
  await page.getByLabel('类别').selectOption({ label: '消防' })
  await page.getByRole('radio', { name: '重大' }).check()
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toBe('已更正')
  expect(await page.locator('.tags').textContent()).toContain('重大')

  await page.reload()
  expect(await page.locator('.tags').textContent()).toContain('重大')
  const overflow = await page.locator('body').boundingBox()
  expect(overflow!.width).toBeLessThanOrEqual(390)
  await page.close()
  await world.town.settleAnswers()
  world.everybodyReads(/./)
  await world.close()
  expect(browser.complaints).toEqual([])
})
