import { expect, test } from 'vitest'
import { openWorld, sampleSchool } from './world.ts'

/** What a small school may leave out must cost it nothing else (handbook §16). */
test('a school without rooms, houses, storeys, aliases and roster lives through a morning', async () => {
  const full = sampleSchool()
  const school = {
    ...full,
    duty_roster: undefined,
    lead_group: undefined,
    chats: [],
    classes: full.classes.map(({ building: _, floor: __, room: ___, ...rest }) => ({ ...rest, aliases: [] })),
    patrol_points: full.patrol_points.map(({ building: _, floor: __, ...rest }) => ({
      ...rest,
      aliases: [],
    })),
  } as unknown as typeof full
  const world = await openWorld({ school })
  await world.at('07:50')
  expect(world.everybodyReads(/今日双责/)).toHaveLength(24)
  const receipt = await world.person('安画桥').says('/隐患 操场与看台的栏杆松了')
  expect(receipt.title).toContain('操场与看台')
  expect((await world.person('安画桥').says('/隐患 有个东西怪怪的')).fields).toContain('place')
  await world.person('安画桥').says('/上报 三(2)班一名学生摔倒，额头流血')
  expect(world.everybodyReads(/隐患|事件/).length).toBeGreaterThan(4)
  await world.close()
})
