import { afterEach, expect, test } from 'vitest'
import { checkin, excuse } from '../../src/checkins/checkin.ts'
import type { Instance } from '../../src/instances/instance.ts'
import { requestLeave, settleLeave } from '../../src/leaves/leaves.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork, type Work } from '../../src/log/work.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { linkOf, onPages } from '../pages/visitor.ts'
import { picture } from '../playground/page-picture.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { instanceOf } from '../states.ts'
import { addressOf, cleaningOf, hang, tabletSchool, taps } from '../tablets/hanging.ts'
import { openWorld, type World } from '../world.ts'
import { checkinOf, countOf, eventsOf, expectEntered, setAside, staffCheckin } from './school-day.ts'

let world: World
afterEach(() => world.close())

const { visit } = onPages(() => world)
const DAY = '2026-09-01'
const PHOTO = () => new File([picture('clean') as Uint8Array<ArrayBuffer>], '厕所.png')
const office = () => world.person('杭砥平')
const instance = (id: string) => instanceOf(world, id)

/** As the office writes it down for somebody who cannot ask in the chat. */
async function onLeave(who: string, reason: string): Promise<void> {
  const directory = await directoryReader(world.town.db)()
  const days = { firstDay: DAY, lastDay: DAY, substitute: undefined, reason }
  await writes('P03', async (work) => {
    const asked = await requestLeave(work, directory, directory.person(who)!, days)
    await settleLeave(work, directory, asked.id, 'granted', directory.person('P03')!, '')
  })
}

async function writes(actor: string, act: (work: Work) => Promise<unknown>): Promise<void> {
  const { db } = world.town
  await recordUntilDone(
    db,
    `test-${crypto.randomUUID()}`,
    () => beginWork(db, world.town.now(), actor),
    async (work) => {
      await act(work)
      return {}
    },
  )
}

async function at(time: string): Promise<void> {
  world = await openWorld({ at: `${DAY} 06:00`, school: tabletSchool() })
  await world.at(time)
  setAside(world)
}

test('the office hangs one up in the chat; on its page stands the code of the link, and the link needs no login', async () => {
  await at('14:45')
  const card = await office().says('/tablet')
  expect(card.text).toContain('现在有 6 位：魏守川、郝铁栏、申更岩、侯芹芳、钮春灶、阎净秋')
  expect(card.tags).toEqual(['还没有开通'])
  const hung = await office().submits('开通', { place: ' 厨房 ' }, card)
  expect(hung.toast).toBe('厨房的平板已开通，请打开网页扫码')
  expect(hung.text).toContain('链接 9月1日 14:45 由杭砥平开通')
  expect(linkOf(hung)).toBe(`${world.town.url}/tablets`)
  expect(JSON.stringify(hung.card)).not.toContain('/t/')
  const page = await visit('杭砥平').get('/tablets')
  const [, link = ''] = /href="(http[^"]+\/t\/[^"]+)"/.exec(page.html) ?? []
  expect(link).toBe(world.town.url + (await addressOf(world, '厨房')))
  expect(page.html).toContain('aria-label="厨房平板的二维码"')
  const list = await (await hang(world, '厨房')).get(link)
  expect(list.text).toContain('厨房 · 请点自己的名字')
  expect(await eventsOf(world, 'tablet', '厨房')).toMatchObject([{ kind: 'tablet.opened', actor: 'G03' }])
  setAside(world)
})

test('the cook taps her name and 无异常, and the tablet is back at the names; who entered it is kept and shown', async () => {
  await at('14:45')
  const tablet = await hang(world, '厨房')
  const list = await tablet.get(tablet.home)
  // Whose duties are due stands first; nobody with the app stands there.
  expect(list.text).toMatch(/侯芹芳\n1 项待办\n钮春灶\n1 项待办\n阎净秋\n/)
  expect(list.text).not.toContain('窦丰和')
  const own = await taps(tablet, list, '侯芹芳')
  expect(own.text).toContain('今日签到\n16:30 前')
  expect(own.text).not.toContain('钮春灶')
  const done = await tablet.presses('无异常')
  expect(done.path).toMatch(/^\/t\/[^/]+\?done=/)
  expect(done.text).toContain('侯芹芳：已记录，谢谢')
  expect(done.text).toMatch(/侯芹芳\n已完成/)
  await expectEntered(world, 'W06', 'tablet/厨房')
  await world.town.settleAnswers()
  const proxy = await world.person('窦丰和').says('/今日')
  expect(proxy.text).toContain('录入：平板代录 · 厨房')
  expect((await checkinOf(world, staffCheckin('W07'))).status).toBe('open')
  await world.at('16:20')
  expect(world.person('窦丰和').gets('提醒').text).not.toMatch(/侯芹芳 今日签到\n16:30 前/)
  setAside(world)
})

test('a duty with every kind of proof is filled in on the tablet, picture and all; the office reads where', async () => {
  await at('08:30')
  const tablet = await hang(world, '门岗')
  await taps(tablet, await tablet.get(tablet.home), '阎净秋')
  const form = await tablet.presses('填写')
  expect(form.text).toContain('打扫了几间')
  expect(form.buttons).toEqual(['提交', '返回'])
  const half = await tablet.presses('提交', { toilets: '１２', text: '都冲过了', checklist: '全部正常' })
  expect(half.text).toContain('已收到，还要：照片')
  await tablet.presses('填写')
  const done = await tablet.presses('提交', { photos: [PHOTO()] })
  expect(done.text).toContain('阎净秋：已完成，谢谢')
  const about = await instance(cleaningOf(DAY))
  expect(about).toMatchObject({ status: 'done', owner: 'W08', doneBy: 'W08', enteredBy: 'tablet/门岗' })
  expect(about.proofs.map(({ type, value, enteredBy }) => [type, value, enteredBy]).slice(0, 3)).toEqual([
    ['number', '打扫了几间：12', 'tablet/门岗'],
    ['text', '都冲过了', 'tablet/门岗'],
    ['checklist', '全部正常', 'tablet/门岗'],
  ])
  expect(about.proofs.at(-1)).toMatchObject({ type: 'photo', by: 'W08', enteredBy: 'tablet/门岗' })
  await world.town.settleAnswers()
  // 杭砥平 is the cleaner's proxy and the safety office.
  expect((await office().says('/今日')).text).toContain('已完成 · 平板代录 · 门岗')
  setAside(world)
})

test('a guard ticks his round, and tells of a hazard with one line; the hazard goes its way under his name', async () => {
  await at('07:05')
  const tablet = await hang(world, '门岗')
  const list = await tablet.get(tablet.home)
  const [, name = ''] = /class="due"[^>]*><b>([^<]+)</.exec(list.html) ?? []
  expect(['魏守川', '郝铁栏']).toContain(name)
  const own = await taps(tablet, list, name)
  const rows = await world.town.db.all<{ state: string }>(
    "SELECT state FROM duty_instances WHERE duty = 'ptl-guard-five' AND status = 'open'",
  )
  const round = rows.map(({ state }) => JSON.parse(state) as Instance).find(({ owner }) => owner !== 'W01')!
  expect(own.buttons).toContain('有情况')
  const ask = /href="([^"]+\?ask=hazard)"/.exec(own.html)![1]!
  await tablet.get(ask)
  const told = await tablet.presses('提交', { text: '校门口伸缩门轨道卡住，夹人', photos: [PHOTO()] })
  expect(told.text).toContain('已登记，编号 1')
  expect(told.text).not.toContain('伸缩门')
  const hazard = (await eventsOf(world, 'hazard', '1'))[0]!
  expect(hazard).toMatchObject({
    kind: 'hazard.reported',
    actor: 'tablet/门岗',
    data: { reporter: round.owner, enteredBy: 'tablet/门岗' },
  })
  expect(hazard.data.photos).toHaveLength(1)
  await tablet.presses('正常')
  expect(await instance(round.id)).toMatchObject({
    status: 'done',
    doneBy: round.owner,
    enteredBy: 'tablet/门岗',
    proofs: [{ how: 'desk' }, { how: 'desk' }, { how: 'desk' }],
  })
  await world.town.settleAnswers()
  expect((await office().says('/隐患 1')).text).toContain('录入：平板代录 · 门岗')
  setAside(world)
})

test('有隐患 and 有事件 of the check-in work; what is in confidence goes up and is never shown there', async () => {
  await at('14:45')
  const tablet = await hang(world, '厨房')
  await taps(tablet, await tablet.get(tablet.home), '侯芹芳')
  await tablet.presses('有事件')
  const done = await tablet.presses('提交', { text: '有学生说被同学长期欺凌，还被打了' })
  expect(done.text).toContain('侯芹芳：已记录，谢谢。已登记事件 1')
  expect(await countOf(world, 'incidents')).toBe(1)
  const [reported] = await eventsOf(world, 'incident', '1')
  expect(reported).toMatchObject({ data: { reporter: 'W06', enteredBy: 'tablet/厨房', restricted: true } })
  const own = await taps(tablet, done, '侯芹芳')
  expect(own.text).toContain('事件 1')
  expect(own.text).not.toContain('欺凌')
  await world.town.settleAnswers()
  setAside(world)
})

test('who is on leave has nothing to fill in, and why is not for others to read; the substitute’s phone has it', async () => {
  await at('14:00')
  const tablet = await hang(world, '厨房')
  await onLeave('W06', '慢性肝炎复查')
  await onLeave('W07', '肝炎密接')
  await world.at('14:45')
  setAside(world)
  const list = await tablet.get(tablet.home)
  expect(list.text).toMatch(/侯芹芳\n现在没有要填的\n钮春灶\n现在没有要填的/)
  for (const name of ['侯芹芳', '钮春灶']) {
    const own = await taps(tablet, list, name)
    expect(own.text).toContain('已交给窦丰和，您不用管')
    expect(own.text).not.toContain('肝炎')
    expect(own.buttons).not.toContain('无异常')
  }
  // Nor does somebody read it by writing the form himself.
  const other = await taps(tablet, list, '阎净秋')
  expect(other.buttons).toContain('无异常')
  const { body } = tablet.formOf('无异常')
  await tablet.get(`${tablet.home}/W06?ask=hazard`)
  const forged = tablet.formOf('提交')
  forged.body.set('says', String(body.get('says')).replace('W08', 'W06'))
  expect((await tablet.posts(forged.action, forged.body)).text).toContain('这项签到已交给窦丰和，您不用管。')
  forged.body.set('says', String(body.get('says')))
  expect((await tablet.posts(forged.action, forged.body)).text).toContain('您不能代报')
  setAside(world)
})

test('excused: that it is so stands on the tablet, why stands only on the proxy’s own card', async () => {
  await at('08:30')
  const tablet = await hang(world, '门岗')
  await world.person('聂怀谷').says(`/免做 ${cleaningOf(DAY)} 家里有丧事`)
  const own = await taps(tablet, await tablet.get(tablet.home), '阎净秋')
  expect(own.text).toContain('每日厕所保洁\n免做')
  expect(own.text).not.toContain('丧事')
  expect((await office().says('/今日')).text).toContain('免做：家里有丧事')
  await world.at('14:45')
  await writes('P03', (work) => work.change(checkin, staffCheckin('W08'), excuse('请假：慢性肝炎', 'P03')))
  const later = await taps(tablet, await tablet.get(tablet.home), '阎净秋')
  expect(later.text).toContain('今日签到\n免报')
  expect(later.text).not.toContain('肝炎')
  expect((await office().says('/今日')).text).toContain('免报：请假：慢性肝炎')
  setAside(world)
})

test('renewed, the old link is void at once and says who helps; the form that was open loses nothing and records nothing', async () => {
  await at('14:45')
  const tablet = await hang(world, '厨房')
  await taps(tablet, await tablet.get(tablet.home), '侯芹芳')
  const { action, body } = tablet.formOf('无异常')
  const said = await office().says('/平板 厨房 换新')
  expect(said.text).toContain('厨房')
  const late = await tablet.posts(action, body)
  expect(late.status).toBe(403)
  expect(late.text).toContain('已停用或已换新，刚才的内容没有记上')
  const typed = new FormData()
  for (const [name, value] of body) typed.set(name, value)
  typed.set('text', '厨房燃气软管裂了')
  expect((await tablet.posts(action, typed)).text, 'what was typed is still there').toContain(
    '厨房燃气软管裂了',
  )
  expect((await checkinOf(world, staffCheckin('W06'))).status).toBe('open')
  const home = await addressOf(world, '厨房', 2)
  await taps(tablet, await tablet.get(home), '侯芹芳')
  // A ticket belongs to its own link, also when both are of one tablet.
  const fresh = tablet.formOf('无异常')
  const swapped = await tablet.posts(fresh.action, body)
  expect(swapped.status).toBe(403)
  expect((await checkinOf(world, staffCheckin('W06'))).status).toBe('open')
  expect((await tablet.posts(fresh.action, fresh.body)).text).toContain('已记录，谢谢')
  await office().presses('停用', await office().says('/平板'), true)
  expect((await tablet.get(home)).status).toBe(403)
  expect((await office().says('/平板')).text).toContain('厨房 已停用')
  setAside(world)
})

test('who may, where, and what is not understood: a sentence each', async () => {
  await at('10:00')
  expect((await world.person('单念蘅').says('/平板 门岗')).text).toContain('安全办公室或分管副校长开通')
  expect((await world.person('聂怀谷').says('/平板 门岗')).tags).toEqual(['1 块在用'])
  for (const where of ['停用', '一个长得没有人会写在墙上的地方', '门岗/../x'])
    expect((await office().says(`/平板 ${where}`)).text, where).toContain('请写平板挂在哪里')
  expect((await office().says('/平板 门岗 砸了')).text).toContain('可以说：/平板 门岗 换新、停用')
  expect((await office().says('/平板 库房 停用')).text).toContain('这里没有在用的平板')
  const group = await office().says('/平板', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(group.text).toContain('不在群里发')
  setAside(world)
})

test('rows are what the events make of them, and the seals hold', async () => {
  await at('14:45')
  const tablet = await hang(world, '厨房')
  await taps(tablet, await tablet.get(tablet.home), '侯芹芳')
  await tablet.presses('有隐患')
  await tablet.presses('提交', { text: '灶台煤气味很重', photos: [PHOTO()] })
  await office().says('/平板 厨房 换新')
  await office().says('/平板 厨房 停用')
  await office().says('/平板 厨房')
  await world.town.restart()
  await expectRowsAreTheEvents(world.town.db)
  setAside(world)
})
