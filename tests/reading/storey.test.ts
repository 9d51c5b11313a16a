import { expect, test } from 'vitest'
import { createPlaces } from '../../src/reading/places.ts'
import { storeyAlone } from '../../src/reading/storey.ts'

const points = (...houses: [building: string, floor: number][]) =>
  houses.map(([building, floor], order) => ({
    id: `PP${order}`,
    name: `${building}${order}`,
    building,
    floor,
  }))
const places = (...houses: [building: string, floor: number][]) =>
  createPlaces({ points: points(...houses), classes: [] })
const said = (words: string) => ({ kind: 'words', words }) as const

test('a storey is asked for its house only where several houses have storeys', () => {
  const one = places(['教学楼', 1], ['教学楼', 3], ['校门', 1], ['围墙', 1], ['运动场', 1])
  for (const words of ['一楼走廊', '二楼']) expect(storeyAlone(said(words), one), words).toBeUndefined()
  const two = places(['教学楼A', 3], ['教学楼B', 2], ['校门', 1])
  for (const words of ['一楼走廊', '二楼']) expect(storeyAlone(said(words), two), words).toBe(words)
  expect(storeyAlone(said('三楼'), two), 'one house is so high').toBeUndefined()
})
