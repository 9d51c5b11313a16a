import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, quietSchool, type World } from '../world.ts'
import { inWords, TILE } from './in-words.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-14 09:00', school: quietSchool() })
})
afterEach(async () => {
  world.everybodyReads(/[\s\S]/)
  await world.close()
})

const { say, state } = inWords(() => world, /^隐患 1/)

test.each(['派给 鲁锦木', '转交 鲁锦木 请收尾'])(
  'who took it on and says 「%s」 verifies it never',
  async (onward) => {
    await say('单念蘅', TILE)
    await say('杭砥平', '/隐患 1 接收')
    await say('杭砥平', `/隐患 1 ${onward}`)
    expect((await state()).menders).toEqual(['G03'])
    await say('鲁锦木', '/隐患 1 接收')
    await say('鲁锦木', '/隐患 1 延期 9月24日 等砖')
    expect((await say('杭砥平', '/隐患 1 准延期')).text).toContain('整改人不能批')
    await say('鲁锦木', '/隐患 1 已整改 好了')
    expect((await say('杭砥平', '/隐患 1 通过')).text).toContain('整改人不能验收')
    // Whoever never had it himself still does.
    await say('贺栎生', '/隐患 1 通过')
    expect(await state()).toMatchObject({ status: 'closed', verifiedBy: 'G01' })
  },
)

test('who was only named and never began is no mender; with a photo of the mending from him he is one', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 派给 杭砥平')
  await say('贺栎生', '/隐患 1 派给 鲁锦木')
  expect((await state()).menders).toBeUndefined()
  await say('贺栎生', '/隐患 1 派给 杭砥平')
  const card = await say('杭砥平', '/隐患 1')
  await world.person('杭砥平').sendsPhoto(undefined, { replyTo: card.messageId })
  await say('贺栎生', '/隐患 1 派给 鲁锦木')
  expect((await state()).menders).toEqual(['G03'])
})

const told = (): string[] => [...new Set(world.everybodyReads(/^隐患 1/))].sort()

/** Raised to a major one by the vice principal, mended by its department's head, and closed. */
async function majorClosed(): Promise<void> {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收')
  const vp = world.person('聂怀谷')
  const form = await vp.presses('改类别等级', await say('聂怀谷', '/隐患 1'))
  await vp.submits('提交', { severity: 'major', urgent: 'yes' }, form)
  await say('贺栎生', '/隐患 1 已管控 围起来')
  const head = world.person('贺栎生')
  const plan = await head.presses('整改方案', await say('贺栎生', '/隐患 1'))
  await head.submits('提交', { measure: '换', person: '鲁锦木', money: '0', date: '2026-09-20' }, plan)
  await say('聂怀谷', '/隐患 1 已报上级 区教育局 今天9:00')
  await say('贺栎生', '/隐患 1 已整改 好')
  await say('单念蘅', '/隐患 1 通过')
  world.everybodyReads(/[\s\S]/)
  expect(await state()).toMatchObject({ status: 'closed', control: '围起来' })
}

test('a major one opened again is told to the leaders at once, and what protected people then protects them no more', async () => {
  await majorClosed()
  await world.at('2026-09-21 09:00')
  await say('杭砥平', '/隐患 1 重开 又塌了')
  expect(told()).toEqual(expect.arrayContaining(['单念蘅', '贺栎生', '聂怀谷', '钟砚舟']))
  const reopened = await state()
  for (const old of ['control', 'controlledAtMs', 'upward', 'plan']) expect(reopened).not.toHaveProperty(old)
  // Its ladder asks anew whether people are protected, and whether the bureau has heard.
  await world.at('2026-09-21 12:00')
  expect(told()).toEqual(expect.arrayContaining(['聂怀谷', '钟砚舟']))
})

test('opened again after its mender left: its department’s head has it to hand out, and hears so', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 派给 鲁锦木')
  await say('鲁锦木', '/隐患 1 已整改 好')
  await say('单念蘅', '/隐患 1 通过')
  await world.emulator.resign(world.person('鲁锦木').openId)
  await world.at('2026-09-15 09:00')
  world.everybodyReads(/[\s\S]/)
  await say('杭砥平', '/隐患 1 重开 又翘了')
  expect(told()).toEqual(['单念蘅', '贺栎生'].sort())
  const reopened = await state()
  expect(reopened).toMatchObject({ status: 'assigned', assignee: 'G01', menders: ['G04'] })
  expect(reopened).not.toHaveProperty('rectifier')
})

test('opened again, the only proof of the new round is not deleted while it is verified', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收')
  await say('贺栎生', '/隐患 1 已整改 铺平了')
  await say('单念蘅', '/隐患 1 通过')
  await say('杭砥平', '/隐患 1 重开 又翘了')
  const card = await say('贺栎生', '/隐患 1')
  await world.person('贺栎生').sendsPhoto(undefined, { replyTo: card.messageId })
  await say('贺栎生', '/隐患 1 已整改')
  const [proof] = (await state()).photos as { id: string }[]
  expect((await say('贺栎生', `/隐患 1 删照片 ${proof!.id} 传错了`)).text).toContain('请先补一张整改后的照片')
  expect((await state()).photos).toHaveLength(1)
})

test('who follows it and shares the mending shows the mending with his photo', async () => {
  await say('单念蘅', TILE)
  await say('顾鹿蓁', '/隐患 1 跟进')
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('贺栎生', '/隐患 1 协办 顾鹿蓁')
  const card = await say('顾鹿蓁', '/隐患 1')
  await world.person('顾鹿蓁').sendsPhoto(undefined, { replyTo: card.messageId })
  expect((await state()).photos).toMatchObject([{ phase: 'after' }])
})

test('who shares it has it on his list and hears its deadline; who left or mends it himself is not waited for', async () => {
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 派给 鲁锦木')
  await say('贺栎生', '/隐患 1 协办 顾鹿蓁')
  await say('贺栎生', '/隐患 1 协办 蔡大嵩')
  expect((await say('顾鹿蓁', '/隐患清单')).text).toContain('地砖翘起来')
  told()
  await world.at('2026-09-18 10:00')
  expect(told()).toEqual(expect.arrayContaining(['鲁锦木', '顾鹿蓁', '蔡大嵩']))
  await say('贺栎生', '/隐患 1 派给 蔡大嵩')
  expect((await say('蔡大嵩', '/隐患 1 已整改 铺平了')).text).toContain('还等协办人确认：顾鹿蓁。')
  await world.emulator.resign(world.person('顾鹿蓁').openId)
  await world.at('2026-09-18 11:00')
  await say('蔡大嵩', '/隐患 1 已整改 铺平了')
  expect(await state()).toMatchObject({ status: 'rectified', rectifier: 'W01' })
})

test.each([
  '1 周边 小吃摊堵了消防通道',
  '1 联系 不上电工',
  '1 投入 使用的灭火器过期了',
  '1 协办公室的灯掉下来了',
])(
  '「/隐患 %s」 says nothing of hazard 1: what reads as a report is filed, the rest is asked',
  async (words) => {
    await say('单念蘅', TILE)
    await say('杭砥平', '/隐患 1 接收 鲁锦木')
    const before = await state()
    expect((await say('贺栎生', `/隐患 ${words}`)).text).toMatch(/没看懂|已登记，编号 2/)
    expect(await state()).toEqual(before)
  },
)

test.each(['1 楼男厕有股怪味', '1 号楼电梯有异响'])(
  '「/隐患 %s」 is a report, not hazard 1',
  async (words) => {
    await say('单念蘅', TILE)
    await say('顾鹿蓁', `/隐患 ${words}`)
    const rows = await world.town.db.all<{ state: string }>('SELECT state FROM hazards')
    expect(rows.map((row) => (JSON.parse(row.state) as { text: string }).text)).toContain(words)
  },
)
