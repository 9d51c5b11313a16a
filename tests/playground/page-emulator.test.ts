import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlaygroundClock } from '../../src/playground/clock.ts'
import { playgroundRoutes } from '../../src/playground/server.ts'
import { dayOf, sayDay, timeOf } from '../../src/time.ts'
import { startWorld } from './emulator-world.ts'
import { openBrowser, openPhone } from './page-browser.ts'
import { doneCard, todayCard, weekCard } from './page-cards.ts'
import { formCard } from './page-cards-all.ts'

let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** The page over the emulated Feishu, with the listening bot behind it. */
async function startPage() {
  const world = await startWorld()
  const clock: PlaygroundClock = {
    now: () => world.clock.ms,
    label: () => `${sayDay(dayOf(world.clock.ms))} ${timeOf(world.clock.ms)}`,
    move: async () => ({ nowMs: world.clock.ms, happened: [] }),
    awaitAnswers: async () => {},
    onChange: () => () => {},
  }
  const people = () => [
    { openId: 'ou_zhang', name: '张老师', posts: ['班主任'], group: '班主任', class: '三(1)班' },
    { openId: 'ou_li', name: '李主任', posts: ['总务主任'], group: '处室' },
  ]
  const routes = playgroundRoutes({
    emulator: world.emulator,
    people,
    clock,
    commands: [],
    schoolName: '小学',
  })
  const listening = Promise.withResolvers<number>()
  const app = new Hono().route('/playground', routes)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
    listening.resolve(port),
  )
  const url = `http://127.0.0.1:${await listening.promise}/playground`
  return {
    ...world,
    url,
    actions: () =>
      world.bot
        .events()
        .map((each) => each.envelope.event.action)
        .filter(Boolean),
    async [Symbol.asyncDispose]() {
      for (const page of browser.context.pages()) await page.close()
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await world[Symbol.asyncDispose]()
      expect(browser.complaints.splice(0)).toEqual([])
    },
  }
}

const plainForm = () => {
  const card = formCard()
  const form = (card.body as { elements: { elements: { tag: string; name?: string }[] }[] }).elements[0]!
  // Nobody called ou_g01 is in this chat; everybody of the chat may be chosen instead.
  form.elements = form.elements.map((one) => (one.name === 'fixer' ? { ...one, options: [] } : one))
  return card
}

test('a press on the page reaches the bot, whose answer replaces the card', async () => {
  await using world = await startPage()
  expect(await world.send('ou_zhang', 'interactive', todayCard('三(1)班'))).toMatchObject({ code: 0 })
  world.bot.answer = () => ({
    body: {
      toast: { type: 'success', content: '已记下' },
      card: { type: 'raw', data: doneCard('张老师') },
    },
  })
  const page = await openPhone(browser.context, world.url, 'ou_zhang/bot')
  await page.getByRole('button', { name: '一切正常' }).click()
  await page.getByText('已记下').waitFor()
  await page.getByText('已完成').waitFor()
  expect(world.actions()).toMatchObject([{ tag: 'button', name: 'all_well', value: { says: '/all_well' } }])
})

test('a bot that fails is shown with the number the client shows', async () => {
  await using world = await startPage()
  await world.send('oc_safety', 'interactive', todayCard('三(1)班'))
  world.bot.answer = () => ({ status: 500, body: {} })
  const page = await openPhone(browser.context, world.url, 'ou_zhang/oc_safety')
  await page.getByRole('button', { name: '发现隐患' }).click()
  await page.getByText('code: 200671').waitFor()
  await page.getByText('机器人的服务出错').waitFor()
})

test('a form filled on the page is the form value of the platform', async () => {
  await using world = await startPage()
  expect(await world.send('ou_zhang', 'interactive', plainForm())).toMatchObject({ code: 0 })
  const page = await openPhone(browser.context, world.url, 'ou_zhang/bot')
  await page.getByLabel('在哪里').fill('食堂')
  await page.getByLabel('看到什么').fill('地面有水')
  await page.getByLabel('整改人').selectOption('ou_zhang')
  world.bot.answer = () => ({ body: { toast: { type: 'success', content: '已上报' } } })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('已上报').waitFor()
  expect(world.actions()[0]).toMatchObject({
    name: 'send_hazard',
    form_value: {
      place: '食堂',
      what: '地面有水',
      severity: 'small',
      measures: ['off'],
      fixer: 'ou_zhang',
      day: '2026-09-03 +0800',
      moment: '2026-09-04 16:00 +0800',
      urgent: false,
    },
  })
})

test('what one person says in a group the others see; the week card passes the platform', async () => {
  await using world = await startPage()
  expect(await world.send('oc_safety', 'interactive', { ...weekCard() })).toMatchObject({ code: 0 })
  const page = await openPhone(browser.context, world.url, 'ou_li/oc_safety')
  await world.emulator.say('ou_zhang', '三楼灯坏了', { chatId: 'oc_safety', mentionBot: true })
  await page.locator('.message:not(.mine)', { hasText: '三楼灯坏了' }).waitFor()
  await page.getByLabel('发消息').fill('我去看看')
  await page.getByLabel('发消息').press('Enter')
  await page.locator('.mine', { hasText: '我去看看' }).waitFor()
})

test('words that reach no chat are not taken for sent', async () => {
  await using world = await startPage()
  world.emulator.addUser({ openId: 'ou_far', name: '外人', inRange: false })
  const page = await openPhone(browser.context, world.url, 'ou_far/bot')
  const box = page.getByLabel('发消息')
  const said = page.waitForResponse('**/playground/say')
  await box.fill('有人吗')
  await box.press('Enter')
  expect((await said).status()).toBe(409)
  await page.getByText('没有发出去：out of range: the chat cannot be opened').waitFor()
  expect(await box.inputValue()).toBe('有人吗')
  expect(browser.complaints.splice(0)).toEqual([expect.stringContaining('409')])
})

test('whoever sends something sees it and the answer, wherever the screen stood', async () => {
  await using world = await startPage()
  for (let sent = 0; sent < 4; sent++) {
    world.clock.ms += 2_000
    await world.send('ou_zhang', 'interactive', todayCard('三(1)班'))
  }
  const page = await openPhone(browser.context, world.url, 'ou_zhang/bot')
  await page.locator('#screen').evaluate((screen) => screen.scrollTo(0, 0))
  await page.getByLabel('发消息').fill('好的')
  await page.getByLabel('发消息').press('Enter')
  const mine = page.locator('.mine', { hasText: '好的' })
  await mine.waitFor()
  const below = await mine.evaluate(
    (row) =>
      row.getBoundingClientRect().bottom - document.querySelector('#screen')!.getBoundingClientRect().bottom,
  )
  expect(below).toBeLessThanOrEqual(0)
})
