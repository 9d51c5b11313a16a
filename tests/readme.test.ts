import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../commands/index.ts'

const root = new URL('../', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, root), 'utf8')
const update = process.env.UPDATE_README === '1'

/** The table of what one can say, from the commands themselves. */
function table(name: string): string {
  const rows = commands.map(({ name: command, chinese, summary, examples }) => {
    const example = examples.find((text) => text.includes(' ')) ?? examples.at(-1)!
    return `| \`/${command}\` | \`/${chinese[0]}\` | ${summary} | \`${example}\` |`
  })
  const head = name.includes('zh')
    ? '| 命令 | 中文 | 做什么 | 例如 |'
    : '| say | or | what it does | for example |'
  return [head, '| --- | --- | --- | --- |', ...rows].join('\n')
}

test.each(['README.md', 'README.zh-CN.md'])('%s tells what one can say', (name) => {
  const text = read(name)
  const match = /(<!-- commands:begin[^>]*-->\n)([\s\S]*?)(<!-- commands:end -->)/.exec(text)
  expect(match, 'the markers are there').not.toBeNull()
  if (update)
    writeFileSync(new URL(name, root), text.replace(match![0], `${match![1]}${table(name)}\n${match![3]}`))
  else expect(match![2]!.trim()).toBe(table(name))
})

test('every npm command the README names exists', () => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)
  for (const [, name] of `${read('README.md')}\n${read('README.zh-CN.md')}`.matchAll(/npm run ([a-z:]+)/g))
    expect(scripts).toContain(name)
})

test('every variable the README names is one the bot reads, and the other way round', () => {
  const config = read('src/config.ts')
  const section = read('README.md').split('## Settings')[1]!.split('| command')[0]!
  const named = new Set([...section.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name]) => name!))
  const shape = config.slice(config.indexOf('const shape'), config.indexOf('const HINTS'))
  const known = new Set([...shape.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name!))
  known.add('LOG_LEVEL')
  expect([...named].sort()).toEqual([...known].sort())
})

test('files the README points to exist', () => {
  for (const [, path] of `${read('README.md')}\n${read('README.zh-CN.md')}`.matchAll(
    /\]\(((?!http)[^)]+)\)/g,
  ))
    expect(() => readFileSync(new URL(path!, root))).not.toThrow()
})
