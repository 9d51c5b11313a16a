import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { patrolSchool, plateOf } from '../patrols/walking.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, PHOTO, quietSchool, type World } from '../world.ts'
import { codeOn, hazards, posterOf } from './outside.ts'
import { onPages, openVisitor, type Visitor } from './visitor.ts'

let world: World
let photoDir: string
const logged: string[] = []
beforeEach(async () => {
  logged.length = 0
  photoDir = await mkdtemp(join(tmpdir(), 'photos-'))
  world = await openWorld({
    photoDir,
    at: '2026-09-01 10:30',
    school: { ...quietSchool(), patrol_points: patrolSchool().patrol_points },
    log: (event, data) => void logged.push(JSON.stringify([event, data])),
  })
})
afterEach(async () => {
  await world.town.settleAnswers()
  world.everybodyReads(/./)
  await world.close()
  await rm(photoDir, { recursive: true })
})
/** How many pictures are stored. */
const stored = async () =>
  (await readdir(join(photoDir, 'original')).catch(() => [])).filter((name) => !name.includes('.')).length

const { events, countOf } = onPages(() => world)
const anybody = (): Visitor => openVisitor(world, undefined)
/** To its end marker. */
const jpeg = (extra = 0) =>
  new File([Uint8Array.from([...PHOTO, ...new Array(extra).fill(0), 0xff, 0xd9])], '现场.jpg', {
    type: 'image/jpeg',
  })
const said = (text: string) => text.match(/toast warning/g)

test('whoever has no account reports at the plate: the place is fixed, one post, a code, and the handlers have it', async () => {
  const guard = anybody()
  const plate = await plateOf(world, 'XC-17')
  const form = await guard.get(plate)
  expect([form.status, form.path]).toEqual([200, plate])
  expect(form.text).toContain('XC-17 配电房')
  expect(form.text).toContain('任何人不得打击报复')
  expect(form.html).toContain('accept="image/*" capture="environment"')
  expect(form.html).not.toContain('<script')
  expect(form.html).not.toContain('name="place"')
  expect(form.headers.get('cache-control')).toBe('no-store')
  expect(form.headers.get('content-security-policy')).toContain("script-src 'none'")
  expect([...guard.cookies]).toEqual([])
  // Taken with the camera and chosen from the album as well.
  const photos = [jpeg(), jpeg()]
  const receipt = await guard.presses('提交', { text: '配电箱门掉了，电线露在外面', photos })
  expect(receipt.status).toBe(200)
  expect(receipt.headers.get('cache-control')).toBe('no-store')
  const code = codeOn(receipt)
  // No number of the record, anywhere a person reads.
  expect(receipt.text.replace(code, '')).not.toMatch(/隐患 ?\d/)
  await world.town.settleAnswers()
  const card = world.person('贺栎生').gets('隐患 1')
  expect(card.title).toContain('配电房')
  expect(card.text).toContain('没有留名 · 来自张贴码')
  expect(JSON.stringify(card.card)).toContain('img_key')
  expect(await hazards(world)).toMatchObject([
    { anonymous: true, source: 'code/PP17', place: { id: 'PP17' }, status: 'assigned' },
  ])
  expect((await hazards(world))[0]).not.toHaveProperty('reporter')
  expect((await hazards(world))[0]!.photos).toHaveLength(1)
  expect(logged.join('\n')).not.toContain(plate.slice(3, 40))
})

test('the same page sent twice, and twice at once, is one hazard with one code', async () => {
  const guard = anybody()
  await guard.get(await plateOf(world, 'XC-17'))
  const { action, body } = guard.formOf('提交', { text: '灯坏了' })
  const [one, other] = await Promise.all([guard.posts(action, body), guard.posts(action, body)])
  const again = await guard.posts(action, body)
  expect([codeOn(other), codeOn(again)]).toEqual([codeOn(one), codeOn(one)])
  expect(await events('hazard.reported')).toBe(1)
})

test('the same page sent again when another may sit at the browser shows no code any more', async () => {
  const guard = anybody()
  await guard.get(await plateOf(world, 'XC-17'))
  const { action, body } = guard.formOf('提交', { text: '灯坏了' })
  const code = codeOn(await guard.posts(action, body))
  await world.at('10:39')
  expect(codeOn(await guard.posts(action, body))).toBe(code)
  await world.at('10:45')
  const later = await guard.posts(action, body)
  expect([later.status, later.text.includes('已经收到')]).toEqual([200, true])
  expect(later.html).not.toContain(code)
  expect(await events('hazard.reported')).toBe(1)
})

test('pictures of posts that are asked back stay on the page, but never fill the storage', async () => {
  await world.person('贺栎生').says('/隐患码 开')
  const parent = anybody()
  await parent.get(await posterOf(world, 'parents'))
  const { action, body } = parent.formOf('提交', { place: '', text: '坏了' })
  const pages: string[] = []
  for (let post = 0; post < 14; post++) {
    body.delete('photos')
    for (let each = 0; each < 3; each++) body.append('photos', jpeg(1 + post * 3 + each))
    pages.push((await parent.posts(action, body)).text)
  }
  expect(pages[0]).toContain('请写一句在哪里')
  expect(pages[0]).not.toContain('再选一次')
  expect(pages.at(-1)).toContain('照片没有留下，提交时请再选一次')
  expect(await stored()).toBe(30)
  body.set('place', '南门外公交站')
  codeOn(await parent.posts(action, body))
  expect((await hazards(world))[0]!.photos).toHaveLength(3)
})

test('to an incident, too, nobody adds without end, and what is refused is not stored', async () => {
  const parent = anybody()
  await world.person('贺栎生').says('/隐患码 开')
  await parent.get(await posterOf(world, 'parents'))
  const receipt = await parent.presses('提交', {
    place: '操场与看台',
    text: '有个孩子从看台上摔下来了，头在流血',
  })
  const code = codeOn(receipt)
  const add = async (text: string, photos: File[]) => {
    const one = anybody()
    await one.get('/r/status')
    await one.presses('查询', { code })
    return one.presses('补充', { text, ...(photos.length > 0 && { photos }) })
  }
  for (let time = 0; time < 4; time++)
    expect(
      (
        await add(
          `还在等 ${time}`,
          [1, 2, 3].map((each) => jpeg(time * 3 + each)),
        )
      ).status,
    ).toBe(200)
  expect(await stored()).toBe(12)
  const full = await add('再拍一张', [jpeg(99)])
  expect([full.status, full.text.includes('照片已经够多了')]).toEqual([422, true])
  expect((await add('救护车来了', [])).status).toBe(200)
  const many = await add('再补充', [])
  expect([many.status, many.text.includes('一小时内补充得太多了')]).toEqual([422, true])
  expect([await stored(), await events('incident.noted'), await events('incident.photographed')]).toEqual([
    12, 5, 12,
  ])
})

test('a name that a colleague has is only what somebody calls himself; the number to call is for the handlers', async () => {
  const somebody = anybody()
  await somebody.get(await plateOf(world, 'XC-17'))
  await somebody.presses('提交', { text: '门口的灯坏了', name: '单念蘅', phone: '138 0000 1111' })
  await world.town.settleAnswers()
  const head = world.person('贺栎生').gets('隐患 1')
  expect(head.text).toContain('自称「单念蘅」 · 来自张贴码')
  expect(head.text).toContain('138 0000 1111')
  expect(world.person('单念蘅').unread()).toEqual([])
  expect((await world.person('单念蘅').says('/隐患 1')).text).not.toContain('138')
  expect((await world.person('单念蘅').says('/隐患 1 撤回')).text).toContain('只有')
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  const outline = await world.person('贺栎生').says('/隐患 1', group)
  expect(outline.text).not.toMatch(/138|单念蘅/)
})

test('nobody is the reporter: the office and the leaders verify, whoever mends does not', async () => {
  const somebody = anybody()
  await somebody.get(await plateOf(world, 'XC-17'))
  await somebody.presses('提交', { text: '门口的灯坏了', name: '鲁锦木' })
  await world.town.settleAnswers()
  world.everybodyReads(/./)
  await world.person('贺栎生').says('/隐患 1 接收 鲁锦木')
  world.everybodyReads(/./)
  await world.person('鲁锦木').says('/隐患 1 已整改 换了灯管')
  expect((await world.person('鲁锦木').says('/隐患 1 通过')).text).toContain('不能验收')
  expect((await world.person('杭砥平').says('/隐患 1 通过')).tags).toContain('已销号')
})

test('what reads like something that happened is an incident at once, with nobody as its reporter', async () => {
  const parent = anybody()
  await world.person('贺栎生').says('/隐患码 开')
  await parent.get(await posterOf(world, 'parents'))
  const receipt = await parent.presses('提交', {
    place: '操场与看台',
    text: '有个孩子从看台上摔下来了，头在流血',
  })
  expect(receipt.text).toContain('120')
  await world.town.settleAnswers()
  const alarm = world.person('聂怀谷').gets('事件 1')
  expect(alarm.text).toContain('没有留名 · 来自家长页面')
  expect(await events('incident.reported')).toBe(1)
  expect(await events('hazard.reported')).toBe(0)
  const status = anybody()
  await status.get('/r/status')
  const look = await status.presses('查询', { code: codeOn(receipt) })
  expect(look.text).toContain('已通知负责人')
  await status.presses('补充', { text: '已经扶到医务室' })
  await world.town.settleAnswers()
  expect(world.person('聂怀谷').sees(alarm).text).toContain('报告人：已经扶到医务室')
})

test.each(['今天一切正常', '消防演练，大家都很好', '谢谢老师'])(
  '%s is asked back once and invents nothing; the picture stays',
  async (words) => {
    const guard = anybody()
    await guard.get(await plateOf(world, 'XC-17'))
    const photos = words === '谢谢老师' ? [] : [jpeg()]
    const asked = await guard.presses('提交', { text: words, ...(photos.length > 0 && { photos }) })
    expect([asked.status, asked.buttons]).toEqual([422, ['是隐患，提交']])
    expect(asked.text).toContain('您是要报隐患吗？')
    expect(asked.html).toContain(words)
    expect(await events('hazard.reported')).toBe(0)
    await guard.presses('是隐患，提交')
    expect(await hazards(world)).toMatchObject([{ needsReview: true, text: words }])
    expect((await hazards(world))[0]!.photos).toHaveLength(photos.length)
  },
)

test('a picture without a word is a report that somebody must look at', async () => {
  const cook = anybody()
  await cook.get(await plateOf(world, 'XC-15'))
  await cook.presses('提交', { text: '', photos: [jpeg()] })
  expect(await hazards(world)).toMatchObject([{ needsReview: true, place: { id: 'PP15' } }])
})

test('bad input gets a sentence and loses nothing', async () => {
  const guard = anybody()
  const plate = await plateOf(world, 'XC-17')
  const heic = new File([Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypheic'), 0])], 'IMG_1.HEIC')
  const large = new File(
    [Uint8Array.from([...PHOTO, ...new Array(10 * 1024 * 1024).fill(0), 0xff, 0xd9])],
    'a.jpg',
  )
  const torn = new File([Uint8Array.from(PHOTO).subarray(0, 60)], 'torn.jpg')
  const cases: [Record<string, string | File[]>, RegExp][] = [
    [{ text: '' }, /请写一句有什么不安全，或拍一张照片/],
    [{ text: '灯坏了', photos: [heic] }, /HEIC/],
    [{ text: '灯坏了', photos: [large] }, /最多 10 MB/],
    [{ text: '灯坏了', photos: [torn] }, /不完整/],
    [{ text: '灯坏了', photos: [new File(['hello'], 'a.txt')] }, /不是照片/],
    [{ text: '灯坏了', photos: [jpeg(1), jpeg(2), jpeg(3), jpeg(4)] }, /照片最多 3 张/],
    [{ text: `灯坏了${'啊'.repeat(600)}` }, /太长/],
    [{ text: '灯坏了', phone: '<b>打我</b>' }, /电话好像写错了/],
  ]
  for (const [fields, sentence] of cases) {
    await guard.get(plate)
    const page = await guard.presses('提交', fields)
    expect([page.status, said(page.html)?.length]).toEqual([422, 1])
    expect(page.text).toMatch(sentence)
    expect(page.html).toContain(String(fields.text))
  }
  expect(await events('hazard.reported')).toBe(0)
})

test('markup in words stays words, on the page and on the card', async () => {
  const guard = anybody()
  await guard.get(await plateOf(world, 'XC-17'))
  const evil = '<script>alert(1)</script>灯坏了"\'><img src=x onerror=alert(1)>'
  const receipt = await guard.presses('提交', { text: evil, name: '</textarea><b>我' })
  const status = anybody()
  await status.get('/r/status')
  const look = await status.presses('查询', { code: codeOn(receipt) })
  expect(look.text).toContain(evil)
  expect(look.html).not.toContain('<script>')
  expect((await hazards(world))[0]!.text).toBe(evil)
})

test('a foreign page, a forged ticket and a ticket of another door record nothing and keep what was typed', async () => {
  const guard = anybody()
  const plate = await plateOf(world, 'XC-17')
  await guard.get(plate)
  const { action, body } = guard.formOf('提交', { text: '灯坏了' })
  const foreign = await guard.posts(action, body, { origin: 'https://evil.example' })
  expect([foreign.status, foreign.html.includes('灯坏了')]).toEqual([403, true])
  body.set('_ticket', 'x.y')
  expect((await guard.posts(action, body)).status).toBe(403)
  await guard.get(await plateOf(world, 'XC-15'))
  const other = guard.formOf('提交', { text: '灯坏了' })
  expect((await guard.posts(action, other.body)).status).toBe(403)
  const torn = await guard.posts(action, new FormData())
  expect(torn.status).toBe(403)
  const garbage = await fetch(world.town.url + action, {
    method: 'POST',
    body: '----x',
    headers: { 'content-type': 'multipart/form-data; boundary=y', origin: world.town.url },
  })
  expect(garbage.status).toBe(422)
  expect((await guard.send(action)).status).toBe(404)
  expect(await events('hazard.reported')).toBe(0)
})

test('parents: off until somebody says so; torn, foreign, closed and replaced codes say whom to phone', async () => {
  const parent = anybody()
  const first = await posterOf(world, 'parents')
  const closed = await parent.get(first)
  expect([closed.status, closed.text.includes('暂时没有开放')]).toEqual([403, true])
  expect(closed.text).toContain('请给学校打电话')
  expect((await world.person('单念蘅').says('/隐患码 开')).text).toContain('由安全办公室或校领导管理')
  expect((await world.person('钟砚舟').says('/隐患码 开')).tags).toEqual(['家长页面开着'])
  const form = await parent.get(first)
  expect(form.text).toContain('家长报隐患')
  // Points that parents pass, not every room of the school.
  expect(form.html).toContain('校门外接送等候区')
  expect(form.html).not.toContain('配电房')
  const nowhere = await parent.presses('提交', { place: '', text: '灯坏了' })
  expect([nowhere.status, nowhere.text.includes('请写一句在哪里')]).toEqual([422, true])
  // Nobody can be asked for the house later.
  const somewhere = await parent.presses('提交', { place: '', text: '二楼灯坏了' })
  expect([somewhere.status, somewhere.text.includes('请写一句在哪里')]).toEqual([422, true])
  codeOn(await parent.presses('提交', { place: '南门外公交站', text: '井盖翘起来了' }))
  await world.town.settleAnswers()
  expect(world.person('贺栎生').gets('隐患 1').text).toContain('来自家长页面')
  await parent.get(first)
  const { action, body } = parent.formOf('提交', { place: '南门', text: '护栏松了要掉下来' })
  await world.person('杭砥平').says('/隐患码 换码')
  const replaced = await parent.posts(action, body)
  expect([replaced.status, replaced.text.includes('码已经更换')]).toEqual([403, true])
  expect(replaced.text).toContain('护栏松了要掉下来')
  expect((await parent.get(await posterOf(world, 'parents'))).status).toBe(200)
  await world.person('聂怀谷').says('/隐患码 关')
  expect((await parent.get(await posterOf(world, 'parents'))).text).toContain('暂时没有开放')
  const [body64] = first.slice(3).split('.')
  expect((await parent.get(`/r/${body64}.${'A'.repeat(43)}`)).text).toContain('不是本校的码')
  expect((await parent.get(first.slice(0, -8))).text).toContain('码没有扫全')
  expect(await events('hazard.reported')).toBe(1)
})

test('the posters are printed by those who print the plates, each with the code of its page', async () => {
  const card = await world.person('杭砥平').says('/隐患码')
  expect(JSON.stringify(card.card)).toContain(`${world.town.url}/posters`)
  const page = await onPages(() => world)
    .visit('杭砥平')
    .get('/posters')
  expect(page.text).toContain('看到不安全，扫一扫告诉学校')
  expect(page.html).toContain(`${world.town.url}${await posterOf(world, 'parents')}`)
  expect(page.html).toContain(`${world.town.url}${await posterOf(world, 'staff')}`)
  expect(
    (
      await onPages(() => world)
        .visit('钟砚舟')
        .get('/posters')
    ).status,
  ).toBe(403)
  expect((await anybody().send('/posters')).status).toBe(302)
})

test('limits know nobody: behind one code, behind all, and for mistyped codes', async () => {
  await world.close()
  world = await openWorld({
    at: '2026-09-01 10:30',
    school: {
      ...quietSchool(),
      settings: [
        { key: 'public.place_hourly', value: 2 },
        { key: 'public.hourly', value: 3 },
        { key: 'public.tries_hourly', value: 5 },
      ],
    },
  })
  const guard = anybody()
  const report = async (at: string, text: string) => {
    await guard.get(await plateOf(world, at))
    return guard.presses('提交', { text })
  }
  const first = codeOn(await report('XC-17', '一号灯坏了'))
  expect((await report('XC-17', '二号灯坏了')).status).toBe(200)
  const full = await report('XC-17', '三号灯坏了')
  expect([full.status, full.html.includes('三号灯坏了')]).toEqual([429, true])
  expect(full.text).toMatch(/请给学校打电话/)
  expect((await report('XC-15', '燃气软管裂了')).status).toBe(200)
  expect((await report('XC-16', '插座烧黑了')).status).toBe(429)
  await world.at('11:31')
  expect((await report('XC-16', '插座烧黑了')).status).toBe(200)
  const look = async (code: string) => {
    await guard.get('/r/status')
    return guard.presses('查询', { code })
  }
  const wrong = await Promise.all(
    ['', 'x', '2222222222', '2222222223', '2222222224', '2222222225', '2222222226', 'ABCDEFGHJK', '<b>'].map(
      (code) => {
        const one = anybody()
        return one.get('/r/status').then(() => one.presses('查询', { code }))
      },
    ),
  )
  expect(new Set(wrong.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  // Nobody closes the page for those who have a code.
  expect([(await look(first)).status, (await look('2222222222')).status]).toEqual([200, 429])
  await world.at('12:32')
  expect((await look(first)).status).toBe(200)
})

test('with the code alone: how it stands, what the school answers, words and a picture more', async () => {
  const guard = anybody()
  await guard.get(await plateOf(world, 'XC-17'))
  const receipt = await guard.presses('提交', { text: '门口的灯坏了' })
  const code = codeOn(receipt)
  await world.town.settleAnswers()
  const card = world.person('贺栎生').gets('隐患 1')
  world.everybodyReads(/./)
  const later = anybody()
  await later.get('/r/status')
  const small = await later.presses('查询', { code: ` ${code.toLowerCase().replace('-', ' ')}` })
  expect(small.text).toContain('待接收')
  expect(small.path).toBe('/r/status')
  expect((await world.person('单念蘅').says('/隐患 1 答复 我也看到了')).text).toContain('答复由负责人')
  const answered = await world.person('贺栎生').says('/隐患 1 答复 已请电工来换')
  expect(answered.text).toContain('贺栎生答复：已请电工来换')
  const look = await later.presses('补充', { text: '晚上更暗', photos: [jpeg()] })
  expect(look.text).toContain('学校答复：已请电工来换')
  expect(look.text).toContain('您补充：晚上更暗')
  expect(look.text).not.toContain('贺栎生')
  await world.town.settleAnswers()
  expect(world.person('贺栎生').gets('报告人补充：晚上更暗').title).toContain('隐患 1')
  expect(world.person('贺栎生').unread()).toEqual([])
  expect(world.person('贺栎生').sees(card).text).toContain('报告人补充：晚上更暗')
  expect((await hazards(world))[0]!.photos).toHaveLength(1)
  await world.person('贺栎生').says('/隐患 1 接收')
  await world.person('贺栎生').says('/隐患 1 已整改 换了')
  await world.person('杭砥平').says('/隐患 1 通过')
  await world.person('杭砥平').says('/隐患 1 答复 修好了，谢谢您')
  await expectRowsAreTheEvents(world.town.db)
  const end = await later.presses('补充', { text: '还是暗' })
  expect([end.status, end.text.includes('不能再改')]).toEqual([422, true])
  expect(end.text).toContain('修好了，谢谢您')
  expect(await countOf("SELECT count(*) AS n FROM hazards WHERE state LIKE '%还是暗%'")).toBe(0)
})

test('found to be the same as another, it goes on there, and whoever has its code follows it', async () => {
  const [first, second] = [anybody(), anybody()]
  const plate = await plateOf(world, 'XC-17')
  for (const somebody of [first, second]) await somebody.get(plate)
  await first.presses('提交', { text: '门口的灯坏了' })
  const code = codeOn(await second.presses('提交', { text: '门口的灯不亮，第二次看到了' }))
  await world.town.settleAnswers()
  await world.person('安画桥').says('/隐患 2 跟进')
  const office = world.person('杭砥平')
  await office.says('/隐患 1 答复 写给第一位的话')
  const merged = await office.says('/隐患 2 并入 1')
  expect(merged.title).toContain('隐患 1')
  const later = anybody()
  await later.get('/r/status')
  const look = await later.presses('查询', { code })
  expect(look.text).toContain('待接收')
  expect(look.text).toContain('门口的灯不亮，第二次看到了')
  expect(look.text).not.toMatch(/没有立案|隐患 ?\d|写给第一位的话|已作废/)
  world.everybodyReads(/./)
  const added = await later.presses('补充', { text: '晚上更暗', photos: [jpeg()] })
  expect(added.text).toContain('您补充：晚上更暗')
  await world.town.settleAnswers()
  const head = world.person('贺栎生')
  expect(head.gets('隐患 1').text).toContain('晚上更暗')
  const [one, two] = await hazards(world)
  expect(one!.photos).toHaveLength(1)
  expect(two!.photos).toHaveLength(0)
  expect(one!.followers).toEqual([quietSchool().staff.find(({ name }) => name === '安画桥')!.id])
  for (const text of ['还暗', '还很暗', '真的暗', '暗'])
    expect((await later.presses('补充', { text })).status).toBe(200)
  expect((await later.presses('补充', { text: '很暗' })).text).toContain('一小时内补充得太多了')
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了灯管')
  world.everybodyReads(/./)
  await office.says('/隐患 1 通过')
  expect(world.person('安画桥').gets('隐患 1').tags).toContain('已销号')
  await world.at('2026-09-01 12:30')
  const end = await later.presses('补充', { text: '还是暗' })
  expect([end.status, end.text.includes('已经办结')]).toEqual([422, true])
  expect(end.text).toContain('已销号')
  expect(end.text).toContain('已由别的同事验收')
  expect(end.text).not.toMatch(/隐患 ?\d/)
  await expectRowsAreTheEvents(world.town.db)
})

test('merged into what turns out to be no hazard, its author reads so without the other’s words', async () => {
  const [first, second] = [anybody(), anybody()]
  const plate = await plateOf(world, 'XC-17')
  for (const somebody of [first, second]) await somebody.get(plate)
  await first.presses('提交', { text: '门口的灯坏了' })
  const code = codeOn(await second.presses('提交', { text: '门口的灯不亮' }))
  await world.person('杭砥平').says('/隐患 2 并入 1')
  await world.person('杭砥平').says('/隐患 1 不是隐患 王老师说是节能灯')
  const later = anybody()
  await later.get('/r/status')
  const look = await later.presses('查询', { code })
  expect(look.text).toContain('核实后没有立案')
  expect(look.text).not.toContain('王老师')
})

test('a code among the words of another report is sent back with them, and kept nowhere', async () => {
  const guard = anybody()
  const plate = await plateOf(world, 'XC-17')
  await guard.get(plate)
  const code = codeOn(await guard.presses('提交', { text: '配电箱门掉了' }))
  await guard.get(plate)
  const back = await guard.presses('提交', { text: `${code} 补充：电线也露在外面`, photos: [jpeg()] })
  expect([back.status, back.text.includes('这里面有查询码')]).toEqual([422, true])
  expect(back.html).toContain('电线也露在外面')
  expect(await hazards(world)).toHaveLength(1)
})

test('the code stands nowhere: only a hash that needs the key of the app', async () => {
  const guard = anybody()
  await guard.get(await plateOf(world, 'XC-17'))
  const code = codeOn(await guard.presses('提交', { text: '灯坏了' }))
  await world.town.settleAnswers()
  const tables = await world.town.db.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table'",
  )
  for (const { name } of tables) {
    const rows = JSON.stringify(await world.town.db.all(`SELECT * FROM ${name}`))
    expect(rows.includes(code) || rows.includes(code.replace('-', '')), name).toBe(false)
  }
})

test('the page for colleagues shows the same to everybody, logged in or not, and asks no name', async () => {
  const path = await posterOf(world, 'staff')
  const known = onPages(() => world).visit('单念蘅')
  await known.get('/m/today')
  const strip = ({ html }: { html: string }) => html.replace(/name="_ticket" value="[^"]*"/, '')
  const [one, other] = [await known.get(path), await anybody().get(path)]
  expect(strip(one)).toBe(strip(other))
  expect(one.html).not.toContain('name="phone"')
  expect(one.text).not.toContain('单念蘅')
  const receipt = await known.presses('提交', { place: '配电房', text: '门没锁', name: '单念蘅' })
  codeOn(receipt)
  expect(JSON.stringify((await hazards(world))[0])).not.toContain('单念蘅')
  expect(
    await countOf("SELECT count(*) AS n FROM events WHERE kind = 'hazard.reported' AND actor IS NOT NULL"),
  ).toBe(0)
})

test('outsiders who use up the hour leave the colleagues theirs, and the other way round', async () => {
  await world.close()
  world = await openWorld({
    at: '2026-09-01 10:30',
    school: { ...quietSchool(), settings: [{ key: 'public.hourly', value: 2 }] },
  })
  const guard = anybody()
  const atPlate = async (at: string) => {
    await guard.get(await plateOf(world, at))
    return (await guard.presses('提交', { text: `${at}的灯坏了` })).status
  }
  expect([await atPlate('XC-17'), await atPlate('XC-16'), await atPlate('XC-15')]).toEqual([200, 200, 429])
  const staff = anybody()
  const atStaffPage = async (text: string) => {
    await staff.get(await posterOf(world, 'staff'))
    return (await staff.presses('提交', { place: '配电房', text })).status
  }
  expect(await atStaffPage('门没锁，孩子能进去')).toBe(200)
  const inChat = await world.person('单念蘅').says('/匿名 三楼护栏松了要掉下来')
  expect(inChat.title).toBe('收到了，没有记您的名字')
  expect(await atStaffPage('插座烧黑了')).toBe(429)
  await world.at('11:31')
  expect(await atPlate('XC-15')).toBe(200)
})
