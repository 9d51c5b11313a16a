import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openFile } from '../../src/store/file.ts'
import { cli } from '../process.ts'
import { wholeSchool } from '../world.ts'

vi.setConfig({ testTimeout: 60_000 })

// `npm run seed -- --update` on a real file and a real database, as the administrator runs it.
let folder: string
const path = (name: string) => join(folder, name)
const seed = (...args: string[]) =>
  cli(['seed', ...args], {
    DATABASE_URL: `file:${path('school.db')}`,
    SCHOOL_FILE: path('school.json'),
    SHUANGZE_NOW: '2026-09-02T10:00:00+08:00',
  })
const events = async () => {
  const db = openFile(path('school.db'))
  const { n } = (await db.get<{ n: number }>('SELECT count(*) AS n FROM events'))!
  await db.close()
  return Number(n)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'school-update-'))
  await writeFile(path('school.json'), JSON.stringify(wholeSchool()))
  const { code, stderr } = await seed()
  expect(code, stderr).toBe(0)
})
afterAll(() => rm(folder, { recursive: true }))

test('looked at first, then applied, and once', async () => {
  const school = wholeSchool()
  school.duty_roster.duty_leader_by_weekday['1'] = 'P03'
  school.staff = school.staff.map((each) => (each.id === 'T31' ? { ...each, name: '单念萱' } : each))
  await writeFile(path('school.json'), JSON.stringify(school))
  const before = await events()
  const looked = await seed('--update')
  expect(looked.code, looked.stderr).toBe(0)
  expect(looked.stdout).toContain('单念萱　姓名：单念蘅 → 单念萱')
  expect(looked.stdout).toMatch(/值班领导　周一　阮知微 → \S+/)
  expect(looked.stdout).toContain('只是预览，没有改动')
  expect(await events()).toBe(before)
  expect((await seed('--update', '--apply')).stdout).toMatch(/已生效：\d+ 项/)
  const after = await events()
  expect(after).toBeGreaterThan(before)
  expect((await seed('--update', '--apply')).stdout).toContain('没有要改的')
  expect(await events()).toBe(after)
})

test('a torn file, and one with a mistake, change nothing', async () => {
  const before = await events()
  const whole = JSON.stringify(wholeSchool())
  const wrong = { ...wholeSchool(), grade_leaders: { 1: 'nobody' } }
  for (const [text, said] of [
    [whole.slice(0, whole.length / 2), '不是完整的 JSON'],
    [JSON.stringify(wrong), '不在教职工名单里'],
  ] as const) {
    await writeFile(path('school.json'), text)
    const { code, stderr } = await seed('--update', '--apply')
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)])
    expect(stderr).not.toContain('    at ')
  }
  expect(await events()).toBe(before)
  expect((await seed('--apply')).stderr).toContain('--update')
})
