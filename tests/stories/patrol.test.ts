import { afterEach, expect, test } from 'vitest'
import { onPages } from '../pages/visitor.ts'
import { patrolSchool, plateOf, scanOf, visits } from '../patrols/walking.ts'
import { picture } from '../playground/page-picture.ts'
import { instanceOf } from '../states.ts'
import { openWorld, type World } from '../world.ts'
import { countOf, eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const { visit, events } = onPages(() => world)
const DAY = '2026-09-01'
const FIRE = `ptl-fire-daily.school.${DAY}`
const guard = (slot: string) => `ptl-guard-five.gate_guard.${DAY}.${slot}`
const LEADER = `ptl-duty-leader-rounds.duty_leader.${DAY}.09:00-11:00`

/** The story's day at a time; whatever the day has told so far is read. */
async function at(time: string): Promise<void> {
  world = await openWorld({ at: `${DAY} 06:00`, school: patrolSchool() })
  await world.at(time)
  setAside(world)
}

test('the electrician scans one plate of his building and taps once: the round is done, the other point left out', async () => {
  await at('07:45')
  const electrician = visit('鲁锦木')
  const page = await electrician.get(await scanOf(world, 'XC-17'))
  expect(page.path).toMatch(/^\/p\//)
  expect(page.text).toContain('XC-17 配电房')
  expect(page.text).toContain('已扫码')
  expect(page.text).toContain('3. 绝缘垫与灭火器')
  const after = await electrician.presses('全部正常')
  expect(after.text).toContain('已记到点：正常。本轮已完成。')
  expect(after.path).toMatch(/^\/p\/.+\?done=/)
  expect(await instanceOf(world, FIRE)).toMatchObject({
    status: 'done',
    doneBy: 'G04',
    proofs: [{ type: 'checklist', value: '扫码 1 点，未到 XC-18', how: 'scan' }],
  })
  const card = await world.person('鲁锦木').says('/巡查')
  expect(card.text).toContain('XC-17 配电房：07:45 鲁锦木 扫码 正常')
  expect(card.text).toContain('没有到的点：XC-18')
  expect(card.text).not.toContain('未扫码')
  // The second point still belongs to this round, and the card in the chat is kept true.
  await electrician.get(await scanOf(world, 'XC-18'))
  await electrician.presses('全部正常')
  await world.town.settleAnswers()
  expect(world.person('鲁锦木').sees(card).text).toContain('XC-18 消防水泵房与控制室：07:45 鲁锦木 扫码 正常')
  expect((await visits(world)).map(({ round }) => round)).toEqual([FIRE, FIRE])
  // In the afternoon that round is over: coming by again is a visit of its own, and not lost.
  await world.at('15:20')
  await electrician.get(await scanOf(world, 'XC-18'))
  await electrician.presses('全部正常')
  expect((await visits(world)).map(({ point, round }) => [point, round]).at(-1)).toEqual(['PP18', null])
  setAside(world)
})

test('a second scan, a double click and a reload change nothing', async () => {
  await at('07:45')
  const electrician = visit('鲁锦木')
  const plate = await scanOf(world, 'XC-17')
  await electrician.get(plate)
  const { action, body } = electrician.formOf('全部正常')
  await Promise.all([electrician.posts(action, body), electrician.posts(action, body)])
  expect((await electrician.get(plate)).buttons).not.toContain('全部正常')
  await world.person('鲁锦木').says('/巡查 XC-17 正常')
  expect(await events('patrol.visited')).toBe(1)
  expect(await events('patrol.was-normal')).toBe(1)
  expect((await visits(world))[0]).toMatchObject({ how: 'scan' })
  setAside(world)
})

test('a failed item with a photo opens a hazard at the point by itself, in the same write', async () => {
  await at('07:45')
  const electrician = visit('鲁锦木')
  await electrician.get(await scanOf(world, 'XC-17'))
  const form = await electrician.presses('有问题')
  expect(form.text).toContain('门锁与警示牌')
  const photo = new File([Buffer.from(picture('lock'))], '门锁.png', { type: 'image/png' })
  const after = await electrician.presses('提交', { text: '锁坏了，门关不上', photos: [photo] })
  expect(after.text).toContain('已登记隐患 1，会有人处理。本轮已完成。')
  expect(after.text).toContain('隐患 1')
  expect(after.buttons).toContain('其余正常')
  const row = await world.town.db.get<{ state: string }>("SELECT state FROM hazards WHERE id = '1'")
  const hazard = JSON.parse(row!.state)
  expect(hazard).toMatchObject({
    text: '门锁与警示牌：锁坏了，门关不上',
    place: { kind: 'point', id: 'PP17' },
    reporter: 'G04',
    source: `patrol/PP17.${FIRE}`,
  })
  expect(hazard.photos).toHaveLength(1)
  const [cause, other] = await world.town.db.all<{ cause: string }>(
    "SELECT DISTINCT cause FROM events WHERE kind IN ('patrol.visited', 'patrol.found', 'hazard.reported', 'duty.done')",
  )
  expect(cause!.cause).toMatch(/^page:G04:/)
  expect(other).toBeUndefined()
  const again = await world.person('鲁锦木').says('/巡查 XC-17 报隐患 1')
  expect(again.text).toContain('请写一句有什么问题')
  setAside(world)
})

test('the tick on the card of the day still does it, and shows 未扫码 until somebody scans', async () => {
  await at('07:45')
  const electrician = world.person('鲁锦木')
  await electrician.says('/今日')
  const done = await electrician.presses('正常')
  expect(done.toast).toBe('已完成，谢谢')
  expect(done.text).toContain('07:45 已完成 · 未扫码')
  expect((await instanceOf(world, FIRE)).proofs.map(({ how }) => how)).toEqual(['desk', 'desk'])
  const seen = await electrician.says('/巡查')
  expect(seen.text).toContain('07:45 已完成 · 未扫码')
  expect(seen.tags, 'not green: nobody was at the points').toEqual(['已记，有点没到'])
  await world.at('08:10')
  const page = visit('鲁锦木')
  await page.get(await scanOf(world, 'XC-17'))
  await page.presses('全部正常')
  await world.town.settleAnswers()
  expect(electrician.sees(done).text).toContain('07:45 已完成')
  expect(electrician.sees(done).text).not.toContain('未扫码')
  expect((await electrician.says('/巡查')).text).not.toContain('未扫码')
  expect((await electrician.says('/今日')).text).not.toContain('未扫码')
  setAside(world)
})

test('typed at a desk: the point is visited, the round is not', async () => {
  await at('07:45')
  const electrician = world.person('鲁锦木')
  const typed = await electrician.says('/巡查 XC-17 正常')
  expect(typed.title).toBe('XC-17 配电房')
  expect(typed.tags).toEqual(['未扫码'])
  await electrician.says('/巡查 xc18 正常')
  expect(await instanceOf(world, FIRE)).toMatchObject({ status: 'open', proofs: [] })
  const card = await electrician.says('/巡查')
  expect(card.text).toContain('XC-17 配电房：07:45 鲁锦木 未扫码 正常')
  expect(card.text).toContain('还没有扫码的区域：后勤区')
  setAside(world)
})

test('typed trouble is a hazard; the same words again are not a second one', async () => {
  await at('07:45')
  const electrician = world.person('鲁锦木')
  await electrician.says('/巡查 XC-03 灯坏了')
  expect((await electrician.says('/巡查 XC-03 灯坏了')).text).toBe('这一条刚才已登记为隐患 1，不用再报。')
  await electrician.says('/巡查 XC-03门锁松动')
  const rows = await world.town.db.all<{ state: string }>('SELECT state FROM hazards ORDER BY number')
  expect(rows.map(({ state }) => JSON.parse(state)).map(({ text, place }) => [text, place.id])).toEqual([
    ['灯坏了', 'PP03'],
    ['门锁松动', 'PP03'],
  ])
  setAside(world)
})

test('every way of saying that all is well is a visit, and none is a hazard', async () => {
  await at('07:45')
  const electrician = world.person('鲁锦木')
  for (const words of [
    '未发现问题',
    '无隐患',
    '情况正常',
    '正常，谢谢',
    '已到',
    '巡查完毕',
    '一切OK',
    'OK',
    '👍',
  ])
    expect((await electrician.says(`/巡查 XC-03 ${words}`)).text, words).not.toContain('隐患')
  expect(await countOf(world, 'hazards')).toBe(0)
  expect(await visits(world)).toMatchObject([{ point: 'PP03', normal: true }])
})

test('words that name nothing are asked back with themselves in the question, and nothing is filed', async () => {
  await at('07:45')
  const electrician = world.person('鲁锦木')
  const asked = await electrician.says('/巡查 XC-03 不正常')
  expect(asked.text).toContain('您写的是「不正常」。正常，还是有问题？')
  expect(asked.buttons).toEqual(['有问题', '正常', '返回'])
  expect(await visits(world)).toEqual([])
  expect((await electrician.submits('有问题', { text: '不正常' })).toast).toContain('什么东西')
  expect((await electrician.submits('有问题', { text: '拖把乱放' })).toast).toContain('已登记隐患 1')
  await electrician.says('/巡查 XC-04 不好说')
  expect((await electrician.submits('正常', { text: '灯坏了' })).toast).toContain('已登记隐患 2')
  await electrician.says('/巡查 XC-04 不好说')
  expect((await electrician.submits('正常', {})).toast).toContain('已记到点：正常')
  setAside(world)
})

test('a child hurt at a point is an incident there, and the point counts as reached', async () => {
  await at('07:45')
  await world.person('鲁锦木').says('/巡查 XC-03 有个学生摔倒流血了')
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM incidents')
  expect(JSON.parse(row!.state)).toMatchObject({ category: 'injury', place: { kind: 'point', id: 'PP03' } })
  expect(await countOf(world, 'hazards')).toBe(0)
  expect(await visits(world)).toMatchObject([{ point: 'PP03', normal: false }])
  setAside(world)
})

test('a guard without the app: who enters for him walks his round, and the record keeps both', async () => {
  await at('06:50')
  expect(await instanceOf(world, guard('07:00'))).toMatchObject({ owner: 'W02', status: 'open' })
  const proxy = world.person('蔡大嵩')
  expect((await proxy.says('/巡查')).text).toContain('（代 魏守川）')
  const page = visit('蔡大嵩')
  await page.get(await scanOf(world, 'XC-02'))
  const after = await page.presses('全部正常')
  expect(after.text).toContain('本轮已完成')
  expect(await instanceOf(world, guard('07:00'))).toMatchObject({
    status: 'done',
    doneBy: 'W02',
    enteredBy: 'W01',
  })
  const [walk] = await visits(world)
  expect(walk).toMatchObject({ by: 'W02', enteredBy: 'W01', how: 'scan', round: guard('07:00') })
  const logged = await eventsOf(world, 'patrol', walk!.id)
  expect(logged.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['patrol.visited', 'W01'],
    ['patrol.was-normal', 'W01'],
  ])
  setAside(world)
})

test('somebody else at the plate: it is a visit of the point, the guard’s round still waits', async () => {
  await at('06:50')
  const teacher = visit('单念蘅')
  await teacher.get(await scanOf(world, 'XC-02'))
  expect((await teacher.presses('全部正常')).text).toContain('现在没有要走的巡查，记为临时巡查')
  expect(await instanceOf(world, guard('07:00'))).toMatchObject({ status: 'open', proofs: [] })
  expect((await visits(world))[0]).toMatchObject({ by: 'T31', round: null })
  for (const words of ['盲区', '打印']) {
    const refused = await world.person('单念蘅').says(`/巡查 ${words}`)
    expect(refused.text).toMatch(/由安全办公室/)
  }
  expect((await teacher.get('/points')).status).toBe(403)
  setAside(world)
})

test('the teacher at the gate has no point of his own: any one plate shows that he is there', async () => {
  const school = patrolSchool()
  const duties = (school.duties ?? []).filter(({ id }) => id !== 'ptl-gate-escort')
  world = await openWorld({ at: `${DAY} 06:00`, school: { ...school, duties } })
  await world.at('07:30')
  setAside(world)
  const id = `ptl-gate-escort.校门口.${DAY}.07:30-08:20`
  const { owner } = await instanceOf(world, id)
  const { name } = school.staff.find((entry) => entry.id === owner)!
  expect((await world.person(name).says('/巡查')).text).not.toContain('还没有扫码的区域')
  const teacher = visit(name)
  await teacher.get(await scanOf(world, 'XC-01'))
  await teacher.presses('全部正常')
  expect(await instanceOf(world, id)).toMatchObject({
    status: 'done',
    proofs: [{ type: 'location', how: 'scan' }],
  })
  const other = await world.person('顾鹿蓁').says('/巡查')
  expect(other.text).toBe('现在没有要走的巡查。看到问题随时可以报。')
  setAside(world)
})

test('late: the round says since when, and a scan then is late', async () => {
  await at('08:20')
  const proxy = world.person('蔡大嵩')
  expect((await proxy.says('/巡查')).text).toContain('08:00 起已迟，现在补走仍算数')
  const spots = await world.person('聂怀谷').says('/巡查 盲区')
  expect(spots.text).toContain('门卫保安重点部位巡查 07:00（魏守川） 9月1日 08:00 起迟')
  const page = visit('蔡大嵩')
  await page.get(await scanOf(world, 'XC-02'))
  await page.presses('全部正常')
  expect(await instanceOf(world, guard('07:00'))).toMatchObject({ status: 'late' })
  expect((await world.person('聂怀谷').says('/巡查 盲区')).text).not.toContain('魏守川） 9月1日')
  setAside(world)
})

test('the leader’s round asks for a photo: with it, the scan of his one point is enough', async () => {
  await at('09:20')
  const leader = visit('贺栎生')
  const page = await leader.get(await scanOf(world, 'XC-04'))
  expect(page.text).toContain('现场照片（本轮要一张）')
  await leader.presses('全部正常')
  expect(await instanceOf(world, LEADER)).toMatchObject({ status: 'open', proofs: [{ type: 'checklist' }] })
  const photo = new File([Buffer.from(picture('wall'))], '围墙.png', { type: 'image/png' })
  const after = await leader.presses('全部正常', { photos: [photo] })
  expect(after.text).toContain('本轮已完成')
  const [id] = (await visits(world))[0]!.photos
  expect(after.html).toContain(`/photo/${id}`)
  expect((await leader.send(`/photo/${id}`)).status).toBe(200)
  // It belongs to the point now: whoever sees the point sees the picture.
  const other = visit('聂怀谷')
  expect((await other.get('/m/patrol/PP04')).html).toContain(`/photo/${id}`)
  expect((await other.send(`/photo/${id}`)).status).toBe(200)
  setAside(world)
})

test('a torn code, another school’s and a replaced one say so; in the chat an unknown point too', async () => {
  await at('07:45')
  const anybody = visit('鲁锦木')
  const plate = await plateOf(world, 'XC-17')
  expect((await anybody.get(plate.slice(0, -9))).text).toContain('码没有扫全')
  const [body] = plate.split('.')
  const foreign = await anybody.get(`${body}.${'A'.repeat(43)}`)
  expect(foreign.text).toContain('不是本校的巡查码')
  const refused = await world.person('鲁锦木').says('/巡查 XC-99 正常')
  expect(refused.text).toContain('本校没有巡查点「XC-99」')
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  expect((await world.person('贺栎生').says('/巡查 XC-04 正常', group)).text).toContain('请和我私聊')
  expect(await visits(world)).toEqual([])
  setAside(world)
})

test('blind spots: points nobody was at for seven days, points of nobody, rounds by the hour, ticks without a scan', async () => {
  const school = patrolSchool()
  const nobodys = school.patrol_points.map((point) => {
    const { owner: _, ...rest } = point
    return point.qr === 'XC-19' ? rest : point
  })
  world = await openWorld({ at: `${DAY} 06:00`, school: { ...school, patrol_points: nobodys } })
  await world.at('07:45')
  await world.person('鲁锦木').says('/巡查 XC-17 正常')
  await world.person('鲁锦木').says('/今日')
  await world.person('鲁锦木').presses('正常')
  setAside(world)
  const office = world.person('杭砥平')
  const before = await office.says('/巡查 盲区')
  expect(before.text).toContain('7 天没有人到的点（23）')
  expect(before.text).not.toContain('XC-17 配电房（')
  expect(before.text).toContain('没有责任人的点（1）\n- XC-19 操场与看台')
  expect(before.text).toContain('7 天没有人扫码的点（1）\n- XC-17 配电房')
  await world.at('2026-09-02 00:10')
  setAside(world)
  const night = await office.says('/巡查 盲区')
  expect(night.text).toContain('门卫保安重点部位巡查 07:00（魏守川） 9月1日 08:00 起缺')
  expect(night.text).toContain('未扫码就打勾的巡查：1 轮')
  expect(night.tags[0]).toMatch(/^\d+ 处$/)
  await world.at('2026-09-08 07:46')
  setAside(world)
  expect((await office.says('/巡查 盲区')).text).toContain('XC-17 配电房（鲁锦木） 上次 9月1日 07:45')
  setAside(world)
})

test('words on a page cannot say that they were scanned', async () => {
  await at('07:45')
  const electrician = visit('鲁锦木')
  await electrician.get('/m/patrol/PP17')
  const { action, body } = electrician.formOf('全部正常')
  body.append('scanned', 'PP17')
  await electrician.posts(action, body)
  await electrician.get(await scanOf(world, 'XC-17'))
  const other = electrician.formOf('其他问题')
  other.body.set('says', '/巡查 PP18 正常')
  await electrician.posts(other.action, other.body)
  expect((await visits(world)).map(({ point, how }) => [point, how])).toEqual([
    ['PP17', 'desk'],
    ['PP18', 'desk'],
  ])
  setAside(world)
})
