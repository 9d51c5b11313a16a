import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardPreview } from '../../src/playground/feishu/cards.ts'
import { openWorld, sampleSchool, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-10-14 11:20' })
})
afterEach(() => world.close())

const STAFF = sampleSchool().staff

/** What the bot showed anybody of the 64, on any phone and in any group, that carries these words. */
function whoSaw(words: string): string[] {
  return STAFF.filter(({ feishu_user_id: account }) =>
    world.emulator
      .chatsOf(account ?? 'ou_nobody')
      .flatMap((chat) => world.emulator.messagesOf(chat.chatId))
      .some((message) => message.from.kind === 'bot' && JSON.stringify(message).includes(words)),
  )
    .map(({ name }) => name)
    .sort()
}

test.each([
  {
    what: 'words of self-harm',
    by: '凌可安',
    said: '有个学生在谈话里说不想活了，我陪着她，麻烦领导看看怎么处理',
    secret: '不想活了',
    readers: ['钟砚舟', '沈听澜', '聂怀谷', '岑南屏', '宁语棠'],
  },
  {
    what: 'a fight',
    by: '詹朗西',
    said: '六(2)两个学生动手了，一个眼角蹭破，已分开，都安静坐着',
    secret: '眼角蹭破',
    readers: ['钟砚舟', '沈听澜', '聂怀谷', '岑南屏'],
  },
  {
    what: 'a matter of staff',
    by: '柏映青',
    said: '/上报 有老师体罚学生，家长来反映',
    secret: '体罚',
    readers: ['钟砚舟', '沈听澜'],
  },
])(
  '$what is shown to the named readers and to nobody else of the 64',
  async ({ by, said, secret, readers }) => {
    const receipt = await world.person(by).says(said)
    expect(receipt.title).toBe('已上报 · 事件 1')
    expect(JSON.stringify(receipt.card)).not.toContain(secret)
    const got = world.unread()
    expect(got.map(({ name }) => name).sort()).toEqual([...readers].sort())
    for (const { got: message } of got) {
      expect(message.title).toBe('事件 1 · 受限')
      const preview = cardPreview(message.card as Parameters<typeof cardPreview>[0])
      expect(preview).toMatch(/有一起(轻微|严重)受限事件/)
      expect(preview).not.toContain(secret)
    }
    expect(whoSaw(secret)).toEqual([...readers].sort())
    expect(world.group('oc_demo_leaders').unread()).toEqual([])
    world.everybodyReads(/事件 1/)

    // Nobody gets at it by asking, not the office, not the duty leader, not the homeroom teacher.
    for (const name of STAFF.filter((who) => who.feishu_user_id).map((who) => who.name)) {
      if (readers.includes(name) || name === by) continue
      if (
        !['聂怀谷', '杭砥平', '贺栎生', '陆芷衡', '阮知微', '苗静川', '蔡大嵩', '宁语棠', '岑南屏'].includes(
          name,
        )
      )
        continue
      expect((await world.person(name).says('/上报 1')).text, name).toContain('没有找到事件 1')
      expect((await world.person(name).says('/上报 1 收到')).text, name).toContain('没有找到事件 1')
    }
    expect(whoSaw(secret)).toEqual([...readers].sort())
  },
)

test('the reporter learns that somebody has it, not who says what', async () => {
  const reporter = world.person('凌可安')
  const receipt = await reporter.says('有个学生在谈话里说不想活了，我陪着她')
  const principal = world.person('钟砚舟')
  await principal.presses('收到', principal.gets('事件 1'))
  await principal.says('/上报 1 补充 已联系家长王某')
  const now = reporter.sees(receipt)
  expect(now.text).toContain('已有负责人收到，正在处理。')
  expect(now.text).not.toContain('钟砚舟')
  expect(now.text).not.toContain('王某')
  expect(reporter.unread()).toEqual([])
  world.everybodyReads(/事件 1/)
})

test('a restricted incident said in the group is answered with its number only', async () => {
  const counsellor = world.person('岑南屏')
  const answer = await counsellor.says('/上报 有个学生说不想活了', {
    chatId: 'oc_demo_leaders',
    mentionBot: true,
  })
  expect(answer.text).toMatch(/^事件 1 已收到/)
  expect(answer.card).toBeUndefined()
  expect(world.everybodyReads(/事件 1/).sort()).toEqual(['钟砚舟', '沈听澜', '聂怀谷', '宁语棠'].sort())
})

test('the log of the process names nobody and no detail', async () => {
  const lines: string[] = []
  await world.close()
  world = await openWorld({
    at: '2026-10-14 11:20',
    log: (event, data) => lines.push(JSON.stringify([event, data])),
  })
  await world.person('凌可安').says('有个学生在谈话里说不想活了，我陪着她')
  world.everybodyReads(/事件 1/)
  expect(lines.join('\n')).not.toContain('不想活')
})

test('an injury that turns out to be bullying goes to the few, and is taken off the phones of the others', async () => {
  const story = await openWorld({ at: '2026-10-13 15:00' })
  await story.person('詹朗西').says('/上报 六(2)班一名学生在操场摔倒，手臂擦伤')
  const called = story.everybodyReads(/事件 1/)
  expect(called).toContain('贺栎生')
  const office = story.person('贺栎生')
  const before = (await office.says('/上报 1')).messageId
  const told = await story.person('詹朗西').says('/上报 1 改类别 欺凌与打架')
  expect(told.text).not.toContain('没有这个类别')
  const few = ['岑南屏', '沈听澜', '聂怀谷', '钟砚舟']
  expect(
    story
      .everybodyReads(/受限/)
      .filter((name) => few.includes(name))
      .sort(),
  ).toEqual(few)
  await story.at('15:05')
  const mine = story.emulator.chatsOf(office.openId).find((chat) => chat.type === 'p2p')!
  const left = story.emulator.messagesOf(mine.chatId).find((message) => message.messageId === before)!
  expect(JSON.stringify(left.card)).not.toContain('擦伤')
  expect((await office.says('/上报 1')).text).toContain('不在知情范围')
  expect((await office.says('/上报 1 改类别 学生伤害')).text).toContain('不在知情范围')
  // Out of confidence again: only by a head.
  const handler = story.person('岑南屏')
  expect((await handler.says('/上报 1 改类别 学生伤害')).text).toContain('只有校长或书记')
  expect((await story.person('钟砚舟').says('/上报 1 改类别 乱写的')).text).toContain('没有这个类别')
  story.everybodyReads(/./)
  await story.close()
})

test('out of confidence under the same category: those it now concerns are alarmed', async () => {
  await world.person('柏映青').says('/上报 食堂伙食费被人挪用')
  world.everybodyReads(/事件 1/)
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM incidents')
  expect(JSON.parse(row!.state)).toMatchObject({ category: 'other', restricted: true })
  await world.person('钟砚舟').says('/上报 1 改类别 其他')
  expect(world.everybodyReads(/事件 1/).length).toBeGreaterThan(0)
})
