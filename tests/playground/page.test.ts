import { readdir } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, openPhone } from './page-browser.ts'
import { todayCard } from './page-cards.ts'
import { askingLinkCard, displayCard, formCard } from './page-cards-all.ts'
import { servePage } from './page-serve.ts'

let browser: Awaited<ReturnType<typeof openBrowser>>
let served: Awaited<ReturnType<typeof servePage>>

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  served = await servePage()
})
afterEach(async () => {
  // Pages go first: a page without its server complains.
  for (const page of browser.context.pages()) await page.close()
  await served.close()
  expect(browser.complaints.splice(0)).toEqual([])
})

const open = (place: string) => openPhone(browser.context, served.url, place)

test('every component of a card is drawn', async () => {
  const page = await open('ou_t12/bot')
  const card = page.locator('article.card')
  for (const drawn of [
    'header.template-wathet h3',
    '.md b',
    '.md i',
    '.md s',
    '.md code',
    '.md a[href="https://example.com/"]',
    '.fg-red',
    '.tag.tint-green',
    '.md ul ul li',
    '.md ol li',
    'blockquote',
    'pre',
    '.md table td b',
    'hr.rule',
    '.fields .short',
    '.img.fit-crop_center img',
    '.combination .picture',
    '.person-list .avatar',
    '.columns .column',
    'details.panel',
    '[role=button].touch',
    '.btn-danger_filled',
    '.btn[aria-disabled=true]',
    'select',
    '.checker input',
    '.overflow',
  ]) {
    expect(await card.locator(drawn).count(), drawn).toBeGreaterThan(0)
  }
  await expect(page.getByText('@叶梅砚').count()).resolves.toBe(1)
  await expect(page.getByText('不认识的组件：nonsense').count()).resolves.toBe(1)
})

test('charts and tables are drawn and can be read aloud', async () => {
  const page = await open(`ou_p01/${served.group}`)
  await page.locator('.chart svg').nth(4).waitFor()
  expect(await page.locator('.chart').nth(0).locator('rect').count()).toBe(5)
  expect(await page.locator('.chart').nth(3).locator('circle').count()).toBe(5)
  expect(await page.locator('.chart').nth(4).locator('.slice').count()).toBe(3)
  await page.getByRole('img', { name: /隐患在哪里：教学楼A 3/ }).waitFor()
  expect(await page.locator('.table-box tbody tr').count()).toBe(3)
  await page.getByRole('button', { name: '下一页' }).click()
  expect(await page.locator('.table-box tbody tr').count()).toBe(2)
  await page.getByText('¥6,002.50').waitFor()
})

test('a form sends what was filled, and nothing while a required field is empty', async () => {
  const page = await open('ou_t11/bot')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('请先填写「在哪里」').waitFor()
  expect(served.acts.filter((one) => one.act === 'submit')).toEqual([])
  await page.getByLabel('在哪里').fill('三(1)班教室')
  await page.getByLabel('看到什么').fill('吊扇松动')
  await page.getByLabel('严重程度').selectOption('larger')
  await page.getByLabel('可多选').locator('summary').click()
  await page.getByLabel('拉警戒线').check()
  await page.getByLabel('整改人').selectOption('ou_g03')
  await page.getByLabel('整改期限').fill('2026-09-05')
  await page.getByLabel('马上有危险').check()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('已提交').waitFor()
  expect(served.acts.filter((one) => one.act === 'submit').map((one) => one.what)).toEqual([
    {
      button: 'send_hazard',
      values: {
        place: '三(1)班教室',
        what: '吊扇松动',
        count: '0',
        severity: 'larger',
        measures: ['off', 'line'],
        fixer: 'ou_g03',
        day: '2026-09-05',
        time: '07:40',
        moment: '2026-09-04 16:00',
        urgent: true,
      },
    },
  ])
})

test('a half-filled form and the scroll position survive live updates', async () => {
  const page = await open('ou_t11/bot')
  const place = page.getByLabel('在哪里')
  await place.fill('食堂后门')
  const top = () => page.locator('#screen').evaluate((node) => node.scrollTop)
  await page.locator('#screen').evaluate((node) => node.scrollTo(0, 0))
  // Another message of the same chat: the card is not touched at all.
  await place.evaluate((node) => node.setAttribute('data-same', 'yes'))
  served.put(served.privateChat('ou_t11'), { type: 'text', text: '另一条消息' })
  await page.getByText('另一条消息').waitFor()
  expect(await place.getAttribute('data-same')).toBe('yes')
  expect(await place.inputValue()).toBe('食堂后门')
  expect(await top()).toBe(0)
  // The card itself changes while somebody types in it.
  await place.focus()
  const changed = formCard()
  ;(changed.header as { title: { content: string } }).title.content = '上报隐患（已更新）'
  served.change(served.form, { card: changed })
  await page.getByText('上报隐患（已更新）').waitFor()
  expect(await place.inputValue()).toBe('食堂后门')
  expect(await place.evaluate((node) => node === document.activeElement)).toBe(true)
  await page.getByRole('button', { name: '清空' }).click()
  expect(await page.getByLabel('在哪里').inputValue()).toBe('')
})

test('what a card says never becomes HTML', async () => {
  const page = await open('ou_t12/bot')
  await page.getByText('<b>不是标签</b>').waitFor()
  await page.getByText('onerror="window.hacked=1"').waitFor()
  await page.getByText('点我', { exact: true }).click()
  await page.getByText('<at id=all></at>').first().waitFor()
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  expect(await page.locator('.messages script, .messages [onerror], .messages [onclick]').count()).toBe(0)
  expect(await page.locator('.messages a[href^="javascript"]').count()).toBe(0)
  const answer = await fetch(served.url)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(answer.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
})

test('a button says where it stands, asks its question first and shows errors as the client does', async () => {
  const page = await open('ou_t12/bot')
  await page.getByRole('button', { name: '撤销上报' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '不能点' }).click({ force: true })
  await page.getByText('已过时间').waitFor()
  expect(served.acts.filter((one) => one.act === 'press')).toEqual([])
  await page.getByRole('button', { name: '撤销上报' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await page.getByText('按下了 撤销上报').waitFor()
  const index = (displayCard().body as { elements: { name?: string }[] }).elements.findIndex(
    (one) => one.name === 'withdraw',
  )
  expect(served.acts.filter((one) => one.act === 'press').map((one) => one.what)).toEqual([
    { path: ['body', 'elements', index], name: 'withdraw', label: '撤销上报' },
  ])
  await page.getByRole('button', { name: '会出错' }).click()
  await page.getByText('出错了，请稍后重试 code: 200671').waitFor()
  await page.getByLabel('单独的选择').selectOption('major')
  await page.getByText('已选择').waitFor()
  expect(served.acts.at(-1)).toMatchObject({ act: 'choose', what: { component: 'alone', option: 'major' } })
})

test('a link opens only once its question was answered', async () => {
  served.put(served.privateChat('ou_t12'), { card: askingLinkCard() })
  const page = await open('ou_t12/bot')
  const opened: string[] = []
  await page.exposeFunction('opened', (address: string) => void opened.push(address))
  await page.evaluate('window.open = (address) => void window.opened(address)')
  for (const label of ['只打开', '打开并记下']) {
    await page.getByRole('button', { name: label }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    expect(opened).toEqual([])
  }
  await page.getByRole('button', { name: '打开并记下' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await page.getByText('按下了 打开并记下').waitFor()
  await page.getByRole('button', { name: '只打开' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await expect.poll(() => opened).toEqual(['https://example.com/both', 'https://example.com/only'])
  expect(served.acts.filter((one) => one.act === 'press')).toHaveLength(1)
})

test('two people in two tabs see each other live, with unread dots', async () => {
  const principal = await open(`ou_p01/${served.group}`)
  const director = await open('ou_g01')
  const dot = director.locator('.chat', { hasText: '安全工作领导小组' }).locator('.unread')
  await dot.getByText('4').waitFor()
  await principal.bringToFront()
  await principal.getByLabel('发消息').fill('今天谁值班')
  await principal.getByLabel('发消息').press('Enter')
  await principal.locator('.mine .bubble', { hasText: '@双责 今天谁值班' }).waitFor()
  await director.bringToFront()
  await dot.getByText('5').waitFor()
  await director.locator('.chat', { hasText: '安全工作领导小组' }).click()
  await director.locator('.message:not(.mine)', { hasText: '今天谁值班' }).waitFor()
  // The other tab hears that it was read, though nothing changed at the server.
  await principal.locator('[data-person=ou_g01] .unread').waitFor({ state: 'detached' })
  await director.getByRole('button', { name: '回到会话列表' }).click()
  await director.locator('.chat').first().waitFor()
  expect(await dot.count()).toBe(0)
})

test('the clock bar moves time, says what happened and marks who got a card', async () => {
  const page = await browser.context.newPage()
  await page.goto(served.url)
  await page.locator('#time', { hasText: '07:40' }).waitFor()
  const teacher = page.locator('[data-person=ou_t61]')
  expect(await teacher.locator('.unread').count()).toBe(0)
  await page.getByRole('button', { name: '下一件事' }).click()
  await page.getByText('时间来到 9月1日 周二 07:47 · 4 位班主任收到今日卡').waitFor()
  await teacher.locator('.unread').getByText('1').waitFor()
  const absent = page.locator('.absent', { hasText: '魏守川' })
  await absent.getByText('没有应用，由蔡大嵩代办').waitFor()
  await teacher.click()
  await page.getByRole('heading', { name: '今日双责' }).waitFor()
  expect(new URL(page.url()).hash).toBe('#/ou_t61/bot')
  await page.getByRole('button', { name: '一切正常' }).click()
  await page.locator('.messages', { hasText: '欧阳拾穗 已确认：一切正常' }).waitFor()
})

test('Enter sends, except while an input method is composing or a command is being chosen', async () => {
  const page = await open('ou_t31/bot')
  const box = page.getByLabel('发消息')
  await box.fill('你好')
  await box.evaluate((node) =>
    node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
  )
  expect(await box.inputValue()).toBe('你好')
  await box.fill('/')
  expect(await page.getByRole('option').count()).toBe(5)
  await box.press('ArrowDown')
  await box.press('Enter')
  expect(await box.inputValue()).toBe('/hazard ')
  await box.fill('/周')
  await box.press('Enter')
  expect(await box.inputValue()).toBe('/周报 ')
  await box.press('Enter')
  await page.locator('.mine .bubble', { hasText: '/周报' }).waitFor()
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  expect(await box.inputValue()).toBe('')
})

test('what was begun in another chat while the words were on their way stays', async () => {
  const page = await open('ou_p01/bot')
  const box = page.getByLabel('发消息')
  const turnTo = async (place: string, title: string) => {
    await page.evaluate((hash) => location.assign(hash), `#/${place}`)
    await page.locator('#title', { hasText: title }).waitFor()
  }
  const gate = Promise.withResolvers<void>()
  await page.route('**/playground/say', async (route) => {
    await gate.promise
    await route.continue()
  })
  await box.fill('发往单聊')
  await box.press('Enter')
  await turnTo(`ou_p01/${served.group}`, '安全工作领导小组')
  await box.fill('群里刚开了头')
  const answered = page.waitForResponse('**/playground/say')
  gate.resolve()
  await answered
  await turnTo('ou_p01/bot', '机器人')
  await page.locator('.mine .bubble', { hasText: '发往单聊' }).waitFor()
  expect(await box.inputValue()).toBe('')
  await turnTo(`ou_p01/${served.group}`, '安全工作领导小组')
  expect(await box.inputValue()).toBe('群里刚开了头')
})

test('until the next phone is shown, words go where the screen stands', async () => {
  const page = await open('ou_t31/bot')
  await page.locator('article.card').waitFor()
  const gate = Promise.withResolvers<void>()
  await page.route('**/playground/state?as=ou_p01*', async (route) => {
    await gate.promise
    await route.continue()
  })
  const asked = page.waitForRequest('**/playground/state?as=ou_p01*')
  await page.evaluate(() => location.assign('#/ou_p01/bot'))
  await asked
  const said = page.waitForRequest('**/playground/say')
  await page.getByLabel('发消息').fill('还在三班的手机上')
  await page.getByLabel('发消息').press('Enter')
  expect((await said).postDataJSON()).toMatchObject({
    as: 'ou_t31',
    chatId: served.privateChat('ou_t31'),
  })
  gate.resolve()
  await page.locator('#title', { hasText: '钟砚舟' }).waitFor()
})

test('a photo goes to the chat, and answers name the message they answer', async () => {
  const page = await open('ou_t31/bot')
  const photo = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('89504e47', 'hex') }
  await page.locator('input[type=file]').setInputFiles(photo)
  await page.locator('.mine .photo').waitFor()
  expect(served.acts.find((one) => one.act === 'photo')?.what).toEqual({ size: 4, mime: 'image/png' })
  await page.locator('.message.card').hover()
  await page.getByRole('button', { name: '回复双责的消息' }).click()
  await page.getByLabel('发消息').fill('收到')
  await page.getByRole('button', { name: '发送' }).click()
  await page.locator('.quoted', { hasText: '回复 双责：今日双责' }).waitFor()
})

test('nothing is wider than the phone', async () => {
  for (const place of ['ou_t11/bot', 'ou_t12/bot', `ou_p01/${served.group}`, 'ou_p01']) {
    const page = await open(place)
    const wide = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      (document.querySelector('#screen')?.scrollWidth ?? 0) -
        (document.querySelector('#screen')?.clientWidth ?? 0),
    ])
    expect(wide, place).toEqual([390, 0])
  }
})

test('requests that make no sense are refused in Chinese', async () => {
  const post = (path: string, body: unknown) =>
    fetch(`${served.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  const wrong = await post('/clock', { to: 'yesterday' })
  expect([wrong.status, await wrong.json()]).toEqual([400, { error: '请求的格式不对' }])
  expect((await post('/say', { as: 'ou_t31', text: '   ' })).status).toBe(400)
  expect((await fetch(`${served.url}/image/none`)).status).toBe(404)
  const other = { 'content-type': 'text/plain', origin: 'https://elsewhere.example' }
  const forged = await fetch(`${served.url}/say`, { method: 'POST', headers: other, body: '{}' })
  expect(forged.status).toBe(403)
})

test('every file of the page is served, and only those', async () => {
  const files = await readdir(new URL('../../src/playground/page', import.meta.url))
  const statuses = await Promise.all(
    files.map(async (name) => [name, (await fetch(`${served.url}/assets/${name}`)).status]),
  )
  expect(statuses).toEqual(files.map((name) => [name, /\.(js|css)$/.test(name) ? 200 : 404]))
})

test('a card that comes while one reads further up does not move the page', async () => {
  const page = await open('ou_t12/bot')
  const screen = page.locator('#screen')
  await screen.evaluate((node) => node.scrollTo(0, 300))
  served.put(served.privateChat('ou_t12'), { card: todayCard('一(2)班') })
  await page.locator('article.card').nth(1).waitFor({ state: 'attached' })
  expect(await screen.evaluate((node) => node.scrollTop)).toBe(300)
})
