import { expect, test } from 'vitest'
import { openBrowser } from '../playground/page-browser.ts'
import { openWorld, wholeSchool } from '../world.ts'

interface Wide {
  scrollWidth: number
  clientWidth: number
}

test('the matrix is read on a phone, on a desk and in print, without a script', async () => {
  const school = wholeSchool()
  const roster = { ...school.duty_roster, guard_shifts: school.duty_roster.guard_shifts.slice(0, 1) }
  const world = await openWorld({ at: '2026-09-02 12:02', school: { ...school, duty_roster: roster } })
  world.everybodyReads(/./)
  const browser = await openBrowser(undefined, false)
  const page = await browser.context.newPage()
  await page.goto(`${world.town.url}/coverage`)
  await page.getByRole('link', { name: '聂怀谷' }).click()
  expect(new URL(page.url()).pathname).toBe('/coverage')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('无盲点')
  expect(await page.getByText('周一至周五 19:00–19:30 没有人负责').isVisible()).toBe(true)
  const tables = ['岗位', '值班岗', '时段'].map((name) => page.getByRole('region', { name, exact: true }))
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    for (const table of tables)
      expect(await table.evaluate((node: Wide) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(1)
    expect(await page.locator('.count').first().isVisible()).toBe(width === 390)
    expect(await page.locator('.names').first().isVisible()).toBe(width === 1280)
  }
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByText('18:30', { exact: true }).isVisible()).toBe(true)
  expect(await page.getByRole('button', { name: '退出' }).isVisible()).toBe(false)
  expect(browser.complaints).toEqual([])
  await browser.close()
  await world.close()
})
