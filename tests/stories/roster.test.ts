import { afterEach, expect, test } from 'vitest'
import { dutyInstance } from '../../src/instances/evolve.ts'
import { transfer } from '../../src/instances/hand-over.ts'
import { type Instance, responsibleFor } from '../../src/instances/instance.ts'
import { beginWork } from '../../src/log/work.ts'
import { directoryAt } from '../../src/rosters/as-of.ts'
import { LEADER } from '../../src/rosters/replacement.ts'
import { holderOf } from '../../src/rosters/turns.ts'
import { instantOf } from '../../src/time.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, sampleSchool, type World, wholeSchool } from '../world.ts'
import { eventsOf, everythingTo, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

/** Only what a roster's holders owe is on, so that a day passes quickly. */
const rosterSchool = () => ({
  ...sampleSchool(),
  duties: sampleSchool()
    .duties!.map(({ id, ...rest }) =>
      ['chk-duty-leader-shift', 'ptl-gate-escort', 'ptl-holiday-watch'].includes(String(id))
        ? { id, default_on: true }
        : { id, ...rest, default_on: false },
    )
    .concat(['chk-homeroom-morning', 'chk-staff-daily'].map((id) => ({ id, default_on: false }))),
})
const open = async (at: string) => {
  world = await openWorld({ at, school: rosterSchool() })
  return world
}

async function instances(day: string): Promise<Instance[]> {
  const rows = await world.town.db.all<{ state: string }>(
    'SELECT state FROM duty_instances WHERE opens_at >= ? AND opens_at < ? ORDER BY opens_at, id',
    [instantOf(day), instantOf(day, '24:00')],
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance)
}

async function whoAt(seat: string, day: string, time: string): Promise<string | undefined> {
  const then = await directoryAt(world.town.db, await world.town.directory(), instantOf(day, time))
  return then && holderOf(then, seat, day)?.name
}

test('anybody sees who leads, who stands where and the days ahead; a makeup Sunday follows its weekday', async () => {
  await open('2026-09-15 10:00')
  const card = await world.person('单念蘅').says('/值班')
  expect(card.title).toBe('值班 · 9月15日 周二')
  expect(card.text).toContain('值班领导：贺栎生')
  expect(card.text).toContain('校门口：田芸归')
  expect(card.text).toContain('门卫 06:30–19:00：蔡大嵩、魏守川、郝铁栏')
  expect(card.text).toMatch(/9月16日 周三 陆芷衡/)
  expect(card.text).toMatch(/9月20日 周日 贺栎生 调休上班，补周二的课/)
  const makeup = await world.person('单念蘅').says('/值日 9月20日')
  expect(makeup.text).toContain('校门口：田芸归')
  setAside(world)
})

test('a swap finds a volunteer: the first gets the turn, the asker and the office hear of it, other cards change in place', async () => {
  await open('2026-09-01 10:00')
  const asker = world.person('叶梅砚')
  const asked = await asker.says('/值班 换班 9月3日')
  expect(asked.title).toBe('叶梅砚 想换班')
  expect(asked.text).toContain('问了：贾霁禾、田芸归、卫采苓、蓝照序')
  await world.at('10:10')
  const [first, late] = [world.person('田芸归'), world.person('贾霁禾')]
  const card = first.gets('叶梅砚 想换班')
  const others = late.gets('叶梅砚 想换班')
  expect(card.text).toContain('岗位：校门口')
  expect(card.text).not.toContain('问了')
  expect(card.buttons).toEqual(['我来'])
  const stranger = await world.person('单念蘅').says('/值班 2026-09-03.T11.1 我来')
  expect(stranger.text).toBe('这次换班没有问到您，接不了。')
  expect((await asker.says('/值班 2026-09-03.T11.1 我来')).text).toBe('这是您自己要换的班。')

  const taken = await first.presses('我来', card)
  expect(taken.toast).toBe('这个班归您了，谢谢')
  expect(taken.tags).toEqual(['已换好'])
  expect(taken.buttons).toEqual([])
  await first.says('/值班 2026-09-03.T11.1 我来')
  const tooLate = await late.says('/值班 2026-09-03.T11.1 我来')
  expect(tooLate.text).toBe('已经有同事接了这个班，谢谢您。')

  await world.at('10:20')
  expect(late.sees(others).tags).toEqual(['已换好'])
  expect(late.sees(others).buttons).toEqual([])
  expect(asker.gets('换班成了').text).toContain('值班：田芸归\n替：叶梅砚')
  world.person('贺栎生').gets('换班成了')
  world.person('杭砥平').gets('换班成了')
  expect((await eventsOf(world, 'swap', '2026-09-03.T11.1')).map(({ kind }) => kind)).toEqual([
    'swap.asked',
    'swap.agreed',
  ])
  expect((await eventsOf(world, 'roster', '校门口')).map(({ kind }) => kind)).toEqual(['roster.replaced'])
  // Cards asked of the two who said nothing.
  world.person('卫采苓').gets('想换班')
  world.person('蓝照序').gets('想换班')
  expect(world.unread()).toEqual([])

  await world.at('2026-09-03 07:28')
  const escort = (await instances('2026-09-03')).filter(({ duty }) => duty === 'ptl-gate-escort')
  expect(escort.map(({ owner }) => owner)).toEqual(['T13', 'T13'])
  expect((await asker.says('/值班')).text).toContain('校门口：田芸归（替叶梅砚）')
  setAside(world)
})

test('a swap nobody wants dies harmlessly on its day: the turn stays, only the asker is told', async () => {
  await open('2026-09-01 10:00')
  const asker = world.person('叶梅砚')
  await asker.says('/值班 换班 9月3日')
  const twice = await asker.says('/值班 换班 9月3日')
  expect(twice.text).toBe('9月3日 周四的换班已经问过大家了，还在等人接。')
  await world.at('10:10')
  const card = world.person('田芸归').gets('想换班')
  setAside(world)
  await world.at('2026-09-03 06:00')
  setAside(world)
  await world.at('07:10')
  expect(asker.gets('叶梅砚 想换班').text).toContain('没有人接，仍由叶梅砚值班。')
  expect(world.person('田芸归').sees(card)).toMatchObject({ tags: ['没有换成'], buttons: [] })
  expect(
    world
      .person('贺栎生')
      .unread()
      .map(({ title }) => title),
  ).not.toContain('叶梅砚 想换班')
  const late = await world.person('田芸归').says('/值班 2026-09-03.T11.1 我来')
  expect(late.text).toBe('这次换班已经结束，不用接了，谢谢您。')
  await world.at('07:28')
  expect((await instances('2026-09-03')).find(({ duty }) => duty === 'ptl-gate-escort')?.owner).toBe('T11')
  setAside(world)
})

test('a turn that went another way cannot be taken, and the asker may think better of it', async () => {
  await open('2026-09-01 10:00')
  const asker = world.person('叶梅砚')
  await asker.says('/值班 换班 9月3日')
  await world.at('10:10')
  const card = world.person('田芸归').gets('想换班')
  await world.person('贺栎生').says('/值班 替 9月3日 校门口 康越岭 校门口施工')
  const gone = await world.person('田芸归').says('/值班 2026-09-03.T11.1 我来')
  expect(gone.text).toBe('这次换班已经结束，不用接了，谢谢您。')
  await world.at('10:20')
  expect(world.person('田芸归').sees(card).text).toContain('这个班已经另有安排，不用接了。')
  expect(asker.gets('值班有调整').text).toContain('值班：康越岭\n替：叶梅砚\n理由：校门口施工\n安排：贺栎生')
  world.person('康越岭').gets('请您替班')
  world.person('杭砥平').gets('值班有调整')
  expect((await asker.says('/值班 换班 9月3日')).text).toContain('没有轮到您值班')

  const other = world.person('田芸归')
  await other.says('/值班 换班 9月8日')
  const dropped = await other.presses('不换了')
  expect(dropped.toast).toBe('已取消换班')
  expect(dropped.tags).toEqual(['已取消'])
  await other.says('/值班 2026-09-08.T13.1 取消')
  await world.at('10:40')
  setAside(world)
  expect(await whoAt('校门口', '2026-09-08', '08:00')).toBe('田芸归')
})

test('replaced twice in a day: each moment has its one responsible person, and the morning stays as it was', async () => {
  await open('2026-09-02 07:00')
  await world.at('10:00')
  setAside(world)
  const leader = world.person('陆芷衡')
  const receipt = await leader.says('/值班 替 今天 阮知微 去区里开会')
  expect(receipt.text).toContain('值班：阮知微\n替：陆芷衡\n理由：去区里开会')
  const next = world.person('阮知微').gets('请您替班')
  expect(next.text).toContain('从现在起这几天由您值班并负责')
  const again = await leader.says('/值班 替 今天 阮知微 去区里开会')
  expect(again.text).toContain('9月2日 周三没有轮到陆芷衡值班，不用替。')
  await world.at('14:00')
  await world.person('贺栎生').says('/值班 替 今天 值班领导 聂怀谷 阮知微身体不适')
  await world.at('14:10')
  const shifts = (await instances('2026-09-02')).filter(({ duty }) => duty === 'chk-duty-leader-shift')
  expect(shifts.map(({ owner, substitute }) => substitute ?? owner)).toEqual(['A01', 'P03'])
  expect(await whoAt(LEADER, '2026-09-02', '09:59')).toBe('陆芷衡')
  expect(await whoAt(LEADER, '2026-09-02', '10:01')).toBe('阮知微')
  expect(await whoAt(LEADER, '2026-09-02', '14:01')).toBe('聂怀谷')
  expect(await whoAt(LEADER, '2026-09-01', '12:00')).toBeUndefined()
  world.person('阮知微').gets('值班有调整')
  world.person('聂怀谷').gets('请您替班')
  expect(leader.unread().filter(({ title }) => title === '值班有调整')).toEqual([])

  await world.at('17:41')
  const handed = (await instances('2026-09-02')).find(({ slot }) => slot === '17:40-18:00')
  expect(handed).toMatchObject({ owner: 'P03', status: 'open' })
  await world.at('2026-09-03 12:00')
  const past = await leader.says('/值班 2026-09-02')
  expect(past.title).toBe('值班记录 · 9月2日 周三')
  expect(past.text).toMatch(/值班领导：陆芷衡，10:0\d 起 阮知微，14:0\d 起 聂怀谷/)
  expect((await leader.says('/值班 9月2日 11:00')).text).toContain('值班领导：阮知微')
  expect((await leader.says('/值班 2026-08-01')).text).toContain('那时还没有启用双责')
  setAside(world)
})

test('what is open now goes over in the same write, and both cards say so', async () => {
  await open('2026-09-02 07:00')
  await world.at('07:30')
  setAside(world)
  const teacher = world.person('卫采苓')
  await teacher.says('/值班 替 今天 单念蘅 突然发烧')
  const [escort] = (await instances('2026-09-02')).filter(({ duty }) => duty === 'ptl-gate-escort')
  expect(escort).toMatchObject({ owner: 'T14', substitute: 'T31', status: 'open' })
  expect((await world.person('单念蘅').says('/今日')).text).toContain('护学岗')
  expect((await teacher.says('/今日')).text).not.toContain('护学岗')
  const done = await teacher.says(`/完成 ${escort!.id} 到岗`)
  expect(done.text).toBe('这一项由单念蘅来办，您不能代办。')
  await world.person('单念蘅').says(`/完成 ${escort!.id} 到岗`)
  expect((await instances('2026-09-02'))[0]?.doneBy ?? '').not.toBe('T14')
  setAside(world)
})

test('the wrong person, the wrong day, the wrong words: nothing changes, and the next step is named', async () => {
  await open('2026-09-01 10:00')
  const teacher = world.person('叶梅砚')
  const office = world.person('贺栎生')
  const refused: [typeof teacher, string, string][] = [
    [teacher, '/值班 替 9月2日 田芸归 开会', '9月2日 周三没有轮到叶梅砚值班，不用替。'],
    [teacher, '/值班 替 9月2日 田芸归替卫采苓 开会', '卫采苓的班由本人、安全办公室或校领导安排。'],
    [teacher, '/值班 替 9月3日 魏守川 开会', '魏守川没有应用账号，收不到提醒，请另选一位。'],
    [teacher, '/值班 替 9月3日 开会', '没有看出由谁来替'],
    [teacher, '/值班 替 9月3日 田芸归', '请写一句理由'],
    [teacher, '/值班 替 9月3日 施沐棠 开会', '施沐棠9月3日 周四已有值班（教学楼A），请另选一位。'],
    [teacher, '/值班 替 9月3日-1日 田芸归 开会', '结束日期早于开始日期'],
    [teacher, '/值班 替 8月28日 田芸归 开会', '已经过去，谁在岗谁负责'],
    [teacher, '/值班 换班 今天', '没有轮到您值班'],
    [teacher, '/值班 换班', '请写明换哪一天'],
    [teacher, '/值班 换班 2031-09-03', '查不到'],
    [teacher, '/值班 体检', '值班表体检给校领导和安全办公室看。'],
    [teacher, '/值班 9月99日', '没看懂日期'],
    [teacher, '/值班 2026-09-09.T14.1', '没有找到这次换班'],
    [office, '/值班 替 9月3日 值班领导 单念蘅 开会', '单念蘅不能担任值班领导'],
    [office, '/值班 替 9月3日 田芸归 开会', '请写明替哪个岗'],
    [office, '/值班 替 9月3日 值班领导 岑南屏 开会', '9月3日 周四本来就是岑南屏值班，不用再安排。'],
    [office, '/值班 替 9月5日 校门口 田芸归 开会', '9月5日 周六没有校门口的值日，不用替。'],
  ]
  for (const [who, says, answer] of refused) expect((await who.says(says)).text, says).toContain(answer)
  expect(await world.town.db.all('SELECT id FROM rosters')).toEqual([])
  expect(await world.town.db.all('SELECT id FROM swaps')).toEqual([])
})

test('over a span only the own turns; by the form the office fills any seat', async () => {
  await open('2026-09-01 10:00')
  await world.person('叶梅砚').says('/值班 替 9月3日-18日 江越晴 膝盖受伤')
  expect(await whoAt('校门口', '2026-09-10', '08:00')).toBe('江越晴')
  expect(await whoAt('校门口', '2026-09-11', '08:00')).toBe('蓝照序')
  expect(await whoAt('校门口', '2026-09-24', '08:00')).toBe('叶梅砚')
  await world.at('10:10')
  setAside(world)
  const office = world.person('贺栎生')
  const form = await office.says('/值班 替')
  expect(form.fields).toEqual(['from', 'to', 'seat', 'person', 'reason'])
  const sent = await office.submits('提交', {
    from: '2026-09-11',
    to: '2026-09-11',
    seat: '食堂',
    person: world.person('康越岭').openId,
    reason: '雷骁屿外出比赛',
  })
  expect(sent.toast).toBe('已安排康越岭替班')
  await world.at('10:20')
  expect(world.person('雷骁屿').gets('值班有调整').text).toContain('值班：康越岭')
  world.person('康越岭').gets('请您替班')
  world.person('杭砥平').gets('值班有调整')
})

test('the leader falls ill: the substitute of the leave answers for the day, and gives it back', async () => {
  await open('2026-09-02 07:00')
  await world.at('07:25')
  setAside(world)
  await world.person('陆芷衡').says('/请假 今天 阮知微 发烧')
  const shifts = async () =>
    (await instances('2026-09-02'))
      .filter(({ duty }) => duty === 'chk-duty-leader-shift')
      .map(({ owner, substitute }) => [owner, substitute])
  expect(await shifts()).toEqual([
    ['A01', 'P04'],
    ['A01', 'P04'],
  ])
  expect((await world.person('单念蘅').says('/值班')).text).toContain('值班领导：阮知微（陆芷衡请假）')
  await world.person('陆芷衡').says('/请假 取消')
  expect(await shifts()).toEqual([
    ['A01', undefined],
    ['A01', undefined],
  ])
  setAside(world)
})

test('away tomorrow: the turn stays the leader’s, the substitute answers, and each is marked as what he is', async () => {
  await open('2026-09-01 10:00')
  await world.person('陆芷衡').says('/请假 明天 阮知微 培训')
  await world.at('2026-09-02 07:25')
  const [shift] = (await instances('2026-09-02')).filter(({ duty }) => duty === 'chk-duty-leader-shift')
  expect(shift).toMatchObject({ owner: 'A01', substitute: 'P04', status: 'open' })
  setAside(world)
})

test('a stand-in cannot be at two places: refused with the way out, and so is a turn on top of a stand-in’s', async () => {
  await open('2026-09-01 10:00')
  const teacher = world.person('叶梅砚')
  const refused = await teacher.says('/请假 9月3日 单念蘅 看牙')
  expect(refused.text).toBe(
    '单念蘅9月3日 周四已有值班（教学楼B），请另选替岗人，或先发送「/值班 替」排好这一天的班。',
  )
  expect(await world.town.db.all('SELECT id FROM leaves')).toEqual([])
  // On a day without a turn of hers, the same colleague is fine.
  await teacher.says('/请假 9月4日 单念蘅 看牙')
  await teacher.says('/请假 9月3日 安画桥 看牙')
  const other = await world.person('施沐棠').says('/值班 替 9月3日 安画桥 开会')
  expect(other.text).toBe('安画桥9月3日 周四已有值班（校门口），请另选一位。')
  setAside(world)
})

test('what was transferred by hand stays with whom it was given to', async () => {
  await open('2026-09-02 07:00')
  await world.at('07:30')
  setAside(world)
  const { db } = world.town
  const [, evening] = (await instances('2026-09-02')).filter(({ duty }) => duty === 'chk-duty-leader-shift')
  const work = beginWork(db, instantOf('2026-09-02', '07:30'), 'G01')
  await work.change(dutyInstance, evening!.id, transfer('P02', '书记留校', 'G01', true))
  await db.write(await work.statements('by hand'))
  await world.person('陆芷衡').says('/值班 替 今天 阮知微 开会')
  const after = (await instances('2026-09-02')).find(({ id }) => id === evening!.id)!
  expect(responsibleFor(after)).toBe('P02')
  setAside(world)
})

test('two say 我来 in the same moment: one has it, the other hears so', async () => {
  await open('2026-09-01 10:00')
  await world.person('叶梅砚').says('/值班 换班 9月3日')
  const both = ['田芸归', '贾霁禾'].map((name) => world.person(name).says('/值班 2026-09-03.T11.1 我来'))
  const answers = await Promise.all(both)
  expect(answers.filter(({ tags }) => tags.includes('已换好'))).toHaveLength(1)
  expect(answers.filter(({ text }) => text === '已经有同事接了这个班，谢谢您。')).toHaveLength(1)
  expect((await eventsOf(world, 'roster', '校门口')).map(({ kind }) => kind)).toEqual(['roster.replaced'])
  await world.at('10:20')
  setAside(world)
})

test('whose turn it was is what the log says, every row of it', async () => {
  await open('2026-09-02 07:30')
  setAside(world)
  await world.person('卫采苓').says('/值班 替 今天 单念蘅 发烧')
  await world.person('叶梅砚').says('/值班 换班 9月3日')
  await world.person('田芸归').says('/值班 2026-09-03.T11.1 我来')
  await world.person('蓝照序').says('/值班 换班 9月4日')
  await world.at('2026-09-04 07:30')
  setAside(world)
  await world.town.restart()
  await expectRowsAreTheEvents(world.town.db)
  expect((await world.person('单念蘅').says('/值班 2026-09-03')).text).toContain('校门口：田芸归')
  setAside(world)
})

test('asked late in the evening and thought better of: nobody is asked in the morning', async () => {
  await open('2026-09-01 21:00')
  await world.person('叶梅砚').says('/值班 换班 9月3日')
  await world.at('21:30')
  expect(world.person('田芸归').unread()).toEqual([])
  await world.person('叶梅砚').presses('不换了')
  await world.at('2026-09-02 08:00')
  expect(
    world
      .person('田芸归')
      .unread()
      .map(({ title }) => title),
  ).not.toContain('叶梅砚 想换班')
  setAside(world)
})

test('on the holiday those named for days off take turns', async () => {
  await open('2026-09-30 12:00')
  setAside(world)
  const owners: string[] = []
  for (const day of ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04']) {
    await world.at(`${day} 12:00`)
    setAside(world)
    const watch = (await instances(day)).filter(({ duty }) => duty === 'ptl-holiday-watch')
    expect(new Set(watch.map(({ owner }) => owner)).size).toBe(1)
    owners.push(watch[0]!.owner)
  }
  expect([...owners].sort()).toEqual(['P01', 'P02', 'P03', 'P04'])
  const card = await world.person('单念蘅').says('/值班')
  expect(card.text).toContain('国庆节')
  expect(card.text).not.toContain('校门口')
  setAside(world)
})

test('the office looks over the rest of the term', async () => {
  world = await openWorld({
    at: '2026-09-01 10:00',
    school: { ...wholeSchool(), duties: sampleSchool().duties!, ...withoutMonday() },
  })
  setAside(world)
  const card = await world.person('贺栎生').says('/值班 体检')
  expect(card.title).toBe('值班表体检')
  expect(card.text).toMatch(/得分：\d+ ＝ 100 − 领导空缺 \d+×5/)
  expect(card.text).toContain('值班领导 没有排人：9月7日 周一')
  setAside(world)
})

test('the office is shown who would be at two places', async () => {
  await open('2026-09-01 10:00')
  // 叶梅砚 named nobody: her turn falls to the leader above her, who leads the day himself.
  await world.person('叶梅砚').says('/请假 9月3日 看牙')
  const card = await world.person('贺栎生').says('/值班 体检')
  expect(card.text).toContain('校门口 岑南屏同时还是值班领导：9月3日 周四')
  setAside(world)
})

const withoutMonday = () => {
  const { duty_roster: roster } = wholeSchool()
  const { 1: _, ...others } = roster!.duty_leader_by_weekday!
  return { duty_roster: { ...roster!, duty_leader_by_weekday: others } }
}

test('in a group everybody may look, but changes are made in private', async () => {
  await open('2026-09-01 10:00')
  const chatId = 'oc_demo_leaders'
  const card = await world.person('贺栎生').says('/值班', { chatId, mentionBot: true })
  expect(card.text).toContain('值班领导：贺栎生')
  expect(card.buttons).toEqual([])
  const refused = await world.person('贺栎生').says('/值班 替 今天 阮知微 发烧', { chatId, mentionBot: true })
  expect(refused.text).toBe('群里只看谁值班；替班、换班、体检请私聊我。')
  expect(everythingTo(world, '阮知微')).toEqual([])
})

test('a day far ahead says its year; one beyond the calendar gets a sentence', async () => {
  world = await openWorld({ at: '2026-09-01 10:00', school: sampleSchool() })
  const reader = world.person('单念蘅')
  expect((await reader.says('/值班 2029-03-01')).title).toBe('值班 · 2029年3月1日 周四')
  expect((await reader.says('/值班 2031-01-05')).text).toContain('请核对日期')
  expect((await reader.says('/值班 9999-01-01')).text).toContain('请核对日期')
  setAside(world)
})
