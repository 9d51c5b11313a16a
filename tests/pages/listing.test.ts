import { mkdir, writeFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, look, pictureFile } from '../photos/pictures.ts'
import { picture } from '../playground/page-picture.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { linkOf, onPages } from './visitor.ts'

/** Where the letter goes for whoever wants to open it: `SCREENSHOTS=/tmp/look npx vitest run …`. */
const LOOK = process.env.SCREENSHOTS

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-15 09:00', school: quietSchool() })
})
afterEach(async () => {
  world.everybodyReads(/[\s\S]/)
  await world.close()
})
const { visit, events } = onPages(() => world)
const say = (name: string, words: string) => world.person(name).says(words)

async function approved(): Promise<void> {
  await say('单念蘅', '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('贺栎生', '/隐患 1 申请挂牌 A 整面窗要拆了重做')
  await say('钟砚舟', '/挂牌 1 同意')
}

async function letter(name: string) {
  const browser = visit(name)
  await browser.get('/m/today')
  const response = await browser.send('/listings/1/letter')
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes }
}

/** The paragraphs of a Word file as they are read, and the file's own markup. */
function wordOf(bytes: Uint8Array): { lines: string[]; xml: string } {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml']!)
  const lines = [...xml.matchAll(/<w:p>([\s\S]*?)<\/w:p>/g)].map(([, paragraph]) =>
    [...paragraph!.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words]) => words).join(''),
  )
  return { lines, xml }
}

test('signs that no XML may hold do not spoil the Word file', async () => {
  await say('单念蘅', '/隐患 教学楼C四楼走廊窗户限位器断了\uFFFE，\uFFFF能开很大')
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('贺栎生', '/隐患 1 申请挂牌 A 整面窗要拆了重做')
  await say('钟砚舟', '/挂牌 1 同意')
  const { xml } = wordOf((await letter('贺栎生')).bytes)
  expect(xml).toContain('窗户限位器断了，能开很大')
})

test('the request is a Word file of what the record says; what it does not say is left open', async () => {
  await approved()
  const first = wordOf((await letter('贺栎生')).bytes)
  expect(first.lines).toContain('已采取的管控措施：待补充')
  expect(first.lines).toContain('整改措施：待补充')
  expect(first.lines).toContain('计划完成日期：待补充')
  expect(first.lines.join('\n')).toContain('督办级别：待补充')

  await say('鲁锦木', '/隐患 1 已管控 锁住窗户')
  const head = world.person('贺栎生')
  const plan = await head.presses('整改方案', await head.says('/隐患 1'))
  await head.submits(
    '提交',
    { measure: '换整面窗', person: '鲁锦木', money: '12000', date: '2026-11-20' },
    plan,
  )
  await say('聂怀谷', '/隐患 1 已报上级 望湖区教育局 08:30 收文7号')
  await say('贺栎生', '/挂牌 1 提请 学校能自行消除 不涉及多部门')
  const { status, headers, bytes } = await letter('贺栎生')
  if (LOOK) {
    await mkdir(LOOK, { recursive: true })
    await writeFile(`${LOOK}/request.docx`, bytes)
  }
  expect(status).toBe(200)
  expect(headers.get('content-disposition')).toContain(encodeURIComponent('提请挂牌督办-1.docx'))
  expect(headers.get('cache-control')).toBe('no-store')
  const { lines, xml } = wordOf(bytes)
  expect(lines).toEqual([
    '关于提请对隐患1实行挂牌督办的请示',
    '望湖区教育局：',
    '一、隐患基本情况',
    '隐患编号：1',
    '地点：教学楼C四楼走廊与天台门',
    '类别和等级：设施设备与环境，较大隐患',
    '发现时间：2026年9月15日',
    '情况：教学楼C四楼走廊窗户限位器断了，能开很大',
    '已采取的管控措施：锁住窗户',
    '二、提请挂牌督办的理由',
    '危害和整改难度较大，必须经过一定时间整改治理方能排除：整面窗要拆了重做',
    '三、督办级别和依据',
    '按照属地管理与分级负责相结合、以属地管理为主的原则，该隐患学校采取措施能够消除，由上级教育行政部门负责挂牌督办。',
    '四、整改方案',
    '整改措施：换整面窗',
    '整改责任人：鲁锦木',
    '所需资金：12000',
    '计划完成日期：2026年11月20日',
    '五、已经上报的情况',
    '2026年9月15日报望湖区教育局（回执：收文7号）',
    '六、请示事项',
    '请贵局对上述隐患实行挂牌督办，督促并帮助整改，消除隐患。',
    '请在挂牌时明确督办事项、承担治理责任的单位、责任人和完成时限。',
    '妥否，请批示。',
    '栖云市望湖区棠梨湾小学',
    '2026年9月15日',
    '联系人：待补充　联系电话：待补充',
  ])
  // Word takes the Chinese face from eastAsia: every run has it.
  const runs = xml.match(/<w:r>[\s\S]*?<\/w:r>/g) ?? []
  expect(runs).toHaveLength(lines.length)
  expect(runs.filter((run) => !run.includes('w:eastAsia="微软雅黑"'))).toEqual([])

  await say('贺栎生', '/挂牌 1 提请 学校难以自行消除 不涉及多部门')
  const joint = wordOf((await letter('贺栎生')).bytes).lines.join('\n')
  expect(joint).toContain('学校自身难以排除，由学校和属地教育行政部门提请当地政府和有关部门实行挂牌督办')
  expect(joint).toContain('请贵局提请本级人民政府')
})

test('the letter is for who may hand it in, and not before the heads agreed', async () => {
  await say('单念蘅', '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
  await say('贺栎生', '/隐患 1 申请挂牌 A 整面窗要拆了重做')
  expect((await letter('贺栎生')).status).toBe(404)
  await say('钟砚舟', '/挂牌 1 同意')
  expect((await letter('单念蘅')).status).toBe(404)
  const stranger = await visit('贺栎生').send('/listings/1/letter')
  expect(stranger.status).toBe(302)
  expect((await letter('杭砥平')).status).toBe(200)
  const page = await visit('贺栎生').get('/m/listing/1')
  expect(page.text).toContain('下载提请函（Word）')
  expect((await visit('单念蘅').get('/m/listing/1')).text).not.toContain('下载提请函')
  expect((await visit('单念蘅').get('/m/listing/2')).status).toBe(404)
})

test('progress with a photo from the page; the photo is seen by who may read the listing', async () => {
  await approved()
  await say(
    '贺栎生',
    '/挂牌 1 已挂牌 编号：3号 督办单位：望湖区教育局 督办事项：四楼窗户 责任单位：棠梨湾小学 责任人：鲁锦木 完成时限：2026-10-30',
  )
  const card = await world.person('鲁锦木').says('/挂牌 1')
  const mender = visit('鲁锦木')
  await mender.get(linkOf(card)!)
  await mender.presses('报进展')
  const empty = await mender.presses('提交', { note: '' })
  expect(empty.text).toContain('请写一句这周治理到哪一步了')
  const photo = new File([picture('a') as Uint8Array<ArrayBuffer>], 'a.png')
  const done = await mender.presses('提交', { note: '旧窗已拆', photos: [photo] })
  expect(done.path).toMatch(/^\/m\/listing\/1\?/)
  expect(done.text).toContain('旧窗已拆')
  const [, id] = /\/photo\/([^"]+)"/.exec(done.html)!
  expect((await mender.send(`/photo/${id}`)).status).toBe(200)
  const reporter = visit('单念蘅')
  await reporter.get('/m/today')
  expect((await reporter.send(`/photo/${id}`)).status).toBe(200)
  expect(await events('listing.progressed')).toBe(1)
  const board = await reporter.get('/listings')
  for (const words of [
    '编号',
    '3号',
    '督办单位',
    '望湖区教育局',
    '督办事项',
    '责任单位',
    '责任人',
    '鲁锦木',
    '完成时限',
    '进展',
    '旧窗已拆',
    '摘牌',
  ])
    expect(board.text).toContain(words)
})

test('a restricted one stands on nobody’s board but its readers’', async () => {
  await say('单念蘅', '/隐患 六(2)有个学生情绪低落，说活着没意思')
  await say('聂怀谷', '/隐患 1 申请挂牌 B 需要医院介入')
  expect((await visit('单念蘅').get('/listings')).text).not.toContain('挂牌 1')
  expect((await visit('单念蘅').get('/m/listing/1')).status).toBe(404)
  expect((await visit('钟砚舟').get('/listings')).text).toContain('挂牌 1 · 受限')
})

test('a picture of the progress is covered and looked at like any other of the hazard', async () => {
  await approved()
  await say('贺栎生', '/挂牌 1 提请 学校能自行消除 不涉及多部门')
  await say(
    '贺栎生',
    '/挂牌 1 已挂牌 编号：3号 督办单位：望湖区教育局 督办事项：四楼窗户 责任单位：棠梨湾小学 责任人：鲁锦木 完成时限：2026-12-31',
  )
  await world.person('鲁锦木').sendsPhoto(pictureFile('phone-sideways.jpg'))
  await say('鲁锦木', '/挂牌 1 进展 拆了一半')
  const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM photos'))!
  const shown = async () => {
    const response = await office.send(`/photo/${id}`)
    return fieldsOf(look(new Uint8Array(await response.arrayBuffer())))
  }
  const office = visit('杭砥平')
  expect((await office.get('/m/listing/1')).html).toContain(`href="/photo/${id}/mask"`)
  expect((await office.send(`/photo/${id}/original`)).status).toBe(200)
  await office.get(`/photo/${id}/mask`)
  const top = Array.from({ length: 54 }, (_, cell) => String(cell + 1))
  const page = await office.presses('遮住', { 'cells[]': top })
  expect([page.path.split('?')[0], page.text.includes('已遮住')]).toEqual(['/m/listing/1', true])
  expect(await shown()).toEqual(['black', 'black', 'blue', 'white'])

  const refused = await say('鲁锦木', '/挂牌 1 恢复照片 1')
  expect(refused.text).toContain('取消遮挡由安全办公室或校领导来定')
  expect((await say('杭砥平', '/挂牌 1 恢复照片 1')).text).toContain('已取消遮挡')
  expect(await shown()).toEqual(['red', 'green', 'blue', 'white'])
  expect((await say('蔡大嵩', '/挂牌 1 遮照片 1 全部')).text).toContain('照片由拍的人')
  expect((await say('鲁锦木', '/挂牌 1 遮照片 1 全部')).text).toContain('已遮住')
  expect((await office.send(`/photo/${id}`)).status).toBe(404)
})
