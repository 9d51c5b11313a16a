import { afterEach, expect, test } from 'vitest'
import { parseSchoolFile } from '../../src/people/school-file.ts'
import { openWorld, type World, wholeSchool } from '../world.ts'

let world: World
afterEach(() => world.close())

test('the office asks what is still missing and reads which duties stay off because of it', async () => {
  const { warnings: _, ...file } = wholeSchool()
  const { second_receiver: __, ...about } = file.school
  const staff = file.staff.map((entry) => (entry.id === 'W05' ? { ...entry, posts: [] } : entry))
  const school = parseSchoolFile(JSON.parse(JSON.stringify({ ...file, school: about, staff })))
  world = await openWorld({ at: '2026-09-02 12:02', school })
  world.everybodyReads(/./)
  const card = await world.person('贺栎生').says('开学检查')
  expect(card.title).toBe('开学检查')
  expect(card.tags).toEqual(['3 项要补'])
  expect(card.text).toContain('缺 第二个上报单位：还没有填写第二个上报单位。')
  expect(card.text).toMatch(/缺 每个岗位有人：食堂管理员还没有人。暂停的职责：.+。/)
  expect(card.text).toContain('窦丰和还没有岗位')
  expect(card.text).toContain('食堂有、校车无、住宿无')
  expect(card.text).toMatch(/有：.*法定代表人/)
})

test('a complete school is told so; a teacher and a group are sent elsewhere', async () => {
  world = await openWorld({ at: '2026-09-02 12:02', school: wholeSchool() })
  world.everybodyReads(/./)
  expect((await world.person('钟砚舟').says('/自检')).tags).toEqual(['齐全'])
  expect((await world.person('单念蘅').says('/自检')).text).toContain('给安全办公室和校领导看')
  const inGroup = await world.person('聂怀谷').says('/check', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(inGroup.text).toContain('私聊')
})
