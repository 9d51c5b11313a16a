import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { everythingDone } from '../simulation/everything-done.ts'
import { type Line, median } from './numbers.ts'

const CLI = new URL('../../src/cli.ts', import.meta.url).pathname
const SCHOOL = new URL('../../src/people/sample-school.json', import.meta.url).pathname
const FROM = '2026-09-01'
const TERM = ['--from', FROM, '--to', '2027-01-21']

/**
 * Section 7: `npm run simulate` over a term of the sample school (64 people), the whole process: once with nobody doing
 * anything, so that every step of every ladder comes, and once with everybody doing everything as it opens.
 */
export async function measureTerm(folder: string, rounds: number): Promise<Line[]> {
  const told = join(folder, 'nobody.jsonl')
  const actions = join(folder, 'everybody.jsonl')
  simulated(told, [])
  const lines = readFileSync(told, 'utf8').trim().split('\n')
  const done = everythingDone(
    lines.map((line) => JSON.parse(line) as object),
    FROM,
    2,
  )
  writeFileSync(actions, done.map((action) => JSON.stringify(action)).join('\n'))
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
