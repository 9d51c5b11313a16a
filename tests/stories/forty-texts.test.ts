import { afterEach, expect, test } from 'vitest'
import { type Sentence, school } from '../reading/school.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

interface Filed {
  kind: string
  text: string
  category: string
  severity?: string
  level?: string
  urgent: boolean
  place: { kind: string; id?: string } | null
}

const filed = async (): Promise<Filed[]> =>
  (
    await world.town.db.all<{ kind: string; data: string }>(
      "SELECT kind, data FROM events WHERE kind IN ('hazard.reported', 'incident.reported') ORDER BY seq",
    )
  ).map(({ kind, data }) => ({ ...(JSON.parse(data) as Omit<Filed, 'kind'>), kind: kind.split('.')[0]! }))

test('the forty reports, said one after the other in one school and none mended: each is filed as expected, none is taken for another', async () => {
  world = await openWorld({ at: '2026-09-02 07:40', school: quietSchool() })
  const teacher = world.person('单念蘅')
  const reports = school.reports as Sentence[]
  for (const { text } of reports) {
    await teacher.says(text)
    setAside(world)
  }
  const records = await filed()
  for (const { text, expected } of reports) {
    // A wish for no name is heard and is no part of the words.
    const record = records.find((entry) => entry.text === text.replace(/^\(匿名\)/, ''))
    if (expected.kind !== 'hazard' && expected.kind !== 'incident') {
      expect(record, text).toBeUndefined()
      continue
    }
    expect(
      record && {
        kind: record.kind,
        patrol_point: record.place?.kind === 'point' ? record.place.id : null,
        category: record.category,
        severity: record.severity ?? record.level,
        urgent: record.urgent,
      },
      text,
    ).toEqual(expected)
  }
  expect(await world.town.db.all('SELECT id FROM doubles')).toEqual([])
})
