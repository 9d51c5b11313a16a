import { expect, test } from 'vitest'
import { withoutMetadata } from '../../src/photos/strip.ts'
import type { Inbound } from '../../src/platforms/platform.ts'
import { createReceiptCodes } from '../../src/receipts/code.ts'
import { codeOn, hazards, posterOf } from '../pages/outside.ts'
import { openVisitor } from '../pages/visitor.ts'
import { type Got, quietSchool, sampleSchool } from '../world.ts'
import { openSearched, PHONE_SERIAL, phonePhoto } from './traces.ts'

/** Somebody the platform knows and the school's file does not: the bot would have no byte of him but for his words. */
const TELLTALE = 'ou_telltale_7f3a9c'
const UNION = 'on_telltale_7f3a9c'

const WAYS = [
  '/匿名',
  '/匿名 配电房的门没锁，孩子能进去',
  '/隐患 匿名 二楼饮水机边上的插座烧黑了',
  '／匿名举报：食堂后门的消防通道堆满了纸箱',
  '我要匿名举报，三楼护栏松了要掉下来',
  '/上报 匿名 操场有学生从单杠摔下来，头流血',
  '/匿名 今天一切正常',
] as const

const codeIn = (got: { text?: string | undefined; card?: object | undefined }): string | undefined =>
  /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(JSON.stringify(got.card ?? {}) + (got.text ?? ''))?.[0]

test('every way without a name leaves no byte of who it was: database, log, photos, metrics, backup', async () => {
  const { world, traces, close } = await openSearched()
  const { emulator, town } = world
  emulator.addUser({ openId: TELLTALE, name: '匿名甲乙丙' })
  for (const words of WAYS) {
    const delivery = await emulator.say(TELLTALE, words)
    expect([words, delivery.delivered]).toEqual([words, true])
    await emulator.redeliverLast()
    await emulator.redeliverLast('new-event-id')
    await town.settle()
    // The platform's pace is counted by its own clock.
    await town.moveTo(town.now() + 5_000)
  }
  await emulator.menu(TELLTALE, 'anonymous')
  await emulator.sendPost(TELLTALE, {
    text: '匿名 窗户要掉了',
    images: [{ bytes: await phonePhoto(), mime: 'image/jpeg' }],
  })
  await town.settleAnswers()
  const chat = emulator.chatsOf(TELLTALE).find(({ type }) => type === 'p2p')!.chatId
  const answers = emulator.messagesOf(chat).filter(({ from }) => from.kind === 'bot')
  const own = emulator.messagesOf(chat).map(({ messageId }) => messageId)
  // Each of five reports once, though all were delivered three times; whoever only asked got the page.
  const codes = answers.flatMap((each) => codeIn(each) ?? [])
  expect(new Set(codes).size).toBe(5)
  expect((await hazards(world)).map(({ anonymous }) => anonymous)).toEqual([true, true, true, true])
  // The long connection hands over the same, past the webhook.
  const socket: Inbound = {
    kind: 'message',
    key: 'msg:om_socket_0042',
    messageId: own[0]!,
    chat: { id: chat, type: 'private' },
    sender: { account: TELLTALE, unionId: UNION },
    atMs: town.now(),
    toBot: true,
    content: { type: 'text', text: '/匿名 体育器材室的架子要倒了', mentions: [] },
  }
  await town.app.respond(socket)
  // The page, with a phone's picture.
  const visitor = openVisitor(world, undefined)
  await visitor.get(await posterOf(world, 'staff'))
  const photo = new File([(await phonePhoto()) as Uint8Array<ArrayBuffer>], 'IMG_telltale_0451.jpg', {
    type: 'image/jpeg',
  })
  const receipt = await visitor.presses('提交', { place: '配电房', text: '插座烧黑了', photos: [photo] })
  await visitor.get('/r/status')
  await visitor.presses('查询', { code: codeOn(receipt) })
  await visitor.presses('补充', { text: '还在冒烟味', photos: [photo] })
  await world.at('10:45')
  expect((await hazards(world)).length).toBe(6)
  const words = [
    TELLTALE,
    UNION,
    '匿名甲乙丙',
    chat,
    'om_socket_0042',
    PHONE_SERIAL,
    'ALN-AL00',
    'IMG_telltale',
    ...own,
  ]
  expect(await traces(words)).toEqual([])
  // The pictures themselves are there, without what the phone wrote into them.
  expect(JSON.stringify((await hazards(world)).at(-1)!.photos)).toContain('before')
  world.everybodyReads(/./)
  await close()
})

test('the same search finds somebody who reports as usual', async () => {
  const { world, traces, close } = await openSearched()
  const { emulator, town } = world
  emulator.addUser({ openId: TELLTALE, name: '匿名甲乙丙' })
  await emulator.say(TELLTALE, '/隐患 配电房的门没锁')
  await town.settleAnswers()
  const chat = emulator.chatsOf(TELLTALE).find(({ type }) => type === 'p2p')!.chatId
  const [own] = emulator.messagesOf(chat)
  const found = await traces([TELLTALE, own!.messageId])
  expect(found.join()).toContain(`${TELLTALE} in /school.db`)
  expect(found.join()).toContain(`${TELLTALE} in /backup-1.db`)
  expect(found.join()).toContain(`${own!.messageId} in /school.db`)
  const teacher = world.person('单念蘅')
  await teacher.says('/隐患 门口的灯坏了')
  await teacher.sendsPhoto(await phonePhoto())
  expect((await traces([PHONE_SERIAL])).join()).toMatch(/in \/photos\/original\//)
  await close()
})

/** A teacher whose id could be no other word. */
const school = () =>
  JSON.parse(JSON.stringify(quietSchool()).replaceAll('"T31"', '"TEACHER-WHO-TELLS"')) as ReturnType<
    typeof quietSchool
  >

test('of a colleague the school knows there is no more afterwards than before, in no row', async () => {
  const { world, traces, counted, close } = await openSearched(school())
  const { emulator, town } = world
  const { staff } = school()
  const entry = staff.find(({ id }) => id === 'TEACHER-WHO-TELLS')!
  const who = world.person(entry.name)
  const names = [who.openId, who.openId.replace(/^ou_/, 'on_'), entry.name, entry.id]
  const before = await counted(names)
  expect(before[who.openId]).toBeGreaterThan(0)
  for (const words of WAYS) {
    await emulator.say(who.openId, words)
    await town.settle()
    await town.moveTo(town.now() + 5_000)
  }
  who.readsAll()
  const after = await counted(names)
  expect(after).toEqual(before)
  const chat = emulator.chatsOf(who.openId).find(({ type }) => type === 'p2p')!.chatId
  const messages = emulator.messagesOf(chat).map(({ messageId }) => messageId)
  expect(await traces([chat, ...messages])).toEqual([])
  expect(await town.db.all("SELECT key FROM causes WHERE key LIKE 'msg:%'")).toEqual([])
  // As usual, all of it is there.
  await who.says('/隐患 门口的灯坏了')
  const told = await counted(names)
  expect(told[entry.id]).toBeGreaterThan(before[entry.id]!)
  expect((await traces([chat])).length).toBeGreaterThan(0)
  await close()
})

test('a form, a suggestion’s button and a page with a login do not put a name to it either', async () => {
  const { world, counted, close } = await openSearched(school())
  const who = world.person('TEACHER-WHO-TELLS')
  const form = await who.says('/隐患')
  const suggestion = await who.says('/匿报')
  world.everybodyReads(/./)
  const visitor = openVisitor(world, who)
  await visitor.get('/m/today')
  const before = await counted(['TEACHER-WHO-TELLS', who.openId])
  await who.submits('提交', { place: '配电房', text: '匿名：插座烧黑了' }, form)
  const receipt = who.readsAll().find((got: Got) => codeIn(got))
  expect(receipt?.title).toBe('收到了，没有记您的名字')
  expect(await hazards(world)).toMatchObject([{ text: '插座烧黑了', anonymous: true, place: { id: 'PP17' } }])
  const label = suggestion.buttons.find((each) => each.includes('anonymous'))
  if (label) await who.presses(label, suggestion)
  const page = await visitor.get('/m/today')
  const ticket = /name="_ticket" value="([^"]*)"/.exec(page.html)
  if (ticket) {
    const body = new FormData()
    body.set('_ticket', ticket[1]!)
    body.set('says', '/隐患 匿名 食堂后门堵了')
    const refused = await visitor.posts('/m/today', body)
    expect(refused.text).toContain('匿名的话没有记')
  }
  world.everybodyReads(/./)
  expect(await counted(['TEACHER-WHO-TELLS', who.openId])).toEqual(before)
  await close()
})

test('in a group it is refused without a word of it, and nothing is kept', async () => {
  const { world, traces, close } = await openSearched()
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  const answer = await world.person('贺栎生').says('/匿名 有人在仓库里抽烟XYZ', group)
  expect(answer.text).toContain('匿名的事不要在群里说')
  expect(answer.text).not.toContain('抽烟')
  expect(await traces(['抽烟XYZ'])).toEqual([])
  expect(await hazards(world)).toEqual([])
  await close()
})

test('the link is the same for everybody, with or without words, on the card of the form and in help', async () => {
  const { world, close } = await openSearched()
  const address = world.town.url + (await posterOf(world, 'staff'))
  for (const [name, words] of [
    ['单念蘅', '/匿名'],
    ['贺栎生', '匿名'],
    ['单念蘅', '/隐患'],
    ['贺栎生', '/帮助'],
  ] as const) {
    const got = await world.person(name).says(words)
    expect([name, words, JSON.stringify(got.card).includes(address)]).toEqual([name, words, true])
  }
  expect((await world.person('单念蘅').says('/匿名')).text).toContain('不得打击报复')
  await close()
})

test('words that read like nothing unsafe are asked back, and recorded only when said to be a hazard', async () => {
  const { world, close } = await openSearched()
  const asked = await world.person('单念蘅').says('/匿名 今天一切正常')
  expect(asked.text).toContain('什么都没有记')
  const insisted = await world.person('单念蘅').says('/隐患 匿名 今天一切正常')
  expect(codeIn(insisted)).toBeDefined()
  expect(await hazards(world)).toMatchObject([{ source: 'staff-words', needsReview: true }])
  await close()
})

test('a wish for no name that does not stand first is taken or asked back, never filed under the name', async () => {
  const { world, traces, counted, close } = await openSearched(school())
  const who = world.person('TEACHER-WHO-TELLS')
  const names = ['TEACHER-WHO-TELLS', who.openId]
  const before = await counted(names)
  const taken = [
    '/隐患 二楼饮水机边上的插座烧黑了（匿名）',
    '食堂后门消防通道堆满纸箱，匿名',
    '（匿名）三楼护栏松了要掉下来',
    '“匿名”图书馆书架歪了要倒',
  ]
  const asked = [
    '老师好，我想匿名举报，配电房门没锁XYZ',
    '不要说是我说的，体育器材室架子要倒了XYZ',
    '/隐患 我不想留名字，南门外电线掉下来了XYZ',
    '隐患：匿名 音乐教室窗户玻璃碎了XYZ',
    '/举报 匿名 音乐教室窗户玻璃碎了XYZ',
    '有异常，匿名：教室插座烧黑了XYZ',
    '/巡查 配电房 异常 匿名 配电箱门掉了XYZ',
    '/隐患 巡一圈\n1 匿名 二楼插座烧黑XYZ\n2 三楼护栏松了',
  ]
  for (const words of [...taken, ...asked]) {
    await world.emulator.say(who.openId, words)
    await world.town.settle()
    await world.town.moveTo(world.town.now() + 5_000)
  }
  const answers = who.readsAll()
  expect(answers.flatMap((each) => codeIn(each) ?? [])).toHaveLength(taken.length)
  const back = answers.filter((each) => each.text?.includes('要匿名吗'))
  expect(back).toHaveLength(asked.length)
  expect(JSON.stringify(back.map(({ card }) => card))).not.toContain('XYZ')
  expect((await hazards(world)).map(({ anonymous, reporter }) => [anonymous, reporter])).toEqual(
    taken.map(() => [true, undefined]),
  )
  expect(await traces(['XYZ'])).toEqual([])
  expect(await counted(names)).toEqual(before)
  await close()
})

test('a code typed where one is known is answered without it and ties no name to it', async () => {
  const { world, traces, close } = await openSearched()
  const who = world.person('单念蘅')
  const got = await who.says('/匿名 配电房的门没锁，孩子能进去')
  const code = codeIn(got)!
  const visitor = openVisitor(world, world.person('贺栎生'))
  const page = await visitor.get('/m/hazard/1')
  // One code in thirty has no digit: in small letters with a blank it would be two words of any language.
  const small = (/\d/.test(code) ? code.replace('-', ' ') : code).toLowerCase()
  for (const words of [code, `/查询 ${code}`, `/隐患 ${code} 补充 在二楼`, `我的码是${small}，有结果吗`]) {
    const told = await who.says(words)
    expect([words, told.text]).toEqual([words, expect.stringContaining('查询码请在匿名网页里用')])
    expect(codeIn(told)).toBeUndefined()
  }
  const body = new FormData()
  body.set('_ticket', /name="_ticket" value="([^"]*)"/.exec(page.html)![1]!)
  body.set('says', '/隐患')
  body.set('text', `${code} 在二楼`)
  expect((await visitor.posts('/m/hazard/1', body)).text).toContain('查询码请在匿名网页里用')
  expect(await hazards(world)).toHaveLength(1)
  expect(await traces([code, small, code.replace('-', '')])).toEqual([])
  await close()
})

test('a code that looks like a word in small letters is known by its receipt, at every door', async () => {
  const { world, traces, close } = await openSearched()
  const { emulator, town } = world
  const who = world.person('单念蘅')
  const hash = await createReceiptCodes(emulator.app.appSecret).hashOf('GTRGAMMTEG')
  await who.says('/隐患 门口的灯坏了')
  await town.db.write([
    {
      sql: 'INSERT INTO receipts (id, version, state, door, issued_at) VALUES (?, 1, ?, ?, ?)',
      args: [hash, JSON.stringify({ id: hash, about: 'hazard/1', door: 'staff-page' }), 'staff-page', 0],
    },
  ])
  for (const words of ['gtrgammteg', '我的码是 gtrga mmteg，有结果吗', '/隐患 gtrgammteg 补充 在二楼']) {
    const told = await who.says(words)
    expect([words, told.text]).toEqual([words, expect.stringContaining('查询码请在匿名网页里用')])
  }
  const visitor = openVisitor(world, world.person('贺栎生'))
  const page = await visitor.get('/m/hazard/1')
  const body = new FormData()
  body.set('_ticket', /name="_ticket" value="([^"]*)"/.exec(page.html)![1]!)
  body.set('says', '/隐患')
  body.set('text', 'gtrgammteg 在二楼')
  expect((await visitor.posts('/m/hazard/1', body)).text).toContain('查询码请在匿名网页里用')
  const outside = openVisitor(world, undefined)
  await outside.get(await posterOf(world, 'staff'))
  const refused = await outside.presses('提交', { place: '配电房', text: 'gtrgammteg 门没锁，孩子能进去' })
  expect(refused.text).toContain('这里面有查询码')
  expect(await hazards(world)).toHaveLength(1)
  expect(await traces(['gtrgammteg', 'gtrga mmteg', 'GTRGAMMTEG'])).toEqual([])
  // A word of ten letters is only a word.
  expect((await who.says('/隐患 二楼 department 门口的插座烧黑了')).title).toContain('隐患 2')
  await close()
})

test('the same picture, by name and without one, is no row’s twin', async () => {
  const { world, close } = await openSearched()
  const who = world.person('单念蘅')
  const picture = withoutMetadata(await phonePhoto())!.bytes as Uint8Array<ArrayBuffer>
  await who.sendsPhoto(picture)
  const visitor = openVisitor(world, undefined)
  await visitor.get(await posterOf(world, 'staff'))
  const photos = [new File([picture], 'a.jpg', { type: 'image/jpeg' })]
  const receipt = await visitor.presses('提交', { place: '配电房', text: '门没锁，孩子能进去', photos })
  const more = [new File([new Uint8Array([...picture, 0])], 'b.jpg', { type: 'image/jpeg' })]
  await visitor.get('/r/status')
  await visitor.presses('查询', { code: codeOn(receipt) })
  await visitor.presses('补充', { text: '还是这样', photos: more })
  const rows = await world.town.db.all<{ sender: string; hash: string; size: number }>(
    "SELECT sender, json_extract(state, '$.sha256') AS hash, json_extract(state, '$.bytes') AS size FROM photos",
  )
  const [named] = rows.filter(({ sender }) => sender !== 'outside')
  const nameless = rows.filter(({ sender }) => sender === 'outside')
  expect(nameless).toHaveLength(2)
  for (const { hash, size } of nameless)
    expect([hash === named!.hash, size === named!.size]).toEqual([false, false])
  await close()
})

test('a form of the day that asks for no name in another field files nothing and keeps no word of it', async () => {
  const { world, traces, close } = await openSearched(sampleSchool())
  await world.at('2026-09-02 07:50')
  world.everybodyReads(/./)
  const visitor = openVisitor(world, world.person('单念蘅'))
  await visitor.get('/m/today')
  await visitor.presses('有异常')
  await visitor.presses('教室有问题')
  const page = await visitor.presses('提交', { room: '匿名：后排吊扇晃动XYZ，要掉下来' })
  expect(page.text).toContain('匿名')
  expect(await hazards(world)).toEqual([])
  expect(await traces(['XYZ'])).toEqual([])
  await close()
})
