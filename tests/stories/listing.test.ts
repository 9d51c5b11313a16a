import { afterEach, expect, test } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { inWords, WINDOW } from './in-words.ts'
import { eventsOf, setAside } from './school-day.ts'

// 贺栎生 heads 总务处, 聂怀谷 is the vice principal in charge, 钟砚舟 the principal, 沈听澜 the secretary.
const PLAN = '/隐患 1 方案 措施：换新窗 责任人：鲁锦木 资金：800 日期：10月20日'

let world: World
const open = async (at = '2026-09-14 09:00') => {
  world = await openWorld({ at, school: quietSchool() })
}
afterEach(async () => {
  world.everybodyReads(/[\s\S]/)
  await world.close()
})

const { say, told } = inWords(() => world, /^挂牌 1/)

const A = 'A 整面窗要拆了重做，要两个月'
const BOARD =
  '编号：区教安督〔2026〕3号 督办单位：望湖区教育局 督办事项：教学楼C四楼窗户限位器 责任单位：棠梨小学 责任人：贺栎生 完成时限：2026-10-30'

/** A larger hazard, proposed by its department's head and approved by the principal. */
async function approved(): Promise<void> {
  await say('单念蘅', WINDOW)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 已管控 锁住窗户')
  await say('贺栎生', `/隐患 1 申请挂牌 ${A}`)
  await say('钟砚舟', '/挂牌 1 同意')
  setAside(world)
}

test('the whole way: proposed on the card, approved, requested, listed, reported weekly, mended, removed', async () => {
  await open()
  await say('单念蘅', WINDOW)
  const head = world.person('贺栎生')
  await head.says('/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 已管控 锁住窗户')
  setAside(world)
  const form = await head.presses('申请挂牌', await head.says('/隐患 1'))
  expect(form.fields).toEqual(['difficult', 'outside'])
  const proposed = await head.submits('提交', { difficult: '整面窗要拆了重做，要两个月', outside: '' }, form)
  expect(proposed.toast).toContain('编号为挂牌 1')
  expect(proposed.title).toBe('挂牌 1 · 教学楼C四楼走廊与天台门')
  expect(proposed.tags).toContain('待批准')
  // Both heads are asked, nobody else.
  expect(told()).toEqual(['沈听澜', '钟砚舟'].sort())
  const hazard = await say('贺栎生', '/隐患 1')
  expect(hazard.text).toContain('挂牌 1 待批准')
  expect(hazard.buttons).toContain('看挂牌')
  expect(hazard.buttons).not.toContain('申请挂牌')

  const principal = world.person('钟砚舟')
  const agreed = await principal.presses('同意申请', await principal.says('/挂牌 1'))
  expect(agreed.toast).toBe('已同意')
  expect(agreed.tags).toContain('待提请')
  expect(head.gets('挂牌 1').tags).toContain('待提请')

  // Who lists it is not chosen: two questions, and the rule answers.
  const questions = await head.presses('准备提请', await head.says('/挂牌 1'))
  expect(questions.fields).toEqual(['eliminable', 'joint'])
  const level = await head.submits('提交', { eliminable: 'yes', joint: 'no' }, questions)
  expect(level.text).toContain('由上级教育行政部门挂牌督办')
  const request = await head.presses('已提请', level)
  const sent = await head.submits(
    '提交',
    { receiver: '望湖区教育局', time: '2026-09-14 09:00', by: '', receipt: '收文12号' },
    request,
  )
  expect(sent.text).toContain('望湖区教育局 9月14日 09:00 收文12号')
  expect(
    (await say('贺栎生', '/挂牌 1 答复 单位：望湖区教育局 日期：9月14日 内容：已收，下周挂牌')).text,
  ).toContain('已收，下周挂牌')

  const board = await head.presses('已挂牌', await head.says('/挂牌 1'))
  expect(board.fields).toEqual(['board_no', 'authority', 'matter', 'unit', 'person', 'deadline'])
  const onIt = await head.submits(
    '提交',
    {
      board_no: '区教安督〔2026〕3号',
      authority: '望湖区教育局',
      matter: '教学楼C四楼窗户限位器',
      unit: '棠梨小学',
      person: world.person('鲁锦木').openId,
      deadline: '2026-10-30',
    },
    board,
  )
  expect(onIt.tags).toContain('已挂牌')
  expect(onIt.text).toContain('10月30日 周五（还剩')
  expect(world.person('鲁锦木').gets('挂牌 1').text).toContain('区教安督〔2026〕3号')
  expect((await say('单念蘅', '/隐患 1')).text).toContain('挂牌 1 已挂牌（还剩')

  const mender = world.person('鲁锦木')
  await mender.sendsPhoto()
  expect((await mender.says('/挂牌 1 进展 旧窗已拆')).text).toContain('旧窗已拆')
  expect((await say('聂怀谷', '/挂牌 1 申请摘牌')).text).toContain('还没有报已整改')
  await mender.says(PLAN)
  await mender.says('/隐患 1 已整改 换了新窗')
  setAside(world)
  const vp = world.person('聂怀谷')
  expect((await vp.says('/挂牌 1 申请摘牌 已换新窗')).tags).toContain('申请摘牌')
  expect(told()).toEqual(['沈听澜', '钟砚舟'].sort())
  expect((await say('聂怀谷', '/挂牌 1 已摘牌 单位：望湖区教育局 日期：9月14日 回执：摘1号')).text).toContain(
    '还要校长或书记同意',
  )
  await say('沈听澜', '/挂牌 1 同意')
  vp.gets('挂牌 1')
  expect((await say('聂怀谷', '/挂牌 1 已摘牌 单位：望湖区教育局 日期：9月14日 回执：摘1号')).text).toContain(
    '还没有验收销号',
  )
  await say('单念蘅', '/隐患 1 通过')
  expect((await vp.says('/挂牌 1 已摘牌 单位：望湖区教育局')).text).toContain(
    '摘牌还缺：摘牌日期、回执或文号',
  )
  const off = await vp.says('/挂牌 1 已摘牌 单位：望湖区教育局 日期：9月14日 回执：摘1号')
  expect(off.tags).toContain('已摘牌')
  expect((await say('单念蘅', '/隐患 1')).text).toContain('挂牌 1 已摘牌')
  expect((await say('贺栎生', '/挂牌')).text).toContain('没有在办的挂牌督办')
  setAside(world)

  const events = (await eventsOf(world, 'listing', '1')).map(({ kind }) => kind)
  expect(events.slice(0, 3)).toEqual(['listing.proposed', 'listing.approved', 'listing.levelled'])
  expect(events.at(-1)).toBe('listing.removed')
  await expectRowsAreTheEvents(world.town.db)
})

test('bad proposals: a general hazard, no reason, twice, after a decision against it', async () => {
  await open()
  await say('单念蘅', '/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await say('单念蘅', WINDOW)
  setAside(world)
  expect((await say('贺栎生', `/隐患 1 申请挂牌 ${A}`)).text).toContain('先用「改类别等级」改为较大或重大')
  expect((await say('贺栎生', '/隐患 2 申请挂牌 很严重')).text).toMatch(/至少要符合一条.*例如：申请挂牌 A/)
  const head = world.person('贺栎生')
  const form = await head.says('/隐患 2 申请挂牌')
  expect(form.fields).toEqual(['difficult', 'outside'])
  expect((await head.submits('提交', { difficult: '', outside: '' }, form)).toast).toContain('至少要符合一条')
  await say('聂怀谷', '/隐患 2 不挂牌 马上能修')
  expect((await say('贺栎生', `/隐患 2 申请挂牌 ${A}；B 要等供电局停电`)).text).toContain('要等供电局停电')
  const card = await say('聂怀谷', '/隐患 2')
  expect(card.text).not.toContain('马上能修')
  expect(card.buttons).not.toContain('不挂牌')
  expect((await say('聂怀谷', '/隐患 2 不挂牌 马上能修')).text).toContain('已经申请挂牌督办')
  expect((await say('贺栎生', `/隐患 2 申请挂牌 ${A}`)).text).toContain('已经申请挂牌督办')
  expect((await say('贺栎生', '/挂牌 9 同意')).text).toContain('没有找到挂牌 9')
  expect((await say('贺栎生', '/挂牌 1 怎么样了')).text).toContain('没看懂')
  expect((await say('贺栎生', '/挂牌 看一下')).text).toContain('请写明挂牌的编号')
  // Danger after it is danger, whatever stands before.
  expect((await say('单念蘅', '/挂牌 1 校门口有人拿刀')).title).toContain('事件 1')
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  expect((await world.person('钟砚舟').says('/挂牌', group)).text).toContain('请和我私聊')
})

test('who may not: every step by the wrong person is refused and changes nothing', async () => {
  await open()
  await say('单念蘅', WINDOW)
  setAside(world)
  for (const name of ['单念蘅', '鲁锦木', '温杏檐', '钟砚舟', '沈听澜'])
    expect((await say(name, `/隐患 1 申请挂牌 ${A}`)).text, name).toContain(
      '由部门负责人、安全办公室或分管副校长提出',
    )
  expect((await say('单念蘅', '/隐患 1')).buttons).not.toContain('申请挂牌')
  await say('贺栎生', `/隐患 1 申请挂牌 ${A}`)
  for (const name of ['单念蘅', '贺栎生', '聂怀谷', '杭砥平'])
    expect((await say(name, '/挂牌 1 同意')).text, name).toContain('由校长或书记批准')
  expect((await say('聂怀谷', '/挂牌 1 不同意 不必')).text).toContain('由校长或书记批准')
  expect((await say('贺栎生', '/挂牌 1 已提请 区教育局 09:00')).text).toContain('还要校长或书记先同意')
  expect((await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD}`)).text).toContain('还要校长或书记先同意')
  expect((await say('钟砚舟', '/挂牌 1 不同意')).text).toContain('要写明理由')
  await say('钟砚舟', '/挂牌 1 同意')
  setAside(world)
  for (const words of ['提请 能消除 不涉及多部门', `已挂牌 ${BOARD}`])
    expect((await say('单念蘅', `/挂牌 1 ${words}`)).text, words).toContain(
      '由部门负责人、安全办公室或校领导来登记',
    )
  expect((await say('贺栎生', '/挂牌 1 已提请 区教育局 09:00')).text).toContain('答两个问题')
  await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD}`)
  setAside(world)
  for (const words of ['延期 完成时限：11月30日 文号：9号', '后果 单位：区教育局 处理：停用'])
    expect((await say('鲁锦木', `/挂牌 1 ${words}`)).text, words).toContain(
      '由部门负责人、安全办公室或校领导来登记',
    )
  expect((await say('单念蘅', '/挂牌 1 进展 看到了')).text).toContain('进展由责任人')
  await say('鲁锦木', '/隐患 1 接收')
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', PLAN)
  await say('鲁锦木', '/隐患 1 已整改 换了新窗')
  setAside(world)
  for (const name of ['鲁锦木', '单念蘅', '钟砚舟'])
    expect((await say(name, '/挂牌 1 申请摘牌')).text, name).toContain('申请挂牌和摘牌由部门负责人')
  expect((await say('单念蘅', '/挂牌 1')).buttons).toEqual(['看隐患'])
  expect((await eventsOf(world, 'listing', '1')).map(({ kind }) => kind)).toEqual([
    'listing.proposed',
    'listing.approved',
    'listing.listed',
  ])
})

test('a no with its reason: the proposer hears, the hazard may be proposed or kept unlisted anew', async () => {
  await open()
  await say('单念蘅', WINDOW)
  await say('贺栎生', `/隐患 1 申请挂牌 ${A}`)
  setAside(world)
  const principal = world.person('钟砚舟')
  const asked = await principal.presses('不同意', await principal.says('/挂牌 1'))
  expect((await principal.submits('提交', { reason: '先自己换' }, asked)).tags).toContain('未同意')
  expect(world.person('贺栎生').gets('挂牌 1').text).toContain('先自己换')
  expect((await say('沈听澜', '/挂牌 1 同意')).text).toContain('已经办结')
  expect((await say('聂怀谷', '/隐患 1 不挂牌 自己换')).text).toContain('自己换')
  expect((await say('贺栎生', `/隐患 1 申请挂牌 ${A}`)).title).toContain('挂牌 2')
  expect((await say('贺栎生', '/挂牌 2 撤回')).text).toContain('要写明理由')
  expect((await say('贺栎生', '/挂牌 2 撤回 已经换好')).tags).toContain('已撤回')
})

test('the authority says no, and what is not in order is refused', async () => {
  await open()
  await approved()
  await say('贺栎生', '/挂牌 1 提请 学校难以自行消除 涉及多部门')
  expect((await say('贺栎生', '/挂牌 1')).text).toContain('提请本级政府挂牌督办')
  expect((await say('贺栎生', '/挂牌 1 答复 单位：区教育局 内容：不行')).text).toContain('请先登记「已提请」')
  expect((await say('贺栎生', '/挂牌 1 已提请 区教育局')).text).toContain('几点')
  expect((await say('贺栎生', '/挂牌 1 已提请 区教育局 23:00')).text).toContain('还没有到')
  await say('贺栎生', '/挂牌 1 已提请 区教育局 09:00')
  expect((await say('贺栎生', '/挂牌 1 答复 单位：区教育局')).text).toContain('请写明答复的内容')
  const refused = await say('贺栎生', '/挂牌 1 不予挂牌 单位：区教育局 内容：学校能够自行消除')
  expect(refused.tags).toContain('不予挂牌')
  expect(refused.text).toContain('学校能够自行消除')
})

test('a board lacking one of its fields is not saved, and each is named', async () => {
  await open()
  await approved()
  await say('贺栎生', '/挂牌 1 提请 学校能自行消除 不涉及多部门')
  await say('贺栎生', '/挂牌 1 已提请 望湖区教育局 09:00')
  for (const [label, name] of [
    ['编号', '编号'],
    ['督办单位', '督办单位'],
    ['督办事项', '督办事项'],
    ['责任单位', '承担治理责任的单位'],
    ['责任人', '责任人'],
    ['完成时限', '完成时限'],
  ] as const) {
    const words = BOARD.split(' ')
      .filter((part) => !part.startsWith(label))
      .join(' ')
    expect((await say('贺栎生', `/挂牌 1 已挂牌 ${words}`)).text, label).toContain(`挂牌还缺：${name}`)
  }
  expect((await say('贺栎生', '/挂牌 1 已挂牌 编号：3号')).text).toContain(
    '还缺：督办单位、督办事项、承担治理责任的单位、责任人、完成时限',
  )
  expect((await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD.replace('贺栎生', '局长')}`)).text).toContain(
    '没有找到「局长」',
  )
  expect((await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD.replace('2026-10-30', '早点')}`)).text).toContain(
    '没看懂日期',
  )
  expect(await eventsOf(world, 'listing', '1')).toHaveLength(4)
  const typed = await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD}`)
  expect(typed.text).toContain('教学楼C四楼窗户限位器')
  // Said again it puts right what was mistyped, but never the deadline.
  expect((await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD.replace('3号', '4号')}`)).text).toContain('〔2026〕4号')
  expect((await say('贺栎生', `/挂牌 1 已挂牌 ${BOARD.replace('10-30', '11-30')}`)).text).toContain(
    '完成时限只能凭督办单位的文件改',
  )
  expect((await say('贺栎生', '/挂牌 1 延期 完成时限：11月30日')).text).toContain('请写明文号')
  expect((await say('贺栎生', '/挂牌 1 延期 文号：9号')).text).toContain('新的完成时限')
  expect((await say('贺栎生', '/挂牌 1 延期 完成时限：9月1日 文号：9号')).text).toContain('已经过去')
  const later = await say('聂怀谷', '/挂牌 1 延期 完成时限：11月30日 文号：区教安督〔2026〕9号')
  expect(later.text).toContain('10月30日 周五 → 11月30日 周一（区教安督〔2026〕9号）')
  expect(world.person('贺栎生').gets('挂牌 1').text).toContain('11月30日')
})

test('two heads press at once: one yes is recorded', async () => {
  await open()
  await say('单念蘅', WINDOW)
  await say('贺栎生', `/隐患 1 申请挂牌 ${A}`)
  const [one, other] = await Promise.all([say('钟砚舟', '/挂牌 1 同意'), say('沈听澜', '/挂牌 1 同意')])
  const texts = [one, other].map(({ text }) => text)
  expect(texts.filter((text) => text.includes('现在没有要批的'))).toHaveLength(1)
  expect(
    (await eventsOf(world, 'listing', '1')).filter(({ kind }) => kind === 'listing.approved'),
  ).toHaveLength(1)
})

test('a restricted hazard’s listing is its readers’ alone', async () => {
  await open()
  await say('单念蘅', '/隐患 六(2)有个学生情绪低落，说活着没意思')
  const number = (await world.town.db.get<{ number: number; restricted: number; severity: string }>(
    'SELECT number, restricted, severity FROM hazards',
  ))!
  expect(number).toMatchObject({ restricted: 1 })
  setAside(world)
  if (number.severity === 'general') {
    const vp = world.person('聂怀谷')
    const form = await vp.presses('改类别等级', await vp.says('/隐患 1'))
    await vp.submits('提交', { category: 'psych', severity: 'larger' }, form)
  }
  await say('聂怀谷', '/隐患 1 申请挂牌 B 需要医院介入')
  expect(told()).toEqual(['沈听澜', '钟砚舟'].sort())
  await say('钟砚舟', '/挂牌 1 同意')
  expect((await say('单念蘅', '/挂牌 1')).text).toContain('没有找到挂牌 1')
  expect((await say('单念蘅', '/挂牌')).text).toContain('没有在办')
  expect((await say('单念蘅', '/隐患 1')).buttons).not.toContain('看挂牌')
  expect((await say('聂怀谷', `/挂牌 1 已挂牌 ${BOARD.replace('贺栎生', '鲁锦木')}`)).text).toContain(
    '不在这件受限事项的知情范围内',
  )
  expect((await say('聂怀谷', '/挂牌 1')).title).toBe('挂牌 1 · 受限')
})

test('what is on its way onto the board does not end by a word: not dismissed, merged, taken back or lowered', async () => {
  await open()
  const teacher = world.person('单念蘅')
  await teacher.says('教学楼C四楼走廊窗户限位器断了，能开很大')
  await world.person('顾鹿蓁').says(WINDOW)
  await world.person('顾鹿蓁').presses('另报一条')
  const officer = world.person('杭砥平')
  expect((await officer.says('/隐患 1')).buttons).toContain('不是隐患')
  await say('聂怀谷', `/隐患 1 申请挂牌 ${A}`)
  for (const until of ['proposed', 'listed']) {
    if (until === 'listed') {
      await say('钟砚舟', '/挂牌 1 同意')
      await say('聂怀谷', `/挂牌 1 已挂牌 ${BOARD}`)
    }
    setAside(world)
    const card = await officer.says('/隐患 1')
    for (const label of ['不是隐患', '撤回', '并入隐患 2']) expect(card.buttons).not.toContain(label)
    expect((await officer.says('/隐患 1 不是隐患 看错了')).text, until).toContain(
      '正在挂牌督办，不能作废。请先撤回申请或摘牌：/挂牌 1',
    )
    expect((await officer.says('/隐患 1 并入 2')).text, until).toContain('不能并入别的隐患')
    expect((await teacher.says('/隐患 1 撤回')).text, until).toContain('不能撤回')
    const form = await officer.presses('改类别等级', await officer.says('/隐患 1'))
    const lowered = await officer.submits(
      '提交',
      { category: 'facility', severity: 'general', urgent: 'no', place: '' },
      form,
    )
    expect(lowered.toast ?? lowered.text, until).toContain('不能调为一般')
  }
  expect((await say('聂怀谷', '/挂牌 1 申请摘牌 已处理')).text).toContain('还没有报已整改')
})
