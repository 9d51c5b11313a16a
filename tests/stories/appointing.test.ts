import { afterEach, expect, test } from 'vitest'
import { openWorld, quietSchool, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => {
  // Who was given or took something hears so; what is said is held in posts.test.ts.
  world.everybodyReads(/您的岗位有调整|岗位交接/)
  return world.close()
})

const open = async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: quietSchool() })
}
const says = async (name: string, text: string) => (await world.person(name).says(text)).text
const postsOf = async (name: string) => (await world.town.directory()).byName(name)?.posts
const leave = async (...names: string[]) => {
  for (const name of names) await world.emulator.resign(world.person(name).openId)
  await world.town.settleAnswers()
}

test('nobody gives himself a post, and the safety office settles no head’s', async () => {
  await open()
  const own = await says('杭砥平', '/任职 杭砥平 校长 专（兼）职安全员')
  expect(own).toBe('自己的岗位要由别人来定。请校长、书记或安全办公室的同事发送 /任职。')
  for (const sentence of [
    '/任职 贺栎生 校长 总务主任',
    '/任职 钟砚舟 校长 分管安全副校长',
    '/任职 聂怀谷 分管教学副校长',
    '/任职 沈听澜 任课教师',
  ])
    expect(await says('杭砥平', sentence), sentence).toBe(
      '校长、书记和分管安全副校长由校长或书记任免，请他们来发送 /任职。',
    )
  expect(await says('钟砚舟', '/任职 钟砚舟 校长 书记')).toContain('自己的岗位要由别人来定')
  expect(await world.town.db.all("SELECT id FROM events WHERE kind = 'person.posted'")).toEqual([])
  // What a head does besides is no head's post.
  expect(await says('杭砥平', '/任职 聂怀谷 分管安全副校长 任课教师')).toContain('聂怀谷：分管安全副校长')
})

test('in a group nothing is settled', async () => {
  await open()
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  const answer = await world.person('钟砚舟').says('/任职 毕云栈 图书管理员 任课教师', group)
  expect(answer.text).toBe('岗位调整请私聊我发送 /任职 姓名 岗位…。')
  expect(await postsOf('毕云栈')).toEqual(['subject_teacher'])
})

test('a seat that must never be empty is given on before it is given up', async () => {
  await open()
  const refused: [string, string, string][] = [
    ['沈听澜', '/任职 钟砚舟 任课教师', '校长'],
    ['钟砚舟', '/任职 聂怀谷 分管教学副校长', '分管安全副校长'],
    ['杭砥平', '/任职 贺栎生 任课教师', '总务主任'],
    ['贺栎生', '/任职 项秋筠 任课教师', '会计'],
  ]
  for (const [who, sentence, post] of refused)
    expect(await says(who, sentence), sentence).toBe(
      `这样就没有${post}了。请先任命新的${post}（发送 /任职 姓名 今后的全部岗位），再来调整。`,
    )
  expect(await says('贺栎生', '/任职 申更岩 保洁员')).toBe(
    '这样 19:00–06:30 这一班就没有门卫保安了。请管理员先在保安班次里排上另一位，再来调整。',
  )
  expect(await world.town.db.all("SELECT id FROM events WHERE kind = 'person.posted'")).toEqual([])
  expect(await says('贺栎生', '/任职 魏守川 保洁员'), 'two others are on that shift').toContain('保洁员')
  await says('沈听澜', '/任职 阮知微 校长')
  expect(await says('阮知微', '/任职 钟砚舟 任课教师')).toContain('钟砚舟：任课教师')
  expect(await postsOf('阮知微')).toEqual(['principal'])
})

test('no lock-out: the only head names a successor, and without any head the safety office names one', async () => {
  await open()
  await leave('沈听澜')
  expect(await says('钟砚舟', '/任职 阮知微 校长 书记')).toContain('阮知微：校长、书记')
  expect(await says('阮知微', '/任职 钟砚舟 任课教师')).toContain('钟砚舟：任课教师')
  await leave('阮知微')
  expect(await says('贺栎生', '/任职 贺栎生 校长 总务主任')).toContain('自己的岗位要由别人来定')
  expect(await says('贺栎生', '/任职 钟砚舟 校长')).toContain('钟砚舟：校长')
  expect(await says('贺栎生', '/任职 岑南屏 书记 德育主任')).toContain('由校长或书记任免')
  expect(await says('钟砚舟', '/任职 岑南屏 书记 德育主任')).toContain('岑南屏：书记、德育主任')
  setAside(world)
})

test('a post written nearly right: the posts it may be are named; marks of either width are the same', async () => {
  await open()
  const near: [string, string][] = [
    ['安全员', '没有「安全员」这个岗位，是不是「专（兼）职安全员」？请写全称，用空格隔开。'],
    ['电工', '没有「电工」这个岗位，是不是「水电工」？请写全称，用空格隔开。'],
    ['总务处主任', '没有「总务处主任」这个岗位，是不是「总务主任」？请写全称，用空格隔开。'],
    ['副校长', '没有「副校长」这个岗位，是不是「分管安全副校长」「分管教学副校长」「法治副校长」？'],
    ['船长', '没有「船长」这个岗位、班级或部门，请写全称，用空格隔开。'],
  ]
  for (const [word, answer] of near) expect(await says('贺栎生', `/任职 单念蘅 ${word}`)).toContain(answer)
  expect(await says('贺栎生', '/任职 毕云栈 专(兼)职安全员 任课教师')).toContain('专（兼）职安全员')
  expect(await says('贺栎生', '/任职 安画桥 班主任 三（1）班 任课教师')).toContain('安画桥：班主任')
})
