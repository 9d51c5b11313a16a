import { afterEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import type { Incident } from '../../src/incidents/incident.ts'
import type { World } from '../world.ts'
import { checkinOf, classCheckin, countOf, eventsOf, everythingTo, morning, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const ID = classCheckin('C301')
const teacher = () => world.person('单念蘅')

async function answers(kind: string, fields: Record<string, string>) {
  await teacher().presses('有异常')
  await teacher().presses(kind)
  return teacher().submits('提交', fields)
}
async function corrects(kind: string, fields: Record<string, string>) {
  await teacher().presses('更正')
  await teacher().presses(kind)
  return teacher().submits('提交', fields)
}
async function only<T>(table: 'hazards' | 'incidents'): Promise<T> {
  const rows = await world.town.db.all<{ state: string }>(`SELECT state FROM ${table}`)
  expect(rows).toHaveLength(1)
  return JSON.parse(rows[0]!.state) as T
}
const toldOf = (words: RegExp) => world.everybodyReads(words).sort()

test('有异常 asks only about what is wrong', async () => {
  world = await morning()
  const choose = await teacher().presses('有异常')
  expect(choose.text).toBe('三(1)班晨检 哪里不一样？')
  expect(choose.buttons).toEqual(['有人没到', '有人不舒服', '教室有问题', '不止一项', '返回'])
  expect((await teacher().presses('有人不舒服')).fields).toEqual(['symptoms', 'note'])
})

test('pupils away with a known reason: counted, nobody alarmed', async () => {
  world = await morning()
  const told = await answers('有人没到', { absentSick: '2', absentOther: '1' })
  expect(told.toast).toBe('已记录，谢谢')
  expect(told.text).toContain('实到 39/42 · 病假 2 · 其他缺勤 1')
  expect(await countOf(world, 'incidents')).toBe(0)
  expect(world.unread()).toEqual([])
})

test('something wrong in the room is a hazard at that class, in the same write', async () => {
  world = await morning()
  const told = await answers('教室有问题', { room: '后排吊扇晃动，有异响' })
  expect(told.toast).toBe('已记录，谢谢。已登记隐患 1')
  expect(told.text).toContain('教室：后排吊扇晃动，有异响 · 隐患 1')
  const hazard = await only<Hazard>('hazards')
  expect(hazard.place).toMatchObject({ kind: 'class', id: 'C301' })
  expect(hazard.source).toBe(`checkin/${ID}`)
  expect(hazard.reporter).toBe('T31')
  expect(toldOf(/隐患 1/)).toContain('贺栎生')
  expect((await checkinOf(world, ID)).status).toBe('done')
})

test('a photo sent right after belongs to that hazard', async () => {
  world = await morning()
  await answers('教室有问题', { room: '后排插座松脱' })
  setAside(world)
  await teacher().sendsPhoto()
  expect((await only<Hazard>('hazards')).photos).toHaveLength(1)
  setAside(world)
})

test('a correction keeps the room’s hazard the only one, also with other words beside it', async () => {
  world = await morning()
  await answers('教室有问题', { room: '后排吊扇晃动' })
  await corrects('有人没到', { absentSick: '1' })
  await corrects('不止一项', { absentSick: '2' })
  expect(await countOf(world, 'hazards')).toBe(1)
  const state = await checkinOf(world, ID)
  expect(state.answer).toMatchObject({ absentSick: 2, room: 'problem', matters: ['hazard/1'] })
  setAside(world)
})

test('a pupil away and nobody reached: duty leader, safety office and moral director hear at once', async () => {
  world = await morning('2026-09-02')
  await teacher().presses('有异常')
  await teacher().presses('有人没到')
  const told = await teacher().submits('提交', { absentUnreached: '1' })
  expect(told.toast).toBe('已记录，谢谢。已登记事件 1')
  const incident = await only<Incident>('incidents')
  expect(incident).toMatchObject({ category: 'missing', classId: 'C301', reporter: 'T31', number: 1 })
  // Wednesday: 陆芷衡 leads; 贺栎生 and 杭砥平 are the office, 岑南屏 is moral director.
  expect(toldOf(/事件 1/)).toEqual(['岑南屏', '杭砥平', '贺栎生', '陆芷衡'].sort())
})

test.each([
  ['2026-05-09', '2026-05-09 follows a Tuesday', '贺栎生'],
  ['2026-10-10', '2026-10-10 follows a Wednesday', '陆芷衡'],
  ['2026-09-07', 'an ordinary Monday', '阮知微'],
])('the duty leader of %s is the one of the weekday it follows', async (day, _why, leader) => {
  world = await morning(day)
  await answers('有人没到', { absentUnreached: '1' })
  expect(toldOf(/事件 1/)).toEqual([...new Set(['岑南屏', '杭砥平', '贺栎生', leader])].sort())
})

test('the pupil was found: the correction is said on the same incident, no second one is opened', async () => {
  world = await morning()
  await answers('有人没到', { absentUnreached: '1' })
  const alarm = world.person('岑南屏').gets('事件 1')
  setAside(world)
  await corrects('有人没到', { absentUnreached: '2' })
  await teacher().presses('更正')
  await teacher().presses('改为全班正常')
  expect(await countOf(world, 'incidents')).toBe(1)
  const { notes } = await only<Incident>('incidents')
  expect(notes.map((note) => note.text)).toEqual([
    '晨检更正：未到且联系不上的学生为2名',
    '晨检更正：学生已到校或已联系上家长',
  ])
  expect(world.person('岑南屏').sees(alarm).text).toContain('学生已到校或已联系上家长')
  expect(world.unread(), 'a card that changes in place is no new message').toEqual([])
})

test('the incident is over and closed: a smaller number afterwards opens no new one, a bigger one does', async () => {
  world = await morning()
  await answers('有人没到', { absentUnreached: '2' })
  setAside(world)
  const moral = world.person('岑南屏')
  for (const said of ['收到', '已告知家长', '结束']) await moral.says(`/上报 1 ${said}`)
  expect((await only<Incident>('incidents')).status).toBe('closed')
  await corrects('有人没到', { absentUnreached: '1' })
  expect(await countOf(world, 'incidents')).toBe(1)
  await corrects('有人没到', { absentUnreached: '2' })
  expect(await countOf(world, 'incidents')).toBe(2)
  setAside(world)
})

test('two with symptoms are noted; three are a serious incident; a fourth is added to it', async () => {
  world = await morning()
  await answers('有人不舒服', { symptoms: '2' })
  expect(await countOf(world, 'incidents')).toBe(0)
  const told = await corrects('有人不舒服', { symptoms: '3', note: '都是发热' })
  expect(told.toast).toBe('已更正。已登记事件 1')
  const incident = await only<Incident>('incidents')
  expect(incident).toMatchObject({ category: 'infectious', level: 'serious', classId: 'C301' })
  expect(toldOf(/事件 1/)).toEqual(['钟砚舟', '沈听澜', '聂怀谷', '贺栎生', '杭砥平', '温杏檐'].sort())
  await corrects('有人不舒服', { symptoms: '4' })
  expect(await countOf(world, 'incidents')).toBe(1)
  expect((await only<Incident>('incidents')).notes.at(-1)?.text).toBe('晨检更正：有症状的学生为4名')
  setAside(world)
})

test('everything at once: one answer, a hazard, two incidents, all in one write', async () => {
  world = await morning()
  const told = await answers('不止一项', {
    absentSick: '1',
    absentUnreached: '1',
    symptoms: '3',
    room: '窗户玻璃裂了',
    note: '已报年级组',
  })
  expect(told.toast).toBe('已记录，谢谢。已登记隐患 1、事件 1、事件 2')
  const cause = await world.town.db.all<{ cause: string }>(
    "SELECT DISTINCT cause FROM events WHERE kind IN ('checkin.answered', 'hazard.reported', 'incident.reported')",
  )
  expect(cause).toHaveLength(1)
  setAside(world)
})

test('staff: one tap, or straight into the report; the words stay in the report', async () => {
  world = await morning()
  await world.at('14:45')
  setAside(world)
  const calm = await world.person('池墨笙').presses('无异常')
  expect(calm.text).toContain('无异常')
  const painter = world.person('安画桥')
  await painter.presses('有隐患')
  const found = await painter.submits('提交', { text: '美术教室水池漏水，地上很滑' })
  expect(found.toast).toBe('已记录，谢谢。已登记隐患 1')
  expect(found.text).not.toContain('漏水')
  const english = world.person('凌可安')
  await english.presses('有事件')
  const happened = await english.submits('提交', { text: '四(3)班有学生说被几个同学长期欺负，不敢上学' })
  expect(happened.toast).toBe('已记录，谢谢。已登记事件 1')
  const events = await eventsOf(world, 'checkin', '2026-09-01.chk-staff-daily.S07')
  expect(JSON.stringify(events), 'a restricted matter’s words are nowhere else').not.toContain('欺负')
  expect(happened.text).not.toContain('欺负')
  setAside(world)
})

test('staff, nothing written: a sentence, and nothing is recorded', async () => {
  world = await morning()
  await world.at('14:45')
  setAside(world)
  const painter = world.person('安画桥')
  await painter.presses('有隐患')
  expect((await painter.submits('提交', { text: '   ' })).toast).toBe('请写一句在哪里、有什么情况。')
  expect((await painter.submits('返回', {})).buttons).toEqual(['无异常', '有隐患', '有事件'])
  expect(await countOf(world, 'hazards')).toBe(0)
  await painter.presses('无异常')
  const choose = await painter.presses('更正')
  expect(choose.buttons).toEqual(['有隐患', '有事件', '返回'])
  setAside(world)
  expect(everythingTo(world, '安画桥')).toHaveLength(1)
})
