import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { understand } from '../../src/bot/understand.ts'
import { evenOut, numberAndRest } from '../../src/bot/words.ts'

const said = (text: string) => {
  const understood = understand(text, commands)
  return understood.kind === 'command'
    ? `${understood.command.name}|${understood.words}`
    : `${understood.kind}|${understood.words}`
}

describe('a command is found however it is typed', () => {
  test.each([
    ['/hazard 二楼插座', 'hazard|二楼插座'],
    ['／ＨＡＺＡＲＤ　二楼插座', 'hazard|二楼插座'],
    ['/隐患二楼插座烧黑了', 'hazard|二楼插座烧黑了'],
    ['/隐患：二楼插座', 'hazard|二楼插座'],
    ['  /  隐患   二楼   插座 ', 'hazard|二楼 插座'],
    ['“/隐患 二楼插座”', 'hazard|二楼插座'],
    ['「/打卡 全班正常」', 'checkin|全班正常'],
    ['/报隐患 插座', 'hazard|插座'],
    ['/报事件 摔伤', 'incident|摔伤'],
    ['/week2026-09-01', 'week|2026-09-01'],
    ['打卡', 'checkin|'],
    ['/weekly', 'unknown|weekly'],
    ['打卡机坏了', 'words|打卡机坏了'],
    ['', 'words|'],
    ['/', 'unknown|'],
    ['/\u200b隐患\ufeff 插座\u0000', 'hazard|插座'],
  ])('%j', (typed, expected) => expect(said(typed)).toBe(expected))
})

test('what a person writes is kept as written, Chinese marks and all', () => {
  expect(said('/隐患 吊扇有点晃，先关了（３楼）！')).toBe('hazard|吊扇有点晃，先关了（3楼）！')
})

describe('a number is a record only where it stands like one', () => {
  test.each([
    ['12 接收', '12', '接收'],
    ['#12接收', '12', '接收'],
    ['１２ 接收', undefined, undefined],
    ['12号 通过', '12', '通过'],
    ['007 接收', '7', '接收'],
    ['12', '12', ''],
    ['3楼插座坏了', undefined, undefined],
    ['3.2班插座', undefined, undefined],
    ['12:30 有人摔倒', undefined, undefined],
    ['2026-09-01 的事', undefined, undefined],
    ['二楼插座', undefined, undefined],
  ])('%j', (words, number, rest) => {
    const found = numberAndRest(words)
    expect(found?.number).toBe(number)
    expect(found?.rest).toBe(rest)
  })
})

test('any text at all is understood as something, quickly, and twice the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(said(text)).toBe(said(text))
      expect(evenOut(evenOut(text)).length).toBeLessThanOrEqual(evenOut(text).length)
    }),
  )
  expect(said(`/隐患 ${'很长'.repeat(5_000_000)}`).length).toBeLessThan(4100)
})

test('every example of every command is that command', () => {
  for (const command of commands)
    for (const example of command.examples) expect(said(example)).toMatch(new RegExp(`^${command.name}\\|`))
})
