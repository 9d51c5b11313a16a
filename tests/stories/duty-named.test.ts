import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const says = async (name: string, words: string) => (await world.person(name).says(words)).text

test('the morning check is nobody’s to pass on: the refusal says what one can do, and names no stranger', async () => {
  world = await openWorld({
    at: '2026-09-01 07:25',
    school: schoolWith('chk-homeroom-morning', 'rep-sickleave-daily'),
  })
  await world.at('08:40')
  setAside(world)
  expect(await says('单念蘅', '/转办 晨检 邱穗和 有事')).toBe(
    '晨检不能转办。来不了请发送 /请假 并写明替岗的同事，例如：/请假 今天 顾鹿蓁 发烧就医',
  )
  expect(await says('聂怀谷', '/免做 晨检 单念蘅 停课')).toBe(
    '晨检不能单独免做。本人请假后由替岗的同事报；全校停课请安全办公室改校历。',
  )
})

test('what one does not have is not looked for in a stranger’s hands', async () => {
  world = await openWorld({ at: '2026-09-01 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('16:45')
  setAside(world)
  expect(await says('邱穗和', '/转办 放学路队 单念蘅 有事')).toBe('您手里没有这一项，发送 /双责 看您的职责。')
  await says('单念蘅', '/转办 放学路队 邱穗和 有事')
  expect(await says('单念蘅', '/转办 放学路队 顾鹿蓁 有事')).toBe(
    '这一项已转给邱穗和，不在您手里。要再转，请邱穗和来说。',
  )
  const excused = await says('聂怀谷', '/免做 放学路队 单念蘅 停课')
  expect(excused).toContain('已免做（邱穗和）')
  expect(await says('聂怀谷', '/免做 放学路队 单念蘅 停课')).toBe('这一项已经免做了（停课），不用再说。')
  setAside(world)
})

test('a head of department is told why his own is not his to excuse', async () => {
  world = await openWorld({ at: '2026-09-08 10:00', school: schoolWith('ins-dept-weekly') })
  expect(await says('贺栎生', '/免做 处室周安全自查 停电')).toBe(
    '自己的职责不能自己免，请找分管副校长或校长。',
  )
})

test('taken back a second time: it says that it was', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  await world.person('鲁锦木').presses('正常', world.person('鲁锦木').gets('今日双责'))
  await says('杭砥平', '/撤销 防火巡查 点错了人')
  expect(await says('杭砥平', '/撤销 防火巡查 再撤一次')).toBe('这一项已经撤销，等鲁锦木重新办。')
  setAside(world)
})

const DONE = (title: string, by: string) =>
  `「${title}」9月1日 07:40 已由${by}完成。记错了请和安全办公室说一声。`

test('done already: every sentence that names it says when and by whom', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  await world.person('鲁锦木').presses('正常', world.person('鲁锦木').gets('今日双责'))
  await world.at('09:00')
  for (const words of [
    '/转办 防火巡查 邱穗和 外出培训',
    '/协办 防火巡查 邱穗和',
    '/完成 防火巡查 正常',
    '/完成 防火巡查 今天 正常',
  ])
    expect(await says('鲁锦木', words), words).toBe(DONE('每日防火巡查', '您'))
  for (const words of [
    '/免做 防火巡查 停电',
    '/免做 防火巡查 鲁锦木 停电',
    '/转办 防火巡查 邱穗和 外出培训',
    '/协办 防火巡查 邱穗和',
  ])
    expect(await says('聂怀谷', words), words).toBe(DONE('每日防火巡查', '鲁锦木'))
  expect(await says('杭砥平', '/免做 防火巡查 停电')).toBe(
    '「每日防火巡查」9月1日 07:40 已由鲁锦木完成。记错了请发送 /撤销，写明是哪一项和理由。',
  )
  // Trouble that is told with it is filed all the same.
  expect(await says('鲁锦木', '/完成 防火巡查 教学楼B二楼插座烧黑了')).toContain('插座烧黑')
  setAside(world)
})

test('done already: whoever has nothing to do with it is told no more than that', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  await world.person('鲁锦木').presses('正常', world.person('鲁锦木').gets('今日双责'))
  for (const words of ['/转办 防火巡查 邱穗和 有事', '/协办 防火巡查 邱穗和'])
    expect(await says('单念蘅', words), words).toBe('您手里没有这一项，发送 /双责 看您的职责。')
  expect(await says('单念蘅', '/完成 防火巡查 正常')).toContain('没有找到要办的这一项')
  expect(await says('鲁锦木', '/转办 放火巡查 邱穗和 有事')).toContain('请写职责的名称')
  setAside(world)
})

test('done already, and colleagues still have theirs to do: one’s own is meant', async () => {
  world = await openWorld({ at: '2026-09-01 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('16:45')
  setAside(world)
  await says('单念蘅', '/完成 放学路队 正常')
  const done = /^「\S+ 放学路队\S*」9月1日 16:45 已由(\S+)完成。/
  expect(done.exec(await says('单念蘅', '/转办 放学路队 邱穗和 有事'))?.[1]).toBe('您')
  expect(done.exec(await says('单念蘅', '/协办 放学路队 邱穗和'))?.[1]).toBe('您')
  expect(done.exec(await says('聂怀谷', '/免做 放学路队 单念蘅 停课'))?.[1]).toBe('单念蘅')
  setAside(world)
})

test('not done after all, or excused: that is said too', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  setAside(world)
  expect(await says('杭砥平', '/撤销 防火巡查 点错了人')).toBe('这一项还没有完成，不用撤销。')
  await says('聂怀谷', '/免做 防火巡查 停电')
  expect(await says('鲁锦木', '/转办 防火巡查 邱穗和 外出培训')).toBe(
    '「每日防火巡查」已经免做（停电），不用再办。',
  )
  expect(await says('鲁锦木', '/完成 防火巡查 正常')).toBe('「每日防火巡查」已经免做（停电），不用再办。')
  setAside(world)
})
