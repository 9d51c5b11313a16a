import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openBrowser } from '../playground/page-browser.ts'
import { openWorld, quietSchool } from '../world.ts'

/** Where pictures go for whoever wants to look: `SCREENSHOTS=/tmp/look npx vitest run …`. */
const LOOK = process.env.SCREENSHOTS

test('on a phone: propose, approve, list with its fields; the boards print one to an A4 sheet', async () => {
  const world = await openWorld({ at: '2026-09-15 09:00', school: quietSchool() })
  const say = (name: string, words: string) => world.person(name).says(words)
  await say('单念蘅', '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('单念蘅', '/隐患 校门口围墙开裂，歪向人行道')
  await say('聂怀谷', '/隐患 2 申请挂牌 B 围墙是街道的')
  await say('钟砚舟', '/挂牌 1 同意')
  const board = (number: number, deadline: string) =>
    say(
      '贺栎生',
      `/挂牌 ${number} 已挂牌 编号：区教安督〔2026〕${number}号 督办单位：望湖区教育局 督办事项：校门口围墙开裂 责任单位：棠梨湾小学 责任人：鲁锦木 完成时限：${deadline}`,
    )
  await board(1, '2026-09-10')
  await say('鲁锦木', '/挂牌 1 进展 已围挡，和街道谈妥拆除方案')

  const browser = await openBrowser(undefined, false)
  if (LOOK) await mkdir(LOOK, { recursive: true })
  const page = await browser.context.newPage()
  const look = async (name: string) => {
    expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390)
    if (LOOK) await page.screenshot({ path: `${LOOK}/${name}.png`, fullPage: true })
  }
  const as = async (name: string, path: string) => {
    await page.context().clearCookies()
    await page.goto(world.town.url + path)
    await page.getByRole('link', { name, exact: true }).click()
  }

  await as('贺栎生', '/m/hazard/1')
  await page.getByText('更多').click()
  await page.getByRole('button', { name: '申请挂牌' }).click()
  await look('propose')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toContain('至少要符合一条')
  await page.getByLabel('A 整改难度大').fill('整面窗要拆了重做，要两个月')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toContain('编号为挂牌 2')
  expect(new URL(page.url()).pathname).toBe('/m/listing/2')

  await as('钟砚舟', '/m/listing/2')
  await look('approve')
  await page.getByRole('button', { name: '同意申请' }).click()

  await as('贺栎生', '/m/listing/2')
  await page.getByRole('button', { name: '准备提请' }).click()
  await page
    .getByRole('group', { name: '学校采取措施能不能自行消除' })
    .getByRole('radio', { name: '是' })
    .check()
  await page.getByRole('group', { name: '是否要多个部门' }).getByRole('radio', { name: '否' }).check()
  await look('level')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByText('由上级教育行政部门挂牌督办').count()).toBe(1)
  await look('letter')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载提请函' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('提请挂牌督办-2.docx')

  await page.getByRole('button', { name: '已挂牌' }).click()
  await page.getByLabel('编号').fill('区教安督〔2026〕2号')
  await page.getByLabel('督办单位').fill('望湖区教育局')
  await page.getByLabel('责任人').selectOption({ label: '鲁锦木' })
  await look('list')
  await page.getByRole('button', { name: '提交' }).click()
  // What is missing is named, and what was typed is still there.
  expect(await page.getByRole('status').textContent()).toContain('挂牌还缺：完成时限')
  expect(await page.getByLabel('编号').inputValue()).toBe('区教安督〔2026〕2号')
  await page.getByLabel('完成时限').fill('2026-10-30')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.getByRole('status').textContent()).toContain('已登记挂牌')
  await look('listed')

  await as('钟砚舟', '/m/listing/1')
  expect(await page.locator('.tags').textContent()).toContain('挂牌逾期')
  await look('overdue')
  await page.goto(`${world.town.url}/listings`)
  const plaques = page.locator('.plaque')
  expect(await plaques.count()).toBe(2)
  expect(await plaques.first().textContent()).toContain('已逾期')
  await look('board')
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(LOOK && { path: `${LOOK}/board.pdf` }) })
  expect(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]).toBe('2')
  if (LOOK) {
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 703, height: 1032 })
    await page.screenshot({ path: `${LOOK}/print.png`, fullPage: true })
  }
  // First the browser: a connection it keeps in reserve would hold the bot's server open.
  await browser.close()
  await world.town.settleAnswers()
  world.everybodyReads(/[\s\S]/)
  await world.close()
  // The two refusals are answers, and the browser lists them as failed loads.
  expect(browser.complaints.filter((each) => !each.includes('422'))).toEqual([])
})
