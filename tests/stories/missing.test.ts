import { afterAll, beforeAll, expect, test } from 'vitest'
import type { World } from '../world.ts'
import { morning, setAside } from './school-day.ts'

let world: World
beforeAll(async () => {
  world = await morning()
  for (const name of ['单念蘅', '顾鹿蓁', '叶梅砚']) await world.person(name).presses('全班正常')
})
afterAll(() => world.close())

const asks = (name: string) => world.person(name).says('/未打卡')

test.each(['钟砚舟', '沈听澜', '聂怀谷', '阮知微', '贺栎生', '杭砥平'])(
  '%s sees the whole school',
  async (name) => {
    const card = await asks(name)
    expect(card.title).toBe('未签到 · 9月1日 周二')
    expect(card.tags).toEqual(['差 21'])
    expect(card.text).toContain('班级晨检\n已报：3/24')
    expect(card.text).toContain('六(4)班（解长庚）')
    expect(card.text).not.toContain('三(1)班')
  },
)

test('a grade leader sees the own grade', async () => {
  const card = await asks('尤佩弦')
  expect(card.text).toBe('班级晨检\n已报：2/4\n还差：三(3)班（霍溪亭）、三(4)班（葛南枝）')
  expect(card.tags).toEqual(['差 2'])
})

test('a grade leader who is homeroom teacher too', async () => {
  expect((await asks('叶梅砚')).text).toBe(
    '班级晨检\n已报：1/4\n还差：一(2)班（贾霁禾）、一(3)班（田芸归）、一(4)班（卫采苓）',
  )
})

test.each(['单念蘅', '池墨笙', '窦丰和'])('%s may not see it, and is told who may', async (name) => {
  const answer = await asks(name)
  expect(answer.text).toBe('未签到名单只有年级组长、处室负责人和校领导可以看。')
})

test('in a group: counts only, whoever asks', async () => {
  const card = await world.person('钟砚舟').says('/未打卡', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(card.text).toBe('班级晨检\n已报：3/24\n看名单请私聊我发送 /未打卡。')
  const teacher = await world
    .person('陆芷衡')
    .says('/谁没报', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(teacher.text).not.toMatch(/班\(|、/)
})

test('a department head sees the own people in the afternoon, people without the app among them', async () => {
  await world.at('14:40')
  setAside(world)
  const academic = await asks('陆芷衡')
  expect(academic.text).toContain('教职工签到\n已报：0/')
  expect(academic.text).toContain('温杏檐')
  expect(academic.text).not.toContain('鲁锦木')
  const affairs = await asks('贺栎生')
  expect(affairs.text).toContain('侯芹芳')
  const moral = await asks('岑南屏')
  expect(moral.text).toContain('还差：岑南屏、姚葵序、宁语棠')
  setAside(world)
})
