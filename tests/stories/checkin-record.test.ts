import { expect, test } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import type { World } from '../world.ts'
import { classCheckin, eventsOf, morning, onlyClasses, setAside, staffCheckin } from './school-day.ts'

/** A day with some of everything: answered, corrected, ill, handed over, given back, away, late, missed. */
async function fullDay(): Promise<World> {
  const world = await morning('2026-09-01', onlyClasses('C301', 'C302', 'C303', 'C304'))
  world.expectTrouble('send-failed')
  await world.person('单念蘅').presses('全班正常')
  await world.person('单念蘅').presses('更正')
  await world.person('单念蘅').presses('不止一项')
  await world
    .person('单念蘅')
    .submits('提交', { absentUnreached: '1', symptoms: '3', room: '灯管松动', note: '已联系' })
  await world.person('顾鹿蓁').says('/请假 今天 霍溪亭 发烧')
  await world.at('07:55')
  await world.person('尤佩弦').presses('准假')
  await world.person('霍溪亭').says(`/打卡 ${classCheckin('C302')} 全班正常`)
  await world.person('葛南枝').says('/请假 今天 尤佩弦 头疼')
  await world.person('葛南枝').says('/请假 取消')
  world.emulator.faults.down = true
  await world.at('08:25')
  world.emulator.faults.down = false
  await world.at('09:30')
  await world.person('霍溪亭').presses('全班正常')
  await world.at('15:00')
  await world.person('岑南屏').presses('无异常')
  await world.at('2026-09-02 00:10')
  setAside(world)
  return world
}

test('the rows of such a day are its events and nothing else; every answer names its actor; nothing was changed', async () => {
  const world = await fullDay()
  const { db } = world.town
  await expectRowsAreTheEvents(db)

  const acts = async (id: string) =>
    (await eventsOf(world, 'checkin', id)).map(({ kind, actor }) => `${kind.slice(8)} ${actor ?? 'time'}`)
  expect(await acts(classCheckin('C301'))).toEqual(['opened time', 'answered T31', 'corrected T31'])
  expect(await acts(classCheckin('C302'))).toEqual(['opened time', 'handed-over T32', 'answered T33'])
  expect(await acts(classCheckin('C303'))).toEqual(['opened time', 'fell-overdue time', 'answered T33'])
  expect(await acts(classCheckin('C304'))).toEqual([
    'opened time',
    'handed-over T34',
    'handed-over T34',
    'fell-overdue time',
    'missed time',
  ])
  expect(await acts(staffCheckin('M01'))).toEqual(['opened time', 'answered M01'])
  expect((await eventsOf(world, 'outage', 'platform')).map(({ kind }) => kind)).toEqual([
    'outage.began',
    'outage.ended',
  ])
  await world.close()
}, 60_000)
