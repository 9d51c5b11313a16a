import { readFile } from 'node:fs/promises'
import type { CliCommand } from '../cli.ts'
import { openStore } from '../serve-bot.ts'

const SAMPLE = new URL('../people/sample-school.json', import.meta.url)

const command: CliCommand = {
  help: `
npm run seed

Loads the school of SCHOOL_FILE (without it: the sample school) into a database that has none, and lists what the file
still lacks. A database that has a school is left as it is.`,
  async run(_args, { config, log, say }) {
    const schoolText = await readFile(config.schoolFile ?? SAMPLE, 'utf8')
    let loaded = false
    const warnings: string[] = []
    const watch = (event: string, data: object) => {
      log(event, data)
      if (event !== 'school-loaded') return
      loaded = true
      warnings.push(...(data as { warnings: string[] }).warnings)
    }
    const db = await openStore({ config, log: watch, schoolText }, Date.now())
    say(loaded ? '学校资料已载入。' : '数据库里已有学校资料，没有改动。')
    for (const warning of warnings) say(`待补：${warning}`)
    await db.close()
    return 0
  },
}

export default command
