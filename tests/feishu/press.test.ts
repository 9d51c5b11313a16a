import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameOfField, nameOfSentence, repeatedName } from '../../src/platforms/feishu/press.ts'
import { normalizeEnvelope } from '../../src/platforms/feishu/receive.ts'
import { Unreadable } from '../../src/refusal.ts'
import { context, NOW, pressOf } from './envelopes.ts'

const press = (action: object) => normalizeEnvelope(pressOf(action), context())
const fieldsOf = async (form_value: object) => {
  const inbound = await press({ value: { says: '/隐患' }, form_value })
  return inbound.kind === 'press' ? inbound.fields : inbound
}

test('a button says its sentence', async () => {
  expect(await press({ value: { says: '/打卡 全班正常', v: 1 } })).toEqual({
    kind: 'press',
    key: 'press:e-1',
    messageId: 'om_card',
    chatId: 'oc_1',
    sender: { account: 'ou_mei', unionId: 'on_mei' },
    atMs: NOW,
    says: '/打卡 全班正常',
    fields: {},
  })
})

test('a value in JSON text is understood', async () => {
  expect(await press({ value: '{"says":"/今日"}' })).toMatchObject({ kind: 'press', says: '/今日' })
})

test('a submit without a value speaks through its name, the second of one name too', async () => {
  const name = nameOfSentence('/隐患 12 接收')
  expect(name).toMatch(/^[A-Za-z][\w-]*$/)
  expect(await press({ name, form_value: {} })).toMatchObject({ says: '/隐患 12 接收' })
  expect(await press({ name: repeatedName(name, 2) })).toMatchObject({ says: '/隐患 12 接收' })
})

test('a sentence too long for a name relies on its value', async () => {
  expect(nameOfSentence('很长'.repeat(60))).toBe('button')
})

test('a button that carries nothing we know is an unknown press', async () => {
  const strange = [
    {},
    { value: {} },
    { value: 'x' },
    { value: { says: 7 } },
    { value: ['says'] },
    { name: 's_!' },
  ]
  for (const action of strange) {
    expect(await press(action)).toEqual({
      kind: 'unknown-press',
      key: 'press:e-1',
      sender: { account: 'ou_mei', unionId: 'on_mei' },
    })
  }
})

test('a press by nobody is unreadable', async () => {
  const event = pressOf({ value: { says: '/今日' } }, { operator: { tenant_key: 't' } })
  await expect(normalizeEnvelope(event, context())).rejects.toThrow(Unreadable)
})

test('form values come back as texts, lists and switches; empty ones are dropped', async () => {
  const filled = {
    note: '灯坏了',
    kinds: ['a', 'b'],
    done: false,
    money: 12,
    none: '',
    list: [],
    gone: null,
    odd: {},
  }
  expect(await fieldsOf(filled)).toEqual({ note: '灯坏了', kinds: ['a', 'b'], done: false, money: '12' })
})

test.each([
  ['2024-04-29 07:07 +0800', '2024-04-29 07:07'],
  ['2024-04-28 23:07 +0000', '2024-04-29 07:07'],
  ['2024-04-28 16:07 -0700', '2024-04-29 07:07'],
  ['2024-04-01 +0800', '2024-04-01'],
  ['2024-04-01 -0500', '2024-04-01'],
  ['08:30 +0800', '08:30'],
  ['20:30 +0000', '04:30'],
  ['01:00 +0900', '00:00'],
  ['00:30 +09:00', '23:30'],
  ['2024-04-29', '2024-04-29'],
  ['电话 +0800', '电话 +0800'],
  ['2024-99-99 07:07 +0800', '2024-99-99 07:07 +0800'],
])('the picker value %s is %s at school', async (picked, local) => {
  expect(await fieldsOf({ at: picked })).toEqual({ at: local })
})

test('stand-alone components come under their own name', async () => {
  const value = { says: '/换班' }
  expect(await press({ value, option: 'a', name: 'who' })).toMatchObject({ fields: { who: 'a' } })
  expect(await press({ value, options: ['a', 'b'] })).toMatchObject({ fields: { value: ['a', 'b'] } })
  expect(await press({ value, input_value: '好', name: 's_x' })).toMatchObject({ fields: { value: '好' } })
  expect(await press({ value, checked: true, name: 'ok' })).toMatchObject({ fields: { ok: true } })
})

test('any field name survives the platform, repeated or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (field) => {
      const name = nameOfField(field)
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_-]*$/)
      expect(await fieldsOf({ [repeatedName(name, 3)]: 'x' })).toEqual({ [field]: 'x' })
      expect(await fieldsOf({ [name]: 'x' })).toEqual({ [field]: 'x' })
    }),
  )
  for (const field of ['note', 'f_x', 's_x', 'a__2', '地点', '__proto__', 's2_']) {
    expect(Object.keys(await fieldsOf({ [nameOfField(field)]: 'x' }))).toEqual([field])
  }
})
