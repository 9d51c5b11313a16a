import { afterEach, beforeEach, expect, test } from 'vitest'
import { openVisitor } from '../pages/visitor.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { inWords, sorted, TILE } from './in-words.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-14 09:00', school: quietSchool() })
})
afterEach(async () => {
  world.everybodyReads(/每周/)
  await world.close()
})

const { say, told, state, inHand } = inWords(() => world, /^隐患 1/)
const TRACK = '/隐患 操场跑道鼓起来一块'

test('who may not refuse, and what cannot be refused', async () => {
  expect((await say('单念蘅', '/隐患 9 不接 不归我')).text).toContain('没有找到隐患 9')
  await say('单念蘅', TILE)
  told()
  expect((await say('贺栎生', '/隐患 1 不接')).text).toContain('不接要写明理由')
  for (const name of ['单念蘅', '顾鹿蓁', '蔡大嵩'])
    expect((await say(name, '/隐患 1 不接 不归我')).text).toContain('由派到的部门负责人或整改人来说')
  await say('贺栎生', '/隐患 1 接收')
  expect((await say('贺栎生', '/隐患 1 不接 又不想修')).text).toContain('已经在整改，不能再说不接')
  expect(await state()).toMatchObject({ status: 'rectifying', transfers: 0 })
})

test('refused it is nobody’s, and not forgotten: the office and the leader have it, the ladder runs on', async () => {
  await say('单念蘅', TRACK)
  told()
  const card = await say('陆芷衡', '/隐患 1')
  expect(card.buttons).toContain('不接')
  await world.person('陆芷衡').presses('不接', card)
  await world.person('陆芷衡').submits('提交', { reason: '是总务处的工程' }, card)
  expect(world.person('聂怀谷').gets('隐患 1').text).toContain('是总务处的工程')
  expect(told()).toEqual(sorted('贺栎生', '杭砥平'))
  expect(world.person('陆芷衡').sees(card).tags[0]).toBe('待派人')
  // What is waited for stands first, not behind 更多.
  expect((await say('杭砥平', '/隐患 1')).buttons[0]).toBe('派给…')
  // Nowhere is it said to lack a place, which it has.
  const list = await say('杭砥平', '/隐患清单 全部')
  const { text } = await openVisitor(world, world.person('杭砥平')).get('/hazards?scope=all')
  for (const words of [list.text, text.slice(text.indexOf('操场跑道'))])
    expect([words.includes('待派人'), words.includes('待补充地点')]).toEqual([true, false])
  expect(await state()).toMatchObject({ status: 'reported', transfers: 1 })
  expect((await say('陆芷衡', '/隐患 1 不接 再说一遍')).text).toContain('现在没有派给谁')
  await say('杭砥平', '/隐患 1 地点 教学楼B二楼男厕')
  expect(await state()).toMatchObject({ status: 'reported' })
  await world.at('14:00')
  expect([...new Set(told())].length).toBeGreaterThan(1)
  // Of the right class it goes to whose business it is.
  const office = world.person('杭砥平')
  const form = await office.presses('改类别等级', await say('杭砥平', '/隐患 1'))
  await office.submits('提交', { category: 'facility', severity: 'general' }, form)
  told()
  expect(await state()).toMatchObject({ status: 'assigned', department: 'general_affairs', assignee: 'G01' })
})

test('given on twice the leader decides, and what he decides is not given back; the count is on the card', async () => {
  await inHand()
  await say('鲁锦木', '/隐患 1 不接 是施工方留下的')
  told()
  await say('贺栎生', '/隐患 1 接收 蔡大嵩')
  told()
  const again = await say('蔡大嵩', '/隐患 1 不接 我是门卫')
  expect(again.text).toContain('这次请聂怀谷来定')
  told()
  expect(await state()).toMatchObject({ status: 'reported', transfers: 2, assignee: 'P03' })
  expect((await say('聂怀谷', '/隐患 1 不接 也不是我')).text).toMatch(/现在没有派给谁|等您来定/)
  const decided = await say('聂怀谷', '/隐患 1 接收 鲁锦木')
  expect(decided.text).toContain('已转交 2 次')
  told()
  expect((await say('鲁锦木', '/隐患 1 不接 还是不归我')).text).toContain('分管领导指定的，不能再退')
})

test('who shares it confirms his part before it counts as mended; whoever leads settles it', async () => {
  await inHand()
  expect((await say('单念蘅', '/隐患 1 协办 蔡大嵩')).text).toContain('协办人由部门负责人')
  expect((await say('鲁锦木', '/隐患 1 协办 鲁锦木')).text).toContain('他就是整改人')
  await say('鲁锦木', '/隐患 1 协办 杭砥平')
  expect(told()).toEqual(['杭砥平'])
  expect((await say('鲁锦木', '/隐患 1 已整改 铺平了')).text).toContain('还等协办人确认：杭砥平')
  expect((await say('单念蘅', '/隐患 1 已完成')).text).toContain('不是这条隐患的协办人')
  const office = world.person('杭砥平')
  const done = await office.presses('我的部分已完成', await say('杭砥平', '/隐患 1'))
  expect(done.text).toContain('杭砥平（已完成）')
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  // He shared the mending: the office asks the other half of itself.
  expect(told()).toEqual(['贺栎生'])
  expect((await say('杭砥平', '/隐患 1 通过')).text).toContain('整改人不能验收')
  await say('单念蘅', '/隐患 1 退回 还是翘的')
  told()
  // In the next round he confirms again, or the leader settles it and verifies it no more.
  expect((await say('鲁锦木', '/隐患 1 已整改 又铺了')).text).toContain('还等协办人确认')
  await say('聂怀谷', '/隐患 1 已整改 两边我都看过')
  told()
  expect((await say('聂怀谷', '/隐患 1 通过')).text).toContain('整改人不能验收')
  await say('单念蘅', '/隐患 1 通过')
  expect(told()).toEqual([])
})

test('who mended an earlier round never verifies a later one, nor who presses for a mender without the app', async () => {
  await say('单念蘅', TILE)
  await say('杭砥平', '/隐患 1 接收')
  told()
  await say('杭砥平', '/隐患 1 已整改 铺平了')
  told()
  await say('单念蘅', '/隐患 1 退回 又翘了')
  told()
  await say('贺栎生', '/隐患 1 接收 侯芹芳')
  told()
  await say('贺栎生', '/隐患 1 已整改 侯芹芳铺好了')
  expect(told()).toEqual(['聂怀谷'])
  for (const name of ['杭砥平', '贺栎生'])
    expect((await say(name, '/隐患 1 通过')).text).toContain('整改人不能验收')
  expect((await say('窦丰和', '/隐患 1 通过')).text).toMatch(/整改人不能验收|验收由报告人/)
  await say('单念蘅', '/隐患 1 通过')
  expect(told()).toEqual([])
})

test('reopened by the department’s head or above, mended and verified once more; the reporter hears', async () => {
  await inHand()
  expect((await say('贺栎生', '/隐患 1 重开 又翘了')).text).toContain('还没有销号，不用重开')
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  told()
  await say('单念蘅', '/隐患 1 通过')
  await world.at('2026-09-16 09:00')
  for (const name of ['单念蘅', '鲁锦木', '顾鹿蓁'])
    expect((await say(name, '/隐患 1 重开 又翘了')).text).toContain('重开由部门负责人')
  expect((await say('贺栎生', '/隐患 1 重开')).text).toContain('重开要写明理由')
  const head = world.person('贺栎生')
  const form = await head.presses('重开', await say('贺栎生', '/隐患 1'))
  const reopened = await head.submits('提交', { reason: '又翘了' }, form)
  expect(reopened.tags[0]).toBe('整改中')
  expect(reopened.text).toContain('9月20日 17:30 前整改')
  expect(told()).toEqual(sorted('鲁锦木', '单念蘅'))
  expect((await say('鲁锦木', '/隐患 1 通过')).text).toContain('还没有报整改')
  // The first round's words prove nothing now, and its ladder climbs anew.
  expect((await say('鲁锦木', '/隐患 1 已整改')).text).toContain('怎么整改的')
  await world.at('2026-09-18 09:10')
  expect(told()).toEqual(['鲁锦木'])
  await say('鲁锦木', '/隐患 1 已整改 换了整块砖')
  told()
  await say('杭砥平', '/隐患 1 通过')
  expect(world.person('单念蘅').gets('已整改销号').text).toContain('换了整块砖')
  expect(await state()).toMatchObject({ status: 'closed', reopens: 1, verifiedBy: 'G03' })
})

test('verified and sent back in the same moment: one of the two, and the other is told', async () => {
  await inHand()
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  const office = world.person('杭砥平')
  const card = office.gets('待验收')
  told()
  const teacher = world.person('单念蘅')
  const receipt = await say('单念蘅', '/隐患 1')
  await teacher.presses('退回', receipt)
  const [passed, sentBack] = await Promise.all([
    world.emulator.press(office.openId, card.messageId, { label: '通过' }),
    world.emulator.submit(teacher.openId, receipt.messageId, '提交', { reason: '还是翘的' }),
  ])
  await world.town.settleAnswers()
  const { status } = await state()
  const toasts = [passed.toast?.content, sentBack.toast?.content]
  if (status === 'closed') expect(toasts).toEqual(['已通过，隐患销号', expect.stringContaining('已销号')])
  else expect(toasts).toEqual([expect.stringContaining('还没有报整改'), '已退回整改人'])
  const kinds = await world.town.db.all<{ kind: string }>(
    "SELECT kind FROM events WHERE kind IN ('hazard.verified', 'hazard.returned')",
  )
  expect(kinds).toHaveLength(1)
  await world.town.settle()
  told()
})

test('two approvers press at once: it is decided once', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 延期 9月24日 地砖要订货')
  told()
  const [head, office] = [await say('贺栎生', '/隐患 1'), await say('杭砥平', '/隐患 1')]
  const [one, other] = await Promise.all([
    world.emulator.press(world.person('贺栎生').openId, head.messageId, { label: '同意延期' }),
    world.emulator.press(world.person('杭砥平').openId, office.messageId, { label: '同意延期' }),
  ])
  await world.town.settleAnswers()
  const toasts = [one.toast?.content, other.toast?.content].sort()
  expect(toasts).toEqual(['已同意延期', '隐患 1 没有等批的延期申请，要由整改人先提出。'])
  await world.town.settle()
  told()
})

test('with the leader who decides it stays, whoever corrects its class or where it is', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 不接 是施工方留下的')
  await say('贺栎生', '/隐患 1 接收 蔡大嵩')
  await say('蔡大嵩', '/隐患 1 不接 我是门卫')
  expect(await state()).toMatchObject({ status: 'reported', assignee: 'P03', transfers: 2 })
  const teacher = world.person('单念蘅')
  const form = await teacher.presses('改类别等级', await say('单念蘅', '/隐患 1'))
  await teacher.submits('提交', { category: 'network', severity: 'general', urgent: 'no', place: '' }, form)
  expect(await state()).toMatchObject({ assignee: 'P03', category: 'network', transfers: 2 })
  await say('贺栎生', '/隐患 1 转交 鲁锦木 请修')
  for (const words of ['周边', '校内']) {
    await say('单念蘅', `/隐患 1 ${words}`)
    expect(await state(), words).toMatchObject({ assignee: 'P03' })
  }
  await say('聂怀谷', '/隐患 1 派给 鲁锦木')
  expect(await state()).toMatchObject({ rectifier: 'G04', binding: true })
  told()
})

test('handed on twice, a correction of where it is leaves it with the leader', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 转交 蔡大嵩 请修')
  await say('蔡大嵩', '/隐患 1 转交 鲁锦木 请修')
  expect(await state()).toMatchObject({ status: 'assigned', assignee: 'P03', transfers: 2 })
  for (const words of ['周边', '校内']) {
    await say('单念蘅', `/隐患 1 ${words}`)
    expect(await state(), words).toMatchObject({ assignee: 'P03' })
  }
  told()
})

test('what a mender asked for ends when another mends it', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 延期 9月24日 地砖要订货')
  told()
  expect(await state()).toHaveProperty('ask')
  await say('贺栎生', '/隐患 1 派给 蔡大嵩')
  expect(told()).toEqual(['蔡大嵩'])
  expect(await state()).not.toHaveProperty('ask')
  const card = await say('贺栎生', '/隐患 1')
  expect(card.text).not.toContain('待批')
  expect(card.buttons).not.toContain('同意延期')
})

test('a mender takes the verification from nobody by sharing the mending with who reported it', async () => {
  await inHand()
  expect((await say('鲁锦木', '/隐患 1 协办 单念蘅')).text).toContain('报告人要来验收')
  expect(await state()).not.toHaveProperty('coOwners')
  await say('贺栎生', '/隐患 1 协办 单念蘅')
  expect(told()).toEqual(['单念蘅'])
})

test('who shares it is taken off by whoever asked him or hands it out, also when he left, and verifies it no more for that', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 协办 杭砥平')
  await say('贺栎生', '/隐患 1 协办 顾鹿蓁')
  await say('贺栎生', '/隐患 1 协办 蔡大嵩')
  told()
  expect((await say('贺栎生', '/隐患 1 去掉协办')).text).toContain('请写明去掉谁')
  expect((await say('贺栎生', '/隐患 1 去掉协办 岑南屏')).text).toContain('不是隐患 1 的协办人')
  for (const name of ['单念蘅', '鲁锦木', '顾鹿蓁'])
    expect((await say(name, '/隐患 1 去掉协办 顾鹿蓁')).text).toContain('去掉协办人由')
  await world.emulator.resign(world.person('顾鹿蓁').openId)
  await world.at('2026-09-14 11:00')
  world.everybodyReads(/[\s\S]/)
  expect((await say('聂怀谷', '/隐患 1 去掉协办 顾鹿蓁')).text).toContain('协办：杭砥平、蔡大嵩')
  await say('贺栎生', '/隐患 1 去掉协办蔡大嵩')
  await say('杭砥平', '/隐患 1 已完成')
  await say('鲁锦木', '/隐患 1 去掉协办 杭砥平')
  expect(await state()).toMatchObject({
    status: 'rectifying',
    menders: expect.arrayContaining(['G03', 'W01']),
  })
  expect(await state()).not.toHaveProperty('coOwners')
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  told()
  expect((await say('杭砥平', '/隐患 1 通过')).text).toContain('整改人不能验收')
  expect((await say('贺栎生', '/隐患 1 去掉协办 蔡大嵩')).text).toContain('正在等验收')
})

test('whom it is given to: those of its department stand first in the list', async () => {
  await say('单念蘅', TILE)
  told()
  const form = await world.person('贺栎生').presses('派给…', await say('贺栎生', '/隐患 1'))
  const listed = [...JSON.stringify(form.card).matchAll(/"value":"(ou_\w+)"/g)].map(([, id]) => id)
  const own = ['邱穗和', '杭砥平', '鲁锦木', '蔡大嵩', '窦丰和'].map((name) => world.person(name).openId)
  expect(listed.length).toBeGreaterThan(50)
  expect(new Set(listed.slice(0, own.length))).toEqual(new Set(own))
})
