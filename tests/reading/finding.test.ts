import { expect, test } from 'vitest'
import { namesNothing, readFinding } from '../../src/reading/finding.ts'
import { places } from './school.ts'

const found = (text: string) => readFinding(text, places)

test('all is well, in the many ways people say it', () => {
  for (const text of [
    '正常',
    '全部正常',
    '其余正常',
    '一切正常。',
    '一切OK',
    'ok',
    '正常，谢谢',
    '情况正常',
    '功能正常',
    '未发现问题',
    '没有发现问题',
    '没有什么问题',
    '未发现异常',
    '未见异常',
    '无异常',
    '无隐患',
    '没有隐患',
    '没有任何异常情况',
    '没问题',
    '没事',
    '无',
    '已到',
    '已到岗',
    '到岗',
    '巡查完毕',
    '检查完了，都好',
    '走完了，没有异常',
    '灭火器、应急灯都正常',
    '通道畅通，灭火器完好',
    '学生已安全离校，门窗已关好',
    '已完成',
    '确认',
    '👍',
    '👌',
    '合格',
  ])
    expect(found(text), text).toBe('normal')
})

test('a negation, a wish or a doubt is not normality, and is nothing yet to send somebody to', () => {
  for (const text of [
    '不正常',
    '不太正常',
    '没完成',
    '还没完成',
    '不合格',
    '待会儿确认',
    '明天再完成',
    '正常吗？',
    '应该正常',
    '基本正常',
    '昨天正常',
    '正常，就是有点慢',
    '除了二楼都正常',
    '有情况',
    '有问题',
    '异常',
    '我不签',
    '？',
    '红烧肉',
    '',
  ])
    expect(found(text), text).toBe('unclear')
})

test('trouble is read by the reading rules, whatever stands beside it', () => {
  for (const text of [
    '有情况：灭火器坏了',
    '不合格，灭火器压力不足',
    '灯坏了',
    '其余正常，二楼消火栓漏水',
    '正常，就是灯坏了',
    '安全出口被堵住了',
  ])
    expect(found(text), text).toBe('hazard')
  for (const text of ['有一个孩子不见了', '有一个孩子没有接走，家长联系不上', '正常，有个学生摔倒流血了'])
    expect(found(text), text).toBe('incident')
})

test('words that name no thing and no place can be acted on by nobody', () => {
  for (const text of ['不正常', '有情况', '有问题。', '异常', '有点问题', '不好', '没完成', '1', ' '])
    expect(namesNothing(text), text).toBe(true)
  for (const text of ['灯坏了', '门锁有问题', '拖把乱放', '水管'])
    expect(namesNothing(text), text).toBe(false)
})
