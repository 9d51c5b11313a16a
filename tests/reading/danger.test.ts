import { describe, expect, test } from 'vitest'
import { readFinding } from '../../src/reading/finding.ts'
import { readReport } from '../../src/reading/reading.ts'
import { places } from './school.ts'

const found = (text: string) => readFinding(text, places)
const lines = (text: string) => text.trim().split('\n')

describe('danger to people is an incident, whatever stands beside it', () => {
  test.each(
    lines(`
校门口有人拿刀其他正常
一个学生躺在地上其他正常
孩子被陌生人接走了其他安全离校
小明爬到顶楼其余正常
陌生人在厕所门口其余正常
一男生打了女生其他人正常
有人闹事现在平安
小明没来，家长不接电话
差一个人，找不到
数了三遍少一个
3班有人不见了
李四找不着了
孩子被陌生人接走了
有陌生人跟孩子
有陌生人在厕所门口
校门口有人拿刀
发现一把刀
门口有人闹事
一名学生躺在地上
趴在地上不动
锅炉房有人倒在里面
老师昏过去了
有个孩子一直咳血
地上有血
有孩子爬到顶楼了
三楼有人要跳
有孩子说爸爸打他
男的在厕所偷拍
还剩一个没人接
疯狗咬人
叫救护车
打110
快来人
出事了
救命
烟感一直叫
有人带刀来学校
有孩子翻墙出去
孩子坐在栏杆上
有人站在窗台上
有个孩子不见了
着火了
会上有老师晕倒了`),
  )('%s', (text) => {
    expect(found(text)).toBe('incident')
  })
})

describe('an unsafe thing is a hazard', () => {
  test.each(
    lines(`
插座有点烫
插座有点烫其他正常
锅炉压力太高
应急灯全灭
有毒
有股农药味
保安喝醉了其他正常
监控室空着其他正常
消防栓等修其余正常
灭火器待更换其余正常
电梯停了其余正常
灯坏了，门也没锁，门已锁好
灯坏了，放学后处理
灯坏了，马上修好
水龙头坏了，已关好
消防通道堵了，已清走`),
  )('%s', (text) => {
    expect(found(text)).toBe('hazard')
  })
})

describe('what does not plainly say that all is well is asked back', () => {
  test.each(
    lines(`
难说正常
哪里正常了
假装正常
听说正常
先写正常
领导让写正常
勉强正常
凑合正常
表面正常
几乎正常
一半正常
间歇正常
暂时正常
争取正常
要求正常
保证正常
只剩两个灭火器完好
剩两个孩子其余安全离校
没有到岗
没有完成
没有锁好门窗
应到42实到41
应到42人，实到40人，其他正常
我没到岗
还没到
路上堵车
忘了
这是啥？
不归我管
请假了
除了三楼都正常
写正常就行了吧
正常个啥`),
  )('%s', (text) => {
    expect(found(text)).toBe('unclear')
  })
})

describe('a false alarm costs trust', () => {
  test.each(
    lines(`
没闻到煤气味
灭火器压力正常，应急灯亮着
灯坏了已经修好了，现在正常
门没锁，已关好
停电后恢复正常
检查采购灭火器过期问题，已更换
全员到齐
42人全到
应到42实到42
应到42人，实到42人
人齐了
无缺勤
已检查，未见隐患
平平安安
门都锁了，灯关了
昨天的灯修好了，今天正常
孩子都接走了
搞定`),
  )('%s is all well', (text) => {
    expect(found(text)).toBe('normal')
  })

  test.each(
    lines(`
今天作业多得爆炸
忙到爆炸
今天演练，模拟有人持刀闯入
演练时一名学生躺在地上扮演伤员
没出事
没有人受伤
厨房阿姨拿刀切菜
救命，作业改不完了
孩子们躺在地上做仰卧起坐
差一个人没签字
钥匙找不到了
还差一个学生没交作业`),
  )('%s opens nothing', (text) => {
    expect(['normal', 'unclear']).toContain(found(text))
  })
})

test('a whole class that came is no count of the sick', () => {
  expect(readReport('全班到齐，小红有点咳嗽', places)).toMatchObject({ category: 'illness', level: 'minor' })
  expect(readReport('全班都在咳嗽', places)).toMatchObject({ category: 'infectious', level: 'serious' })
})

test('a cry without a slash is heard too, and is serious', () => {
  for (const text of ['救命', '快来人', '叫救护车', '出事了'])
    expect(readReport(text, places), text).toMatchObject({ kind: 'incident', level: 'serious', urgent: true })
})

test('words that overlap are compared in bounded time', () => {
  const startMs = performance.now()
  for (const nasty of [
    '门窗',
    '巡查',
    '全部',
    '消防通道',
    '都好',
    '已换',
    '水电',
    '正常',
    '走了一圈',
    '很好',
  ])
    for (const end of ['', '呀', ',呀', '坏了', '修'])
      for (const count of [9, 17, 30, 900]) found(`${nasty.repeat(count)}${end}`)
  expect(performance.now() - startMs).toBeLessThan(5000)
})
