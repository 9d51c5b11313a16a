import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const ID = 'rep-sanction-20wd.1.2026-03-02'
const office = () => world.person('杭砥平')
const happened = async (noun: string, id: string) => (await eventsOf(world, noun, id)).map(({ kind }) => kind)
const school = () => schoolWith('rep-sanction-20wd')
const fields = { type: '约谈', date: '2026-03-02', authority: '望湖区教育局', matters: '消防通道堵塞' }

test('registered on the form: the four are told at once, the clock runs, the draft and the receipt end it', async () => {
  world = await openWorld({ at: '2026-03-02 10:00', school: school() })
  await office().says('/惩戒')
  await office().presses('登记')
  const half = await office().submits('登记', { ...fields, matters: '' })
  expect(half.toast).toContain('请写明事由')
  const made = await office().submits('登记', fields)
  expect(made.toast).toBe('已登记为惩戒 1，整改报告 3月30日 周一 24:00 前报送')
  await world.at('10:20')
  for (const name of ['钟砚舟', '沈听澜', '聂怀谷', '贺栎生'])
    expect(world.person(name).gets('收到惩戒措施').text, name).toContain(
      '惩戒 1 约谈：望湖区教育局，消防通道堵塞',
    )
  const list = await world.person('钟砚舟').says('/惩戒')
  expect(list.text).toContain('1 · 约谈（还剩 20 个工作日）')
  await office().says('/惩戒 1 整改 已清理消防通道')
  await office().says('/惩戒 1 初稿 整改报告初稿.docx')
  expect((await office().says('/惩戒 1 已报送')).text).toContain('没有回执不算报送')
  const sent = await office().says('/惩戒 1 已报送 局办 12 号')
  expect(sent.tags).toEqual(['已报送'])
  await office().says('/惩戒 1 已报送 局办 12 号')
  expect(await happened('duty', ID)).toEqual(expect.arrayContaining(['duty.drafted', 'duty.done']))
  expect((await happened('sanction', '1')).filter((kind) => kind === 'sanction.submitted')).toHaveLength(1)
  setAside(world)
})

test('who has nothing to do with it learns nothing; what does not exist is said so', async () => {
  world = await openWorld({ at: '2026-03-03 10:00', school: school() })
  await office().says('/惩戒 黄牌警告 2026-03-02 望湖区教育局 迟报')
  expect((await world.person('单念蘅').says('/惩戒 1')).text).toContain(
    '由校长、书记、分管副校长和安全办公室办理',
  )
  expect((await world.person('单念蘅').says('/惩戒 约谈 今天 教育局 迟报')).text).not.toContain('已登记')
  expect((await office().says('/惩戒 7 初稿 稿')).text).toContain('没有惩戒 7')
  expect((await office().says('/惩戒 通报批评 2026-12-02 望湖区教育局 迟报')).text).toContain('日期还没到')
  expect(await happened('sanction', '2')).toEqual([])
  setAside(world)
})

test('from the card of the day the principal comes to the same form', async () => {
  world = await openWorld({ at: '2026-03-30 08:00', school: school() })
  await office().says('/惩戒 约谈 2026-03-02 望湖区教育局 消防通道堵塞')
  await world.at('08:30')
  const principal = world.person('钟砚舟')
  const day = await principal.says('/今日')
  expect(day.text).toContain('惩戒 1')
  await principal.presses('填写')
  const sent = await principal.submits('提交', { file: '整改报告.pdf', receipt: '局办 12 号' })
  expect(sent.toast).toBe('已报送，谢谢')
  expect(await happened('duty', ID)).toContain('duty.done')
  setAside(world)
})

test('the same measure registered twice is one, and the second one sees the first', async () => {
  world = await openWorld({ at: '2026-03-03 10:00', school: school() })
  await office().says('/惩戒 约谈 2026-03-02 望湖区教育局 消防通道堵塞')
  const again = await world.person('聂怀谷').says('/惩戒 约谈 昨天 望湖区教育局 消防通道堵塞 ')
  expect(again.text.split('\n')[0]).toBe('这一件已经登记过，是惩戒 1')
  expect(again.title).toBe('惩戒 1 · 约谈')
  expect(await happened('sanction', '2')).toEqual([])
  // Another matter of the same day is another measure.
  expect((await office().says('/惩戒 约谈 昨天 望湖区教育局 食堂留样')).title).toBe('惩戒 2 · 约谈')
  setAside(world)
})

test('an hour is no authority', async () => {
  world = await openWorld({ at: '2026-03-03 10:00', school: school() })
  for (const clock of ['25:99', '15:30', '下午3点', '15：30'])
    expect((await office().says(`/惩戒 约谈 昨天 ${clock} 区教育局 消防`)).text, clock).toContain(
      `「${clock}」不是单位`,
    )
  expect(await happened('sanction', '1')).toEqual([])
  setAside(world)
})

test('eight days before the end the missing draft is no overdue matter', async () => {
  world = await openWorld({ at: '2026-03-03 10:00', school: school() })
  await office().says('/惩戒 约谈 2026-03-02 望湖区教育局 消防通道堵塞')
  await world.at('2026-03-23 17:20')
  setAside(world)
  await world.at('17:45')
  const told = world.person('沈听澜').gets('初稿还没交')
  expect(told.text).toContain('请督促今天交出整改报告初稿')
  expect(told.text).not.toContain('逾期')
  setAside(world)
})

test('one last moment on every card: 24:00 of the twentieth workday', async () => {
  world = await openWorld({ at: '2026-03-27 08:00', school: school() })
  await office().says('/惩戒 约谈 2026-03-02 望湖区教育局 消防通道堵塞')
  await world.at('2026-03-30 08:30')
  setAside(world)
  const principal = world.person('钟砚舟')
  expect((await principal.says('/惩戒 1')).text).toContain('3月30日 周一 24:00')
  const today = (await principal.says('/今日')).text
  expect(today).toContain('24:00 前')
  expect(today).not.toContain('17:30 前')
  expect((await principal.says('/双责')).text).toContain('今天 24:00 前')
  setAside(world)
})
