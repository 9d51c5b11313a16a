import { unzipSync } from 'fflate'
import readSheets from 'read-excel-file/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { HEADINGS } from '../../src/ledger/sheet.ts'
import { onPages, type Visitor } from '../pages/visitor.ts'
import { fieldsOf, look, pictureFile } from '../photos/pictures.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { reportsEach } from '../stories/in-words.ts'
import { openWorld, type PersonInStory, PHOTO, quietSchool, type World } from '../world.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00', school: quietSchool() })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
  world.everybodyReads(/./)
})
afterEach(() => world.close())
const { visit, events } = onPages(() => world)

const reports = (...texts: string[]) => reportsEach(world, teacher, texts)

interface Exported {
  names: string[]
  rows: unknown[][]
  spending: unknown[][]
  bytes(name: string): Uint8Array
}

async function takeOut(visitor: Visitor, fields: Record<string, string> = {}): Promise<Exported> {
  await visitor.get('/ledger')
  const { body } = visitor.formOf('导出台账', fields)
  const response = await visitor.send('/ledger', {
    method: 'POST',
    body: new URLSearchParams([...body] as [string, string][]),
    headers: { origin: world.town.url },
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('隐患台账-2026-09-'))
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const [ledger, spending] = await readSheets(Buffer.from(files['台账.xlsx']!))
  return {
    names: Object.keys(files).sort(),
    rows: ledger!.data,
    spending: spending!.data,
    bytes: (name) => files[name]!,
  }
}

test('what is read back is what the records say, with the photos beside it', async () => {
  await teacher.sendsPhoto()
  await reports('教学楼B一楼走廊有块地砖翘起来了', '食堂后厨地面湿滑')
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已管控 围起来了')
  await head.says('/隐患 1 投入 350.5 地砖')
  await head.says('/隐患 1 已整改 铺平了')
  world.everybodyReads(/./)
  await teacher.says('/隐患 1 通过')
  world.everybodyReads(/./)
  const { names, rows, spending, bytes } = await takeOut(visit('聂怀谷'))
  expect(names).toEqual(['台账.xlsx', '照片/1-前-1.jpg'])
  expect(bytes('照片/1-前-1.jpg').length).toBeGreaterThan(100)
  expect(bytes('照片/1-前-1.jpg')).not.toEqual(PHOTO)
  expect(rows[0]).toEqual(HEADINGS.map(([words]) => words))
  const [first] = await world.town.db.all<{ state: string }>('SELECT state FROM hazards ORDER BY number')
  const about = JSON.parse(first!.state) as Hazard
  expect(about.status).toBe('closed')
  expect(rows[1]).toEqual([
    1,
    1,
    '2026-09-01 09:00',
    '教学楼B一楼走廊与西楼梯',
    '教学楼B一楼走廊有块地砖翘起来了',
    '设施设备与环境',
    '一般',
    '单念蘅',
    '总务处',
    '贺栎生',
    '管控：围起来了；整改：铺平了',
    350.5,
    '2026-09-04 17:30',
    '2026-09-01 09:00',
    '单念蘅',
    '2026-09-01 09:00',
    '已销号',
    '否',
    null,
    '1-前-1.jpg',
  ])
  expect(rows[2]!.slice(1, 8)).toEqual([
    2,
    '2026-09-01 09:00',
    expect.any(String),
    '食堂后厨地面湿滑',
    expect.any(String),
    expect.any(String),
    '单念蘅',
  ])
  expect(spending[1]).toEqual([1, 1, '2026-09-01', '地砖', 350.5, '贺栎生'])
})

test('a photo is taken out as others see it now: covered, and made when nobody looked yet', async () => {
  await reports('教学楼B二楼男厕插座烧黑')
  const page = visit('单念蘅')
  await page.get('/m/hazard/1')
  await page.presses('上传照片', {
    photos: [new File([pictureFile('phone-sideways.jpg') as never], 'a.jpg')],
  })
  const unseen = await takeOut(visit('聂怀谷'))
  expect(fieldsOf(look(unseen.bytes('照片/1-前-1.jpg')))).toEqual(['red', 'green', 'blue', 'white'])

  const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM photos'))!
  const office = visit('杭砥平')
  await office.get(`/photo/${id}/mask`)
  const top = Array.from({ length: 54 }, (_, cell) => String(cell + 1))
  await office.presses('遮住', { 'cells[]': top })
  const half = await takeOut(visit('聂怀谷'))
  expect(fieldsOf(look(half.bytes('照片/1-前-1.jpg')))).toEqual(['black', 'black', 'blue', 'white'])

  await office.get(`/photo/${id}/mask`)
  await office.presses('确定整张遮住')
  const whole = await takeOut(visit('聂怀谷'))
  expect(whole.names).toEqual(['台账.xlsx'])
  expect(whole.rows[1]!.at(-1)).toBe('1-前-1（已遮住）')
  world.everybodyReads(/./)
})

test('words that begin like a formula stay words', async () => {
  await reports(
    '=HYPERLINK("http://evil","操场围栏松动")',
    '@SUM(A1) 食堂门口台阶松动',
    '-2+3 体育馆的灯不亮了',
  )
  const { rows } = await takeOut(visit('聂怀谷'))
  const said = rows.slice(1).map((row) => String(row[4]))
  expect(said).toHaveLength(3)
  for (const words of said) expect(words).toMatch(/^'[=@-]/)
})

test('the period narrows it, and every export is recorded: who, when, what of it', async () => {
  await reports('操场围栏松动')
  await world.at('2026-09-03 09:00')
  world.everybodyReads(/./)
  await reports('食堂门口台阶松动')
  const { rows } = await takeOut(visit('聂怀谷'), { from: '2026-09-02', to: '2026-09-03' })
  expect(rows).toHaveLength(2)
  const [made] = await world.town.db.all<{ data: string; actor: string; at: number }>(
    "SELECT data, actor, at FROM events WHERE kind = 'ledger-export.made'",
  )
  const principal = await world.town.db.get<{ id: string }>(
    "SELECT id FROM people WHERE json_extract(state, '$.name') = '聂怀谷'",
  )
  expect(made!.actor).toBe(principal!.id)
  expect(JSON.parse(made!.data)).toEqual({
    by: principal!.id,
    filter: { scope: 'all', state: 'any', from: '2026-09-02', to: '2026-09-03' },
    rows: 1,
    photos: 0,
  })
  await expectRowsAreTheEvents(world.town.db)
})

test('a restricted one goes out only with its readers', async () => {
  await reports('五年级有学生被同学欺凌，堵在厕所里', '操场围栏松动')
  expect((await takeOut(visit('聂怀谷'))).rows).toHaveLength(3)
  const office = await takeOut(visit('杭砥平'))
  expect(office.rows).toHaveLength(2)
  expect(JSON.stringify(office.rows)).not.toContain('欺凌')
})

test('by role: a department head his department, a grade leader his grade, a teacher nothing (handbook §4)', async () => {
  await reports('四(1)班门锁坏了', '体育器材室单杠松动', '操场围栏松动')
  const director = await takeOut(visit(headOf('academic')))
  expect(director.rows.slice(1).map((row) => [row[4], row[8]])).toEqual([['体育器材室单杠松动', '教导处']])
  const leader = await takeOut(visit(gradeLeader(4)))
  expect(leader.rows.slice(1).map((row) => row[4])).toEqual(['四(1)班门锁坏了'])
  expect((await visit('单念蘅').get('/ledger')).status).toBe(403)
  const page = await visit('单念蘅').get('/hazards')
  expect(page.text).not.toContain('导出台账')
  const forced = visit('单念蘅')
  await forced.get('/hazards')
  const body = new FormData()
  body.set('scope', 'all')
  expect((await forced.posts('/ledger', body)).status).toBe(403)
  expect(await events('ledger-export.made')).toBeGreaterThan(0)
})

test('another site cannot have it taken out, and a wish for more than his own is refused', async () => {
  await reports('操场围栏松动')
  const visitor = visit(gradeLeader(3))
  await visitor.get('/ledger')
  const body = new FormData()
  expect((await visitor.posts('/ledger', body, { origin: 'https://evil.example' })).status).toBe(403)
  const response = await visitor.send('/ledger', {
    method: 'POST',
    body: new URLSearchParams({ scope: 'all' }),
    headers: { origin: world.town.url },
  })
  expect(response.status).toBe(422)
  expect(await events('ledger-export.made')).toBe(0)
})

test('photos over the limit: a sentence asks for a shorter period, nothing is written', async () => {
  await teacher.sendsPhoto()
  await reports('操场围栏松动')
  await world.town.db.write([
    { sql: "UPDATE photos SET state = json_set(state, '$.bytes', 300000000)", args: [] },
  ])
  const visitor = visit('聂怀谷')
  await visitor.get('/ledger')
  const { body } = visitor.formOf('导出台账')
  const response = await visitor.send('/ledger', {
    method: 'POST',
    body: new URLSearchParams([...body] as [string, string][]),
    headers: { origin: world.town.url },
  })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('请缩短起止日期')
  expect(await events('ledger-export.made')).toBe(0)
})

const school = quietSchool()
const headOf = (department: string): string => school.departments.find(({ id }) => id === department)!.head!
const gradeLeader = (grade: number): string => school.grade_leaders[String(grade)]!
