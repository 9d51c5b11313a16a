import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { type Ended, run } from './process.ts'

// The school's time is the school's, wherever the server stands (design §5, Time).
interface Lived {
  offset: number
  hash: string
  lines: string[]
}
const lived = ({ code, stdout, stderr }: Ended): Lived => {
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as Lived
}

test('a Friday of the whole school is the same in every zone, word by word', {
  timeout: 120_000,
}, async () => {
  const zones = ['UTC', 'America/New_York', 'Pacific/Kiritimati']
  const [utc, ...others] = (
    await Promise.all(zones.map((TZ) => run('tests/zone-day.ts', [], { TZ, TMPDIR: tmpdir() })))
  ).map(lived)
  expect(utc!.lines.length).toBeGreaterThan(200)
  expect(others.map(({ offset }) => offset)).toEqual([240, -840])
  for (const { lines } of others) expect(lines).toEqual(utc!.lines)
})

test('the suite’s own answers hold in another zone', { timeout: 120_000 }, async () => {
  const some = [
    'tests/calendar/examples.test.ts',
    'tests/calendar/laws.test.ts',
    'tests/stories/help.test.ts',
    'tests/feishu/normalize.test.ts',
  ]
  const { code, stdout } = await run('node_modules/vitest/vitest.mjs', ['run', '--reporter=dot', ...some], {
    TZ: 'Pacific/Kiritimati',
  })
  expect(code, stdout).toBe(0)
})
