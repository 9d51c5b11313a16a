import { expect, test } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, PHOTO, quietSchool } from '../world.ts'
import { setAside } from './school-day.ts'

test('reports that were joined, told apart, walked and shown to all are what the events make of them, also after a restart', async () => {
  const world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  const teacher = world.person('单念蘅')
  const other = world.person('顾鹿蓁')
  const head = world.person('贺栎生')
  await teacher.says('/隐患 三(2)班插座没电了')
  await other.sendsPhoto()
  await other.presses('跟进这一条', await other.says('/隐患 三(2)班的插座坏了'))
  await other.says('/隐患 三(2)班插座失灵')
  await other.sendsPhoto(new Uint8Array([...PHOTO, 1]))
  await world.at('10:45')
  await other.says('/隐患 1 另报')
  await head.says('/隐患 2 并入 1')
  await other.says('/隐患 三(2)班插座冒火花，孩子在旁边')
  await other.says('/隐患 1 取消跟进')
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 方案 措施：换插座 责任人：鲁锦木 资金：100 日期：9月20日')
  await head.sendsPhoto(new Uint8Array([...PHOTO, 3]))
  await head.says('/隐患 1 已整改 换了')
  await teacher.says('/隐患 1 通过')
  await teacher.says('/隐患 三(2)班插座没电了')
  await other.says('/隐患 插座没电了')
  await other.says('三(2)班')
  await teacher.says('/隐患 巡一圈')
  await teacher.sendsPhoto(new Uint8Array([...PHOTO, 2]))
  await teacher.says('操场单杠底座松了')
  await teacher.says('三(2)班插座还是坏的')
  await teacher.says('结束')
  await other.says(`/隐患\n${Array.from({ length: 22 }, (_, n) => `第${n + 1}个灭火器过期了`).join('\n')}`)
  await other.says('/隐患 巡一圈')
  await world.at('2026-10-08 09:05')
  await head.says('/曝光 通过')
  setAside(world)
  await world.town.restart()
  const kinds = (await world.town.db.all<{ kind: string }>('SELECT DISTINCT kind FROM events')).map(
    ({ kind }) => kind,
  )
  expect(kinds).toEqual(
    expect.arrayContaining([
      'double.noticed',
      'double.pictured',
      'double.joined',
      'double.told-apart',
      'exposure.drafted',
      'exposure.published',
      'hazard.followed',
      'hazard.repeated',
      'hazard.supplemented',
      'hazard.suspected',
      'hazard.unfollowed',
      'sweep.begun',
      'sweep.cut-short',
      'sweep.ended',
      'sweep.noted',
      'sweep.pictured',
    ]),
  )
  await expectRowsAreTheEvents(world.town.db)
  setAside(world)
  await world.close()
})
