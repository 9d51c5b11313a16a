import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const MEETING = 'mtg-monthly-special'
const ID = `${MEETING}.school.2026-09`
const school = () => schoolWith(MEETING)
const caller = () => world.person('聂怀谷')
const principal = () => world.person('钟砚舟')
const happened = async () => (await eventsOf(world, 'duty', ID)).map(({ kind }) => kind)

test('put off on the form: everybody else is told once, and the caller sees the new time', async () => {
  world = await openWorld({ at: '2026-09-22 10:00', school: school() })
  const list = await caller().says('/会议')
  expect(list.text).toContain('每月安全专题会议')
  expect(list.text).toContain('9月24日 周四 15:30 开始 · 召集：聂怀谷')
  expect(list.buttons).toContain('改期')
  const form = await caller().presses('改期')
  expect(form.fields).toEqual(['date', 'start', 'reason'])
  const outside = await caller().submits('提交', { date: '2026-10-09', start: '14:00', reason: '校长外出' })
  expect(outside.toast).toContain('只能改到本期之内')
  const moved = await caller().submits('提交', { date: '2026-09-29', start: '14:00', reason: '校长外出' })
  expect(moved.toast).toBe('每月安全专题会议已改到 9月29日 14:00，会通知参会人')
  await world.at('10:05')
  const notice = principal().gets('会议改期')
  expect(notice.text).toContain('原定：9月24日 15:30\n改到：9月29日 14:00\n理由：校长外出')
  expect(principal().unread()).toEqual([])
  for (const name of ['沈听澜', '贺栎生']) world.person(name).gets('会议改期')
  await caller().says('/会议 改期 9月29日 14:00 校长外出')
  await world.at('10:10')
  expect(principal().unread(), 'the same time again').toEqual([])
  setAside(world)
})

test('of two meetings the one that was named is put off; unnamed, the own one, and where that is not plain it is asked', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: schoolWith(MEETING, 'mtg-quarterly') })
  const startOf = async (duty: string) =>
    (await world.town.db.get<{ state: string }>('SELECT state FROM duty_instances WHERE duty = ?', [duty]))
      ?.state
  const quarterly = await startOf('mtg-quarterly')
  const named = await caller().says('/会议 改期 每月安全专题会议 9月25日 15:30 校长外出')
  expect(named.text).toContain('每月安全专题会议已改到 9月25日 15:30，会通知参会人')
  expect((await caller().says('/会议 改期 9月28日 15:30 校长外出')).text).toContain(
    '每月安全专题会议已改到 9月28日 15:30',
  )
  expect(await startOf('mtg-quarterly'), 'the other stays where it is').toBe(quarterly)
  const clerk = world.person('沈听澜')
  const asked = await clerk.says('/会议 请假 外出培训')
  expect(asked.text).toContain(
    '您近期有 2 个会：季度学校安全工作例会（9月9日 14:00）、每月安全专题会议（9月28日 15:30）。请写明是哪一个，例如：/会议 请假 季度学校安全工作例会 外出培训',
  )
  expect((await clerk.says('/会议 请假 每月安全专题会议 外出培训')).text).toContain('您已请假')
  expect(await startOf(MEETING)).toContain('外出培训')
  expect(await startOf('mtg-quarterly')).toBe(quarterly)
  setAside(world)
})

test('a word that several meetings have names none of them, and the word a reason begins with names no meeting', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: schoolWith(MEETING, 'mtg-quarterly') })
  const clerk = world.person('沈听澜')
  const before = await eventsOf(world, 'duty', ID)
  for (const words of ['学校 派我去培训', '安全 检查走不开'])
    expect((await clerk.says(`/会议 请假 ${words}`)).text, words).toContain(
      `请写明是哪一个，例如：/会议 请假 季度学校安全工作例会 ${words}`,
    )
  expect((await clerk.says('/会议 安全 请假 外出')).text).toContain('您近期有 2 个会')
  expect(await eventsOf(world, 'duty', ID)).toEqual(before)
  expect((await clerk.says('/会议 请假 专题会议 外出')).text).toContain('每月安全专题会议')
  expect((await happened()).at(-1)).toBe('duty.regretted')
  expect((await principal().says('/会议 改期 安全 9月16日 15:30 外出')).text, 'his own').toContain(
    '季度学校安全工作例会已改到 9月16日 15:30',
  )
  setAside(world)
})

test('a name that begins like another one is read to its end', async () => {
  const school = schoolWith(MEETING, 'mtg-quarterly')
  const title_zh = '每月安全专题会议扩大会'
  world = await openWorld({
    at: '2026-09-02 10:00',
    school: { ...school, duties: [...school.duties!, { id: 'mtg-quarterly', title_zh }] },
  })
  expect((await world.person('沈听澜').says(`/会议 请假 ${title_zh} 外出`)).text).toContain(title_zh)
  expect(await happened(), 'not of the monthly one').not.toContain('duty.regretted')
  setAside(world)
})

test('of one meeting in several departments the one whose department is named is put off', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: schoolWith('mtg-dept-monthly') })
  const asked = await caller().says('/会议 改期 处室安全例会 9月25日 15:30 外出')
  expect(asked.text).toMatch(/您近期有 \d+ 个会：\S+ 处室安全例会（/)
  const [, example] = /例如：(\/会议 改期 (\S+) 处室安全例会 9月25日 15:30 外出)/.exec(asked.text) ?? []
  expect((await caller().says(example!)).text).toMatch(/\S+ 处室安全例会已改到 9月25日 15:30/)
  setAside(world)
})

test('put off, the caller’s own list says the new day', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: school() })
  expect((await caller().says('/双责')).text).toMatch(/每月安全专题会议.{0,3} 下次 9月24日 周四/)
  await caller().says('/会议 改期 9月28日 15:30 校长外出')
  expect((await caller().says('/双责')).text).toMatch(/每月安全专题会议.{0,3} 下次 9月28日 周一/)
  setAside(world)
})

test('a teacher cannot put it off, cannot sign in, cannot write its minutes', async () => {
  world = await openWorld({ at: '2026-09-24 15:20', school: school() })
  const teacher = world.person('单念蘅')
  expect((await teacher.says(`/会议 ${ID} 改期 9月29日 14:00 有课`)).text).toContain('改期由召集人')
  expect((await teacher.says(`/会议 ${ID} 到会`)).text).toContain('不在这次会议的参会名单里')
  expect((await teacher.says(`/会议 ${ID} 纪要 议题：消防 部署：换灭火器`)).text).toContain(
    '纪要由召集人聂怀谷来写',
  )
  expect((await teacher.says('/会议 到会')).text).toContain('没有找到您的会议')
  expect(await happened()).not.toContain('duty.attended')
  setAside(world)
})

test('at the door: too early, in time, twice; who is missing is named to the caller', async () => {
  world = await openWorld({ at: '2026-09-24 14:00', school: school() })
  expect((await principal().says('/会议 到会')).text).toContain('会议 9月24日 15:30 开始')
  await world.at('15:10')
  expect((await principal().says('/会议 到会')).text).toContain('您已到会')
  await principal().says('/会议 到会')
  await caller().says(`/会议 ${ID} 到会`)
  expect((await happened()).filter((kind) => kind === 'duty.attended')).toHaveLength(2)
  setAside(world)
  await world.at('15:55')
  const list = caller().gets('到会情况')
  expect(list.text).toBe('每月安全专题会议：还没到会 2 人：沈听澜、贺栎生')
  setAside(world)
})

test('who cannot come says so before the start; the caller reads the reason', async () => {
  world = await openWorld({ at: '2026-09-22 10:00', school: school() })
  const clerk = world.person('沈听澜')
  expect((await clerk.says('/会议')).buttons).toContain('请假')
  await clerk.presses('请假')
  expect((await clerk.submits('提交', { reason: '' })).fields, 'the form again').toEqual(['reason'])
  expect((await clerk.submits('提交', { reason: '外出培训' })).toast).toBe('已请假，召集人会看到')
  const again = await clerk.says(`/会议 ${ID} 请假 外出培训`)
  expect(again.text).toContain('您已请假')
  expect(again.buttons).not.toContain('请假')
  expect((await happened()).filter((kind) => kind === 'duty.regretted')).toHaveLength(1)
  expect((await caller().says(`/会议 ${ID} 请假 有事`)).text).toContain('会议由您召集')
  expect((await world.person('单念蘅').says(`/会议 ${ID} 请假 有课`)).text).toContain(
    '不在这次会议的参会名单里',
  )
  await world.at('2026-09-24 15:31')
  expect((await world.person('贺栎生').says(`/会议 ${ID} 请假 有事`)).text).toContain('会议已经开始')
  await caller().says(`/会议 ${ID} 到会`)
  await principal().says('/会议 到会')
  setAside(world)
  await world.at('15:55')
  expect(caller().gets('到会情况').text).toBe(
    '每月安全专题会议：还没到会 2 人：沈听澜（请假：外出培训）、贺栎生',
  )
  expect((await clerk.says(`/会议 ${ID} 到会`)).text, 'came after all').toContain('您已到会')
  setAside(world)
})

test('minutes need topics and deployments, and make the meeting done', async () => {
  world = await openWorld({ at: '2026-09-24 15:31', school: school() })
  await principal().says('/会议 到会')
  expect((await caller().says(`/会议 ${ID} 纪要 议题：消防`)).text).toContain('还缺')
  await caller().says('/会议')
  await caller().presses('写纪要')
  const half = await caller().submits('提交', { topics: '消防', deployments: '' })
  expect(half.toast).toBe('纪要还缺部署事项，两样都要写。')
  const whole = await caller().submits('提交', { topics: '消防', deployments: '总务处月底前换灭火器' })
  expect(whole.toast).toBe('纪要已存，会议已完成')
  expect(await happened()).toContain('duty.done')
  expect((await world.person('沈听澜').says(`/会议 ${ID} 到会`)).text).toContain('结束登记')
  setAside(world)
})
