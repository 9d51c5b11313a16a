import { expect, test } from 'vitest'
import { duties } from '../../src/duties/duty.ts'
import { beyondNormal, filledFields, readForm } from '../../src/duties/form.ts'
import { Refusal } from '../../src/refusal.ts'

const fieldsOf = (id: string) => filledFields(duties.get(id)!)
const read = (id: string, given: Record<string, string>) =>
  readForm(fieldsOf(id), (name) => given[name] ?? '')
const refusal = (id: string, given: Record<string, string>): string => {
  try {
    read(id, given)
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  return ''
}

const SICK = { sick: '2', fever: '１人', rash: '0', gastro: '1', cluster: '否' }

test('a number that is none names its field and what was written', () => {
  for (const [name, value, sentence] of [
    ['sick', '-3', '「因病缺勤总数」您填的是「-3」，请填 0 或以上的整数。'],
    ['fever', '很多', '「发热」您填的是「很多」，请填 0 或以上的整数。'],
    ['rash', '1.5', '「皮疹」您填的是「1.5」，请填 0 或以上的整数。'],
    ['gastro', '', '请填写「呕吐腹泻」，没有就填 0。'],
    ['sick', '9'.repeat(300), '「因病缺勤总数」您填的是「999999999999」，请填 0 或以上的整数。'],
    ['cluster', '', '请填写「是否达到聚集标准」。'],
    ['cluster', '也许', '「是否达到聚集标准」请选：否、是。'],
  ] as const)
    expect(refusal('rep-sickleave-daily', { ...SICK, [name]: value })).toBe(sentence)
})

test('every number is kept under its own name, and the question of the outbreak is answered', () => {
  expect(read('rep-sickleave-daily', { ...SICK, cluster: '是' })).toEqual({
    said: [{ label: '是否达到聚集标准', value: '是' }],
    numbers: [
      { label: '因病缺勤总数', value: '2' },
      { label: '发热', value: '1' },
      { label: '皮疹', value: '0' },
      { label: '呕吐腹泻', value: '1' },
    ],
    wrong: [],
    outbreak: true,
    note: '',
    noteIsHazard: false,
  })
})

test('a temperature may be below zero and have a unit; what is wrong is told by its label', () => {
  const food = { purchase: '正常', staff_health: '正常', clean: '正常', sample: '有异常', gas: '正常' }
  expect(read('chk-food-daily', { ...food, temp: '-18 ℃', trouble: '留样少一盒' })).toMatchObject({
    numbers: [{ label: '冷藏温度', value: '-18℃' }],
    wrong: ['昨日留样在柜且标签齐全'],
    note: '留样少一盒',
  })
  expect(refusal('chk-food-daily', { ...food, temp: '很冷' })).toContain('「冷藏温度」您填的是「很冷」')
})

test('which forms 「正常」 answers by itself', () => {
  const open = (id: string) => beyondNormal(fieldsOf(id)).map(({ key }) => key)
  expect(open('ptl-fire-daily')).toEqual([])
  expect(open('chk-homeroom-dismissal')).toEqual([])
  expect(open('ptl-guard-five')).toEqual([])
  expect(open('chk-food-daily')).toEqual(['temp'])
  expect(open('chk-meal-accompany')).toEqual(['dish'])
  expect(open('drl-evac-monthly')).toEqual(['scene', 'seconds', 'headcount'])
})

test('what is wrong and what is only another answer', () => {
  const line = { reminded: '未做', handed_over: '不适用', cleared: '正常' }
  expect(read('chk-homeroom-dismissal', line).wrong).toEqual([])
  expect(read('chk-homeroom-dismissal', { ...line, handed_over: '有未接走' }).wrong).toHaveLength(1)
  const fire = { exit: '正常', equipment: '正常', electric: '正常', fire_use: '有' }
  expect(read('ptl-fire-daily', fire).wrong).toEqual(['违规用火用电'])
})

test('what a drill found is a hazard, because its field says so', () => {
  const drill = { scene: '地震', seconds: '１２０秒', headcount: '960', problems: '三楼楼梯间太挤' }
  expect(read('drl-evac-monthly', drill)).toMatchObject({
    said: [{ label: '科目', value: '地震' }],
    numbers: [
      { label: '疏散用时', value: '120秒' },
      { label: '参演人数', value: '960' },
    ],
    note: '三楼楼梯间太挤',
    noteIsHazard: true,
  })
})
