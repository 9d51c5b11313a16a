import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as wishes from '../../src/sanctions/sanction.ts'

type State = wishes.Sanction | undefined
type Decide = (state: State) => wishes.SanctionEvent[]

const TODAY = '2026-03-02'
const given: wishes.Registration = {
  number: 1,
  type: '约谈',
  authority: '区教育局',
  day: TODAY,
  matters: '消防通道堵塞',
  by: 'G03',
  duty: 'rep-sanction-20wd.1.2026-03-02',
}
const after = (...decides: Decide[]): State =>
  decides.reduce<State>(
    (now, decide) =>
      decide(now).reduce<State>(
        (each, event) => wishes.sanction.evolve(each, event, { id: '1', atMs: 1, actor: null }),
        now,
      ),
    undefined,
  )
const registered = wishes.register(given, TODAY)

test('from the letter to the end', () => {
  const states = [
    after(registered),
    after(registered, wishes.rectify('已清通道', 'G01')),
    after(registered, wishes.draftReply('初稿', 'G01')),
    after(registered, wishes.submitReply('局办 12 号', 'G01')),
    after(registered, wishes.submitReply('局办 12 号', 'G01'), wishes.close('', 'P01')),
  ]
  expect(states.map((state) => state?.status)).toEqual([
    'received',
    'rectifying',
    'reply_drafted',
    'reply_submitted',
    'closed',
  ])
})

test.each<[string, Partial<wishes.Registration>, string]>([
  ['without an authority', { authority: ' ' }, '哪个单位'],
  ['without matters', { matters: '' }, '事由'],
  ['of tomorrow', { day: '2026-03-03' }, '还没到'],
  ['of years ago', { day: '2024-03-02' }, '一年以前'],
])('is not registered %s', (_, more, words) => {
  expect(() => wishes.register({ ...given, ...more }, TODAY)(undefined)).toThrow(words)
})

test('the reply needs its receipt, and is not closed before it', () => {
  expect(() => wishes.submitReply(' ', 'G01')(after(registered))).toThrow('没有回执')
  expect(() => wishes.close('', 'G01')(after(registered))).toThrow('还没有报送')
  expect(() => wishes.draftReply('', 'G01')(after(registered))).toThrow('初稿')
  const sent = after(registered, wishes.submitReply('局办 12 号', 'G01'))
  expect(wishes.submitReply('局办 12 号', 'G01')(sent), 'twice').toEqual([])
  expect(() => wishes.draftReply('又一稿', 'G01')(sent)).toThrow('已经报送')
})

test('whatever is said in whatever order, it only goes forward', () => {
  const order = ['received', 'rectifying', 'reply_drafted', 'reply_submitted', 'closed']
  const wish = fc.constantFrom<Decide>(
    wishes.rectify('做了', 'G01'),
    wishes.draftReply('初稿', 'G01'),
    wishes.submitReply('回执', 'G01'),
    wishes.close('', 'P01'),
    registered,
  )
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 12 }), (said) => {
      let state = after(registered)
      for (const decide of said) {
        const before = order.indexOf(state!.status)
        try {
          for (const event of decide(state))
            state = wishes.sanction.evolve(state, event, { id: '1', atMs: 1, actor: null })
        } catch {
          continue
        }
        expect(order.indexOf(state!.status)).toBeGreaterThanOrEqual(before)
      }
    }),
  )
})

test('people name a measure in their own words', () => {
  expect(['约谈', '被约谈', '下发整改通知书', '黄牌', '通报批评', '表扬'].map(wishes.sanctionType)).toEqual([
    '约谈',
    '约谈',
    '整改通知书',
    '黄牌警告',
    '通报批评',
    undefined,
  ])
})
