import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '../commands/index.ts'
import { understand } from '../src/bot/understand.ts'
import { nouns } from '../src/nouns.ts'
import type { Database } from '../src/store/database.ts'
import { openFile } from '../src/store/file.ts'
import { migrate } from '../src/store/migrate.ts'
import { readMigrations } from '../src/store/migrations-on-disk.ts'

// What holds for the whole house (design §4, §6). A law that fails names the file.
const ROOT = join(import.meta.dirname, '..')
let sources: { path: string; text: string }[]
let folder: string
let db: Database

beforeAll(async () => {
  sources = [...(await read('src')), ...(await read('commands'))]
  folder = await mkdtemp(join(tmpdir(), 'laws-'))
  db = openFile(join(folder, 'laws.db'))
  await migrate(db, await readMigrations(join(ROOT, 'migrations')), 1)
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

async function read(dir: string): Promise<{ path: string; text: string }[]> {
  const names = (await readdir(join(ROOT, dir), { recursive: true })).filter((name) => name.endsWith('.ts'))
  return Promise.all(
    names.map(async (name) => ({
      path: join(dir, name),
      text: await readFile(join(ROOT, dir, name), 'utf8'),
    })),
  )
}

const inFolders = (...folders: string[]) =>
  sources.filter(({ path }) => folders.some((each) => path.startsWith(`src/${each}/`)))

/** Everything a file imports, statically, as a type, or at run time; relative paths from the root. */
function importsOf({ path, text }: { path: string; text: string }): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*\(?['"]([^'"]+)['"]/g)
  return [...found].map(([, what]) => (what!.startsWith('.') ? join(dirname(path), what!) : what!))
}

test('commands: the list is the folder, each in the file of its name', async () => {
  const files = (await readdir(join(ROOT, 'commands'))).filter((name) => name !== 'index.ts')
  expect(commands.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort())
  for (const command of commands) {
    const { default: inFile } = (await import(`../commands/${command.name}.ts`)) as { default: unknown }
    expect(inFile, command.name).toBe(command)
  }
})

test('commands: names are ASCII words, no name means two, each has Chinese names, a summary and examples', () => {
  const names = commands.flatMap(({ name, chinese }) => [name, ...chinese])
  expect(new Set(names).size).toBe(names.length)
  for (const { name, chinese, summary, examples } of commands) {
    // feishu.md §7.1
    expect(name).toMatch(/^[a-z]{2,16}$/)
    expect(chinese.length).toBeGreaterThan(0)
    expect(summary).not.toBe('')
    expect(examples.length).toBeGreaterThan(0)
  }
})

test('commands: every example, written in every usual way, is understood as its command', () => {
  for (const command of commands) {
    for (const example of command.examples)
      for (const said of [example, example.replace('/', '／'), ` ${example} `, example.toUpperCase()])
        expect(understand(said, commands), said).toMatchObject({
          kind: 'command',
          command: { name: command.name },
        })
    for (const name of [command.name, ...command.chinese])
      expect(understand(`/${name}`, commands)).toMatchObject({
        kind: 'command',
        command: { name: command.name },
      })
  }
})

test('every table with a state belongs to one noun, and every noun has one', async () => {
  const tables = await db.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
  const withState: string[] = []
  for (const { name } of tables) {
    const columns = await db.all<{ name: string }>(`PRAGMA table_info(${name})`)
    const has = (wanted: string) => columns.some((column) => column.name === wanted)
    if (has('id') && has('version') && has('state')) withState.push(name)
  }
  expect(nouns.map(({ table }) => table).sort()).toEqual(withState.sort())
  expect(new Set(nouns.map(({ name }) => name)).size).toBe(nouns.length)
})

test('the schema itself keeps what must be there once', async () => {
  const unique = async (table: string) => {
    const indexes = await db.all<{ name: string; unique: number }>(`PRAGMA index_list(${table})`)
    const columns = indexes
      .filter((index) => index.unique === 1)
      .map(({ name }) => db.all<{ name: string }>(`PRAGMA index_info(${name})`))
    return (await Promise.all(columns)).map((all) => all.map(({ name }) => name).join())
  }
  expect(await unique('events')).toContain('noun,id,version')
  expect(await unique('causes')).toContain('key')
  expect(await unique('inbox')).toContain('key')
  expect(await unique('outbox')).toContain('once')
  expect(await unique('people')).toContain('account')
  expect(await unique('hazards')).toContain('number')
  expect(await unique('incidents')).toContain('number')
  expect(await unique('sanctions')).toContain('number')
})

const NOUNS = [
  'assets',
  'checkins',
  'coverage',
  'doubles',
  'exposures',
  'handovers',
  'hazards',
  'incidents',
  'leaves',
  'ledger',
  'photos',
  'people',
  'outages',
  'patrols',
  'reports',
  'reporting',
  'sanctions',
  'sweeps',
  'listings',
  'rosters',
  'tablets',
  'warnings',
  'receipts',
  'public-pages',
]
const INNER = [...NOUNS, 'calendar', 'reading', 'duties', 'log', 'store']
/** Files that are for Node by name and purpose; everything else in src runs on Workers too. */
const FOR_NODE = [
  'src/photos/folder.ts',
  'src/store/file.ts',
  'src/photos/darkroom-node.ts',
  'src/photos/darkroom-thread.ts',
  'src/store/open.ts',
  'src/store/migrations-on-disk.ts',
]

test('no noun knows chat, cards or HTTP', () => {
  const outer =
    /^src\/(bot|cards|platforms|pages|views|cli|playground)\/|^commands\/|^hono|^@hono|^src\/(app|tick|serve-\w+)\.ts$/
  for (const source of inFolders(...INNER))
    expect(
      importsOf(source).filter((what) => outer.test(what)),
      source.path,
    ).toEqual([])
})

test('nothing inside depends on Node', () => {
  for (const source of inFolders(...INNER, 'cards', 'views', 'bot', 'pages', 'platforms'))
    if (!FOR_NODE.includes(source.path))
      expect(
        importsOf(source).filter((what) => what.startsWith('node:')),
        source.path,
      ).toEqual([])
})

test('only entries read the clock, the environment and chance', () => {
  const reads = /process\.env|Date\.now\(\)|Date\.now\b(?!\()|new Date\(\)|performance\.now|Math\.random\(/
  const entries = [
    /^src\/(node|cli|worker|serve-bot|serve-worker|log-lines|console-lines)\.ts$/,
    /^src\/cli\/[a-z]+\.ts$/,
    /^src\/playground\/start\.ts$/,
    // The pages of the playground run in a browser.
    /^src\/playground\/page\//,
    // Two processes that wait for one lock must not keep in step.
    /^src\/store\/file\.ts$/,
  ]
  const readers = sources.filter(({ text }) => reads.test(withoutComments(text))).map(({ path }) => path)
  expect(readers.filter((path) => !entries.some((entry) => entry.test(path)))).toEqual([])
})

test('only a platform’s own folder says what the school calls it', () => {
  const places = [
    /^src\/platforms\/feishu\//,
    /^src\/playground\//,
    // The school file's column is of Feishu's accounts.
    /^src\/people\/school-(words|file)\.ts$/,
  ]
  const sayers = sources.filter(({ text }) => /飞书|钉钉|企业微信/.test(withoutComments(text)))
  expect(sayers.map(({ path }) => path).filter((path) => !places.some((each) => each.test(path)))).toEqual([])
})

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

test('the linter says so too, in our own sentences, in every folder', { timeout: 60_000 }, async () => {
  const forbidden: [string, string, RegExp][] = [
    ...NOUNS.map((noun): [string, string, RegExp] => [
      `src/${noun}`,
      '../bot/command.ts',
      /knows nothing of chat/,
    ]),
    ...NOUNS.map((noun): [string, string, RegExp] => [`src/${noun}`, 'node:fs', /depend on Node/]),
    ['src/hazards', 'hono', /knows nothing of chat/],
    ['src/hazards', '../cards/card.ts', /does not draw/],
    ['src/hazards', '../store/file.ts', /Database port/],
    ['src/calendar', '../people/person.ts', /are pure/],
    ['src/reading', '../log/work.ts', /are pure/],
    ['src/log', '../hazards/hazard.ts', /knows no noun/],
    ['src/store', '../log/record.ts', /statements and rows/],
    ['src/cards', '../store/database.ts', /data made from states/],
    ['src/cards', 'node:path', /depend on Node/],
    ['src/views', '../bot/command.ts', /reads the record/],
    ['src/platforms/feishu', '../../people/person.ts', /only the port/],
    ['src/bot', '../platforms/feishu/index.ts', /which platform it is/],
    ['src/bot', '../playground/town.ts', /playground/],
    ['src/pages', '../platforms/feishu/index.ts', /which platform it is/],
    ['src/pages', '../app.ts', /entries inwards/],
    ['commands', '../src/platforms/feishu/index.ts', /which platform it is/],
    ['commands', 'node:fs', /depend on Node/],
    ['src', './playground/town.ts', /playground/],
  ]
  const probes = join(folder, 'probes')
  for (const [i, [where, what]] of forbidden.entries()) {
    await mkdir(join(probes, where), { recursive: true })
    await writeFile(join(probes, where, `probe${i}.ts`), `import '${what}'\n`)
  }
  await cp(join(ROOT, 'biome.json'), join(probes, 'biome.json'))
  const said = await lint(probes)
  for (const [i, [where, what, sentence]] of forbidden.entries()) {
    const about = said.filter(({ path }) => path.endsWith(`probe${i}.ts`)).map(({ message }) => message)
    expect(about, `${where} imports ${what}`).toContainEqual(expect.stringMatching(sentence))
  }
})

async function lint(cwd: string): Promise<{ path: string; message: string }[]> {
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.']
  const child = spawn(join(ROOT, 'node_modules/.bin/biome'), args, { cwd })
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  await once(child, 'close')
  const { diagnostics } = JSON.parse(Buffer.concat(parts).toString()) as {
    diagnostics: { category: string; message: string; location: { path: string | { file: string } } }[]
  }
  return diagnostics
    .filter(({ category }) => category === 'lint/style/noRestrictedImports')
    .map(({ message, location }) => ({ path: JSON.stringify(location.path).replaceAll('"', ''), message }))
}
