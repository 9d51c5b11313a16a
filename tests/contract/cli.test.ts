import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInstant } from '../../src/config.ts'
import { hashContent, newSalt, type SealedContent } from '../../src/log/seal-hash.ts'
import { openFile } from '../../src/store/file.ts'
import { cli } from '../process.ts'
import { openStage, type Stage } from '../stage.ts'

// The commands of package.json as people and scripts run them: what they print, how they end.
let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const seeded = await cli(['seed'], stage.env())
  expect(seeded.code, seeded.stderr).toBe(0)
})
afterAll(() => stage.close())

const tick = (at: string, more = {}) => cli(['tick', '--at', at], { ...stage.env(), ...more })
const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
/** Moves everybody's clock; a tick at `at` talks to a platform of the same time. */
const at = (instant: string) => {
  stage.jumpTo(Date.parse(instant))
  return instant
}
/** Cards per person of the school so far. */
const cards = () =>
  Object.fromEntries(
    ['单念蘅', '叶梅砚', '葛南枝', '聂怀谷', '阮知微'].map((name) => [
      name,
      stage.answersTo(stage.account(name)).length,
    ]),
  )

test('every command explains itself, whatever the environment says', async () => {
  const names = ['tick', 'migrate', 'seed', 'verify', 'replay', 'backup', 'template', 'ledger']
  const said = await Promise.all(names.map((name) => cli([name, '--help'], { PORT: 'nonsense' })))
  for (const [i, { code, stdout }] of said.entries()) {
    expect(code).toBe(0)
    expect(stdout).toContain(`npm run ${names[i]}`)
  }
  const unknown = await cli(['toString'], {})
  expect(unknown).toMatchObject({ code: 2, stdout: '' })
  expect(unknown.stderr).toContain('npm run tick')
})

test('a tick sends each card once: again, and two at once', async () => {
  const morning = at('2026-09-01T07:50:00+08:00')
  const [one, two] = await Promise.all([tick(morning), tick(morning)])
  expect([one.code, two.code], one.stderr + two.stderr).toEqual([0, 0])
  const steps = [...lines(one.stdout), ...lines(two.stdout)].filter(({ type }) => type === 'step')
  expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length)
  expect(steps).toContainEqual({ type: 'step', at: morning, step: '2026-09-01 chk-homeroom-morning/open' })
  const later = at('2026-09-01T08:05:00+08:00')
  await tick(later)
  const sent = cards()
  expect(sent).toMatchObject({ 单念蘅: 1, 叶梅砚: 1, 葛南枝: 1 })
  const again = await tick(later)
  expect(again.code).toBe(0)
  expect(lines(again.stdout)).toEqual([
    { type: 'drained', at: later, inbox: 0, sealed: 0, sent: 0, stuck: 0, lost: 0, next: null },
  ])
  expect(cards()).toEqual(sent)
  const uuids = stage.emulator.calls.flatMap(({ uuid }) => uuid ?? [])
  expect(new Set(uuids).size).toBe(uuids.length)
})

test('a tick says in its exit code that cards could not be sent, and the next one sends them', async () => {
  expect((await tick(at('2026-09-01T08:40:00+08:00'))).code).toBe(0)
  const later = at('2026-09-01T08:50:00+08:00')
  stage.emulator.faults.always(/POST .*messages/, { throttled: 429, resetSeconds: 60 })
  const vain = await tick(later)
  stage.emulator.faults.clear()
  expect(vain.code).toBe(1)
  expect(Number(lines(vain.stdout).at(-1)!.stuck)).toBeGreaterThan(0)
  const better = await tick(at('2026-09-01T09:00:00+08:00'))
  expect(better.code, better.stderr).toBe(0)
  expect(lines(better.stdout).at(-1)).toMatchObject({ stuck: 0, lost: 0 })
  expect(Number(lines(better.stdout).at(-1)!.sent)).toBeGreaterThan(0)
})

test('--at is an ISO instant; without an offset the school’s own time, wherever the process runs', async () => {
  for (const wrong of ['2026', '2026-02-30T08:00:00+08:00', '2026-09-01', '1756684800000', ''])
    expect(readInstant(wrong), wrong).toBeUndefined()
  const { code, stderr, stdout } = await tick('tomorrow')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('write an ISO instant')
  expect(stderr).not.toContain('    at ')
  const local = await tick('2026-09-01T09:06:00', { TZ: 'America/New_York' })
  expect(lines(local.stdout).at(-1)).toMatchObject({ at: '2026-09-01T09:06:00+08:00' })
  const wrongOption = await cli(['tick', '--att', '2026-09-01T09:06:00'], stage.env())
  expect(wrongOption.code).toBe(1)
  expect(wrongOption.stderr).toContain('--att')
  const none = await cli(['tick'], { DATABASE_URL: stage.databaseUrl })
  expect(none).toMatchObject({ code: 1, stdout: '' })
  expect(none.stderr).toContain('FEISHU_APP_ID')
})

test('seed and migrate may be repeated and say what they did', async () => {
  const env = { DATABASE_URL: `file:${join(stage.folder, 'deep/new.db')}` }
  const [first, beside] = await Promise.all([cli(['migrate'], env), cli(['migrate'], env)])
  expect([first.code, beside.code]).toEqual([0, 0])
  const applied = `${first.stdout}${beside.stdout}`.match(/^applied 0001_/gm)
  expect(applied).toHaveLength(1)
  expect((await cli(['migrate'], env)).stdout).toBe('nothing to do\n')
  const seeded = (await cli(['seed'], env)).stdout
  expect(seeded).toContain('学校资料已载入')
  expect(seeded).toContain('有　学期起止日期')
  expect(seeded).not.toContain('缺　')
  expect((await cli(['seed'], env)).stdout).toContain('没有改动')
  const torn = join(stage.folder, 'torn.json')
  const db = openFile(join(stage.folder, 'deep/new.db'))
  expect(await db.get('SELECT count(*) AS n FROM schools')).toEqual({ n: 1 })
  await db.close()
  await copyFile(new URL('../process.ts', import.meta.url), torn)
  const refused = await cli(['seed'], { DATABASE_URL: `file:${stage.folder}/other.db`, SCHOOL_FILE: torn })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('不是完整的 JSON')
  expect(refused.stderr).not.toContain('    at ')
})

/** A copy of the lived-in database, changed behind the bot's back. */
async function tampered(
  name: string,
  sql: string,
  args: (string | number | Uint8Array)[] = [],
): Promise<{ DATABASE_URL: string }> {
  const path = join(stage.folder, `${name}.db`)
  const copied = await cli(['backup', '--to', path], { DATABASE_URL: stage.databaseUrl })
  expect(copied.code, copied.stderr).toBe(0)
  const db = openFile(path)
  if (sql) await db.write([{ sql, args }])
  await db.close()
  return { DATABASE_URL: `file:${path}` }
}

test('verify and replay find a sound database sound', async () => {
  const env = await tampered('sound', '')
  const verified = await cli(['verify'], env)
  expect(verified.code, verified.stdout).toBe(0)
  expect(verified.stdout).toMatch(/^\d{2,} events, 0 with erased content, [1-9]\d* seals: sound\n$/)
  const replayed = await cli(['replay'], env)
  expect(replayed.code, replayed.stdout).toBe(0)
  expect(replayed.stdout).toMatch(/rows: equal/)
})

test('verify names the event whose content was changed', async () => {
  const env = await tampered(
    'changed',
    "UPDATE events SET data = replace(data, '{', '{\"a\":1,') WHERE seq = 40",
  )
  const { code, stdout } = await cli(['verify'], env)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^event 40 \(.*\): its content was changed/)
})

test('verify sees through a forger who knows how hashes are made, and sees what is gone', async () => {
  const row = (await stage.rows<SealedContent>('SELECT * FROM events WHERE seq = 41'))[0]!
  const salt = newSalt()
  const hash = hashContent(salt, { ...row, data: '{"forged":1}' })
  const env = await tampered('forged', 'UPDATE events SET data = ?, salt = ?, hash = ? WHERE seq = 41', [
    '{"forged":1}',
    salt,
    hash,
  ])
  const { code, stdout } = await cli(['verify'], env)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^seal \d+: events \d+–\d+ are not what was sealed/)
  const gone = await cli(['verify'], await tampered('gone', 'DELETE FROM events WHERE seq = 42'))
  expect(gone.code).toBe(1)
})

test('the ledger is written into a folder of its own, and that is recorded', async () => {
  const folder = `${stage.folder}/ledger`
  const made = await cli(['ledger', '--out', folder, '--from', '2026-09-01'], stage.env())
  expect(made, made.stderr).toMatchObject({ code: 0 })
  expect(made.stdout).toContain('已导出')
  const files = await readdir(folder)
  expect(files).toContain('台账.xlsx')
  expect(await stage.rows("SELECT actor FROM events WHERE kind = 'ledger-export.made'")).toEqual([
    { actor: null },
  ])
  const again = await cli(['ledger', '--out', folder], stage.env())
  expect(again.code).toBe(1)
  expect(again.stderr).toContain('exists already')
  expect((await cli(['ledger'], stage.env())).stderr).toContain('--out')
  expect((await cli(['ledger', '--out', `${folder}2`, '--to', 'soon'], stage.env())).stderr).toContain(
    'write a day',
  )
})

test('replay names rows that the log does not bear out', async () => {
  const sql: Record<string, [string, string]> = {
    altered: [
      "UPDATE checkins SET status = 'done' WHERE unit = 'C301'",
      'checkins 2026-09-01.chk-homeroom-morning.C301: status not as the log says',
    ],
    invented: [
      "INSERT INTO strangers (id, version, state) VALUES ('ou_x', 1, '{}')",
      'strangers ou_x: no event made this row',
    ],
    removed: ["DELETE FROM people WHERE id = 'T31'", 'people T31: the row is missing'],
  }
  for (const [how, [statement, named]] of Object.entries(sql)) {
    const { code, stdout } = await cli(['replay'], await tampered(how, statement))
    expect(code, how).toBe(1)
    expect(stdout, how).toContain(named)
    expect(stdout, how).toContain('NOT equal, 1 differ')
  }
})

test('commands that only look make no database and write over none', async () => {
  const missing = { DATABASE_URL: `file:${stage.folder}/missing.db` }
  for (const args of [['verify'], ['replay'], ['backup', '--to', `${stage.folder}/copy.db`]]) {
    const { code, stderr } = await cli(args, missing)
    expect(code, args[0]).toBe(1)
    expect(stderr, args[0]).toContain('there is no file')
  }
  const over = await cli(['backup', '--to', `${stage.folder}/school.db`], stage.env())
  expect(over.code).toBe(1)
  expect(over.stderr).toContain('never writes over anything')
  const nowhere = await cli(['backup'], stage.env())
  expect(nowhere.stderr).toContain('say where to')
})
