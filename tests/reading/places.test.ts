import { describe, expect, test } from 'vitest'
import { findPlace } from '../../src/reading/find-place.ts'
import { createPlaces } from '../../src/reading/places.ts'
import { places, placesWithoutAliases, school } from './school.ts'

describe('a class, however it is written', () => {
  test.each([
    ...['三(2)班', '三(2)', '三（2）班', '三(2班', '三2班', '三 2 班', '三二班', '三〔2〕班', '3(2)班'],
    ...['302班', '302教室', '302', '3.2班', '3-2班', 'B102', 'b102教室'],
    ...['三年级2班', '三年级(2)班', '三年级二班', '3年级2班', '3年2班'],
  ])('%s', (words) => {
    expect(findPlace(`${words}的灯坏了`, places)).toEqual({ kind: 'class', id: 'C302', name: '三(2)班' })
  })

  test.each([
    '温度3.2度',
    '302元',
    '花了302块',
    '302个',
    '第三二',
    '13302',
    '三年级',
    '三个班',
    '13:02班车',
    '三2',
  ])('not in %s', (words) => {
    expect(findPlace(words, places)?.kind).not.toBe('class')
  })

  test('every class of the school by its name and all its aliases', () => {
    for (const { id, name, aliases } of school.classes as { id: string; name: string; aliases: string[] }[]) {
      // A bare 3.2 is a figure, not a class.
      for (const words of [name, ...aliases]) {
        expect(findPlace(`${words}有情况`, places), words).toMatchObject({ id })
      }
    }
  })

  test('a class the school does not have stays words', () => {
    expect(findPlace('三(9)班灯坏了', places)).toEqual({ kind: 'words', words: '三(9)班' })
  })
})

describe('patrol points', () => {
  test.each([
    ['正门的灯坏了', 'PP01'],
    ['南门道闸', 'PP02'],
    ['校门口很堵', 'PP03'],
    ['东围墙裂了', 'PP04'],
    ['A楼二楼走廊', 'PP06'],
    ['教学楼C四楼', null],
    ['B楼二层男厕', 'PP22'],
    ['教学楼B三层卫生间', 'PP22'],
    ['三年级厕所', 'PP22'],
    ['三2班门口的厕所', 'PP22'],
    ['六年级那边楼梯', 'PP09'],
    ['微机房', 'PP12'],
    ['食堂的燃气', 'PP15'],
    ['综合楼的燃气', null],
  ])('%s → %s', (text, id) => {
    for (const known of [places, placesWithoutAliases]) {
      const place = findPlace(text, known)
      expect(place?.kind === 'point' ? place.id : null).toBe(id)
    }
  })

  test('every point by its own name and by every alias that names no mere storey', () => {
    for (const { id, name, aliases } of school.patrol_points as {
      id: string
      name: string
      aliases?: string[]
    }[]) {
      const named = [name, ...(aliases ?? [])].filter((words) => !/[楼层]$/.test(words) || words === name)
      for (const words of named) expect(findPlace(words, places), words).toMatchObject({ kind: 'point', id })
    }
  })

  test("people called by their place are not the place, and somebody's destination is the last resort", () => {
    expect(findPlace('已通知门卫', places)).toBeNull()
    expect(findPlace('三2班的孩子送卫生室了', places)).toMatchObject({ kind: 'class', id: 'C302' })
    expect(findPlace('孩子送卫生室了', places)).toMatchObject({ kind: 'point', id: 'PP21' })
  })
})

describe('never invented', () => {
  test.each(['插座冒火花', '楼梯上', '走廊', '厕所', '教室', '有人受伤', '', '。。。', '🔥'])(
    '%s → null',
    (text) => {
      expect(findPlace(text, places)).toBeNull()
    },
  )

  test.each([
    ['西围墙有裂缝', { kind: 'words', words: '西围墙' }],
    ['C楼一楼大厅', { kind: 'building', building: '教学楼C', floor: 1 }],
    ['B楼走廊', { kind: 'building', building: '教学楼B', floor: null }],
    ['B楼二楼走廊', { kind: 'building', building: '教学楼B', floor: 2 }],
    ['四楼走廊', { kind: 'words', words: '四楼走廊' }],
    ['音乐教室', { kind: 'words', words: '音乐教室' }],
    ['综合楼3楼', { kind: 'building', building: '综合楼', floor: 3 }],
  ])('%s', (text, place) => {
    expect(findPlace(text, places)).toMatchObject(place)
  })

  test('a grade stands for its house only when the part follows at once', () => {
    expect(findPlace('六年级的孩子说有人在楼梯上跑', places)).toBeNull()
  })

  test('a word that leads to two points leads to none', () => {
    const two = createPlaces({
      points: [
        { id: 'N', name: '北操场', building: '北区', floor: 1, aliases: ['跑道'] },
        { id: 'S', name: '南操场', building: '南区', floor: 1, aliases: ['跑道'] },
      ],
      classes: [],
    })
    expect(findPlace('跑道鼓了', two)).toBeNull()
    expect(findPlace('操场积水', two)).toBeNull()
    expect(findPlace('南操场积水', two)).toMatchObject({ id: 'S' })
  })

  test('a school without any list still keeps the words', () => {
    const none = createPlaces({ points: [], classes: [] })
    expect(findPlace('三(2)班灯坏了', none)).toEqual({ kind: 'words', words: '三(2)班' })
  })
})
