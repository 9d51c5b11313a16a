import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Line, median } from './numbers.ts'

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname
const SCHOOL = new URL('../../src/people/sample-school.json', import.meta.url).pathname
const TERM = ['--from', '2026-09-01', '--to', '2027-01-21']

/**
 * Section 7: `npm run simulate` over a term of the sample school (64 people), the whole process: once with nobody doing
 * anything, so that every step of every ladder comes, and once with everybody doing everything as it opens.
 */
export async function measureTerm(folder: string, rounds: number): Promise<Line[]> {
  const told = join(folder, 'nobody.jsonl')
  const actions = join(folder, 'everybody.jsonl')
  simulated(told, [])
  writeFileSync(actions, everythingDone(readFileSync(told, 'utf8')))
  const nobody: number[] = []
  const everybody: number[] = []
  for (let round = 0; round < Math.min(rounds, 3); round++) {
    nobody.push(simulated(told, []))
    everybody.push(simulated(join(folder, 'done.jsonl'), ['--actions', actions]))
  }
  const line = (what: string, seconds: number[]): Line => ({
    section: '7 term',
    what,
    got: `${median(seconds).toFixed(1)} s`,
    strawman: '',
    ratio: null,
    goal: '< 10 s',
  })
  return [
    line('64 people × a term simulated, nobody acts', nobody),
    line('… everybody does everything as it opens', everybody),
  ]
}

/** Runs the command into a file; seconds from its start to its end. @throws Error with what it said when it failed. */
function simulated(into: string, more: string[]): number {
  const out = openSync(into, 'w')
  const args = [CLI, 'simulate', '--school', SCHOOL, ...TERM, ...more, '--json']
  const startedMs = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', out, 'pipe'] })
  const endedMs = performance.now()
  closeSync(out)
  if (status !== 0) throw new Error(`npm run simulate failed: ${stderr}`)
  return (endedMs - startedMs) / 1000
}

/** One proof of each kind: whatever an instance asks for is among them. */
const PROOF = {
  text: '正常',
  topics: '安全工作',
  deployments: '按计划落实',
  checklist: '全部正常',
  location: '到岗',
  number: '0',
  attendance: '20',
  file: '材料.docx',
  signature: '签字',
}
const CHECKINS: Record<string, string> = {
  'chk-homeroom-morning': '/打卡 全班正常',
  'chk-staff-daily': '/打卡 无异常',
}

/** What everybody says a minute after each window opens, from the windows of a first run. */
function everythingDone(lines: string): string {
  const instances = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter(({ type, opens }) => type === 'instance' && opens)
  const first = Date.parse(`${TERM[1]}T00:01:00+08:00`)
  const actions = instances.map(({ duty = '', unit, owner, opens }, order) => {
    const at = new Date(Math.max(Date.parse(opens!), first) + 60_000).toISOString()
    const about = { duty, unit }
    const says = CHECKINS[duty]
    if (says) return { at, person: owner, says, about }
    const photos = [1, 2].map((picture) => `p${order}.${picture}`)
    const fields = { ...PROOF, receipt: `回执-${order}`, photos }
    return { at, person: owner, says: '/完成 正常', about, fields }
  })
  return actions.map((action) => JSON.stringify(action)).join('\n')
}
