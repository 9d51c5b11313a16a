import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openFile } from '../../src/store/file.ts'
import { cli } from '../process.ts'
import { schoolWith, wholeSchool } from '../world.ts'

vi.setConfig({ testTimeout: 60_000 })

// `npm run template` on real files and a real database, as the office of a school runs it.
type Entry = { id: string; [key: string]: unknown }
interface File {
  duties: Entry[]
  calendar: { terms: { id: string; name: string; start: string; end: string }[] }
  patrol_points: Entry[]
  [key: string]: unknown
}

let folder: string
let exported: File
const path = (name: string) => join(folder, name)
const env = () => ({ DATABASE_URL: `file:${path('school.db')}`, SHUANGZE_NOW: '2026-09-02T10:00:00+08:00' })
const template = (...args: string[]) => cli(['template', ...args], env())

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'template-'))
  const school = schoolWith('mtg-monthly-special', 'ins-dept-weekly')
  const called = { id: 'mtg-monthly-special', note: '请单念蘅老师备会，电话 13812345678' }
  school.duties = [...(school.duties ?? []), called]
  await writeFile(path('school.json'), JSON.stringify(school))
  const seeded = await cli(['seed'], { ...env(), SCHOOL_FILE: path('school.json') })
  expect(seeded.code, seeded.stderr).toBe(0)
  const { code, stderr } = await template('--export', path('template.json'))
  expect(code, stderr).toBe(0)
  exported = JSON.parse(await readFile(path('template.json'), 'utf8')) as File
})
afterAll(() => rm(folder, { recursive: true }))

/** The exported file with some change in it, imported. */
async function imported(change: (file: File) => void, ...args: string[]) {
  const file = structuredClone(exported)
  change(file)
  await writeFile(path('changed.json'), JSON.stringify(file))
  return template('--import', path('changed.json'), '--days', '31', ...args)
}
const duty = ({ duties }: File, id: string) => duties.find((entry) => entry.id === id)!
const applied = async () => {
  const db = openFile(path('school.db'))
  const { n } = (await db.get<{ n: number }>(
    "SELECT count(*) AS n FROM events WHERE kind = 'school.template-applied'",
  ))!
  await db.close()
  return Number(n)
}

test('an export holds the whole catalogue and no person, account or phone number', async () => {
  expect(exported.duties.length).toBeGreaterThan(70)
  expect(duty(exported, 'mtg-monthly-special')).toMatchObject({ default_on: true, post: 'vp_safety' })
  const text = JSON.stringify(exported)
  for (const { name, feishu_user_id: account, id } of wholeSchool().staff) {
    expect(text).not.toContain(name)
    expect(text).not.toContain(`"${id}"`)
    if (account) expect(text).not.toContain(account)
  }
  expect(text).not.toContain('13812345678')
  expect(duty(exported, 'mtg-monthly-special').note).toBe('请班主任老师备会，电话 （略）')
  const twice = await template('--export', path('template.json'))
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('exists already')])
})

test('the own export changes only what was taken out of it', async () => {
  const { code, stdout, stderr } = await imported((file) => {
    duty(file, 'mtg-monthly-special').note = '请单念蘅老师备会，电话 13812345678'
  })
  expect(code, stderr).toBe(0)
  expect(stdout.match(/^无$/gm)).toHaveLength(13)
  expect(stdout).toContain('只是预览，没有改动')
})

test('a preview names what is new, gone and moved, and applies only when told to', async () => {
  const change = (file: File) => {
    const meeting = duty(file, 'mtg-monthly-special')
    meeting.recurrence = { ...(meeting.recurrence as object), weekday: 3 }
    duty(file, 'ins-dept-weekly').default_on = false
    duty(file, 'ptl-fire-daily').default_on = true
    file.duties.push({
      ...duty(file, 'ptl-fire-daily'),
      id: 'own-bus-washing',
      title_zh: '校车清洗',
      post: 'bus_keeper',
    })
  }
  const { code, stdout, stderr } = await imported(change)
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/【新增的职责】\n每日防火巡查.*\n校车清洗/)
  expect(stdout).toMatch(/【不再执行的职责】\n处室周安全自查/)
  expect(stdout).toMatch(/【改动的职责】\n每月安全专题会议　周期改了/)
  expect(stdout).toContain('每月安全专题会议　9月24日 周四 → 9月30日 周三')
  expect(stdout).toMatch(/每日防火巡查　0 项 → \d\d 项/)
  expect(stdout).toMatch(/鲁锦木　\d+ 条 → \d+ 条（\+\d+）/)
  expect(stdout).toContain('校车清洗　请先补上：每个岗位有人')
  expect(stdout).toContain('已经开始的项目、已经报的隐患和事件按原来的规则办完')
  expect(await applied()).toBe(0)
  const done = await imported(change, '--apply')
  expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('已生效')])
  expect(await applied()).toBe(1)
  await imported(change, '--apply')
  expect(await applied(), 'the same once more is no change').toBe(1)
  const replay = await cli(['replay'], env())
  expect(replay.stdout).toContain('equal')
  const back = await template('--import', path('template.json'), '--apply')
  expect(back.stdout).toMatch(/【不再执行的职责】\n每日防火巡查\n校车清洗/)
})

const WRONG: [string, (file: File) => void, RegExp[]][] = [
  [
    'a duty that can never fall due',
    (file) => {
      duty(file, 'ins-dept-weekly').recurrence = {
        type: 'yearly_dates',
        dates: ['02-29'],
        day_basis: 'school_day',
        shift: 'skip',
      }
    },
    [/处室周安全自查.+一次也排不上：请改它的周期/],
  ],
  [
    'a weekday that does not exist, and beside it a post that does not',
    (file) => {
      duty(file, 'ins-dept-weekly').recurrence = { type: 'weekly', weekday: 8, day_basis: 'school_day' }
      duty(file, 'ptl-fire-daily').post = 'astronaut'
    },
    [/ins-dept-weekly.+1（周一）到 7（周日）/, /ptl-fire-daily.+没有岗位「astronaut」/],
  ],
  [
    'overlapping terms',
    (file) => {
      file.calendar.terms.push({ id: 'x', name: '加学期', start: '2027-01-10', end: '2027-03-01' })
    },
    [/学期「2026-2027学年第一学期」.+「加学期」.+日期重叠，请改其中一个的日期/],
  ],
  [
    'a point of nobody we know',
    (file) => {
      file.patrol_points[0]!.owner = 'astronaut'
    },
    [/没有岗位「astronaut」：/],
  ],
  [
    'a check-in that is not daily',
    (file) => {
      duty(file, 'chk-staff-daily').recurrence = { type: 'weekly', weekday: 1, day_basis: 'school_day' }
    },
    [/chk-staff-daily.+不能改，它每个上课日一次/],
  ],
  [
    'rows of another kind',
    (file) => {
      file.duties = 'all of them' as never
    },
    [/duties应当是列表/],
  ],
]

test.each(WRONG)('%s is refused with how to mend it, and nothing applies', async (_name, change, said) => {
  const before = await applied()
  const { code, stderr, stdout } = await imported(change, '--apply')
  expect([code, stdout]).toEqual([1, ''])
  for (const words of said) expect(stderr).toMatch(words)
  expect(stderr).not.toContain('    at ')
  expect(await applied()).toBe(before)
})

test('no JSON, an empty file, a missing one and wrong options are sentences', async () => {
  await writeFile(path('torn.json'), '{"duties": [')
  expect((await template('--import', path('torn.json'))).stderr).toContain('不是完整的 JSON')
  await writeFile(path('huge.json'), ' '.repeat(10 * 1024 * 1024))
  expect((await template('--import', path('huge.json'))).stderr).toContain('模板文件有 10 MB，最多 2 MB')
  await writeFile(path('newer.json'), '{"template_version": 2, "duties": []}')
  expect((await template('--import', path('newer.json'))).stderr).toContain('请先升级软件再导入')
  await writeFile(
    path('gbk.json'),
    Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xd1, 0xb2, 0xb2, 0xe9])]),
  )
  expect((await template('--import', path('gbk.json'))).stderr).toContain('请另存为 UTF-8 编码')
  await writeFile(path('empty.json'), '{}')
  expect((await template('--import', path('empty.json'))).stderr).toContain('没有可以导入的内容')
  expect((await template('--import', path('none.json'))).stderr).toContain('cannot be read')
  expect((await template()).stderr).toContain('either --export FILE or --import FILE or --undo')
  expect((await template('--import', path('template.json'), '--days', 'x')).stderr).toContain('--days')
  const help = await template('--help')
  expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('npm run template')])
})

test('a policy says in words what changes, and the way back brings the former one', async () => {
  const change = (file: File) => {
    const policies = file.escalation_policies as { id: string; steps: { at: string; to: string[] }[] }[]
    policies.find(({ id }) => id === 'ESC-DAILY')!.steps[2]!.at = 'due+PT40M'
    const settings = file.settings as { key: string; value: unknown }[]
    settings.find(({ key }) => key === 'hazard.general.accept')!.value = 'PT2H'
  }
  const { stdout, stderr } = await imported(change, '--apply')
  expect(stderr).toBe('')
  expect(stdout).toMatch(
    /【改动的升级策略】\n当日任务　「截止后 15 分钟：责任人、上级」改为「截止后 40 分钟：责任人、上级」/,
  )
  expect(stdout).toMatch(/【改动的时限】\n一般隐患接收时限：4 个工作小时 → 2 个工作小时/)
  expect((await cli(['replay'], env())).stdout).toContain('equal')
  const back = await template('--undo')
  expect(back.stdout).toContain('改为「截止后 15 分钟：责任人、上级」')
  expect(back.stdout).toContain('只是预览，没有改动')
  expect((await template('--undo', '--apply')).stdout).toContain('已生效')
  const again = await template('--export', path('again.json'))
  expect(again.code, again.stderr).toBe(0)
  const file = JSON.parse(await readFile(path('again.json'), 'utf8')) as File
  expect([file.escalation_policies, file.settings]).toEqual([exported.escalation_policies, exported.settings])
})

test('sections that are missing stay as the school has them', async () => {
  await writeFile(path('part.json'), JSON.stringify({ calendar: { closures: [{ date: '2026-09-16' }] } }))
  const { code, stdout, stderr } = await template('--import', path('part.json'), '--apply')
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/【改动的职责】\n无/)
  const db = openFile(path('school.db'))
  const { state } = (await db.get<{ state: string }>('SELECT state FROM schools'))!
  await db.close()
  const { file } = JSON.parse(state) as {
    file: Record<string, object> & { calendar: Record<string, unknown> }
  }
  const { calendar, patrol_points: points, duty_roster: roster } = wholeSchool()
  expect(file).toMatchObject({ patrol_points: points, duty_roster: roster })
  expect(file.calendar.terms).toEqual(calendar.terms)
  expect(file.calendar.closures).toContainEqual({ name: '停课', start: '2026-09-16', end: '2026-09-16' })
})

test('a calendar with a hole in it is listed', async () => {
  const { code, stdout } = await imported((file) => {
    file.calendar.terms.push({ id: 'y', name: '后年', start: '2028-02-21', end: '2028-06-30' })
  })
  expect(code).toBe(0)
  expect(stdout).toMatch(/【要留意】\n校历从 2027-07-01.+到 2028-02-20 有 235 天没有学期.+之间），这些天/)
})

interface Roster {
  duty_leader_by_weekday: Record<string, string>
  duty_leader_weekend: { default: string[] }
  duty_teacher_by_weekday: Record<string, string[]>
  guard_shifts: { id: string; start: string; end: string; staff: string[] }[]
}

test('a roster of another school: what is not taken over is said, and no shift is lost', async () => {
  const { code, stdout, stderr } = await imported((file) => {
    const roster = file.duty_roster as Roster
    roster.guard_shifts = roster.guard_shifts
      .filter(({ id }) => id === 'day')
      .map((shift) => ({ ...shift, end: '18:30' }))
    roster.duty_leader_by_weekday = { 1: 'school_doctor' }
    roster.duty_leader_weekend = { default: ['school_doctor'] }
    roster.duty_teacher_by_weekday = { 1: ['subject_teacher'] }
  }, '--apply')
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/周一值班领导写的是校医\S*，不能带班：保持原样。/)
  expect(stdout).toMatch(/双休日和节假日值班领导写的是校医\S*，不能带班：保持原样。/)
  expect(stdout).toContain('值日教师按岗位分不清是谁，没有带入：本校的保持原样。')
  const after = join(folder, 'after.json')
  await template('--export', after)
  const roster = (JSON.parse(await readFile(after, 'utf8')) as File).duty_roster as Roster
  expect(roster.guard_shifts.map(({ id, end }) => `${id} ${end}`)).toEqual(['day 18:30', 'night 06:30'])
  expect(roster.duty_leader_by_weekday).toEqual((exported.duty_roster as Roster).duty_leader_by_weekday)
})

test('keys nobody knows are refused with where they stand', async () => {
  const before = await applied()
  const { code, stderr } = await imported((file) => {
    file.foo = 1
    Object.assign(file.calendar, { wrong: true })
    Object.assign(file.patrol_points[0]!, { colour: 'red' })
  }, '--apply')
  expect(code).toBe(1)
  for (const key of ['foo', 'wrong', 'colour']) expect(stderr).toContain(`不认识「${key}」`)
  expect(stderr).toContain('patrol_points 第 1 行')
  expect(await applied()).toBe(before)
})
