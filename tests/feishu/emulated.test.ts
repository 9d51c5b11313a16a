import { expect, test } from 'vitest'
import { createFeishu } from '../../src/platforms/feishu/index.ts'
import { PNG, startWorld } from '../playground/emulator-world.ts'
import { byKind, cardOf, wholeCards, wholeForm } from './cards.ts'
import { NOW } from './envelopes.ts'

/** The adapter against the emulated platform, whose checks were written apart from it. */
async function open() {
  const world = await startWorld()
  const { appId, appSecret, encryptKey, verificationToken } = world.emulator.app
  world.emulator.addUser({ openId: 'ou_mei', name: '梅老师', mobile: '13800000003' })
  world.emulator.addUser({ openId: 'ou_bo', name: '薄老师', mobile: '13800000004' })
  const feishu = createFeishu(
    { appId, appSecret, encryptKey, verificationToken, baseUrl: world.url },
    { fetch, now: () => world.clock.ms, count: () => {}, log: () => {} },
  )
  const key = await feishu.upload(PNG, 'image/png')
  const draw = { imageKey: (photo: string) => (photo.startsWith('late') ? undefined : key) }
  return { world, feishu, draw }
}

test('every card is taken by the platform, sent and as a replacement', async () => {
  const { world, feishu, draw } = await open()
  await using _ = world
  const cards = [...Object.values(byKind).map((blocks) => cardOf(blocks)), ...Object.values(wholeCards)]
  for (const [index, card] of cards.entries()) {
    world.clock.ms += 60_000
    const { messageId, chatId } = await feishu.post({ account: 'ou_mei' }, { card }, `card-${index}`, draw)
    expect(chatId).toMatch(/^oc_/)
    await feishu.update(messageId, cardOf([wholeForm]), draw)
  }
})

test('a form comes back with what was filled in, by our names', async () => {
  const { world, feishu, draw } = await open()
  await using _ = world
  const { messageId } = await feishu.post({ account: 'ou_mei' }, { card: cardOf([wholeForm]) }, 'u', draw)
  const heard: unknown[] = []
  world.bot.answer = async ({ headers, raw }) => {
    heard.push(await feishu.receive(new Headers(headers as Record<string, string>), raw, world.clock.ms))
    return { body: feishu.answerPress({ toast: { type: 'success', text: '好' } }, draw) }
  }
  const filled = { title: '灯坏了', moment: '2026-09-02 16:00', day: '2026-09-03', rectifier: 'p-guard' }
  const more = { places: ['a'], urgent: false, witness: 'ou_mei', note: '' }
  const pressed = await world.emulator.submit('ou_mei', messageId, '提交', { ...filled, ...more })
  expect(pressed).toMatchObject({ status: 'ok', toast: { content: '好' } })
  expect(heard).toMatchObject([
    {
      kind: 'press',
      says: '/隐患 12 方案',
      fields: { ...filled, places: ['a'], urgent: false, witness: 'ou_mei', category: 'fire', money: '200' },
    },
  ])
  expect(heard[0]).not.toHaveProperty('fields.note')
})

test('a stale card, a wrong clock and people are told apart', async () => {
  const { world, feishu, draw } = await open()
  await using _ = world
  const { messageId } = await feishu.post({ account: 'ou_mei' }, { card: cardOf([]) }, 'u', draw)
  expect(await feishu.findByMobile(['13800000003', '13899999999'])).toEqual(
    new Map([['13800000003', 'ou_mei']]),
  )
  expect(await feishu.profile('ou_mei')).toMatchObject({ account: 'ou_mei', active: true })
  world.clock.ms += 14 * 86_400_000 + 1000
  await expect(feishu.update(messageId, cardOf([]), draw)).rejects.toMatchObject({ trouble: 'stale' })
  expect(world.clock.ms).toBeGreaterThan(NOW)
})
