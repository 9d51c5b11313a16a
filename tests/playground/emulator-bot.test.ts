import { describe, expect, it } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { drawCard } from '../../src/platforms/feishu/card.ts'
import { receive } from '../../src/platforms/feishu/receive.ts'
import type { Inbound } from '../../src/platforms/platform.ts'
import type { Phones } from '../../src/playground/phones.ts'
import { PNG, startWorld } from './emulator-world.ts'

const hazard: Card = {
  kind: 'hazard',
  title: '上报隐患',
  tone: 'warn',
  preview: '上报隐患',
  audience: 'personal',
  blocks: [
    { kind: 'text', text: ['看见什么就报什么'] },
    {
      kind: 'form',
      id: 'report',
      blocks: [
        { kind: 'field', name: 'where', label: '地点', required: true, input: 'text' },
        { kind: 'field', name: 'day', label: '日期', input: 'date' },
        {
          kind: 'field',
          name: 'level',
          label: '程度',
          input: 'select',
          options: [{ value: 'minor', label: '一般' }],
        },
        { kind: 'field', name: 'note', label: '说明', input: 'textarea' },
      ],
      buttons: [{ label: '上报', says: '/隐患 上报', style: 'primary' }],
    },
  ],
}

/** A world whose bot reads with the product's own code, written apart from the emulator: they check each other. */
async function startReading() {
  const world = await startWorld({ seed: 42 })
  const { appId, encryptKey, verificationToken, botOpenId } = world.emulator.app
  const inbound: Inbound[] = []
  const config = { appId, encryptKey, verificationToken, freshnessMs: 300_000 }
  world.bot.answer = async ({ headers, raw }) => {
    const context = { appId, nowMs: world.clock.ms, botOpenId: async () => botOpenId }
    inbound.push(await receive(config, new Headers(headers as Record<string, string>), raw, context))
    return { body: {} }
  }
  return { ...world, inbound }
}

describe('the emulator and the bot understand each other', () => {
  it('over every kind of event, sealed, signed and oddly written', async () => {
    await using world = await startReading()
    const { emulator, inbound } = world
    const phones: Phones = emulator
    const words = '到岗 "／今日" \\ 😀'
    await phones.say('ou_zhang', words)
    await phones.sendImage('ou_zhang', PNG, 'image/png')
    const post = { text: '漏水', images: [{ bytes: PNG, mime: 'image/png' }] }
    await emulator.sendPost('ou_li', post, { chatId: 'oc_safety', mentionBot: true })
    await emulator.sendOther('ou_zhang', 'sticker', { file_key: 'file_x' })
    await emulator.menu('ou_zhang', 'today')
    await emulator.enter('ou_zhang')
    await emulator.removeBotFromGroup('oc_safety', 'ou_li')
    await emulator.addBotToGroup('oc_safety', 'ou_li')
    await emulator.joined('ou_li')
    await emulator.resign('ou_li')
    expect(inbound).toMatchObject([
      { kind: 'message', toBot: true, content: { type: 'text', text: words } },
      { kind: 'message', content: { type: 'photo', keys: [expect.any(String)] } },
      { kind: 'message', toBot: true, content: { type: 'photo', text: '漏水' }, chat: { id: 'oc_safety' } },
      { kind: 'message', content: { type: 'other' } },
      { kind: 'menu', eventKey: 'today' },
      { kind: 'entered', sender: { account: 'ou_zhang' } },
      { kind: 'bot-removed', chatId: 'oc_safety' },
      { kind: 'bot-added', chatName: '安全群' },
      { kind: 'directory', change: 'created', profile: { active: true } },
      { kind: 'directory', change: 'deleted', profile: { active: false } },
    ])
  })

  it('over a drawn form: the sentence and the fields come back', async () => {
    await using world = await startReading()
    const { emulator, inbound } = world
    const drawn = drawCard(hazard, { imageKey: () => undefined })
    const { code, data, msg } = await world.send('ou_zhang', 'interactive', drawn)
    expect([code, msg]).toEqual([0, 'success'])
    const submit = (values: Record<string, string>) =>
      emulator.submit('ou_zhang', data.message_id, '上报', values)
    expect(await submit({ day: '2026-09-02' })).toMatchObject({ status: 'blocked', why: 'where is required' })
    expect(await submit({ where: '操场', day: '2026-09-02', level: 'minor' })).toEqual({ status: 'ok' })
    expect(inbound).toMatchObject([
      { kind: 'press', says: '/隐患 上报', fields: { where: '操场', day: '2026-09-02', level: 'minor' } },
    ])
  })
})
