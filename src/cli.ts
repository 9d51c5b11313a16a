import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { BadConfig, readConfig } from './config.ts'
import { createLog } from './log-lines.ts'
import { Refusal } from './refusal.ts'
import { DatabaseDown } from './store/database.ts'

/** A command of the terminal: what `--help` says, and what it does. Returns the exit code. */
export interface CliCommand {
  help: string
  run(args: string[], parts: CliParts): Promise<number>
}

export interface CliParts {
  config: ReturnType<typeof readConfig>
  log: (event: string, data: object) => void
  say: (line: string) => void
}

const commands: Record<string, () => Promise<{ default: CliCommand }>> = {
  tick: () => import('./cli/tick.ts'),
  migrate: () => import('./cli/migrate.ts'),
  seed: () => import('./cli/seed.ts'),
  verify: () => import('./cli/verify.ts'),
  replay: () => import('./cli/replay.ts'),
  backup: () => import('./cli/backup.ts'),
  simulate: () => import('./cli/simulate.ts'),
  template: () => import('./cli/template.ts'),
  ledger: () => import('./cli/ledger.ts'),
}

async function main(): Promise<number> {
  // A command is compiled once per machine instead of at every start.
  enableCompileCache()
  const [name = '', ...args] = process.argv.slice(2)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    process.stderr.write(
      `Say one of: ${Object.keys(commands)
        .map((known) => `npm run ${known}`)
        .join(', ')}. Each explains itself with -- --help.\n`,
    )
    return 2
  }
  const { default: command } = await load()
  const { values } = parseArgs({ args, strict: false, options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    process.stdout.write(`${command.help.trim()}\n`)
    return 0
  }
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  return command.run(args, {
    config: readConfig(process.env),
    log: createLog(process.env.LOG_LEVEL ?? 'warn'),
    say,
  })
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const known =
      error instanceof BadConfig ||
      error instanceof Refusal ||
      error instanceof DatabaseDown ||
      (error instanceof TypeError && 'code' in error)
    process.stderr.write(
      `${known ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = 1
  },
)
