import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { BadConfig, readConfig } from '../../src/config.ts'
import { cli, run } from '../process.ts'
import { type Sqld, startSqld } from '../sqld.ts'
import { openStage, type Stage, until } from '../stage.ts'

// What a wrong setting is answered with: one sentence that says what to write, exit code 1, no stack.
let stage: Stage
let taken: Server
let sqld: Sqld | undefined
beforeAll(async () => {
  stage = await openStage()
  taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
})
afterEach(async () => {
  await sqld?.stop()
  sqld = undefined
})
afterAll(async () => {
  taken.close()
  await stage.close()
})

const wrong: [string, Record<string, string>, string][] = [
  ['half the credentials', { FEISHU_APP_SECRET: '' }, 'go together'],
  ['no key and no token', { FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' }, 'FEISHU_ENCRYPT_KEY'],
  ['a port that is none', { PORT: '99999' }, 'PORT: write a number'],
  ['a database of another kind', { DATABASE_URL: 'postgres://x' }, 'DATABASE_URL: write file:'],
  ['an unknown mode', { FEISHU_MODE: 'pigeon' }, 'FEISHU_MODE: write webhook or websocket'],
  ['an address that is none', { FEISHU_BASE_URL: 'open.feishu.cn' }, 'FEISHU_BASE_URL'],
  [
    'a false clock by another name',
    { FEISHU_BASE_URL: 'http://127.0.0.1.example.com' },
    'SHUANGZE_NOW is refused',
  ],
  ['a clock that is none', { SHUANGZE_NOW: 'soon' }, 'SHUANGZE_NOW: write an ISO instant'],
  ['a long connection for an odd app', { FEISHU_MODE: 'websocket', FEISHU_APP_ID: 'cli_x' }, 'FEISHU_APP_ID'],
]

test.each(wrong)('%s', (_, setting, sentence) => {
  expect(() => readConfig(stage.env(setting))).toThrow(BadConfig)
  expect(() => readConfig(stage.env(setting))).toThrow(sentence)
})

const refusals: [string, Record<string, string>, string][] = [
  [
    'a false clock for a real school',
    { FEISHU_BASE_URL: 'https://open.feishu.cn' },
    'SHUANGZE_NOW is refused',
  ],
  ['a school file that is not there', { SCHOOL_FILE: 'nowhere.json' }, 'SCHOOL_FILE: nowhere.json'],
  ['a school file that is no school', { SCHOOL_FILE: 'package.json' }, '学校资料'],
  ['a database that does not answer', { DATABASE_URL: 'http://127.0.0.1:9' }, 'DATABASE_URL'],
]

test.each(refusals)('%s ends the process with a sentence', async (_, setting, sentence) => {
  const { code, stderr } = await run('src/node.ts', [], stage.env({ PORT: '0', ...setting }))
  expect(code).toBe(1)
  expect(stderr).toContain(sentence)
  expect(stderr).not.toContain('    at ')
  expect(stderr).not.toContain(stage.emulator.app.appSecret)
})

test('a taken port gets a sentence', async () => {
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await run('src/node.ts', [], stage.env({ PORT: String(port), HOST: '127.0.0.1' }))
  expect(code).toBe(1)
  expect(stderr).toContain(`Port ${port} is taken`)
  expect(stderr).not.toContain('    at ')
})

test('a remote database is migrated on purpose, then served', { timeout: 60_000 }, async () => {
  sqld = await startSqld()
  const remote = { DATABASE_URL: sqld.url }
  const refused = await run('src/node.ts', [], stage.env({ PORT: '0', ...remote }))
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('run npm run migrate')
  expect((await cli(['verify'], remote)).stderr).toContain('run npm run migrate')
  const migrated = await cli(['migrate'], remote)
  expect(migrated.code, migrated.stderr).toBe(0)
  const bot = await stage.bot(remote)
  await stage.connect(bot)
  const teacher = stage.account('单念蘅')
  await stage.emulator.say(teacher, '/帮助')
  await until(
    stage.emulator,
    'an answer out of a remote database',
    () => stage.answersTo(teacher).length === 1,
  )
  const verified = await cli(['verify'], remote)
  expect(verified.code, verified.stderr).toBe(0)
  const copied = await cli(['backup', '--to', `${stage.folder}/copy.db`], remote)
  expect(copied.stderr).toContain('backed up by its own service')
})
