import { describe, expect, test } from 'vitest'
import { drawCard } from '../../src/platforms/feishu/card.ts'
import {
  renderPlatformError,
  type ValidationContext,
  validateCard,
} from '../../src/platforms/feishu/validate.ts'
import { byKind, cardOf, draw, wholeForm } from './cards.ts'

const card = (elements: unknown[], more: object = {}) => ({
  schema: '2.0',
  config: { update_multi: true, summary: { content: '提要' } },
  header: { title: { tag: 'plain_text', content: '标题' } },
  body: { elements },
  ...more,
})
const md = { tag: 'markdown', content: '好' }
const plain = (content: string) => ({ tag: 'plain_text', content })
const button = { tag: 'button', text: plain('好'), behaviors: [{ type: 'callback', value: { says: '/好' } }] }
const submit = { ...button, name: 'go', form_action_type: 'submit' }
const form = (elements: unknown[], name = 'f') => ({ tag: 'form', name, elements })
const option = (value: string) => ({ text: plain(value), value })
const bar = { type: 'bar', data: { values: [{ x: 'a', y: 1 }] }, xField: 'x', yField: 'y' }
const table = { tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [{ a: 'x' }] }
const columns = (elements: unknown[], more: object = {}) => ({
  tag: 'column_set',
  columns: [{ tag: 'column', elements, ...more }],
})
const panel = (elements: unknown[]) => ({ tag: 'collapsible_panel', header: { title: plain('x') }, elements })

const errors = (value: unknown, context?: ValidationContext) =>
  validateCard(value, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code)
const warnings = (value: unknown) =>
  validateCard(value)
    .filter(({ severity }) => severity === 'warning')
    .map(({ text }) => text)

describe('what the platform takes', () => {
  test.each<[string, unknown]>([
    ['an empty body', card([])],
    ['a bare root', { schema: '2.0' }],
    ['JSON text', JSON.stringify(card([md]))],
    ['a form with a submit', card([form([{ tag: 'input', name: 'a' }, submit])])],
    [
      'a reset button with a name',
      card([form([submit, { ...button, name: 'r', form_action_type: 'reset' }])]),
    ],
    ['a table and a chart', card([table, { tag: 'chart', chart_spec: bar }])],
    ['a combined chart', card([{ tag: 'chart', chart_spec: { type: 'common', series: [], data: [] } }])],
    ['a missing table cell', card([{ ...table, rows: [{}] }])],
    ['an interactive container', card([{ tag: 'interactive_container', elements: [md], behaviors: [] }])],
    ['a fallback', card([{ ...md, fallback: { tag: 'fallback_text', text: plain('x') } }])],
    [
      'a subtitle and an icon',
      card([], {
        header: { title: plain('x'), subtitle: plain('y'), icon: { tag: 'standard_icon', token: 'x' } },
      }),
    ],
    ['old button properties', card([{ tag: 'button', text: plain('x'), url: 'https://x.cn', value: {} }])],
    ['shades of colours', card([{ tag: 'div', text: { ...plain('x'), text_color: 'grey-500' } }])],
    ['five levels', card([panel([panel([panel([panel([panel([md])])])])])])],
  ])('%s', (_name, value) => {
    expect(errors(value)).toEqual([])
  })
})

describe('what the platform rejects', () => {
  test.each<[string, number, unknown]>([
    ['text that is not JSON', 200621, '{'],
    ['a list', 200621, []],
    ['schema 1.0', 300303, { config: {}, elements: [] }],
    ['an unknown root property', 200621, card([], { elements: [] })],
    ['an unknown config property', 200621, card([], { config: { wide_screen_mode: true } })],
    ['update_multi false', 300302, card([], { config: { update_multi: false } })],
    ['a header without a title', 200621, card([], { header: {} })],
    ['a header with a tag', 200621, card([], { header: { tag: 'header', title: plain('x') } })],
    ['a title in Markdown', 200621, card([], { header: { title: md } })],
    ['an unknown template', 200621, card([], { header: { title: plain('x'), template: 'pink' } })],
    [
      'four header tags',
      200621,
      card([], {
        header: {
          title: plain('x'),
          text_tag_list: Array(4).fill({ tag: 'text_tag', text: plain('x'), color: 'red' }),
        },
      }),
    ],
    [
      'grey as the colour of a tag is fine, pink is not',
      200621,
      card([], {
        header: { title: plain('x'), text_tag_list: [{ tag: 'text_tag', text: plain('x'), color: 'pink' }] },
      }),
    ],
    ['a removed tag', 200861, card([{ tag: 'action', actions: [] }])],
    ['a tag from Object.prototype', 200861, card([{ tag: 'constructor' }])],
    ['a component without a tag', 200861, card([{ content: 'x' }])],
    ['a component that is a text', 200621, card(['x'])],
    ['a column outside a column_set', 200861, card([{ tag: 'column', elements: [] }])],
    ['something else inside a column_set', 200861, card([{ tag: 'column_set', columns: [md] }])],
    ['an unknown property', 200621, card([{ ...md, href: {} }])],
    ['a property from Object.prototype', 200621, card([{ ...md, toString: 'x' }])],
    ['a missing property', 200621, card([{ tag: 'img', img_key: 'img_1' }])],
    ['an empty picture key', 200621, card([{ tag: 'img', img_key: '', alt: plain('') }])],
    ['a margin that is none', 200621, card([{ ...md, margin: '200px' }])],
    ['an unknown text alignment', 200621, card([{ ...md, text_align: 'justify' }])],
    ['a form in a panel', 11310, card([panel([form([submit])])])],
    ['a form in a form', 11310, card([form([submit, form([{ ...submit, name: 'x' }], 'g')])])],
    ['a table in a column', 11310, card([columns([table])])],
    ['a table in a form', 11310, card([form([submit, table])])],
    ['six tables', 11310, card(Array(6).fill(table))],
    ['six levels', 11310, card([panel([panel([panel([panel([panel([panel([md])])])])])])])],
    ['201 elements', 11310, card(Array(201).fill(md), { header: undefined })],
    ['30 KB', 230025, card([{ ...md, content: '长'.repeat(11_000) }])],
    ['a form without a name', 200530, card([form([submit], '')])],
    ['a form without a submit', 11310, card([form([{ tag: 'input', name: 'a' }])])],
    ['a nameless input in a form', 200530, card([form([{ tag: 'input' }, submit])])],
    ['a nameless button in a column of a form', 200530, card([form([columns([button]), submit])])],
    ['a name twice', 11310, card([form([{ tag: 'input', name: 'go' }, submit])])],
    ['a name twice across forms', 11310, card([form([submit]), form([submit], 'g')])],
    ['a submit outside a form', 11310, card([submit])],
    ['a malformed element_id', 300301, card([{ ...md, element_id: '1a' }])],
    ['a long element_id', 300301, card([{ ...md, element_id: 'a'.repeat(21) }])],
    [
      'an element_id twice',
      300301,
      card([{ ...md, element_id: 'a' }, columns([{ ...md, element_id: 'a' }])]),
    ],
    ['an unknown button type', 200621, card([{ ...button, type: 'warning' }])],
    ['an unknown behaviour', 200621, card([{ ...button, behaviors: [{ type: 'jump' }] }])],
    ['a link behaviour without an address', 200621, card([{ ...button, behaviors: [{ type: 'open_url' }] }])],
    ['a confirm without a title', 200621, card([{ ...button, confirm: { text: plain('x') } }])],
    ['an option value twice', 200621, card([{ tag: 'select_static', options: [option('a'), option('a')] }])],
    [
      'an option value that is a number',
      200621,
      card([{ tag: 'select_static', options: [{ text: plain('x'), value: 1 }] }]),
    ],
    [
      'an initial_option that is a number',
      200621,
      card([{ tag: 'select_static', options: [option('1')], initial_option: 1 }]),
    ],
    ['a label on a select', 200621, card([{ tag: 'select_static', options: [], label: plain('x') }])],
    ['max_length 1001', 200621, card([{ tag: 'input', name: 'a', max_length: 1001 }])],
    ['max_length 0', 200621, card([{ tag: 'input', name: 'a', max_length: 0 }])],
    ['a hint of 101 characters', 200621, card([{ tag: 'input', placeholder: plain('长'.repeat(101)) }])],
    ['a default over max_length', 200621, card([{ tag: 'input', max_length: 2, default_value: 'abc' }])],
    ['a date that is none', 200621, card([{ tag: 'date_picker', initial_date: '2026/09/01' }])],
    ['a time with seconds', 200621, card([{ tag: 'picker_time', initial_time: '07:30:00' }])],
    [
      'pixels in a flowing column',
      200621,
      card([{ tag: 'column_set', flex_mode: 'flow', columns: [{ tag: 'column', width: '100px' }] }]),
    ],
    [
      'three pictures in a double',
      200621,
      card([
        { tag: 'img_combination', combination_mode: 'double', img_list: Array(3).fill({ img_key: 'k' }) },
      ]),
    ],
    ['an undeclared column', 200915, card([{ ...table, rows: [{ b: 'x' }] }])],
    ['a number in a text column', 200914, card([{ ...table, rows: [{ a: 1 }] }])],
    [
      'a text in a number column',
      200914,
      card([{ ...table, columns: [{ name: 'a', data_type: 'number' }] }]),
    ],
    ['a row that is a list', 200914, card([{ ...table, rows: [[]] }])],
    [
      '51 columns',
      200621,
      card([
        {
          ...table,
          rows: [],
          columns: Array.from({ length: 51 }, (_, i) => ({ name: `c${i}`, data_type: 'text' })),
        },
      ]),
    ],
    ['a column twice', 200621, card([{ ...table, columns: [...table.columns, ...table.columns] }])],
    ['page_size 11', 200621, card([{ ...table, page_size: 11 }])],
    ['an unknown chart', 200550, card([{ tag: 'chart', chart_spec: { ...bar, type: 'sankey' } }])],
    [
      'a chart from Object.prototype',
      200550,
      card([{ tag: 'chart', chart_spec: { ...bar, type: 'toString' } }]),
    ],
    ['a chart without data', 200550, card([{ tag: 'chart', chart_spec: { ...bar, data: undefined } }])],
    ['a chart without a field', 200550, card([{ tag: 'chart', chart_spec: { ...bar, xField: undefined } }])],
    [
      'a chart whose field no value has',
      200550,
      card([{ tag: 'chart', chart_spec: { ...bar, yField: 'z' } }]),
    ],
    [
      'a pie without its category',
      200550,
      card([{ tag: 'chart', chart_spec: { ...bar, type: 'pie', valueField: 'y' } }]),
    ],
    ['person_list lines 0', 200621, card([{ tag: 'person_list', persons: [], lines: 0 }])],
    ['a person with a name', 200621, card([{ tag: 'person_list', persons: [{ id: 'ou_1', name: 'x' }] }])],
    ['at without an id', 100290, card([{ ...md, content: '<at></at>' }])],
  ])('%s', (_name, code, value) => {
    expect(errors(value)).toContain(code)
  })

  test('unknown pictures and people, when the known ones are given', () => {
    const context = { imageKeys: new Set(['img_1']), users: new Set(['ou_1']) }
    const list = { tag: 'person_list', persons: [{ id: 'ou_2' }] }
    expect(errors(card([{ tag: 'img', img_key: 'img_2', alt: plain('') }]), context)).toEqual([200570])
    expect(errors(card([{ tag: 'img', img_key: 'img_1', alt: plain('') }]), context)).toEqual([])
    expect(errors(card([{ ...md, content: '<at id=ou_1></at><at id=all></at>' }]), context)).toEqual([])
    expect(errors(card([{ ...md, content: '<at ids=ou_1,ou_2></at>' }]), context)).toEqual([100290])
    expect(errors(card([{ ...md, content: "<person id='ou_2' show_name=true></person>" }]), context)).toEqual(
      [100290],
    )
    expect(errors(card([list]), context)).toEqual([100290])
    expect(errors(card([{ ...list, drop_invalid_user_id: true }]), context)).toEqual([])
  })
  test('CardKit has its own codes for size and number', () => {
    const surface = { surface: 'cardkit' } as const
    expect(errors(card([{ ...md, content: 'x'.repeat(31_000) }]), surface)).toEqual([200860])
    expect(errors(card(Array(205).fill(md)), surface)).toEqual([300305])
  })
})

test('what is merely unwise is a warning', () => {
  expect(warnings(card([], { config: {} }))).toEqual(['no summary for notifications'])
  expect(warnings(card([{ ...md, content: "<font color='#ff0000'>x</font><b>y</b>" }]))).toHaveLength(2)
  expect(
    warnings(card([{ tag: 'select_static', options: [option('a')], initial_option: 'b' }])),
  ).toHaveLength(1)
  expect(warnings(card([{ tag: 'date_picker' }]))).toHaveLength(1)
  expect(warnings(card([form([{ tag: 'input', name: '备注' }, submit])]))).toHaveLength(1)
  expect(warnings(card(Array(130).fill(md)))).toEqual(['131 elements, our budget is 120'])
  expect(warnings(card([{ ...md, content: 'x'.repeat(8001) }]))).toEqual([
    '8001 characters of Markdown, our budget is 8000',
  ])
})

test('the error reads as the platform writes it', () => {
  const [problem] = validateCard(card([md, columns([{ ...md, href: 1 }])]))
  expect(renderPlatformError(problem!)).toEqual({
    code: 230099,
    msg:
      'Failed to create card content, ext=ErrCode: 200621; ErrPath: ROOT -> body -> elements -> [1](tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: markdown); ' +
      'ErrMsg: unknown property, property: href, path: ROOT -> body -> elements -> [1](tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: markdown); ErrorValue: 1;',
  })
  const [large] = validateCard(card([{ ...md, content: 'x'.repeat(31_000) }]))
  expect(renderPlatformError(large!)).toMatchObject({ code: 230025 })
})

test('every property of a drawn card matters: renaming any one of them is noticed', () => {
  const blocks = Object.values(byKind)
    .flat()
    .filter((block) => block.kind !== 'form')
  const drawn = drawCard(cardOf([...blocks.slice(0, 8), wholeForm]), draw)
  const free = /^(data|values|x|y|series|says|value|legends|visible|orient|chart_spec)$/
  let renamed = 0
  const rename = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null || /chart_spec|rows/.test(path)) return
    for (const [key, inner] of Object.entries(node)) {
      rename(inner, `${path}.${key}`)
      if (Array.isArray(node) || free.test(key)) continue
      const holder = node as Record<string, unknown>
      delete holder[key]
      holder[`${key}_x`] = inner
      expect(errors(drawn), `${path}.${key}`).not.toEqual([])
      delete holder[`${key}_x`]
      holder[key] = inner
      renamed++
    }
  }
  rename(drawn, 'card')
  expect(renamed).toBeGreaterThan(100)
  expect(errors(drawn)).toEqual([])
})
