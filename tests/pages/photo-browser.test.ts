import { afterAll, beforeAll, expect, test } from 'vitest'
import { pictureFile } from '../photos/pictures.ts'
import { openBrowser } from '../playground/page-browser.ts'
import { openWorld, quietSchool } from '../world.ts'
import { linkOf } from './visitor.ts'

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser(undefined, false)
})
afterAll(() => browser.close())

test('on a phone: before and after side by side, and part of one covered with the thumb', async () => {
  const world = await openWorld({ at: '2026-09-01 09:00', school: quietSchool() })
  const head = world.person('贺栎生')
  await world.person('单念蘅').says('/隐患 教学楼B二楼男厕插座烧黑')
  const forHead = head.gets('隐患 1')
  await world.person('单念蘅').sendsPhoto(pictureFile('phone-sideways.jpg'))
  await head.presses('接收', forHead)
  await world.at('10:00')
  await head.sendsPhoto(pictureFile('large.png'))
  await head.says('/隐患 1 已整改 换了新插座')
  world.everybodyReads(/./)
  const page = await browser.context.newPage()
  await page.goto(linkOf(await world.person('单念蘅').says('/隐患 1'))!)
  await page.getByRole('link', { name: '单念蘅' }).click()
  await page.waitForLoadState('networkidle')

  const [before, after] = await Promise.all(
    ['整改前', '整改后'].map((name) => page.getByRole('img', { name }).boundingBox()),
  )
  expect(before!.y).toBe(after!.y)
  expect(before!.x + before!.width).toBeLessThan(after!.x)
  expect(before!.width).toBeGreaterThan(140)
  expect(await page.locator('body').evaluate((body) => body.scrollWidth)).toBeLessThanOrEqual(390)

  await page.getByRole('link', { name: '遮挡' }).first().click()
  await page.waitForLoadState('networkidle')
  const cell = await page.getByRole('checkbox', { name: '第 2 行第 3 列' }).boundingBox()
  expect(Math.min(cell!.width, cell!.height)).toBeGreaterThan(28)
  for (const row of [1, 2, 3])
    for (const column of [1, 2, 3])
      await page.getByRole('checkbox', { name: `第 ${row} 行第 ${column} 列` }).check()
  expect(await page.locator('body').evaluate((body) => body.scrollWidth)).toBeLessThanOrEqual(390)
  await page.getByRole('button', { name: '遮住', exact: true }).click()
  expect(await page.getByRole('status').textContent()).toContain('已遮住')
  await page.waitForLoadState('networkidle')

  expect(browser.complaints).toEqual([])
  await page.getByRole('img', { name: '整改前' }).click()
  await page.waitForURL(/\/photo\/p[0-9a-f]+$/)
  const large = await page.locator('img').boundingBox()
  expect(Math.round(large!.width), 'a tap enlarges it').toBe(390)
  await page.close()
  world.everybodyReads(/./)
  await world.close()
})
