import { describe, expect, it } from 'vitest'
import { areaField, buttons } from '../../src/cards/card.ts'
import { drawCard } from '../../src/platforms/feishu/card.ts'
import { cardOf, draw } from '../feishu/cards.ts'
import { button, card, codeOf, form, PNG, startWorld } from './emulator-world.ts'

const text = (content: string) => ({ tag: 'plain_text', content })
const select = (name: string, more: object = {}) => ({
  tag: 'select_static',
  name,
  placeholder: text('请选择'),
  options: [
    { text: text('是'), value: 'yes' },
    { text: text('否'), value: 'no' },
  ],
  ...more,
})

async function shown(...elements: object[]) {
  const world = await startWorld()
  const { data } = await world.send('oc_safety', 'interactive', card(...elements))
  const id = data.message_id as string
  return {
    ...world,
    id,
    press: (label: string, confirm?: boolean) => world.emulator.press('ou_zhang', id, { label }, confirm),
    presses: () => world.bot.events().map((each) => each.envelope.event.action),
  }
}

describe('what a thumb can do', () => {
  it('nothing happens on disabled, unknown, ambiguous and mute buttons', async () => {
    await using world = await shown(
      button('灰', { disabled: true }),
      button('同'),
      button('同', { name: 'second' }),
      button('哑', { behaviors: [] }),
      button('网页', { behaviors: [{ type: 'open_url', default_url: 'https://example.com/' }] }),
    )
    const { press, emulator, id } = world
    expect(await press('灰')).toMatchObject({ status: 'blocked', why: 'it is disabled' })
    expect(await press('没有')).toMatchObject({ status: 'blocked', why: expect.stringContaining('灰 | 同') })
    expect(await press('同')).toMatchObject({ status: 'blocked' })
    expect(await press('哑')).toMatchObject({ status: 'blocked' })
    expect(await press('网页')).toEqual({ status: 'ok', url: 'https://example.com/' })
    expect(world.presses()).toEqual([])
    expect(await emulator.press('ou_zhang', id, { name: 'second' })).toEqual({ status: 'ok' })
    expect(await emulator.press('ou_zhang', id, { path: ['body', 'elements', 1] })).toEqual({ status: 'ok' })
    expect(world.presses()).toHaveLength(2)
  })

  it('a confirmation asks first', async () => {
    await using world = await shown(button('删', { confirm: { title: text('确定？'), text: text('') } }))
    expect(await world.press('删', false)).toMatchObject({ status: 'blocked' })
    expect(world.presses()).toHaveLength(0)
    expect(await world.press('删')).toMatchObject({ status: 'ok' })
    expect(await world.press('删', true)).toMatchObject({ status: 'ok' })
  })

  it('a component in a form never fires alone; a draft waits for the submit', async () => {
    await using world = await shown(
      form('f', select('ok', { required: true }), button('旁边', { name: 'aside' })),
    )
    const { emulator, id } = world
    expect(await world.press('旁边')).toMatchObject({ why: 'a component in a form never fires alone' })
    expect(await world.press('提交')).toMatchObject({ status: 'blocked', why: 'ok is required' })
    expect(await emulator.choose('ou_zhang', id, 'ok', '是')).toMatchObject({ status: 'blocked' })
    expect(world.presses()).toHaveLength(0)
    expect(await world.press('提交')).toMatchObject({ status: 'ok' })
    expect(world.presses()).toEqual([{ tag: 'button', name: 'f_submit', form_value: { ok: 'yes' } }])
  })

  it('a button we draw beside a form can be pressed', async () => {
    await using world = await startWorld()
    const drawn = drawCard(
      cardOf([
        {
          kind: 'form',
          id: 'f',
          blocks: [areaField('note', '说明')],
          buttons: [{ label: '提交', says: '/隐患 12 方案' }],
        },
        buttons({ label: '转交', says: '/隐患 12 转交' }, { label: '网页', says: '', url: 'https://x.cn/' }),
      ]),
      draw,
    )
    const { data } = await world.send('oc_safety', 'interactive', drawn)
    const press = (label: string) => world.emulator.press('ou_zhang', data.message_id, { label })
    expect(await press('转交')).toEqual({ status: 'ok' })
    expect(world.bot.events().map((each) => each.envelope.event.action)).toMatchObject([
      { value: { says: '/隐患 12 转交' } },
    ])
    expect(await press('网页')).toEqual({ status: 'ok', url: 'https://x.cn/' })
  })

  it('components outside forms fire with the field of their kind', async () => {
    await using world = await shown(
      select('one'),
      select('many', { tag: 'multi_select_static' }),
      { tag: 'date_picker', name: 'day', placeholder: text('日期') },
      { tag: 'select_person', name: 'who', placeholder: text('谁') },
      { tag: 'checker', name: 'tick', text: text('完成') },
    )
    const { emulator, id } = world
    await emulator.choose('ou_zhang', id, 'one', 'yes')
    await emulator.choose('ou_zhang', id, 'many', ['是', 'no'])
    await emulator.choose('ou_zhang', id, 'day', '2026-09-02')
    await emulator.choose('ou_zhang', id, 'who', 'ou_li')
    expect(await emulator.choose('ou_zhang', id, 'who', 'ou_nobody')).toMatchObject({ status: 'blocked' })
    expect(await emulator.choose('ou_zhang', id, 'tick', true)).toMatchObject({ status: 'blocked' })
    expect(world.presses()).toMatchObject([
      { tag: 'select_static', option: 'yes' },
      { tag: 'multi_select_static', options: ['yes', 'no'] },
      { tag: 'date_picker', option: '2026-09-02 +0800', timezone: 'Asia/Shanghai' },
      { tag: 'select_person', option: 'ou_li' },
    ])
  })

  it('a form is locked while it is answered, and stays so when its name comes back', async () => {
    await using world = await shown(form('f', select('ok')))
    const { emulator, bot, id } = world
    const submit = () => emulator.submit('ou_zhang', id, '提交', { ok: 'yes' })
    const [one, two] = await Promise.all([submit(), submit()])
    expect([one.status, two.status]).toEqual(['ok', 'blocked'])
    expect((await submit()).status).toBe('ok')
    const same = card(form('f', select('ok')))
    bot.answer = () => ({ body: { card: { type: 'raw', data: same } } })
    expect((await submit()).status).toBe('ok')
    expect(await submit()).toMatchObject({ status: 'blocked', why: expect.stringContaining('locked') })
    expect((await emulator.submit('ou_li', id, '提交', { ok: 'no' })).status).toBe('ok')
    emulator.switches.submittedFormStaysLocked = false
  })

  it('a disabled field keeps its value', async () => {
    await using world = await shown(form('f', select('ok', { disabled: true, initial_option: 'no' })))
    const { emulator, id } = world
    expect(await emulator.submit('ou_zhang', id, '提交', { ok: 'yes' })).toMatchObject({
      why: 'ok is disabled',
    })
    expect(await emulator.choose('ou_zhang', id, 'ok', 'yes')).toMatchObject({ status: 'blocked' })
    expect(await world.press('提交')).toMatchObject({ status: 'ok' })
    expect(world.presses()).toMatchObject([{ form_value: { ok: 'no' } }])
  })

  it('empty fields come in both documented ways', async () => {
    await using world = await shown(
      form('f', { tag: 'input', name: 'note' }, select('ok'), select('many', { tag: 'multi_select_static' })),
    )
    await world.emulator.submit('ou_zhang', world.id, 'f_submit', {})
    world.emulator.switches.emptyFields = 'flipped'
    await world.emulator.submit('ou_zhang', world.id, 'f_submit', {})
    expect(world.presses().map((each) => each.form_value)).toEqual([{ note: '' }, { ok: '', many: [] }])
  })

  it('initial values travel, and a submit button’s own value only with a callback', async () => {
    const submit = {
      tag: 'button',
      name: 'go',
      text: text('交'),
      form_action_type: 'submit',
      behaviors: [{ type: 'callback', value: { id: 7 } }],
    }
    await using world = await shown({
      tag: 'form',
      name: 'f',
      elements: [
        { tag: 'input', name: 'note', default_value: '已检查' },
        select('ok', { initial_option: 'no' }),
        submit,
      ],
    })
    await world.press('交')
    expect(world.presses()).toEqual([
      { tag: 'button', name: 'go', value: { id: 7 }, form_value: { note: '已检查', ok: 'no' } },
    ])
  })

  it('a stale phone presses the card it was given', async () => {
    await using world = await shown(button('旧'))
    const { emulator, client, id } = world
    const content = JSON.stringify(card(button('新')))
    await client.im.v1.message.patch({ path: { message_id: id }, data: { content } })
    expect(await world.press('旧')).toMatchObject({ status: 'blocked' })
    expect(await emulator.press('ou_zhang', id, { label: '旧', version: 1 })).toMatchObject({ status: 'ok' })
  })

  it('strangers, recalled cards and texts cannot be pressed', async () => {
    await using world = await shown(button('好'))
    const { emulator, client, id } = world
    emulator.addUser({ openId: 'ou_wang', name: '王老师' })
    expect(await emulator.press('ou_wang', id, { label: '好' })).toMatchObject({ status: 'blocked' })
    await client.im.v1.message.delete({ path: { message_id: id } })
    expect(await world.press('好')).toMatchObject({ status: 'blocked', why: 'the message was recalled' })
  })
})

describe('updates around a callback', () => {
  it('an update sent before the answer is lost; the delayed one after it works twice', async () => {
    await using world = await shown(button('好'))
    const { emulator, client, bot, clock } = world
    const next = (words: string) => card({ tag: 'markdown', content: words }, button('好'))
    const update = (token: string, words: string) =>
      codeOf(
        client.request({
          method: 'POST',
          url: '/open-apis/interactive/v1/card/update',
          data: { token, card: next(words) },
        }),
      )
    const seen = () => emulator.messagesOf('oc_safety')[0]?.card
    const before = seen()
    let token = ''
    bot.answer = async ({ envelope }) => {
      token = envelope.event.token
      expect((await update(token, '太早')).code).toBe(0)
      return { body: { toast: { type: 'info', content: '稍候' } } }
    }
    expect(await world.press('好')).toMatchObject({ status: 'ok', toast: { content: '稍候' } })
    expect(seen()).toEqual(before)
    expect((await update(token, '正好')).code).toBe(0)
    expect(seen()).toEqual(next('正好'))
    expect((await update(token, '第三次')).code).toBe(300040)
    expect((await update('x', '坏')).code).toBe(300020)
    bot.answer = ({ envelope }) => {
      token = envelope.event.token
      return { body: {} }
    }
    await world.press('好')
    clock.ms += 31 * 60_000
    expect((await update(token, '太晚')).code).toBe(300030)
  })
})

describe('talking', () => {
  it('rich text carries pictures and the mention; other kinds show their name', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    const where = { chatId: 'oc_safety', mentionBot: true }
    await emulator.sendPost('ou_li', { text: '漏水', images: [{ bytes: PNG, mime: 'image/png' }] }, where)
    const { message } = bot.events()[0]!.envelope.event
    const content = JSON.parse(message.content)
    expect(content.content[0]).toMatchObject([
      { tag: 'at', user_id: '@_user_1' },
      { tag: 'text', text: '漏水' },
    ])
    expect(content.content[1]).toMatchObject([{ tag: 'img', image_key: expect.stringMatching(/^img_/) }])
    await emulator.sendImage('ou_li', PNG, 'image/png', { chatId: 'oc_safety' })
    await emulator.sendOther('ou_li', 'audio', { file_key: 'file_x', duration: 900 })
    expect(bot.events().at(-1)!.envelope.event.message).toMatchObject({
      message_type: 'audio',
      chat_type: 'p2p',
    })
    expect(bot.events()).toHaveLength(2)
    const [post, image] = emulator.messagesOf('oc_safety')
    expect(post).toMatchObject({ type: 'post', text: '@双责漏水', imageKeys: [expect.any(String)] })
    expect(image).toMatchObject({ type: 'image', from: { name: '李主任' } })
    expect(emulator.image(image!.imageKey!)?.bytes).toEqual(PNG)
  })

  it('a reply names what it answers', async () => {
    await using world = await startWorld()
    const { data } = await world.send('ou_zhang', 'text', { text: '在哪？' })
    await world.emulator.say('ou_zhang', '操场', { replyTo: data.message_id })
    expect(world.bot.events()[0]!.envelope.event.message).toMatchObject({
      parent_id: data.message_id,
      chat_id: data.chat_id,
    })
  })

  it('who is out of range has no chat with the bot', async () => {
    await using world = await startWorld()
    const { emulator } = world
    emulator.addUser({ openId: 'ou_far', name: '外人', inRange: false })
    expect(emulator.chatsOf('ou_far')).toEqual([])
    expect(await emulator.say('ou_far', 'x')).toMatchObject({ delivered: false, attempts: [] })
    expect(await emulator.enter('ou_far')).toMatchObject({ attempts: [] })
    expect(await emulator.enter('ou_zhang')).toMatchObject({ delivered: true })
  })

  it('listeners learn whose phones changed', async () => {
    await using world = await startWorld()
    const changes: unknown[] = []
    const stop = world.emulator.onChange((change) => changes.push(change))
    const { data } = await world.send('oc_safety', 'text', { text: 'x' })
    expect(changes).toEqual([
      { openIds: ['ou_zhang', 'ou_li'], chatId: 'oc_safety', messageId: data.message_id },
    ])
    stop()
    await world.send('oc_safety', 'text', { text: 'y' })
    expect(changes).toHaveLength(1)
  })
})

describe('determinism', () => {
  it('the same seed and the same steps give the same bytes', async () => {
    const run = async () => {
      await using world = await startWorld({ seed: 7 })
      await world.emulator.say('ou_zhang', '今天')
      const { data } = await world.send('ou_zhang', 'text', { text: 'x' })
      return [world.bot.heard.map((each) => each.raw.toString()), data.message_id]
    }
    expect(await run()).toEqual(await run())
  })
})
