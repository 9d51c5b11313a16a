import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { setAside } from '../stories/school-day.ts'
import { hang, taps } from '../tablets/hanging.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import type { Visitor } from './visitor.ts'

// A letter is signed by one's own hand (handbook §5.7); at a shared tablet nobody has logged in.

const ON_PAPER = '责任书请在纸上签字，由主管拍照录入，或在自己的手机上签。'
let world: World
let tablet: Visitor & { home: string }
beforeEach(async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: schoolWith('ltr-school-staff', 'chk-staff-daily'),
  })
  await world.at('2026-09-02 14:45')
  setAside(world)
  tablet = await hang(world, '厨房')
})
afterEach(async () => {
  setAside(world)
  await world.close()
})

const opens = async (name: string) => taps(tablet, await tablet.get(tablet.home), name)
const letterOf = async (): Promise<Instance> => {
  const { state } = (await world.town.db.get<{ state: string }>(
    "SELECT state FROM duty_instances WHERE duty = 'ltr-school-staff' AND unit = 'W06'",
  ))!
  return JSON.parse(state) as Instance
}

test('its buttons are left out, and what it asks for stands there', async () => {
  const page = await opens('侯芹芳')
  expect(page.text).toContain('责任书')
  expect(page.text).toContain(ON_PAPER)
  expect(page.html).not.toMatch(/签字确认|有异议/)
  // What cannot be done here is not counted among what is left to do here.
  const back = await tablet.presses('无异常')
  expect(back.text).toContain('请点自己的名字')
})

test.each(['/完成 ID 签字确认', '/完成 ID 有异议', '/打卡 ID 签字确认', '/完成 ID 提交'])(
  '%s is refused, and nobody has signed',
  async (says) => {
    await opens('侯芹芳')
    const { action, body } = tablet.formOf('无异常')
    body.set('says', says.replace('ID', (await letterOf()).id))
    body.set('reason', '看不懂')
    body.set('signature', '侯芹芳')
    const page = await tablet.posts(action, body)
    expect(page.status).toBe(422)
    expect(page.text).toContain(ON_PAPER)
    expect(await letterOf()).toMatchObject({ status: 'open', proofs: [] })
    expect((await letterOf()).objections).toBeUndefined()
  },
)

test('who enters for her has it on his own phone, and the record says so', async () => {
  const { proxy } = (await world.town.directory()).person('W06')!
  const enters = world.person((await world.town.directory()).person(proxy!)!.name)
  await enters.says(`/完成 ${(await letterOf()).id}`)
  await enters.presses('签字确认')
  expect((await letterOf()).proofs).toContainEqual(
    expect.objectContaining({ type: 'signature', by: 'W06', enteredBy: proxy }),
  )
})
