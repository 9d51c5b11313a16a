import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAnswers } from './answers.ts'
import { measureBoards } from './boards.ts'
import { measureFanOut } from './fan-out.ts'
import { asTable, type Line } from './numbers.ts'
import { measureSends } from './sends.ts'
import { measureStart } from './start.ts'
import { measureTerm } from './term.ts'
import { measureYear } from './year.ts'

const HELP = `npm run bench -- [options]

Measures 双责 beside fixed strawmen in the same run. Only ratios carry over to another machine.

  --quick          3 rounds and fewer requests instead of 5 rounds
  --only <names>   answers, start, fan-out, sends, year, term, boards (comma separated); default: all
  --json           one JSON document instead of a table
  --help           this text
`

type Measure = (folder: string, rounds: number, quick: boolean) => Promise<Line[]>
const sections: Record<string, Measure> = {
  answers: measureAnswers,
  start: measureStart,
  'fan-out': measureFanOut,
  sends: measureSends,
  year: measureYear,
  term: measureTerm,
  boards: measureBoards,
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(HELP)
  const names = values.only?.split(',') ?? Object.keys(sections)
  const unknown = names.filter((name) => !sections[name])
  if (unknown.length > 0) throw new Error(`no section is called ${unknown.join(', ')}; see --help`)
  const folder = mkdtempSync(join(tmpdir(), 'shuangze-bench-'))
  try {
    const lines: Line[] = []
    for (const name of names) {
      process.stderr.write(`${name} …\n`)
      lines.push(...(await sections[name]!(folder, values.quick ? 3 : 5, values.quick)))
    }
    process.stdout.write(values.json ? `${JSON.stringify(lines, null, 1)}\n` : `${asTable(lines)}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

await main()
