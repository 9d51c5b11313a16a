import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Got, PersonInStory, World } from '../world.ts'
import { openHazardStory } from './hazard-people.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
let electrician: PersonInStory
let officer: PersonInStory

beforeEach(async () => {
  ;({ world, teacher, head, electrician, officer } = await openHazardStory())
})
afterEach(() => world.close())

const hazards = async () =>
  (await world.town.db.all<{ state: string }>('SELECT state FROM hazards ORDER BY number')).map(
    (row) => JSON.parse(row.state) as Record<string, unknown>,
  )

/** A general hazard; the head and the office have their cards. */
async function reported(): Promise<{ receipt: Got; forHead: Got; forOffice: Got }> {
  const receipt = await teacher.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  return { receipt, forHead: head.gets('隐患 1'), forOffice: officer.gets('隐患 1') }
}

/** The same, accepted and mended by the electrician; the office is asked to verify. */
async function mended(): Promise<void> {
  await reported()
  await head.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await electrician.says('/隐患 1 已整改 重新铺平')
  for (const asked of [head, officer]) asked.gets('待验收')
}

test('nobody but the department and the office takes a hazard on', async () => {
  await reported()
  for (const name of ['单念蘅', '顾鹿蓁', '岑南屏', '蔡大嵩'])
    expect((await world.person(name).says('/隐患 1 接收')).text).toContain('由总务处负责人或安全办公室接收')
  expect(await hazards()).toMatchObject([{ status: 'assigned' }])
})

test('a number that does not exist, and one that is over', async () => {
  expect((await teacher.says('/隐患 99 接收')).text).toBe('没有找到隐患 99，请核对编号。')
  await mended()
  await teacher.says('/隐患 1 通过')
  for (const said of ['接收', '已管控 已断电', '已整改 好了', '通过', '退回 不行', '转交 鲁锦木 请修'])
    expect((await head.says(`/隐患 1 ${said}`)).text, said).toContain('隐患 1 已销号，不能再改')
})

test('a word we do not know about a known hazard is a question, not a new hazard', async () => {
  await reported()
  for (const said of ['/隐患 1 换好了', '/隐患 1 弄完', '/隐患 1 constructor', '/隐患 1 __proto__'])
    expect((await head.says(said)).text, said).toMatch(/隐患 1 可以说：接收.*协办.*恢复、联系、回复、重开。/)
  expect(await hazards()).toHaveLength(1)
})

test('people leave out blanks', async () => {
  await reported()
  await head.says('/隐患1接收鲁锦木')
  electrician.gets('隐患 1')
  await electrician.says('/隐患1已整改，重新铺平')
  for (const asked of [head, officer]) asked.gets('待验收')
  expect(await hazards()).toMatchObject([
    { status: 'rectified', rectifier: 'G04', rectifiedNote: '重新铺平' },
  ])
})

test('mended needs to be accepted first, and proof: a word or a photo', async () => {
  const { forHead } = await reported()
  expect((await head.says('/隐患 1 已整改 好了')).text).toContain('请先接收')
  await head.presses('接收', forHead)
  await head.presses('已整改', forHead)
  const empty = await head.submits('提交', { note: ' ' }, forHead)
  expect(empty.toast).toBe('请写一句怎么整改的，或先发一张整改后的照片。')
  expect(await hazards()).toMatchObject([{ status: 'rectifying' }])
  const done = await head.submits('提交', { note: '铺平了' }, forHead)
  expect(done.tags).toContain('待验收')
  officer.gets('待验收')
})

test('who mended does not verify, whatever else he is', async () => {
  const { forHead } = await reported()
  await head.presses('接收', forHead)
  await head.says('/隐患 1 已整改 铺平了')
  officer.gets('待验收')
  expect(head.sees(forHead).buttons).not.toContain('通过')
  expect((await head.says('/隐患 1 通过')).text).toContain('整改人不能验收自己的整改')
  expect((await head.says('/隐患 1 退回 再看看')).text).toContain('整改人不能验收自己的整改')
  expect(await hazards()).toMatchObject([{ status: 'rectified' }])
})

test('who entered the mending for somebody else does not verify it either', async () => {
  await reported()
  await head.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await officer.says('/隐患 1 已整改 代鲁锦木报')
  head.gets('待验收')
  expect((await officer.says('/隐患 1 通过')).text).toContain('整改人不能验收')
  expect((await electrician.says('/隐患 1 通过')).text).toContain('整改人不能验收')
})

test('a verification is the reporter’s, the office’s or a leader’s, and comes after the mending', async () => {
  await reported()
  expect((await teacher.says('/隐患 1 通过')).text).toContain('还没有报整改')
  await head.says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await electrician.says('/隐患 1 已整改 铺平了')
  for (const asked of [head, officer]) asked.gets('待验收')
  expect((await world.person('顾鹿蓁').says('/隐患 1 通过')).text).toContain('验收由报告人')
  expect((await teacher.says('/隐患 1 退回')).text).toBe('退回要写明理由，整改人好接着做。')
  expect((await head.says('/隐患 1 接收')).text).toContain('正在等验收')
  expect((await head.says('/隐患 1 转交 鲁锦木 再修')).text).toContain('正在等验收')
  expect((await world.person('钟砚舟').says('/隐患 1 通过')).tags).toContain('已销号')
  expect(teacher.gets('已整改销号').text).toContain('铺平了')
})

test('handing over needs a reason, somebody who exists, and somebody else', async () => {
  await reported()
  expect((await head.says('/隐患 1 转交 鲁锦木')).text).toContain('转交要写明理由')
  expect((await head.says('/隐患 1 转交 张三丰 请修')).text).toContain('没有找到「张三丰」')
  expect((await head.says('/隐患 1 转交 贺栎生 请修')).text).toContain('已经在这位同事手里')
  expect((await teacher.says('/隐患 1 转交 鲁锦木 请修')).text).toContain('转交由负责人')
  expect((await electrician.says('/隐患 1 接收')).text).toContain('由总务处负责人或安全办公室接收')
  expect(await hazards()).toMatchObject([{ status: 'assigned', transfers: 0 }])
})

test('who was handed a hazard takes it on, but hands out no work', async () => {
  await reported()
  await head.says('/隐患 1 转交 鲁锦木 要请电工来修')
  const handed = electrician.gets('隐患 1')
  expect(handed.text).toContain('要请电工来修')
  expect((await electrician.says('/隐患 1 接收 蔡大嵩')).text).toContain('派人由部门负责人或安全办公室来定')
  expect((await electrician.presses('接收', handed)).tags).toContain('整改中')
})

test('a second handing over is decided by the vice principal', async () => {
  await reported()
  await head.says('/隐患 1 转交 鲁锦木 要请电工')
  electrician.gets('隐患 1')
  const again = await electrician.says('/隐患 1 转交 蔡大嵩 这是门卫的事')
  expect(again.tags).toContain('待接收')
  const decides = world.person('聂怀谷').gets('隐患 1')
  expect(decides.text).toContain('建议转蔡大嵩：这是门卫的事')
  expect(decides.text).toContain('已转交 2 次')
  await world.person('聂怀谷').says('/隐患 1 转交 蔡大嵩 由门卫处理')
  world.person('蔡大嵩').gets('隐患 1')
  expect(await hazards()).toMatchObject([{ assignee: 'W01', transfers: 3 }])
})

test('only the office and the leaders say that it is none, with a reason, and not of their own', async () => {
  await reported()
  for (const name of ['单念蘅', '鲁锦木'])
    expect((await world.person(name).says('/隐患 1 不是隐患 没事')).text).not.toContain('已作废')
  expect((await officer.says('/隐患 1 不是隐患')).text).toContain('作废要写明理由')
  await officer.says('/隐患 后勤仓库门没锁')
  head.gets('隐患 2')
  expect((await officer.says('/隐患 2 不是隐患 弄错')).text).toContain('由别人核实')
  await head.says('/隐患 1 接收')
  expect((await officer.says('/隐患 1 不是隐患 没事')).text).toContain('已有人接收，不能作废')
})

test('a teacher raises the class and it counts at once; lowering is for the office', async () => {
  const { receipt } = await reported()
  await teacher.presses('改类别等级', receipt)
  const raised = await teacher.submits('提交', { category: 'facility', severity: 'larger' }, receipt)
  expect(raised.text).toContain('较大（待核定）')
  expect(world.everybodyReads(/隐患 1/).sort()).toEqual(['聂怀谷', '钟砚舟'].sort())
  await teacher.presses('改类别等级', receipt)
  const lowered = await teacher.submits('提交', { category: 'facility', severity: 'general' }, receipt)
  expect(lowered.toast).toContain('下调等级由安全办公室或校领导决定')
  await officer.presses('改类别等级')
  const decided = await officer.submits('提交', { category: 'facility', severity: 'general' })
  expect(decided.text).toContain('一般')
  expect(decided.text).not.toContain('待核定')
  expect((await world.person('顾鹿蓁').says('/隐患 1 改级')).text).toContain('由报告人提出')
})

test('who raises the class and who reported it are not alarmed by it', async () => {
  const vp = world.person('聂怀谷')
  await vp.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  world.everybodyReads(/隐患 1/)
  const principal = world.person('钟砚舟')
  const card = await principal.says('/隐患 1')
  await principal.presses('改类别等级', card)
  await principal.submits('提交', { category: 'facility', severity: 'major' }, card)
  expect(world.everybodyReads(/隐患 1/)).toEqual(['沈听澜'])
})

test('a category moved to another department moves the hazard to its head', async () => {
  const { receipt, forHead } = await reported()
  await teacher.presses('改类别等级', receipt)
  await teacher.submits('提交', { category: 'sports', severity: 'general' }, receipt)
  const academic = world.person('陆芷衡').gets('隐患 1')
  expect(academic.buttons).toContain('接收')
  await world.town.settleAnswers()
  expect(head.sees(forHead).text).toContain('教导处')
  expect(await hazards()).toMatchObject([{ department: 'academic', assignee: 'A01' }])
})

test('nothing to control, nothing to place, nobody to name: each asks for what is missing', async () => {
  await reported()
  expect((await head.says('/隐患 1 已管控')).text).toContain('请写明采取了什么管控措施')
  expect((await teacher.says('/隐患 1 已管控 围起来了')).text).toContain('由整改人或部门负责人登记')
  expect((await teacher.says('/隐患 1 地点')).text).toContain('请写明地点')
  expect((await head.says('/隐患 1 接收 没这个人')).text).toContain('没有找到「没这个人」')
  expect((await teacher.says('/隐患 1 撤回')).text).toContain('由您的一句话自动登记的')
  expect((await teacher.says('/隐患 1 附照片 p1')).text).toContain('没有找到这张照片')
  const other = world.person('顾鹿蓁')
  const offer = await other.sendsPhoto()
  const photo = /照片 (p\w+)/.exec(JSON.stringify(offer.card))![1]
  expect((await other.says(`/隐患 1 附照片 ${photo}`)).text).toContain('照片由报告人或整改人来附')
})
