import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { StoredFile } from '../../src/photos/stored-file.ts'
import { instanceOf } from '../states.ts'
import { openWorld, PDF, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const PLAN = 'rpt-term-plan.school.2026-2027-1'
const owner = () => world.person('贺栎生')
const files = async () =>
  (await world.town.db.all<{ state: string }>('SELECT state FROM files ORDER BY received_at, id')).map(
    ({ state }) => JSON.parse(state) as StoredFile,
  )
const instance = (id: string) => instanceOf(world, id)

async function open(...duties: string[]): Promise<void> {
  world = await openWorld({ at: '2026-09-07 10:00', school: schoolWith(...duties) })
  setAside(world)
}

test('sent alone it is kept byte for byte and offered to the duty that asks for it', async () => {
  await open('rpt-term-plan')
  const offer = await owner().sendsFile('安全工作计划.pdf')
  expect([offer.title, offer.buttons]).toEqual(['收到文件', ['作为 学期安全工作计划 的文件']])
  const [kept] = await files()
  expect(kept).toMatchObject({
    sender: 'G01',
    name: '安全工作计划.pdf',
    sha256: createHash('sha256').update(PDF).digest('hex'),
    receivedAtMs: world.town.now(),
    about: null,
  })
  expect(Buffer.from((await world.town.photos.get(`original/${kept!.id}`))!.bytes)).toEqual(Buffer.from(PDF))
  expect(await world.town.photos.get(`shown/${kept!.id}`)).toBeUndefined()
  const done = await owner().presses('作为 学期安全工作计划 的文件', offer)
  expect(done.toast).toBe('已完成，谢谢')
  expect(await instance(PLAN)).toMatchObject({
    status: 'done',
    proofs: [{ type: 'file', value: '安全工作计划.pdf', file: kept!.id, by: 'G01' }],
  })
  expect(await files()).toMatchObject([{ about: `duty/${PLAN}` }])
  const again = await world.emulator.press(owner().openId, offer.messageId, {
    label: '作为 学期安全工作计划 的文件',
    version: 1,
  })
  expect(again.toast?.content).toContain('没有找到这个文件，或已经交过了')
})

test('within ten minutes after 填写 it is the proof at once; later it is offered', async () => {
  await open('rpt-term-plan', 'rpt-monthly-bureau', 'rpt-term-summary')
  const card = await owner().says('/今日')
  await owner().presses('填写', card)
  await world.at('10:09')
  expect((await owner().sendsFile('计划.docx', new TextEncoder().encode('PK\u0003\u0004x'))).tags).toContain(
    '已完成',
  )
  expect((await instance(PLAN)).status).toBe('done')
  expect((await owner().sendsFile('另一份.pdf')).title, 'the duty is over').toBe('收到文件')
  setAside(world)
})

test('eleven minutes after 填写 it is offered', async () => {
  await open('rpt-term-plan')
  expect((await owner().presses('填写', await owner().says('/今日'))).buttons).toContain('提交')
  await world.at('10:11')
  expect((await owner().sendsFile('计划.pdf')).title).toBe('收到文件')
  expect((await instance(PLAN)).proofs).toEqual([])
  setAside(world)
})

test('within ten minutes before 填写 it is taken along', async () => {
  await open('rpt-term-plan')
  await owner().sendsFile('计划.pdf')
  await world.at('10:08')
  const filled = await owner().presses('填写', await owner().says('/今日'))
  expect(filled.toast).toBe('已完成，谢谢')
  expect((await files()).map(({ about }) => about)).toEqual([`duty/${PLAN}`])
  setAside(world)
})

test('what else is asked stands in the form', async () => {
  world = await openWorld({ at: '2026-10-10 10:00', school: schoolWith('rpt-monthly-bureau') })
  setAside(world)
  await owner().sendsFile('9月月报.pdf')
  const report = 'rpt-monthly-bureau.school.2026-09'
  const filled = await owner().says(`/完成 ${report} 填写`)
  expect(filled.fields, 'only the receipt').toHaveLength(1)
  expect(JSON.stringify(filled.card)).toContain('望湖区教育局回执')
  expect((await instance(report)).proofs).toMatchObject([{ type: 'file', value: '9月月报.pdf' }])
  setAside(world)
})

test('the monthly report takes the document sent while 已报送 is filled in', async () => {
  world = await openWorld({ at: '2026-10-10 10:00', school: schoolWith('rpt-monthly-bureau') })
  setAside(world)
  for (const leader of ['聂怀谷', '钟砚舟']) await world.person(leader).says('/月报 审核通过')
  await owner().presses('已报送', await owner().says('/月报'))
  await owner().sendsFile('9月月报.pdf')
  expect((await instance('rpt-monthly-bureau.school.2026-09')).proofs).toMatchObject([
    { type: 'file', value: '9月月报.pdf' },
  ])
  setAside(world)
})

test('a typed name still counts', async () => {
  await open('rpt-term-plan')
  await owner().presses('填写', await owner().says('/今日'))
  expect((await owner().submits('提交', { file: 'https://example.cn/plan' })).toast).toBe('已完成，谢谢')
  expect((await instance(PLAN)).proofs).toMatchObject([{ type: 'file', value: 'https://example.cn/plan' }])
  setAside(world)
})

test('somebody who owes no document is told so; nobody proves with somebody else’s', async () => {
  await open('rpt-term-plan')
  await owner().sendsFile('计划.pdf')
  const [kept] = await files()
  const teacher = world.person('单念蘅')
  const answer = await teacher.sendsFile('教案.pdf')
  expect([answer.text, answer.buttons]).toEqual([expect.stringContaining('您现在没有要交文件的职责'), []])
  expect((await teacher.says(`/完成 文件 ${kept!.id}`)).text).toContain('没有找到这个文件')
  expect((await teacher.says(`/完成 ${PLAN} 文件 ${kept!.id}`)).text).toBe('这一项由贺栎生来办，您不能代办。')
  expect((await owner().says(`/完成 ${PLAN} 文件 f${'0'.repeat(15)}`)).text).toContain('没有找到这个文件')
  expect((await files()).map(({ about }) => about)).toEqual([null, null])
})

const huge = new Uint8Array(20 * 1024 * 1024 + 1)
huge.set(PDF)

test.each([
  ['of another kind', '名单.zip', PDF, '不是 PDF、Word 或 Excel 文件'],
  ['of another kind than its name', '计划.docx', PDF, '打不开'],
  ['over 20 MB', '计划.pdf', huge, '一个文件最多 20 MB'],
])('a document %s gets a sentence and proves nothing', async (_, name, bytes, words) => {
  await open('rpt-term-plan')
  expect((await owner().sendsFile(name, bytes)).text).toContain(words)
  expect(await files()).toEqual([])
})

test('one that cannot be had is asked for again; the platform away, it is tried again and kept once', async () => {
  await open('rpt-term-plan')
  const resource = 'GET /im/v1/messages/:id/resources/:key'
  world.emulator.faults.next(resource, { code: 234003, status: 400 })
  expect((await owner().sendsFile('计划.pdf')).text).toBe('文件没有取到，请再发一次。')
  world.expectTrouble('inbound-failed')
  world.emulator.faults.next(resource, 'server-error', 3)
  await world.emulator.sendFile(owner().openId, { bytes: PDF, name: '计划.pdf', mime: 'application/pdf' })
  await world.town.settleAnswers()
  await world.at('10:03')
  owner().gets('收到文件')
  expect(await files()).toHaveLength(1)
})

test('in a group it is asked to be sent in private', async () => {
  await open('rpt-term-plan')
  const said = await owner().sendsFile('计划.pdf', PDF, { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(said.text).toContain('请和我私聊发')
  expect(await files()).toEqual([])
})

test('the platform’s client sends nothing without content', async () => {
  await open('rpt-term-plan')
  expect(
    await world.emulator.sendFile(owner().openId, { bytes: new Uint8Array(), name: 'a.pdf', mime: '' }),
  ).toMatchObject({ delivered: false })
})
