import { afterEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())
const open = async (at: string) => {
  world = await openWorld({ at, school: quietSchool() })
}

const hazardOf = async (id: string): Promise<Hazard> =>
  JSON.parse(
    (await world.town.db.get<{ state: string }>('SELECT state FROM hazards WHERE id = ?', [id]))!.state,
  ) as Hazard

/** Reported, mended by the head of the department, verified by its reporter. */
async function closeOne(id: number, words = '/隐患 三(2)班插座没电了') {
  const teacher = world.person('单念蘅')
  await teacher.says(words)
  await world.person('贺栎生').says(`/隐患 ${id} 接收`)
  await world.person('贺栎生').says(`/隐患 ${id} 方案 措施：换插座 责任人：鲁锦木 资金：100 日期：9月20日`)
  await world.person('贺栎生').says(`/隐患 ${id} 已整改 换了插座`)
  await teacher.says(`/隐患 ${id} 通过`)
  setAside(world)
}

test('closed within 90 days: marked with the earlier ones, general becomes larger, and is told as such', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.at('2026-11-28 10:30')
  setAside(world)
  const card = await world.person('顾鹿蓁').says('/隐患 三(2)班插座没电了')
  expect(card.tags).toEqual(['待接收', '较大'])
  expect(card.text).toContain('90 天内第 2 次（此前：隐患 1）')
  expect(await hazardOf('2')).toMatchObject({ repeats: [1], severity: 'larger' })
  expect(world.person('聂怀谷').gets('隐患 2').tags, 'the policy of a larger one').toContain('较大')
  setAside(world)
})

test('after the window it is a hazard like any other', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.at('2026-12-01 10:30')
  setAside(world)
  const card = await world.person('顾鹿蓁').says('/隐患 三(2)班插座没电了')
  expect(card.tags).toEqual(['待接收', '一般'])
  expect((await hazardOf('2')).repeats).toBeUndefined()
  setAside(world)
})

test('what was taken back or no hazard is not repeated', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  await teacher.says('三(2)班插座没电了')
  await teacher.says('/隐患 1 撤回')
  await teacher.says('/隐患 三(2)班插座没电了')
  expect((await hazardOf('2')).repeats).toBeUndefined()
  setAside(world)
})

test('a place said afterwards makes it a repeat too', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  const teacher = world.person('顾鹿蓁')
  await teacher.says('/隐患 插座没电了')
  const card = await teacher.says('三(2)班')
  expect(card.text).toContain('90 天内第 2 次（此前：隐患 1）')
  expect(card.tags).toContain('较大')
  setAside(world)
})

test.each([
  ['said after the question', [], '三(2)班'],
  ['said with its number', [], '/隐患 2 地点 三(2)班'],
  ['said on a walk', ['/隐患 巡一圈'], '三(2)班'],
])('a repeat found only with the place is told like one found at once: %s', async (_, begin, placed) => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  const teacher = world.person('顾鹿蓁')
  for (const words of begin) await teacher.says(words)
  await teacher.says(begin.length > 0 ? '插座没电了' : '/隐患 插座没电了')
  setAside(world)
  await teacher.says(placed)
  expect(await hazardOf('2')).toMatchObject({ severity: 'larger', repeats: [1] })
  for (const name of ['聂怀谷', '钟砚舟'])
    expect(world.person(name).gets('隐患 2').tags, name).toContain('较大')
  setAside(world)
})

test('made larger by its place while more time is asked for: whoever allows that now is asked at once', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.person('顾鹿蓁').says('/隐患 插座没电了')
  await world.person('贺栎生').says('/隐患 2 接收 鲁锦木')
  await world.person('鲁锦木').says('/隐患 2 延期 9月11日 等货')
  setAside(world)
  await world.person('顾鹿蓁').says('/隐患 2 地点 三(2)班')
  const asked = world.person('聂怀谷').readsAll()
  expect(asked.some(({ buttons }) => buttons.includes('同意延期'))).toBe(true)
  expect((await world.person('贺栎生').says('/隐患 2 准延期')).text).toContain('分管副校长')
  setAside(world)
})

/** One correction form, sent by somebody about hazard 2, which moves to where hazard 1 was closed. */
async function correctedInOneForm(values: Record<string, string>) {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.person('顾鹿蓁').says('/隐患 四(1)班的插座没电了')
  const vp = world.person('聂怀谷')
  const form = await vp.presses('改类别等级', await vp.says('/隐患 2'))
  const corrected = await vp.submits(
    '提交',
    { category: 'electric', severity: 'general', urgent: 'no', place: '三(2)班', ...values },
    form,
  )
  expect(corrected.toast).toBe('已更正')
  setAside(world)
  return hazardOf('2')
}

test('class and place in one form: what was chosen stays, whatever was closed at the place', async () => {
  const after = await correctedInOneForm({ category: 'psych', severity: 'larger' })
  expect(after).toMatchObject({
    category: 'psych',
    restricted: true,
    severity: 'larger',
    place: { id: 'C302' },
  })
  expect(after.repeats, 'nothing of that kind was closed there').toBeUndefined()
})

test('class and place in one form: a repeat raises what was chosen and lowers nothing of it', async () => {
  const major = await correctedInOneForm({ severity: 'major', urgent: 'yes' })
  expect(major).toMatchObject({ severity: 'major', urgent: true, repeats: [1] })
})

test('class and place in one form: a general one that comes again there is larger', async () => {
  const general = await correctedInOneForm({})
  expect(general).toMatchObject({ severity: 'larger', urgent: false, repeats: [1] })
})

test('class and place said in one form of what had no place: it goes to the department of the class chosen', async () => {
  await open('2026-09-01 10:30')
  const teacher = world.person('单念蘅')
  await teacher.says('/隐患 边上放了东西会绊倒人')
  const before = await hazardOf('1')
  expect(before).toMatchObject({ place: null, category: 'other', department: 'general_affairs' })
  setAside(world)
  const form = await teacher.presses('改类别等级', await teacher.says('/隐患 1'))
  const { severity, urgent } = before
  await teacher.submits(
    '提交',
    { category: 'lab', severity, urgent: urgent ? 'yes' : 'no', place: '食堂' },
    form,
  )
  expect(await hazardOf('1')).toMatchObject({
    category: 'lab',
    department: 'academic',
    assignee: 'A01',
    status: 'assigned',
  })
  const told = world.everybodyReads(/隐患 1/)
  expect(told).toContain(quietSchool().staff.find(({ id }) => id === 'A01')!.name)
  setAside(world)
})

test('the month’s repeats: drafted for the office, approved, to all staff once, without a name', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await closeOne(2)
  await world.person('顾鹿蓁').says('/隐患 三(2)班插座没电了')
  setAside(world)
  await world.at('2026-10-08 08:59')
  setAside(world)
  await world.at('2026-10-08 09:01')
  const draft = world.person('贺栎生').gets('9月屡查屡犯清单（待审核）')
  expect(draft.text).toContain('三(2)班 · 用电 · 第 3 次 · 总务处')
  expect(draft.text).not.toContain('单念蘅')
  setAside(world)
  expect((await world.person('单念蘅').says('/曝光 通过')).text).toContain('清单由安全办公室')
  expect((await world.person('单念蘅').says('/曝光')).text).toContain('现在没有已发布的')
  const published = await world.person('贺栎生').presses('通过并发布', draft)
  expect(published.toast).toMatch(/已通过，会发给 \d+ 位教职工/)
  expect((await world.person('杭砥平').says('/曝光 通过')).text).toContain('已发布')
  setAside(world)
  await world.at('2026-10-08 09:30')
  const read = world.everybodyReads(/9月屡查屡犯清单/)
  expect(read.length).toBeGreaterThan(20)
  expect(new Set(read).size, 'one message each').toBe(read.length)
  setAside(world)
  expect((await world.person('单念蘅').says('/曝光')).title).toBe('9月屡查屡犯清单')
})

test('nothing came again: nothing is drafted', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.at('2026-10-09 10:00')
  expect(await world.town.db.all('SELECT id FROM exposures')).toEqual([])
  expect((await world.person('贺栎生').says('/曝光')).text).toContain('还没有屡查屡犯清单')
  setAside(world)
})

test('not published needs a reason', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.person('顾鹿蓁').says('/隐患 三(2)班插座没电了')
  await world.at('2026-10-08 09:01')
  setAside(world)
  const office = world.person('贺栎生')
  expect((await office.says('/曝光 不发布')).text).toContain('要写明理由')
  expect((await office.says('/曝光 不发布 已当面约谈')).text).toContain('不发布：已当面约谈')
  expect((await office.says('/曝光 通过')).text).toContain('决定不发布')
  setAside(world)
})

test('corrected to a class and a place that make it graver, a paused one goes on', async () => {
  await open('2026-09-01 10:30')
  await closeOne(1)
  await world.person('顾鹿蓁').says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await world.person('贺栎生').says('/隐患 2 接收 鲁锦木')
  await world.person('鲁锦木').says('/隐患 2 已管控 围起来')
  await world.person('鲁锦木').says('/隐患 2 暂停 承包方 等地砖 9月8日')
  expect((await world.person('贺栎生').says('/隐患 2 准暂停')).tags).toContain('已暂停')
  setAside(world)
  const office = world.person('杭砥平')
  const form = await office.says('/隐患 2 要改级')
  const fields = { category: 'electric', severity: 'general', urgent: 'no', place: '三(2)班' }
  const after = await office.submits('提交', fields, form)
  expect(after.tags).toEqual(['整改中', '较大'])
  expect(await hazardOf('2')).toMatchObject({ repeats: [1], severity: 'larger' })
  setAside(world)
})
