import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { directoryReader } from '../../src/people/read-directory.ts'
import { makeUpHazards } from '../ledger/many-hazards.ts'
import { openBrowser } from '../playground/page-browser.ts'
import { openWorld, quietSchool } from '../world.ts'

/** Where pictures go for whoever wants to look: `SCREENSHOTS=/tmp/look npx vitest run …`. */
const LOOK = process.env.SCREENSHOTS

test('the board on a phone and at a desk, without a script: a dot, a bar and the filter narrow the list', async () => {
  const world = await openWorld({ at: '2026-12-09 10:30', school: quietSchool() })
  const { db } = world.town
  const directory = await directoryReader(db)()
  await makeUpHazards(db, directory, { from: 1, count: 260, nowMs: world.town.now(), days: 90 })
  if (LOOK) await mkdir(LOOK, { recursive: true })
  const browser = await openBrowser(undefined, false)
  const page = await browser.context.newPage()
  await page.goto(`${world.town.url}/hazards`)
  await page.getByRole('link', { name: '聂怀谷' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('隐患清单 · 全部')
  const count = async () => Number(/\d+/.exec((await page.locator('.tags li').first().textContent())!)![0])
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${world.town.url}/hazards`)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    if (LOOK) {
      await page.screenshot({ path: `${LOOK}/board-${width}.png` })
      for (const id of ['map', 'ages', 'weeks', 'paces'])
        await page.locator(`#${id}`).screenshot({ path: `${LOOK}/${id}-${width}.png` })
    }

    const dot = page.locator('.dot:not(.is-clear)').first()
    const on = Number(/\d+/.exec((await dot.locator('b').textContent())!)![0])
    await dot.click()
    expect(await count()).toBe(on)

    await page.goto(`${world.town.url}/hazards`)
    const bar = page.locator('.plot a').first()
    const words = (await bar.getAttribute('aria-label'))!
    await bar.locator('rect').click()
    expect(await count()).toBe(Number(/(\d+) 条/.exec(words)![1]))

    await page.goto(`${world.town.url}/hazards`)
    await page.locator('summary', { hasText: '筛选' }).click()
    await page.getByLabel('等级', { exact: true }).selectOption('重大')
    await page.getByLabel('只看逾期').check()
    if (LOOK) await page.screenshot({ path: `${LOOK}/filter-${width}.png` })
    await page.getByRole('button', { name: '筛选' }).click()
    const tags = await page.locator('.tags li').allTextContents()
    expect(tags.slice(1)).toEqual(['逾期', '重大'])
    expect(await page.locator('.listing tbody tr').count()).toBe(await count())
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${world.town.url}/ledger`)
  if (LOOK) await page.screenshot({ path: `${LOOK}/ledger-390.png` })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出台账' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('隐患台账-2026-12-09.zip')
  expect(browser.complaints).toEqual([])
  await browser.close()
  await world.close()
})
