import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, type Card, type Field, type Form, photoField } from '../../src/cards/card.ts'
import { drawHtml } from '../../src/cards/html.ts'
import { byKind, cardOf, wholeCards, wholeForm } from '../feishu/cards.ts'

const context = {
  action: '/m/hazard/12',
  ticket: 'T',
  photo: (id: string) => `/photo/${encodeURIComponent(id)}`,
}
const draw = (blocks: Block[], more = {}) => String(drawHtml(cardOf(blocks), { ...context, ...more }))
const tags = (html: string) => [...html.matchAll(/<(\/?[a-z0-9]+)/gi)].map(([, name]) => name)

/** Tags and the names of their attributes: what a browser acts on. */
const skeleton = (html: string) => (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'))

/** Every text a card carries, in order. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
/** The card with each of its free texts turned into something else. */
const SHAPE = ['kind', 'tone', 'input', 'style', 'type', 'url', 'key', 'align', 'audience', 'series', 'x']
function turned<T>(value: T, turn: (text: string) => string, key = ''): T {
  if (typeof value === 'string') return (SHAPE.includes(key) || value === '' ? value : turn(value)) as T
  if (Array.isArray(value)) return value.map((each) => turned(each, turn, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, turned(each, turn, name)]),
  ) as T
}

describe('every kind of block', () => {
  test.each(Object.entries(byKind))('%s is drawn, scripts and styles apart', (_, blocks) => {
    const html = draw(blocks)
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|undefined|\[object/)
    const open = tags(html).filter((name) => !['input', 'img', 'hr', 'rect', '/rect'].includes(name!))
    const depth = open.reduce((sum, name) => sum + (name!.startsWith('/') ? -1 : 1), 0)
    expect(depth).toBe(0)
  })
  test('the words of whole cards are all there', () => {
    const plain = (html: string) =>
      html.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    for (const card of Object.values(wholeCards)) {
      const html = plain(String(drawHtml(card, context)))
      for (const words of [card.title, ...(card.tags ?? []).slice(0, 3)]) expect(html).toContain(words)
      for (const block of card.blocks)
        if (block.kind === 'text') for (const words of textsOf(block.text)) expect(html).toContain(words)
    }
  })
})

test('hostile words change no tag, wherever a card takes words', () => {
  const hostile = fc.constantFrom(
    '"><script>',
    "' onload='x",
    '</textarea></form>',
    '<!--',
    ']]>',
    '&lt;b&gt;',
  )
  const cards: Card[] = [
    ...Object.values(wholeCards),
    ...Object.values(byKind).map((blocks) => cardOf(blocks)),
  ]
  fc.assert(
    fc.property(fc.constantFrom(...cards), hostile, fc.string(), (card, nasty, noise) => {
      const html = String(
        drawHtml(
          turned(card, (words) => `${words}${nasty}${noise}`),
          context,
        ),
      )
      expect(skeleton(html)).toEqual(skeleton(String(drawHtml(card, context))))
    }),
    { numRuns: 200 },
  )
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  ' javascript:alert(1)',
  'JaVaScRiPt:x',
  '//x',
])('an address like %s becomes no link', (url) => {
  const html = draw([
    { kind: 'text', text: [{ link: '看', url }] },
    { kind: 'buttons', buttons: [{ label: '开', says: '/今日', url }] },
  ])
  expect(html).not.toContain('<a ')
  expect(html).toContain('看')
})

describe('forms', () => {
  const form = (blocks: (Block | Field)[]): Form => ({
    kind: 'form',
    id: 'f',
    blocks,
    buttons: [{ label: '提交', says: '/隐患 12 已整改', style: 'primary' }],
  })
  test('each button says its sentence, with the ticket, in a post that needs no script', () => {
    const html = draw([form([])])
    expect(html).toMatch(/<form class="form" method="post" action="\/m\/hazard\/12"/)
    expect(html).toContain('<input type="hidden" name="_ticket" value="T">')
    expect(html).toMatch(/<button class="button primary" name="says" value="\/隐患 12 已整改"/)
  })
  test('forms never nest, however a card nests them', () => {
    const html = draw([{ kind: 'details', summary: '更多', blocks: [form([form([]), ...byKind.buttons!])] }])
    expect(html.match(/<form/g)).toHaveLength(1)
  })
  test('every field has a label of its own', () => {
    const html = draw([wholeForm])
    for (const [, id] of html.matchAll(/<(?:input|select|textarea) id="([^"]+)"/g))
      expect(html).toContain(`<label for="${id}">`)
  })
  test('a photo field makes the form carry files', () => {
    expect(draw([form([])])).toContain('enctype="application/x-www-form-urlencoded"')
    const html = draw([form([photoField('照片', '发到这里')])])
    expect(html).toContain('enctype="multipart/form-data"')
    expect(html).toMatch(/type="file" accept="image\/jpeg,image\/png,image\/webp" multiple/)
  })
  test('a question of a button is asked in place, its answer a second press', () => {
    const html = draw([
      {
        kind: 'buttons',
        buttons: [{ label: '撤回', says: '/隐患 12 撤回', confirm: { title: '撤回？', text: '记录保留。' } }],
      },
    ])
    expect(html).toMatch(
      /<details class="confirm"><summary[^>]*>撤回<\/summary>[\s\S]*<button[^>]*>确定撤回<\/button>/,
    )
    expect(html.match(/<button/g)).toHaveLength(1)
  })
  test('what was typed is there again, in every kind of field', () => {
    const typed = { title: '新', note: '甲\n乙', money: '7', category: '', flag: true }
    const html = draw([wholeForm], { typed })
    expect(html).toContain('value="新"')
    expect(html).toContain('>\n甲\n乙</textarea>')
    expect(html).toContain('value="7"')
  })
})

test('a chart shows its numbers: the longest row fills the width, none leaves it', () => {
  const html = draw([
    {
      kind: 'chart',
      chart: {
        type: 'line',
        summary: '甲 3 乙 -2',
        points: [
          { x: '甲', y: 3 },
          { x: '乙', y: -2 },
          { x: '丙', y: Number.NaN },
        ],
      },
    },
  ])
  const bars = [...html.matchAll(/<rect class="bar-0" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)]
  expect(bars.map(([, x, width]) => Number(x) + Number(width))).toEqual([284])
  expect(html).toContain('甲 3 乙 -2')
})
