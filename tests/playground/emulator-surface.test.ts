import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { card, codeOf, PNG, startWorld } from './emulator-world.ts'

const image = (key: string) => ({ tag: 'img', img_key: key, alt: { tag: 'plain_text', content: '现场' } })

/** As a file: a part without a file name is refused with 234001 (node-sdk issue 44), and the SDK gives buffers none. */
function asFile(bytes: Uint8Array) {
  const path = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'photo.png')
  writeFileSync(path, bytes)
  return createReadStream(path)
}

async function bytesOf(file: { getReadableStream(): Readable }) {
  const parts: Buffer[] = []
  for await (const part of file.getReadableStream()) parts.push(part as Buffer)
  return new Uint8Array(Buffer.concat(parts))
}

describe('media by the real SDK', () => {
  it('a photo somebody sent is downloaded, uploaded again and shown in a card', async () => {
    await using world = await startWorld()
    const { emulator, client, bot } = world
    await emulator.sendImage('ou_zhang', PNG, 'image/png')
    const { message } = bot.events()[0]!.envelope.event
    const { image_key } = JSON.parse(message.content) as { image_key: string }
    const path = { message_id: message.message_id as string, file_key: image_key }
    const file = await client.im.v1.messageResource.get({ path, params: { type: 'image' } })
    const bytes = await bytesOf(file)
    expect(bytes).toEqual(PNG)
    const theirs = await world.send('ou_zhang', 'image', { image_key })
    expect(theirs.code).toBe(230017)
    const uploaded = await client.im.v1.image.create({
      data: { image_type: 'message', image: asFile(bytes) },
    })
    const own = uploaded?.image_key ?? ''
    expect((await world.send('ou_zhang', 'interactive', card(image(own)))).code).toBe(0)
    expect(emulator.image(own)).toEqual({ bytes: PNG, mime: 'image/png' })
    const again = await client.im.v1.image.get({ path: { image_key: own } })
    expect(await bytesOf(again)).toEqual(PNG)
  })

  it('checks sizes, formats and whose file it is', async () => {
    await using world = await startWorld()
    const { client, emulator } = world
    const upload = async (bytes: Buffer) =>
      (await codeOf(client.im.v1.image.create({ data: { image_type: 'message', image: asFile(bytes) } })))
        .code
    expect(await upload(Buffer.from('not a picture at all'))).toBe(234011)
    expect(await upload(Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]))).toBe(234006)
    const huge = Buffer.from(PNG)
    huge.writeUInt32BE(12_001, 16)
    expect(await upload(huge)).toBe(234039)
    const unnamed = client.im.v1.image.create({ data: { image_type: 'message', image: Buffer.from(PNG) } })
    expect((await codeOf(unnamed)).code).toBe(234001)
    const file = { file_type: 'pdf' as const, file_name: '周报.pdf', file: asFile(Buffer.from('%PDF-1.7')) }
    expect(await client.im.v1.file.create({ data: file })).toMatchObject({ file_key: expect.any(String) })
    const { data } = await world.send('ou_zhang', 'text', { text: 'x' })
    const asked = client.im.v1.messageResource.get({
      path: { message_id: data.message_id, file_key: 'img_x' },
      params: { type: 'image' },
    })
    await expect(asked).rejects.toMatchObject({ response: { status: 400 } })
    expect(emulator.calls.at(-1)?.code).toBe(234003)
  })

  it('gives a photo only through its own message, and only while the bot is in the chat', async () => {
    await using world = await startWorld()
    const { client, emulator } = world
    const sent = await emulator.sendImage('ou_li', PNG, 'image/png', { chatId: 'oc_safety' })
    const other = await emulator.sendImage('ou_li', PNG, 'image/png', { chatId: 'oc_safety' })
    const key = emulator.messagesOf('oc_safety')[0]?.imageKey ?? ''
    const ask = async (message: string | undefined) => {
      const path = { message_id: message ?? '', file_key: key }
      await client.im.v1.messageResource.get({ path, params: { type: 'image' } }).catch(() => {})
      return emulator.calls.at(-1)?.code
    }
    expect(await ask(sent.messageId)).toBe(0)
    expect(await ask(other.messageId)).toBe(234003)
    await client.im.v1.image.get({ path: { image_key: key } }).catch(() => {})
    expect(emulator.calls.at(-1)?.code).toBe(234008)
    await emulator.removeBotFromGroup('oc_safety', 'ou_li')
    expect(await ask(sent.messageId)).toBe(234004)
    const patch = { path: { message_id: sent.messageId ?? '' }, data: { content: '{}' } }
    expect((await codeOf(client.im.v1.message.patch(patch))).code).toBe(230012)
  })
})

describe('the directory', () => {
  it('finds people by number, in range only', async () => {
    await using world = await startWorld()
    world.emulator.addUser({ openId: 'ou_far', name: '外', mobile: '13800000009', inRange: false })
    const answer = await world.client.contact.v3.user.batchGetId({
      params: { user_id_type: 'open_id' },
      data: { mobiles: ['13800000001', '+8613800000002', '13800000009', '13900000000'] },
    })
    expect(answer.data?.user_list?.map((each) => each.user_id)).toEqual([
      'ou_zhang',
      'ou_li',
      undefined,
      undefined,
    ])
  })

  it('drops fields without their scope and pages through a department', async () => {
    await using world = await startWorld()
    const { client, emulator } = world
    const get = () =>
      client.contact.v3.user.get({ path: { user_id: 'ou_zhang' }, params: { user_id_type: 'open_id' } })
    expect((await get()).data?.user).toMatchObject({ name: '张老师', mobile: '+8613800000001' })
    emulator.app.scopes.delete('contact:user.phone:readonly')
    expect((await get()).data?.user).not.toHaveProperty('mobile')
    for (let at = 0; at < 12; at++) emulator.addUser({ openId: `ou_t${at}`, name: `老师${at}` })
    const names: unknown[] = []
    const pages = await client.contact.v3.user.findByDepartmentWithIterator({
      params: { department_id: '0', page_size: 5 },
    })
    for await (const page of pages) names.push(...(page?.items ?? []).map((each) => each.name))
    expect(names).toHaveLength(14)
    emulator.addUser({ openId: 'ou_far', name: '外', inRange: false })
    const far = client.contact.v3.user.get({
      path: { user_id: 'ou_far' },
      params: { user_id_type: 'open_id' },
    })
    expect((await codeOf(far)).code).toBe(41050)
    emulator.switches.contactRangeIsAll = false
    const refused = client.contact.v3.user.findByDepartment({ params: { department_id: '0' } })
    expect(await codeOf(refused)).toMatchObject({ code: 40004, status: 403 })
  })

  it('tells the bot of joining, changing and leaving', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    await emulator.joined('ou_li')
    await emulator.updateUser('ou_li', { name: '李校长' })
    await emulator.resign('ou_li')
    const events = bot.events().map((each) => each.envelope)
    expect(events.map((each) => each.header.event_type)).toEqual([
      'contact.user.created_v3',
      'contact.user.updated_v3',
      'contact.user.deleted_v3',
    ])
    expect(events[1]?.event).toMatchObject({ object: { name: '李校长' }, old_object: { name: '李主任' } })
    expect(events[1]?.event.old_object).not.toHaveProperty('mobile')
    expect(events[2]?.event.old_object.department_ids).toEqual(['0'])
  })
})

describe('groups and marks', () => {
  it('creates a group once per uuid and adds people', async () => {
    await using world = await startWorld()
    const { client, emulator } = world
    const create = () =>
      client.im.v1.chat.create({
        params: { uuid: 'group-1' },
        data: { name: '应急小组', user_id_list: ['ou_zhang'] },
      })
    const chat_id = (await create()).data?.chat_id ?? ''
    expect((await create()).data?.chat_id).toBe(chat_id)
    const added = await client.im.v1.chatMembers.create({
      path: { chat_id },
      params: { succeed_type: 1 },
      data: { id_list: ['ou_li', 'ou_nobody'] },
    })
    expect(added.data?.not_existed_id_list).toEqual(['ou_nobody'])
    const members = await client.im.v1.chatMembers.get({ path: { chat_id } })
    expect(members.data?.items?.map((each) => each.member_id)).toEqual(['ou_zhang', 'ou_li'])
    expect(emulator.chatsOf('ou_li').map((each) => each.name)).toContain('应急小组')
  })

  it('urges members, lists readers, reacts, recalls', async () => {
    await using world = await startWorld()
    const { client, emulator } = world
    const { data } = await world.send('ou_zhang', 'text', { text: '请到岗' })
    const path = { message_id: data.message_id as string }
    const urged = await client.im.v1.message.urgentApp({
      path,
      params: { user_id_type: 'open_id' },
      data: { user_id_list: ['ou_zhang', 'ou_li'] },
    })
    expect(urged.data?.invalid_user_id_list).toEqual(['ou_li'])
    await emulator.read('ou_zhang', data.chat_id)
    const readers = await client.im.v1.message.readUsers({ path, params: { user_id_type: 'open_id' } })
    expect(readers.data?.items?.map((each) => each.user_id)).toEqual(['ou_zhang'])
    await client.im.v1.messageReaction.create({ path, data: { reaction_type: { emoji_type: 'DONE' } } })
    expect(emulator.messagesOf(data.chat_id)[0]).toMatchObject({ reactions: ['DONE'], recalled: false })
    expect((await client.im.v1.message.delete({ path })).code).toBe(0)
    expect(emulator.messagesOf(data.chat_id)[0]).toMatchObject({ recalled: true })
    expect(emulator.messagesOf(data.chat_id)[0]).not.toHaveProperty('text')
    const reply = { path, data: { msg_type: 'text', content: '{"text":"x"}' } }
    expect((await codeOf(client.im.v1.message.reply(reply))).code).toBe(230011)
  })
})

describe('slash commands and card entities', () => {
  it('registers, lists, changes and removes commands', async () => {
    await using world = await startWorld()
    const url = '/open-apis/application/v7/app_slash_commands'
    const ask = (method: string, tail = '', data?: object) =>
      codeOf(world.client.request({ method, url: url + tail, ...(data && { data }) }))
    const create = (command: string) => ask('POST', '', { command, description: { default_value: '今日' } })
    const { data } = await create('today')
    expect((await create('today')).code).toBe(40000000)
    expect((await create('今日')).code).toBe(40000000)
    expect(
      (await ask('PATCH', `/${data.command_id}`, { description: { default_value: '今日双责' } })).code,
    ).toBe(0)
    expect((await ask('GET')).data.items).toEqual([
      { command_id: data.command_id, command: 'today', description: { default_value: '今日双责' } },
    ])
    expect((await ask('DELETE', `/${data.command_id}`)).code).toBe(0)
    expect((await ask('GET')).data.items).toEqual([])
    for (let at = 0; at < 100; at++) {
      world.clock.ms += 100
      expect((await create(`c${at}`)).code).toBe(0)
    }
    expect((await create('one_too_many')).code).toBe(40000000)
  })

  it('validates a card without sending it, sends an entity once, changes it in sequence', async () => {
    await using world = await startWorld()
    const { client, emulator } = world
    const data = JSON.stringify(card({ tag: 'markdown', content: '一' }))
    const made = await client.cardkit.v1.card.create({ data: { type: 'card_json', data } })
    const card_id = made.data?.card_id ?? ''
    const old = await codeOf(
      client.cardkit.v1.card.create({ data: { type: 'card_json', data: '{"elements":[]}' } }),
    )
    expect(old.code).toBe(300303)
    const entity = { type: 'card', data: { card_id } }
    const sent = await world.send('ou_zhang', 'interactive', entity)
    expect((await world.send('ou_zhang', 'interactive', entity)).code).toBe(230099)
    const update = (sequence: number) =>
      codeOf(
        client.cardkit.v1.card.update({
          path: { card_id },
          data: {
            card: { type: 'card_json', data: JSON.stringify(card({ tag: 'markdown', content: '二' })) },
            sequence,
          },
        }),
      )
    expect((await update(2)).code).toBe(0)
    expect((await update(2)).code).toBe(300317)
    expect(emulator.messagesOf(sent.data.chat_id)[0]).toMatchObject({
      version: 2,
      card: { body: { elements: [{ content: '二' }] } },
    })
  })
})

describe('batches and logging in', () => {
  it('a batch arrives later, tells strangers, and cannot be changed', async () => {
    await using world = await startWorld()
    const { client, emulator, clock } = world
    const data = { msg_type: 'text', content: { text: '通知' }, open_ids: ['ou_zhang', 'ou_nobody'] }
    const sent = await codeOf(
      client.request({ method: 'POST', url: '/open-apis/message/v4/batch_send/', data }),
    )
    expect(sent).toMatchObject({
      code: 0,
      data: { message_id: expect.stringMatching(/^bm-/), invalid_open_ids: ['ou_nobody'] },
    })
    const count = () => emulator.chatsOf('ou_zhang').find((each) => each.type === 'p2p')?.count
    expect(count()).toBe(0)
    clock.ms += 2000
    expect(count()).toBe(1)
    const patch = { path: { message_id: sent.data.message_id }, data: { content: '{}' } }
    expect((await codeOf(client.im.v1.message.patch(patch))).code).toBe(99992354)
  })

  it('a person logs in with a code that works once', async () => {
    await using world = await startWorld()
    const { emulator, url, clock } = world
    const redirect_uri = 'http://127.0.0.1:1/back'
    const { appId: client_id, appSecret: client_secret } = emulator.app
    const query = new URLSearchParams({ client_id, response_type: 'code', redirect_uri, state: 's1' })
    const page = await fetch(`${url}/open-apis/authen/v1/authorize?${query}`)
    expect(await page.text()).toContain('张老师')
    query.set('as', 'ou_zhang')
    const chosen = await fetch(`${url}/open-apis/authen/v1/authorize?${query}`, { redirect: 'manual' })
    const back = new URL(chosen.headers.get('location') ?? '')
    expect(back.searchParams.get('state')).toBe('s1')
    const exchange = async () => {
      const body = {
        grant_type: 'authorization_code',
        client_id,
        client_secret,
        redirect_uri,
        code: back.searchParams.get('code'),
      }
      const answer = await fetch(`${url}/open-apis/authen/v2/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return (await answer.json()) as { code: number; access_token: string }
    }
    clock.ms += 5 * 60_000 + 1
    expect((await exchange()).code).toBe(20004)
    clock.ms -= 1
    const { access_token } = await exchange()
    expect((await exchange()).code).toBe(20065)
    const who = await fetch(`${url}/open-apis/authen/v1/user_info`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(await who.json()).toMatchObject({
      code: 0,
      data: { open_id: 'ou_zhang', tenant_key: emulator.app.tenantKey },
    })
  })
})
