import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { anonymousSentence } from '../../src/bot/anonymous-words.ts'
import { mustWantName } from '../../src/reporting/no-name.ts'

const wish = (says: string, text?: string) => anonymousSentence(says, text ? { text } : {}, commands)

test.each([
  ['/匿名', ''],
  ['匿名', ''],
  ['/anonymous', ''],
  ['／匿名　配电房门没锁', '配电房门没锁'],
  ['/匿名 信箱的锁坏了', '信箱的锁坏了'],
  ['/匿名举报：食堂后门堵了', '食堂后门堵了'],
  ['匿名：食堂后门堵了', '食堂后门堵了'],
  ['匿名举报食堂后门堵了', '食堂后门堵了'],
  ['我要匿名举报，食堂后门堵了', '食堂后门堵了'],
  ['我想匿名反映一下 食堂后门堵了', '食堂后门堵了'],
  ['/我要匿名 食堂后门堵了', '食堂后门堵了'],
  ['/上报 匿名 有学生摔伤', '有学生摔伤'],
  ['（匿名）三楼护栏松了', '三楼护栏松了'],
  ['【匿名】操场单杠松了', '操场单杠松了'],
  ['[匿名] 玻璃碎了', '玻璃碎了'],
  ['“匿名”图书馆书架歪了', '图书馆书架歪了'],
  ['匿 名 举报 报告厅吊灯松了', '报告厅吊灯松了'],
  ['匿名报告厅吊灯松了', '报告厅吊灯松了'],
  ['消防通道堆满纸箱，匿名', '消防通道堆满纸箱'],
  ['消防通道堆满纸箱（匿名）', '消防通道堆满纸箱'],
  ['/匿名隐患 二楼插座坏了', '二楼插座坏了'],
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

test('behind the words of a hazard, in brackets or not, it is heard too', () => {
  expect(wish('/隐患 插座烧黑了（匿名）')).toEqual({ words: '插座烧黑了', insists: true })
  expect(wish('/隐患', '三楼护栏松了。匿名。')).toEqual({ words: '三楼护栏松了', insists: true })
})

test.each([
  ['老师好，我想匿名举报，配电房门没锁', {}],
  ['不要说是我说的，体育器材室架子要倒了', {}],
  ['/隐患 我不想留名字，南门外电线掉下来了', {}],
  ['隐患：匿名 食堂后门堵了', {}],
  ['/举报 匿名 食堂后门堵了', {}],
  ['/隐患 巡一圈\n1 匿名 二楼插座烧黑\n2 三楼护栏松了', {}],
  ['/打卡 异常 匿名 后排吊扇要掉下来', {}],
  ['/巡查 配电房 异常 匿名 配电箱门掉了', {}],
  ['/三防 一键报警 坏了 匿名 按下没有反应', {}],
  ['有异常，匿名：教室插座烧黑了', {}],
  ['/打卡 异常', { room: '匿名：后排吊扇晃动' }],
  ['/隐患 照片 p1 说 插座烧黑，不留名', {}],
  ['/隐患 12 补充 在二楼，匿名', {}],
])('%s is asked back without its words', (says, fields) => {
  const heard = anonymousSentence(says, fields, commands)
  expect(heard).toEqual({ unkept: expect.stringContaining('要匿名吗') })
  expect(JSON.stringify(heard)).not.toMatch(/插座|食堂|配电|吊扇|电线|架子/)
})

test.each([
  '/隐患 匿名信箱的锁坏了',
  '/匿名信箱的锁坏了',
  '/匿名举报箱玻璃碎了，会割到手',
  '/匿名电话说学校有炸弹',
  '匿名举报箱挂歪了，要掉下来砸到学生',
  '墙上的匿名隐患码掉了',
  '门卫收到匿名纸条说要放火',
  '有人匿名举报食堂后门堵了',
  '/隐患 名单没有贴',
])('%s speaks of a thing or of somebody else', (says) => {
  expect(wish(says)).toBeUndefined()
})

test('whoever files by name is stopped at the last door too; without a name the words are only words', () => {
  expect(() => mustWantName({}, '三楼护栏松了（匿名）')).toThrow('匿名的话没有记')
  expect(() => mustWantName({}, '匿名信箱的锁坏了')).not.toThrow()
  expect(() => mustWantName(undefined, '三楼护栏松了（匿名）')).not.toThrow()
})
