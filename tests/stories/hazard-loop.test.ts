import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Got, type PersonInStory, PHOTO, type World } from '../world.ts'
import { openHazardStory } from './hazard-people.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
let electrician: PersonInStory
let officer: PersonInStory
/** The card of each, by name; each shows the same truth after each step. */
let cards: Map<PersonInStory, Got>

beforeEach(async () => {
  ;({ world, teacher, head, electrician, officer } = await openHazardStory())
  cards = new Map()
})
afterEach(() => world.close())

const SOCKET = '/隐患 教学楼B一楼走廊有块地砖翘起来了'

async function report(said = SOCKET): Promise<void> {
  cards.set(teacher, await teacher.says(said))
  cards.set(head, head.gets('隐患 1'))
  cards.set(officer, officer.gets('隐患 1'))
}

/** Every message about the hazard on every phone says this. */
function everybodySees(...words: string[]): void {
  for (const [who, card] of cards) {
    const now = who.sees(card)
    for (const word of words)
      expect(`${now.title} ${now.tags.join(' ')} ${now.text}`, who.name).toContain(word)
  }
}

test('from the report to 已销号 on the same messages; the reporter hears nothing more', async () => {
  await report()
  everybodySees('待接收')

  const taken = await head.presses('接收', cards.get(head)!)
  expect([taken.toast, taken.tags[0]]).toEqual(['已接收', '整改中'])
  everybodySees('整改中', '@ou_demo_g01')

  await head.presses('派给…', cards.get(head)!)
  const assigned = await head.submits('提交', { rectifier: electrician.openId }, cards.get(head)!)
  expect(assigned.toast).toBe('已派给鲁锦木')
  cards.set(electrician, electrician.gets('整改中'))
  everybodySees('整改中', '@ou_demo_g04')

  await electrician.presses('已管控', cards.get(electrician)!)
  await electrician.submits('提交', { control: '已围起来' }, cards.get(electrician)!)
  everybodySees('管控', '已围起来')

  await electrician.presses('已整改', cards.get(electrician)!)
  await electrician.submits('提交', { note: '重新铺平' }, cards.get(electrician)!)
  everybodySees('待验收', '重新铺平')
  // The head took it on before he passed it on: he is not asked.
  officer.gets('待验收')
  expect(teacher.sees(cards.get(teacher)!).buttons).toEqual(expect.arrayContaining(['通过', '退回']))

  await teacher.presses('退回', cards.get(teacher)!)
  expect((await teacher.submits('提交', { reason: '' }, cards.get(teacher)!)).toast).toContain(
    '退回要写明理由',
  )
  expect((await teacher.submits('返回', {}, cards.get(teacher)!)).buttons).toContain('通过')
  await teacher.presses('退回', cards.get(teacher)!)
  await teacher.submits('提交', { reason: '还是翘的' }, cards.get(teacher)!)
  everybodySees('已退回', '还是翘的')
  expect(electrician.gets('已退回').text).toContain('还是翘的')

  // The proof of the first round proves nothing in the second.
  await electrician.presses('已整改', cards.get(electrician)!)
  expect((await electrician.submits('提交', {}, cards.get(electrician)!)).toast).toContain('怎么整改的')
  await electrician.says('/隐患 1 已整改 换了整块砖')
  officer.gets('待验收')
  const closed = await teacher.presses('通过', cards.get(teacher)!)
  expect([closed.toast, closed.buttons]).toEqual(['已通过，隐患销号', []])
  everybodySees('已销号', '换了整块砖', '@ou_demo_t31')
  expect(teacher.unread()).toEqual([])
})

test('a rectifier is named by id as well, and by a form name in words', async () => {
  await report()
  await head.says('/隐患 1 接收 G04')
  electrician.gets('隐患 1')
  expect((await head.says('/隐患 1 接收 鲁锦木师傅')).text).toContain('@ou_demo_g04')
})

test('who has no app is asked through the proxy, who reports for him', async () => {
  await report()
  await head.says('/隐患 1 接收 侯芹芳')
  const manager = world.person('窦丰和')
  const asked = manager.gets('隐患 1')
  expect(asked.text).toContain('侯芹芳')
  await manager.presses('已整改', asked)
  await manager.submits('提交', { note: '扫干净了' }, asked)
  for (const who of [head, officer]) who.gets('待验收')
  expect((await manager.says('/隐患 1 通过')).text).toContain('整改人不能验收')
})

test('two people press 接收 at the same moment: one has it, the other is told who', async () => {
  await report()
  const [one, other] = await Promise.all([
    world.emulator.press(head.openId, cards.get(head)!.messageId, { label: '接收' }),
    world.emulator.press(officer.openId, cards.get(officer)!.messageId, { label: '接收' }),
  ])
  await world.town.settleAnswers()
  const toasts = [one.toast?.content, other.toast?.content].sort()
  expect(toasts[0]).toBe('已接收')
  expect(toasts[1]).toMatch(/^隐患 1 已由(贺栎生|杭砥平)接收。$/)
  everybodySees('整改中', toasts[1]!.includes('贺栎生') ? '@ou_demo_g01' : '@ou_demo_g03')
})

test('the same delivery twice changes nothing; a second tap is told that it is taken', async () => {
  await report()
  world.emulator.faults.nextDelivery('duplicate')
  const first = await head.presses('接收', cards.get(head)!)
  expect(first.tags).toContain('整改中')
  const tap = await world.emulator.press(head.openId, cards.get(head)!.messageId, {
    label: '接收',
    version: 1,
  })
  expect(tap.card).toEqual(first.card)
  await world.town.settleAnswers()
  everybodySees('整改中')
  const events = await world.town.db.all("SELECT kind FROM events WHERE kind = 'hazard.accepted'")
  expect(events).toHaveLength(1)
})

test('a press on a card as it was before says what is in the way, and the card is the new one', async () => {
  await report()
  await officer.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await electrician.says('/隐患 1 已整改 铺平了')
  for (const who of [head, officer]) who.gets('待验收')
  const stale = await world.emulator.press(head.openId, cards.get(head)!.messageId, {
    label: '接收',
    version: 1,
  })
  expect(stale.toast?.content).toBe('隐患 1 已报整改，正在等验收。')
  await world.town.settleAnswers()
  everybodySees('待验收')
})

test('not a hazard: the reporter reads why on the receipt', async () => {
  await report()
  await officer.presses('不是隐患', cards.get(officer)!)
  await officer.submits('提交', { reason: '施工中，已围挡，明天铺好' }, cards.get(officer)!)
  everybodySees('已作废', '施工中，已围挡，明天铺好')
  expect(teacher.unread()).toEqual([])
})

test('taken back by the person whose words were misread, until somebody is at it', async () => {
  cards.set(teacher, await teacher.says('教学楼B一楼走廊有块地砖翘起来了'))
  cards.set(head, head.gets('隐患 1'))
  cards.set(officer, officer.gets('隐患 1'))
  expect(cards.get(teacher)!.buttons).toContain('撤回')
  await teacher.presses('撤回', cards.get(teacher)!)
  everybodySees('已作废', '报告人撤回')

  const second = await teacher.says('教学楼B一楼走廊有块地砖翘起来了')
  officer.gets('隐患 2')
  await head.presses('接收', head.gets('隐患 2'))
  const late = await world.emulator.press(teacher.openId, second.messageId, { label: '撤回', version: 1 })
  expect(late.toast?.content).toContain('已有人在处理，不能撤回')
})

test('photos of before and after stand side by side on every card', async () => {
  await report()
  await teacher.sendsPhoto()
  everybodySees('整改前')
  await head.presses('接收', cards.get(head)!)
  await head.sendsPhoto()
  everybodySees('整改后')
  await head.presses('已整改', cards.get(head)!)
  expect((await head.submits('提交', {}, cards.get(head)!)).tags).toContain('待验收')
  officer.gets('待验收')
  // A later photo of the reporter shows the hazard, it does not prove the mending.
  await teacher.sendsPhoto(new Uint8Array([...PHOTO]))
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM hazards')
  const phases = (JSON.parse(row!.state) as { photos: { phase: string }[] }).photos.map(({ phase }) => phase)
  expect(phases).toEqual(['before', 'after', 'before'])
})

test('who was told about a hazard that became restricted reads it no more', async () => {
  await report()
  await officer.presses('改类别等级', cards.get(officer)!)
  await officer.submits('提交', { category: 'psych', severity: 'general' }, cards.get(officer)!)
  const handler = world.person('岑南屏').gets('隐患 1')
  expect(handler.title).toBe('隐患 1 · 受限')
  for (const who of [head, officer]) {
    const now = who.sees(cards.get(who)!)
    expect(now.text).toContain('已转为受限事项')
    expect(now.text).not.toContain('地砖')
    expect(now.buttons).toEqual([])
  }
  expect((await head.says('/隐患 1')).text).toBe('没有找到隐患 1，请核对编号。')
})

test('somebody who left is stood in for by the head of the department', async () => {
  await report()
  await head.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await electrician.says('/隐患 1 已整改 铺平了')
  for (const who of [head, officer]) who.gets('待验收')
  await world.emulator.resign(electrician.openId)
  await world.town.settleAnswers()
  await world.town.settle()
  for (const who of [head, officer]) who.gets('岗位交接')
  await teacher.says('/隐患 1 退回 还是翘的')
  expect(head.gets('已退回').text).toContain('还是翘的')
})

test('named, given to another, and named again: told each time', async () => {
  await report()
  await head.says('/隐患 1 接收 侯芹芳')
  const manager = world.person('窦丰和')
  expect(manager.gets('隐患 1').text).toContain('侯芹芳')
  await head.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await head.says('/隐患 1 接收 侯芹芳')
  expect(manager.gets('隐患 1').text).toContain('侯芹芳')
})

test('a corrected place is the one that is shown, whatever was said before', async () => {
  await report()
  await head.says('/隐患 1 地点 教学楼B二楼男厕')
  expect(head.sees(cards.get(head)!).title).toContain('男厕')
  await head.says('/隐患 1 地点 食堂操作间')
  const shown = head.sees(cards.get(head)!).title
  expect(shown).toContain('食堂操作间')
  expect(shown).not.toContain('男厕')
})

test('more said about what is mended is kept', async () => {
  await report()
  await officer.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await electrician.says('/隐患 1 已整改 铺平了')
  for (const who of [head, officer]) who.gets('待验收')
  await electrician.says('/隐患 1 已整改 铺平了，又加了警示牌')
  expect(head.sees(cards.get(head)!).text).toContain('又加了警示牌')
  world.everybodyReads(/待验收/)
})
