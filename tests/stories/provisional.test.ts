import { expect, test } from 'vitest'
import { openWorld, sampleSchool } from '../world.ts'

test('in a year whose holidays are not announced every date says 暂定, and weekdays still work', async () => {
  const world = await openWorld({ at: '2027-03-01 07:25' })
  await world.at('07:50')
  expect(world.person('单念蘅').gets('今日双责').text).toContain('日期暂定')
  await world.at('2027-03-05 16:40')
  expect(world.group('oc_demo_leaders').gets('每周安全小结').text).toContain('日期暂定')
  world.everybodyReads(/./)
  await world.close()
})

test('somebody without account and proxy is a gap the safety office hears of, once a day', async () => {
  const school = sampleSchool()
  const cut = {
    ...school,
    staff: school.staff.map((who) => (who.id === 'W08' ? { ...who, proxy: undefined } : who)),
  }
  const world = await openWorld({ at: '2026-09-01 14:20', school: cut as typeof school })
  await world.at('14:40')
  for (const name of ['贺栎生', '杭砥平'])
    expect(world.person(name).gets('有消息送不到人').text).toContain('阎净秋')
  world.everybodyReads(/今日双责/)
  await world.close()
})
