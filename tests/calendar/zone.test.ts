import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

const script = fileURLToPath(new URL('./fingerprint.ts', import.meta.url))

test.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/London'])(
  'the calendar says the same in a process in %s',
  (zone) => {
    const there = execFileSync(process.execPath, [script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    })
    expect(there.trim()).toBe(fingerprint())
  },
)
