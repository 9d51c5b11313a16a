import { afterEach, expect, test } from 'vitest'
import { stockPolicies } from '../../src/duties/policies.ts'
import type { WrittenPolicy } from '../../src/duties/policy-shape.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { templateOf } from '../../src/template/export.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { instanceOf, stateOf } from '../states.ts'
import { type Got, openWorld, quietSchool, schoolWith, type World, wholeSchool } from '../world.ts'

let world: World
afterEach(() => world?.close())

interface Template {
  duties: { id: string; [key: string]: unknown }[]
  escalation_policies: WrittenPolicy[]
  settings: { key: string; value: string | number }[]
  [key: string]: unknown
}

const ROUND = 'ptl-fire-daily'
const office = () => world.person('贺栎生')
const exported = async (): Promise<Template> =>
  structuredClone(templateOf(await world.town.directory())) as Template
const policyIn = ({ escalation_policies: all }: Template, id: string) => all.find((each) => each.id === id)!
const bytes = (text: string) => new TextEncoder().encode(text)
/** The office sends the school's own export with some change in it. */
async function sends(change: (template: Template) => void = () => {}): Promise<Got> {
  const template = await exported()
  change(template)
  return office().sendsFile('模板.json', bytes(JSON.stringify(template)))
}
const round = (day: string) => instanceOf(world, `${ROUND}.school.${day}`)
const applied = async (): Promise<number> =>
  Number(
    (await world.town.db.get<{ n: number }>(
      "SELECT count(*) AS n FROM events WHERE kind = 'school.template-applied'",
    ))!.n,
  )
/** Everything told until then, by name, read. */
async function told(until: string, words: RegExp): Promise<string[]> {
  await world.at(until)
  const found = world.unread().filter(({ got }) => words.test(got.text) || words.test(got.title))
  const names = [...new Set(found.map(({ name }) => name))]
  world.everybodyReads(/./)
  return names
}

/** 15 minutes become 40, and the safety officer hears it too. */
const slower = (template: Template) => {
  const { steps } = policyIn(template, 'ESC-DAILY')
  steps[2] = { ...steps[2]!, at: 'due+PT40M', to: ['owner', 'supervisor', 'safety_officer'] }
}

test('a policy is looked at, applies to what comes, leaves what has begun, and comes back', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: schoolWith(ROUND) })
  world.everybodyReads(/./)
  const look = await sends(slower)
  expect([look.title, look.tags]).toEqual(['模板预览', ['还没有改']])
  expect(look.text).toMatch(/改动的升级策略\n/)
  expect(look.text).toContain(
    '当日任务　「截止后 15 分钟：责任人、上级」改为「截止后 40 分钟：责任人、上级、专（兼）职安全员」',
  )
  expect(look.text).toMatch(/\d+ 人，共\+\d+ 条/)
  expect(await applied()).toBe(0)

  const done = await office().presses('就这样生效', look)
  expect([done.toast, done.title]).toEqual(['已生效', '新规则已生效'])
  expect([await applied(), (await round('2026-09-02')).rules]).toEqual([1, undefined])
  // Due at 10:00, begun under the former rule: overdue at 10:15, and the safety officer hears nothing of that.
  expect(await told('2026-09-02 10:35', /已过时间/)).toEqual(['贺栎生', '鲁锦木'])
  expect((await round('2026-09-02')).status).toBe('overdue')
  expect(await told('2026-09-02 10:55', /已过时间/)).toEqual([])
  await world.at('2026-09-03 10:35')
  world.everybodyReads(/./)
  expect(await round('2026-09-03')).toMatchObject({ status: 'open', rules: 1 })
  expect(await told('2026-09-03 10:55', /已过时间/)).toEqual(['贺栎生', '杭砥平', '鲁锦木'])
  expect((await round('2026-09-03')).status).toBe('overdue')
  expect((await office().says('/模板')).text).toMatch(/自定的升级策略（1）\n.*当日任务　/)

  // The way back is looked at like any template, and is for what has not begun.
  const back = await office().presses('改回来', done)
  expect(back.text).toContain('专（兼）职安全员」改为「截止后 15 分钟：责任人、上级」')
  await office().presses('就这样生效', back)
  expect((await round('2026-09-03')).rules).toBe(1)
  await world.at('2026-09-04 10:35')
  world.everybodyReads(/./)
  expect(await round('2026-09-04')).toMatchObject({ status: 'overdue', rules: 2 })
  await expectRowsAreTheEvents(world.town.db)
})

test('a duty that came with a template goes again, and what of it has begun is finished', async () => {
  world = await openWorld({ at: '2026-09-02 19:00', school: schoolWith(ROUND) })
  world.everybodyReads(/./)
  const look = await sends(({ duties, calendar }) => {
    duties.push({ ...duties.find(({ id }) => id === ROUND)!, id: 'own-pond', title_zh: '荷花池检查' })
    Object.assign(calendar as object, { day_close: '17:30' })
  })
  expect(look.text).toContain('当天汇总：18:00 → 17:30')
  const done = await office().presses('就这样生效', look)
  expect((await world.town.directory()).calendar.dayClose).toBe('17:30')
  await world.at('2026-09-03 09:00')
  const pond = 'own-pond.school.2026-09-03'
  expect(await instanceOf(world, pond)).toMatchObject({ status: 'open' })
  await office().presses('就这样生效', await office().presses('改回来', done))
  await world.at('2026-09-04 10:35')
  expect(await instanceOf(world, pond)).toMatchObject({ status: 'missed' })
  expect((await world.town.directory()).duties.get('own-pond')).toMatchObject({ defaultOn: false })
  const next = await world.town.db.get(
    "SELECT id FROM duty_instances WHERE id = 'own-pond.school.2026-09-04' AND status <> 'cancelled'",
  )
  expect(next).toBeUndefined()
  world.everybodyReads(/./)
  await expectRowsAreTheEvents(world.town.db)
})

test('a hazard and an incident keep the deadlines they were reported under', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: quietSchool() })
  const teacher = world.person('单念蘅')
  await teacher.says('/隐患 教学楼B二楼男厕灯坏了')
  world.everybodyReads(/./)
  const look = await sends((template) => {
    template.settings.find(({ key }) => key === 'hazard.general.rectify_days')!.value = '5WD'
    policyIn(template, 'ESC-INC').steps[6]!.at = 'reported+PT30M'
    policyIn(template, 'ESC-HAZ-GENERAL').steps[0]!.to = ['assignee_dept_head', 'safety_office', 'vp_safety']
  })
  expect(look.text).toContain('一般隐患整改期限：3 个工作日 → 5 个工作日')
  await office().presses('就这样生效', look)
  await teacher.says('/隐患 教学楼B三楼男厕灯坏了')
  expect(world.everybodyReads(/./)).toContain('聂怀谷')
  const [before, after] = [
    await stateOf<Hazard>(world.town.db, 'hazards', '1'),
    await stateOf<Hazard>(world.town.db, 'hazards', '2'),
  ]
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  expect([day(before.rectifyDueMs), before.rules]).toEqual(['2026-09-07', undefined])
  expect([day(after.rectifyDueMs), after.rules]).toEqual(['2026-09-09', 1])
  await teacher.says('/上报 三(2)班一名学生从楼梯摔下骨折送医院')
  expect(await stateOf(world.town.db, 'incidents', '1')).toMatchObject({
    rules: 1,
    limits: { upwardMs: 1_800_000 },
  })
  world.everybodyReads(/./)
  await world.at('2026-09-02 09:31')
  expect(await stateOf(world.town.db, 'incidents', '1')).toMatchObject({ flags: ['迟报风险'] })
  world.everybodyReads(/./)
  await expectRowsAreTheEvents(world.town.db)
})

test('the day’s check-ins go on by the rules they opened with', async () => {
  world = await openWorld({ at: '2026-09-02 07:50', school: schoolWith('chk-homeroom-morning') })
  world.everybodyReads(/./)
  const card = await sends(slower)
  await office().presses('就这样生效', card)
  expect(await told('2026-09-02 09:10', /已过时间/)).not.toEqual([])
  await world.at('2026-09-03 09:05')
  const early = world.unread().filter(({ got }) => /已过时间.*9月3日/.test(got.title))
  expect(early).toEqual([])
  world.everybodyReads(/./)
  expect(await told('2026-09-03 09:30', /已过时间/)).not.toEqual([])
})

test('a look that is no longer true is refused, and nothing applies', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: schoolWith(ROUND) })
  world.everybodyReads(/./)
  const look = await sends(slower)
  await world.person('钟砚舟').says('/模板 停用 防火巡查 确认')
  const late = await office().presses('就这样生效', look)
  expect(late.toast).toContain('预览之后学校的规则又改过')
  expect(await applied()).toBe(1)
  expect((await world.town.directory()).rules.version).toBe(0)
  expect((await office().says('/模板 预览')).text).toContain('现在没有在看的模板')
  expect((await office().says('/模板 生效 zzz')).text).toContain('没有生效')
  const teacher = await world.person('单念蘅').says('/模板 撤销')
  expect(teacher.text).toContain('由安全办公室和校领导管理')
  world.everybodyReads(/./)
})

test('torn, foreign, huge, newer and wrong files are sentences that say how to mend them', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: quietSchool() })
  world.everybodyReads(/./)
  const send = async (text: string) => (await office().sendsFile('模板.json', bytes(text))).text
  expect(await send('{"duties": [')).toContain('不是完整的 JSON 文件')
  expect(await send('{"name":"package","version":"1.0.0"}')).toContain('里面没有可以导入的内容')
  expect(await send('[]')).toMatch(/模板有 1 处要改/)
  expect(await send(' '.repeat(10 * 1024 * 1024))).toBe(
    '模板文件有 10 MB，最多 2 MB。请确认是导出的模板文件。',
  )
  expect(await send('{"template_version": 2, "duties": []}')).toContain('是更新的软件导出的（第 2 版）')
  const template = await exported()
  expect(
    await send(
      JSON.stringify({
        escalation_policies: template.escalation_policies.filter(({ id }) => id !== 'ESC-INC'),
        settings: [{ key: 'hazard.verify_days', value: '90WD' }],
      }),
    ),
  ).toBe(
    [
      '模板有 2 处要改，改好后请重新导入：',
      '策略「ESC-INC」没有写，隐患和事件在用：请把这条策略补上',
      '设置「hazard.verify_days」（隐患验收期限）要在 1WD 到 10WD 之间',
    ].join('\n'),
  )
  expect((await office().sendsFile('模板.json', bytes(JSON.stringify(template)))).text).toContain(
    '和学校现在的规则一样，不用改',
  )
  const other = await world.person('单念蘅').sendsFile('模板.json', bytes('{}'))
  expect(other.text).toContain('不是 PDF、Word 或 Excel 文件')
  expect((await office().says('/模板 撤销')).text).toContain('没有可以撤销的')
  expect(await applied()).toBe(0)
})

test('a policy that a duty needs and the file does not write is named with the duty', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: wholeSchool() })
  world.everybodyReads(/./)
  const got = await sends((template) => {
    template.escalation_policies = [...stockPolicies.values()].filter(({ id }) => id !== 'ESC-MEETING')
  })
  expect(got.text).toMatch(/策略「ESC-MEETING」没有写，「.+」等 \d+ 项职责在用：请把这条策略补上/)
  world.everybodyReads(/./)
})

test('what one school exports, another one exports again after taking it over', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: schoolWith(ROUND, 'mtg-monthly-special') })
  world.everybodyReads(/./)
  const change = (template: Template) => {
    slower(template)
    template.settings.find(({ key }) => key === 'hazard.verify_days')!.value = '3WD'
    template.duties.find(({ id }) => id === ROUND)!.title_zh = '消防日巡查'
    template.duties.push({
      ...template.duties.find(({ id }) => id === ROUND)!,
      id: 'own-pond',
      title_zh: '荷花池检查',
    })
  }
  await office().presses('就这样生效', await sends(change))
  const first = await exported()
  world.everybodyReads(/./)
  await world.close()
  const own = { id: 'own-garden', title_zh: '花园检查' }
  const other = wholeSchool()
  const stock = (await import('../../src/duties/duty.ts')).stockEntry(ROUND)!
  world = await openWorld({ at: '2026-09-02 09:00', school: { ...other, duties: [{ ...stock, ...own }] } })
  world.everybodyReads(/./)
  const look = await office().sendsFile('模板.json', bytes(JSON.stringify(first)))
  expect(look.text).toContain('荷花池检查')
  expect(look.text).toMatch(/不再执行的职责\n/)
  await office().presses('就这样生效', look)
  expect(JSON.stringify(await exported())).toBe(JSON.stringify(first))
  expect((await world.town.directory()).duties.get('own-garden')).toMatchObject({ defaultOn: false })
  world.everybodyReads(/./)
})
