import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { anonymousSentence } from '../../src/bot/anonymous-words.ts'

const wish = (says: string, text?: string) => anonymousSentence(says, text, commands)

test.each([
  ['/匿名', ''],
  ['匿名', ''],
  ['/anonymous', ''],
  ['／匿名　配电房门没锁', '配电房门没锁'],
  ['/匿名举报：食堂后门堵了', '食堂后门堵了'],
  ['匿名：食堂后门堵了', '食堂后门堵了'],
  ['匿名举报食堂后门堵了', '食堂后门堵了'],
  ['我要匿名举报，食堂后门堵了', '食堂后门堵了'],
  ['我想匿名反映一下 食堂后门堵了', '食堂后门堵了'],
  ['/我要匿名 食堂后门堵了', '食堂后门堵了'],
  ['/上报 匿名 有学生摔伤', '有学生摔伤'],
])('%s wants no name', (says, words) => {
  expect(wish(says)).toEqual({ words, insists: false })
})

test('with the command of a hazard it is one', () => {
  expect(wish('/隐患 匿名 灯坏了')).toEqual({ words: '灯坏了', insists: true })
  expect(wish('/隐患', '匿名：灯坏了')).toEqual({ words: '灯坏了', insists: true })
  expect(wish('/隐患 照片 p1', '匿名 灯坏了')).toEqual({ words: '灯坏了', insists: true })
})

test.each([
  ['/隐患 二楼插座烧黑了', undefined],
  ['/隐患', '插座烧黑了'],
  ['/隐患 12 答复', '匿名举报收到了，谢谢'],
  ['/隐患 12 答复 匿名的那条修好了', undefined],
  ['/上报 3 补充', '匿名电话又来了'],
  ['校长收到一封匿名信', undefined],
  ['/今日', undefined],
  ['', undefined],
])('%s is said by somebody', (says, text) => {
  expect(wish(says, text)).toBeUndefined()
})
