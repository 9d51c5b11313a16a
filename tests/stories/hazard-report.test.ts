import { afterEach, expect, test } from 'vitest'
import { type Got, openWorld, type World } from '../world.ts'

let world: World
const open = async (at: string) => {
  world = await openWorld({ at })
}
afterEach(() => world.close())

const reports = async () =>
  (await world.town.db.all<{ data: string }>("SELECT data FROM events WHERE kind = 'hazard.reported'")).map(
    (row) => JSON.parse(row.data) as Record<string, unknown>,
  )

/** Everybody who has this hazard's card now, read; nobody may have it twice. */
function told(words: RegExp): string[] {
  const names = world.everybodyReads(words)
  expect(names, 'nobody is told twice').toEqual([...new Set(names)])
  return names.sort()
}

test('a burnt socket: number, class, receipt, and within five seconds everybody who must act', async () => {
  await open('2026-09-01 10:30')
  const said = world.town.now()
  const receipt = await world.person('单念蘅').says('/隐患 二楼饮水机边上的插座烧黑了')
  expect(receipt.title).toBe('隐患 1 · 二楼')
  expect(receipt.tags).toEqual(['待接收', '较大', '紧急'])
  expect(receipt.text).toContain('二楼饮水机边上的插座烧黑了')
  expect(receipt.text).toContain('用电 · 较大')
  expect(receipt.text).toContain('9月10日 17:30 前整改')
  const all = world.unread()
  for (const { got } of all) expect(got.atMs - said).toBeLessThanOrEqual(5_000)
  // Larger: head of the department and office are one person's two roles; vice principal and principal as well.
  expect(told(/隐患 1/)).toEqual(['杭砥平', '聂怀谷', '贺栎生', '钟砚舟'].sort())
  expect(await reports()).toMatchObject([{ category: 'electric', severity: 'larger', urgent: true }])
})

test('a general one goes to the department and the office only', async () => {
  await open('2026-09-01 10:30')
  await world.person('单念蘅').says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  expect(told(/隐患 1/)).toEqual(['杭砥平', '贺栎生'])
})

test('who reports is not alarmed, also when a role would', async () => {
  await open('2026-09-01 10:30')
  const receipt = await world.person('贺栎生').says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  expect(receipt.buttons).toContain('接收')
  expect(told(/隐患 1/)).toEqual(['杭砥平'])
  expect(world.person('贺栎生').unread()).toEqual([])
})

test('a major one at night reaches principal and secretary at once', async () => {
  await open('2026-09-01 22:40')
  const said = world.town.now()
  await world.person('蔡大嵩').says('/隐患 东围墙靠工地那段又有裂缝，比上次宽了，能塞进两根手指')
  for (const { got } of world.unread()) expect(got.atMs - said).toBeLessThanOrEqual(5_000)
  expect(told(/隐患 1/)).toEqual(['杭砥平', '沈听澜', '聂怀谷', '贺栎生', '钟砚舟'].sort())
})

test.each([
  ['a weekday night', '2026-09-01 21:10', '2026-09-02 07:29', '2026-09-02 07:31'],
  ['early morning', '2026-09-02 05:00', '2026-09-02 07:29', '2026-09-02 07:31'],
  ['a Saturday', '2026-09-05 10:00', '2026-09-07 07:29', '2026-09-07 07:31'],
  ['the night before a holiday', '2026-09-30 20:30', '2026-10-08 07:29', '2026-10-08 07:31'],
])('a general one on %s waits for 07:30 of the next workday', async (_, at, before, after) => {
  await open(at)
  const receipt = await world.person('单念蘅').says('/隐患 后勤仓库门没锁')
  expect(receipt.tags).toEqual(['待接收', '一般'])
  await world.at(before)
  world.everybodyReads(/今日双责|请假|周/)
  expect(world.unread()).toEqual([])
  await world.at(after)
  expect(told(/隐患 1/)).toEqual(['杭砥平', '贺栎生'])
  world.everybodyReads(/今日双责/)
})

test('what is over by the morning is not sent any more', async () => {
  await open('2026-09-01 21:10')
  await world.person('单念蘅').says('后勤仓库门没锁')
  await world.person('单念蘅').presses('撤回')
  await world.at('2026-09-02 07:32')
  world.everybodyReads(/今日双责/)
  expect(world.unread()).toEqual([])
})

test('the command alone gives a form; submitted, the form is the receipt and stays true', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  const form = await teacher.says('/隐患')
  expect([form.title, form.fields]).toEqual(['报隐患', ['place', 'text']])
  expect((await teacher.submits('提交', { place: '', text: '灯坏了' }, form)).result.status).toBe('blocked')
  const receipt = await teacher.submits('提交', { place: '教学楼B二楼男厕', text: '灯坏了' }, form)
  expect(receipt.toast).toBe('已登记，编号 1')
  expect(receipt.title).toBe('隐患 1 · 教学楼B二楼男厕')
  expect(told(/隐患 1/)).toEqual(['杭砥平', '贺栎生'])
  await world.person('贺栎生').presses('接收')
  expect(teacher.sees(form).tags).toContain('整改中')
  expect(await reports()).toMatchObject([{ place: { id: 'PP22' }, where: '教学楼B二楼男厕' }])
})

test.each(['/hazard', '／hazard', '／隐患', '/Hazard', '　/ 隐患　', '报隐患'])(
  '%s is the form',
  async (said) => {
    await open('2026-09-01 10:30')
    expect((await world.person('单念蘅').says(said)).title).toBe('报隐患')
  },
)

test.each([
  '/隐患二楼插座烧黑了',
  '／隐患 二楼插座烧黑了',
  '/hazard 二楼插座烧黑了',
  '/隐患，二楼插座烧黑了',
  '/隐患：二楼插座烧黑了',
  '“/隐患 二楼插座烧黑了”',
])('%s is a report', async (said) => {
  await open('2026-09-01 10:30')
  expect((await world.person('单念蘅').says(said)).text).toContain('二楼插座烧黑了')
  expect(await reports()).toMatchObject([{ text: '二楼插座烧黑了', category: 'electric' }])
  world.everybodyReads(/隐患 1/)
})

test('a storey alone is asked for its house: it goes to whoever mends it at once, and a word of the house completes it', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  const asked = await teacher.says('/隐患 二楼饮水机边上的插座烧黑了')
  expect([asked.title, asked.fields]).toEqual(['隐患 1 · 二楼', ['place']])
  expect(asked.text).toContain('二楼，是哪一栋？')
  const card = world.person('贺栎生').gets('隐患 1')
  expect(card.tags[0], 'nobody waits for the house').toBe('待接收')
  expect((await teacher.says('吃饭了')).title, 'no place').toBe('请再说一遍')
  expect((await teacher.says('教学楼B')).title).toBe('隐患 1 · 教学楼B二楼')
  expect(world.person('贺栎生').sees(card).title).toBe('隐患 1 · 教学楼B二楼')
  expect(teacher.sees(asked).fields, 'asked no more').toEqual([])
  expect((await teacher.says('教学楼C')).title, 'answered once').toBe('请再说一遍')
  const again = await teacher.says('/隐患 三楼窗户松了')
  expect((await teacher.submits('提交', { place: '教学楼A' }, again)).title).toBe('隐患 2 · 教学楼A三楼窗户')
  const elsewhere = await teacher.says('/隐患 二楼灯管掉下来了')
  expect(
    (await teacher.submits('提交', { place: '食堂后厨' }, elsewhere)).title,
    'not that storey after all',
  ).toBe('隐患 3 · 食堂后厨')
  world.everybodyReads(/隐患/)
})

test('what is no house leaves the storey as it is, a house said twice too, and one that no list knows keeps it', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  const asked = await teacher.says('/隐患 二楼的插座烧黑了')
  expect(asked.text).toContain('二楼，是哪一栋？')
  for (const words of ['教学楼A三楼都正常', '我去三楼开会']) await teacher.says(words)
  expect((await teacher.says('/隐患 1')).title).toBe('隐患 1 · 二楼')
  expect((await teacher.submits('提交', { place: 'B' }, asked)).title).toBe('隐患 1 · 教学楼B二楼')
  expect((await teacher.says('/隐患 1 地点 教学楼B')).title, 'pressed twice').toBe('隐患 1 · 教学楼B二楼')
  await teacher.says('/隐患 三楼窗户松了')
  expect((await teacher.says('在A栋')).title).toBe('隐患 2 · 教学楼A三楼窗户')
  const unlisted = await teacher.says('/隐患 四楼灯管掉下来了')
  expect((await teacher.submits('提交', { place: '实验楼' }, unlisted)).title).toBe('隐患 3 · 实验楼四楼')
  world.everybodyReads(/隐患/)
})

test('without a place one question is asked, and the form answers it', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  const asked = await teacher.says('/隐患 灯坏了')
  expect([asked.title, asked.tags[0], asked.fields]).toEqual(['隐患 1 · 地点待补充', '待补充地点', ['place']])
  const [card] = [world.person('贺栎生').gets('隐患 1')]
  world.person('杭砥平').gets('隐患 1')
  const placed = await teacher.submits('提交', { place: '小卖部后面' }, asked)
  expect([placed.title, placed.fields]).toEqual(['隐患 1 · 小卖部后面', []])
  expect(world.person('贺栎生').sees(card).title).toBe('隐患 1 · 小卖部后面')
  // The question is gone for good: the next change does not ask it again.
  await world.person('贺栎生').presses('接收', card)
  expect(teacher.sees(asked).fields).toEqual([])
})

test('or simply typing the place answers it, and the receipt changes in place', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  const asked = await teacher.says('/隐患 灯坏了')
  world.everybodyReads(/隐患 1/)
  const answer = await teacher.says('教学楼B二楼男厕')
  expect(answer.title).toBe('隐患 1 · 教学楼B二楼男厕')
  expect(teacher.sees(asked)).toMatchObject({ title: '隐患 1 · 教学楼B二楼男厕', fields: [] })
  expect(await reports()).toHaveLength(1)
})

test('another report right after the question is another report', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  await teacher.says('/隐患 灯坏了')
  const second = await teacher.says('操场单杠底座松了')
  expect(second.title).toContain('隐患 2')
  expect(await reports()).toHaveLength(2)
  world.everybodyReads(/隐患/)
})

test('eleven minutes later a place is just a word again', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  await teacher.says('/隐患 灯坏了')
  world.everybodyReads(/隐患 1/)
  await world.at('10:41')
  expect((await teacher.says('教学楼B二楼男厕')).title).toBe('请再说一遍')
})

test('what the reporter chose himself counts; lower than it reads is looked at by the office', async () => {
  await open('2026-09-01 10:30')
  const directory = await world.town.directory()
  const { fileHazard } = await import('../../src/reporting/file-hazard.ts')
  const { beginWork } = await import('../../src/log/work.ts')
  const teacher = directory.person('T31')!
  const file = (said: object) =>
    fileHazard(beginWork(world.town.db, world.town.now(), 'T31'), directory, teacher, {
      text: '二楼饮水机边上的插座烧黑了',
      learnedAtMs: world.town.now(),
      ...said,
    })
  expect(await file({ place: 'PP12', category: 'it_equipment', severity: 'major' })).toMatchObject({
    place: { kind: 'point', id: 'PP12' },
    category: 'it_equipment',
    department: 'edtech',
    severity: 'major',
    needsReview: false,
  })
  expect(await file({ severity: 'general' })).toMatchObject({ severity: 'general', needsReview: true })
  expect(await file({ place: 'C302' })).toMatchObject({ place: { kind: 'class', id: 'C302' } })
  expect(await file({ category: 'nonsense' })).toMatchObject({ category: 'other' })
})

test('one hazard in the two hands of a department without a head goes to the vice principal', async () => {
  await open('2026-09-01 10:30')
  await world.emulator.resign('ou_demo_e01')
  await world.town.settleAnswers()
  await world.person('贾霁禾').says('/隐患 一2班教室投影线垂下来绕着桌腿，已绑起来，建议换短线')
  const got: Got = world.person('聂怀谷').gets('隐患 1')
  expect(got.text).toContain('现代教育技术处')
  expect(told(/隐患 1/)).toEqual(['杭砥平', '贺栎生'])
})
