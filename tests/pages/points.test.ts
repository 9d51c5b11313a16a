import QRCode from 'qrcode'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pointAt } from '../../src/pages/points.ts'
import { createSigner } from '../../src/pages/signed.ts'
import { patrolSchool, plateOf, visits } from '../patrols/walking.ts'
import { openWorld, type World } from '../world.ts'
import { linkOf, onPages, openVisitor } from './visitor.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 06:10', school: patrolSchool() })
  world.everybodyReads(/./)
})
afterEach(() => world.close())

const { visit } = onPages(() => world)

test('the office finds the sheet from the chat: a plate for every point, each with the code of its own address', async () => {
  const card = await world.person('杭砥平').says('/巡查 打印')
  expect(linkOf(card)).toBe(`${world.town.url}/points`)
  const sheet = await visit('杭砥平').get(linkOf(card)!)
  expect(sheet.html.match(/class="plate"/g)).toHaveLength(24)
  expect(sheet.text).toContain('XC-03')
  expect(sheet.text).toContain('校外 1层 · 责任人 聂怀谷')
  for (const code of ['XC-01', 'XC-24']) {
    const { modules } = QRCode.create(world.town.url + (await plateOf(world, code)), {
      errorCorrectionLevel: 'M',
    })
    const dark = [...modules.data].filter(Boolean).length
    const plate = sheet.html.split('class="plate"').find((part) => part.includes(`>${code}<`))!
    expect(plate.match(/h1v1h-1z/g)).toHaveLength(dark)
    expect(plate).toContain(`viewBox="0 0 ${modules.size + 8} ${modules.size + 8}"`)
  }
})

test('nobody else prints plates: not the head, not a teacher, not somebody without a login', async () => {
  expect((await visit('聂怀谷').get('/points')).status).toBe(200)
  for (const name of ['钟砚舟', '单念蘅', '鲁锦木']) {
    const page = await visit(name).get('/points')
    expect([name, page.status, page.html.includes('plate')]).toEqual([name, 403, false])
  }
  expect((await openVisitor(world, undefined).send('/points')).status).toBe(302)
})

test('a colleague says that he wants to log in, and comes back to the point', async () => {
  const plate = await plateOf(world, 'XC-17')
  const stranger = openVisitor(world, undefined)
  expect((await stranger.send(`${plate}?login=1`)).status).toBe(302)
  const colleague = visit('鲁锦木')
  const first = await colleague.get(plate)
  expect(first.buttons).toEqual(['提交'])
  expect(first.html).toContain(`href="${plate}?login=1"`)
  const page = await colleague.get(`${plate}?login=1`)
  expect([page.status, page.path]).toEqual([200, `${plate}?login=1`])
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'none'")
  expect((await colleague.get(plate)).buttons).toContain('全部正常')
  expect(await visits(world)).toEqual([])
})

test('an old plate leads nowhere once the school gave the point another code', async () => {
  const signer = createSigner('secret')
  const directory = await world.town.directory()
  const token = await signer.sign('point', { point: 'PP17', code: 'XC-17' })
  expect(await pointAt(signer, directory, token)).toMatchObject({ id: 'PP17' })
  expect(await pointAt(signer, directory, await signer.sign('point', { point: 'PP17', code: 'old' }))).toBe(
    'replaced',
  )
  expect(await pointAt(signer, directory, await signer.sign('point', { point: 'gone', code: 'XC-17' }))).toBe(
    'replaced',
  )
  expect(
    await pointAt(
      signer,
      directory,
      await createSigner('other').sign('point', { point: 'PP17', code: 'XC-17' }),
    ),
  ).toBe('foreign')
  expect(
    await pointAt(signer, directory, await signer.sign('session', { point: 'PP17', code: 'XC-17' })),
  ).toBe('foreign')
  for (const torn of [token.slice(3, -3), token.replace('.', ''), 'x', '.', 'é.é'])
    expect(await pointAt(signer, directory, torn)).toBe('torn')
})
