import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Got, openWorld, type PersonInStory, type World } from '../world.ts'

let world: World
let teacher: PersonInStory
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30' })
  teacher = world.person('单念蘅')
})
afterEach(() => world.close())

const count = async (table: 'hazards' | 'incidents') =>
  Number((await world.town.db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))!.n)

test('something unsafe is registered at once, and can be taken back with one tap', async () => {
  const card = await teacher.says('三1班教室后面的吊扇有点晃，开起来咯吱咯吱响，先关了')
  expect(card.title).toBe('隐患 1 · 三(1)班')
  expect(card.buttons).toContain('撤回')
  expect(card.text).toContain('较大')
  world.everybodyReads(/隐患 1/)
})

test('something that happened is reported at once', async () => {
  const card = await teacher.says('操场有学生摔倒，额头出血')
  expect(card.title).toContain('事件 1')
  world.everybodyReads(/事件 1/)
})

test('all is well: the card of the day', async () => {
  for (const said of ['五(1)教室清完了，门窗关好，没什么情况', '一切正常'])
    expect((await teacher.says(said)).title, said).toContain('今日双责')
  expect(await count('hazards')).toBe(0)
})

test.each(['谢谢啦', '在吗', '哈哈哈', '😂', '😂😂👍🏻', '?', '1', '。。。', '老师您好', 'ok'])(
  'chatter (%s) gets three suggestions and registers nothing',
  async (said) => {
    const card = await teacher.says(said)
    expect(card.title).toBe('请再说一遍')
    expect(card.buttons).toHaveLength(3)
    expect([await count('hazards'), await count('incidents')]).toEqual([0, 0])
  },
)

test('a suggestion pressed is the command, in the same message', async () => {
  const card = await teacher.says('/隐换')
  const form = await teacher.presses('隐患 /hazard', card)
  expect(form.title).toBe('报隐患')
  const receipt = await teacher.submits('提交', { place: '三(1)班', text: '灯坏了' }, card)
  expect(receipt.title).toContain('隐患 1')
  const head = world.person('贺栎生')
  await head.presses('接收', head.gets('隐患 1'))
  expect(teacher.sees(card).tags).toContain('整改中')
  world.everybodyReads(/隐患 1/)
})

/** Everything of a card that the platform reads as markup; titles and previews are plain text. */
const bodyOf = (got: Got): string => JSON.stringify((got.card as { body: object }).body)

const NASTY = [
  '教学楼B一楼走廊<at id=all></at>地砖翘起',
  '教学楼B一楼走廊**地砖**翘起 [点这里](https://evil.example) ![x](img_v3_x)',
  "教学楼B一楼走廊地砖翘起'); DROP TABLE hazards; --",
  '教学楼B一楼走廊地砖翘起 <script>alert(1)</script> {{constructor}} #{7*7}',
  '教学楼B一楼走廊地砖翘起 <person id=ou_demo_p01></person> &lt;at id=all&gt;',
  '教学楼B一楼走廊地砖翘起 \u202Etxet desrever\u202C \u0000\u0007',
  '教学楼B一楼走廊地砖翘起 😂👨‍👩‍👧‍👦🇨🇳',
]
test.each(NASTY.map((said, at) => [at, said] as const))(
  'shown as it was typed, inert: %i',
  async (_, said) => {
    const receipt = await teacher.says(`/隐患 ${said}`)
    expect(receipt.title).toContain('隐患 1')
    const json = bodyOf(receipt)
    expect(json).not.toMatch(/<at |<script|\]\(https:\/\/evil|!\[/)
    expect(json).not.toMatch(/<person id=ou_demo_p01/)
    expect(receipt.text).toContain('地砖')
    expect(await count('hazards')).toBe(1)
    expect(world.group('oc_demo_leaders').unread()).toEqual([])
    for (const { got } of world.unread()) expect(bodyOf(got)).not.toMatch(/<at |<script/)
    world.everybodyReads(/隐患 1/)
  },
)

test('a very long report is cut where the card says so, and nobody waits for it', async () => {
  const said = `/隐患 教学楼B一楼走廊地砖翘起${'很长'.repeat(20_000)}`
  const startedMs = performance.now()
  const receipt = await teacher.says(said)
  expect(performance.now() - startedMs).toBeLessThan(3_000)
  expect(receipt.title).toContain('隐患 1')
  expect(receipt.text).toContain('…')
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM hazards')
  expect((JSON.parse(row!.state) as { text: string }).text.length).toBe(1000)
  world.everybodyReads(/隐患 1/)
})

test('a cut never halves an emoji', async () => {
  const receipt = await teacher.says(`/隐患 教学楼B一楼走廊地砖翘起${'😂'.repeat(1500)}`)
  expect(JSON.stringify(receipt.card)).not.toMatch(/\\ud83d(?!\\ude02)/i)
  expect(receipt.text.isWellFormed()).toBe(true)
  world.everybodyReads(/隐患 1/)
})

test('ten megabytes are turned away without effect, and the bot lives on', async () => {
  const delivery = await world.emulator.say(teacher.openId, `/隐患 ${'长'.repeat(3_500_000)}`)
  for (const { status } of delivery.attempts)
    expect(typeof status !== 'number' || status < 500, String(status)).toBe(true)
  await world.town.settleAnswers()
  expect(await count('hazards')).toBe(0)
  expect((await teacher.says('/帮助')).title).toContain('能帮您做什么')
})

test('the fields of a form are as hostile as a sentence', async () => {
  const form = await teacher.says('/隐患')
  const receipt = await teacher.submits(
    '提交',
    { place: '<at id=all></at>**楼**', text: '[x](https://evil.example) 灯坏了' },
    form,
  )
  expect(receipt.title).toContain('<at id=all></at>**楼**')
  expect(bodyOf(receipt)).not.toMatch(/<at |\]\(https/)
  for (const { got } of world.unread()) expect(bodyOf(got)).not.toMatch(/\]\(https:\/\/evil/)
  world.everybodyReads(/隐患 1/)
})
