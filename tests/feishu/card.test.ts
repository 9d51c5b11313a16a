import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, buttons, type Card, type Field, type Inline, text } from '../../src/cards/card.ts'
import { drawCard } from '../../src/platforms/feishu/card.ts'
import { drawInlines, escapeMarkdown } from '../../src/platforms/feishu/card-text.ts'
import { normalizeEnvelope } from '../../src/platforms/feishu/receive.ts'
import { validateCard } from '../../src/platforms/feishu/validate.ts'
import { byKind, cardOf, draw, wholeCards, wholeForm } from './cards.ts'
import { context, pressOf } from './envelopes.ts'

const errorsOf = (drawn: object) => validateCard(drawn).filter(({ severity }) => severity === 'error')
const bytesOf = (drawn: object) => new TextEncoder().encode(JSON.stringify(drawn)).length
const golden = (name: string) => `../golden/feishu/${name}.json`
const written = (drawn: object) => `${JSON.stringify(drawn, null, 2)}\n`

/** Every object with a tag, however deep. */
function all(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(all)
  return 'tag' in value ? [value as Record<string, unknown>, ...inner] : inner
}
const withTag = (drawn: object, tag: string) => all(drawn).filter((element) => element.tag === tag)

describe('drawn cards', () => {
  test.each(Object.entries(byKind))('%s is drawn as agreed and accepted', async (name, blocks) => {
    const drawn = drawCard(cardOf(blocks), draw)
    expect(validateCard(drawn)).toEqual([])
    await expect(written(drawn)).toMatchFileSnapshot(golden(`block-${name}`))
  })
  test.each(Object.entries(wholeCards))('the card %s is drawn as agreed and accepted', async (name, card) => {
    const drawn = drawCard(card, draw)
    expect(validateCard(drawn)).toEqual([])
    await expect(written(drawn)).toMatchFileSnapshot(golden(`card-${name}`))
  })
  test('personal cards cannot be forwarded, others can', () => {
    const config = (audience: Card['audience']) => drawCard(cardOf([], { audience }), draw)
    expect(config('personal')).toMatchObject({ config: { enable_forward: false } })
    expect(config('shared')).toMatchObject({ config: { enable_forward: true, update_multi: true } })
  })
})

describe('what people wrote stays what they wrote', () => {
  const nasty = [
    '<at id=all></at>',
    '<at id=ou_mei></at>',
    '&lt;at id=all&gt;',
    '**粗** _斜_ ~~删~~ `码`',
    '[点我](https://evil.example)',
    '![图](img_1)',
    '# 标题\n- 项\n1. 项\n---\n> 引\n===',
    '| a | b |\n| --- | --- |',
    ':OK: <font color=red>红</font> <person id=ou_x></person>',
    '\\<at id=all>\\</at>',
    '    四格缩进',
  ]
  test.each(nasty)('%s', (words) => {
    const escaped = escapeMarkdown(words)
    expect(escaped).not.toMatch(/[<>*_~`[\]\\|]/)
    expect(escaped).not.toMatch(/^[ \t]*([-+=#]|\d+[.)]\s)/m)
    expect(escaped).not.toMatch(/:[A-Za-z_]+:/)
    const places: Block[] = [
      text(words, { bold: words }, { tone: 'danger', text: words }, { link: words, url: 'https://x.cn' }),
      { kind: 'facts', facts: [{ label: words, value: [words] }] },
      { kind: 'list', items: [[words]] },
      { kind: 'people', people: [{ name: words }, { name: words, account: `x'></person><at id=all>` }] },
      { kind: 'images', images: [{ photo: 'late', alt: words }] },
      { kind: 'chart', chart: { type: 'bar', title: words, points: [], summary: words } },
      text({ person: { name: words, account: 'ou_x><at id=all' } }),
    ]
    for (const { content } of withTag(drawCard(cardOf(places), draw), 'markdown')) {
      const known = String(content).replace(/<font color='\w+'>|<\/font>/g, '')
      expect(known).not.toMatch(/[<>]/)
      expect(String(content).replace(/\[[^\]]*\]\(https:\/\/x\.cn\/\)/g, '')).not.toContain('](')
    }
  })
  test('entities people typed stay what they typed', () => {
    expect(escapeMarkdown('&#60;at id=all&#62;')).toBe('&#38;&#35;60;at id=all&#38;&#35;62;')
  })
  test('undoing the entities gives the text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        const back = escapeMarkdown(words).replace(/&#(\d+);/g, (_, code) =>
          String.fromCodePoint(Number(code)),
        )
        const expected = words
          .replace(/\r\n?/g, '\n')
          .replace(/(?!\n)\p{Cc}/gu, ' ')
          .replace(/\n +/g, '\n')
        expect(back).toBe(expected)
      }),
    )
  })
  test('links lead to the web only and brackets do not end them', () => {
    expect(drawInlines([{ link: '看', url: 'https://x.cn/a(b)' }])).toBe('[看](https://x.cn/a%28b%29)')
    expect(drawInlines([{ link: '看', url: 'javascript:alert(1)' }])).toBe('看')
    expect(drawInlines([{ link: '看', url: 'nonsense' }])).toBe('看')
  })
  test('bold is seen beside punctuation and other bold', () => {
    expect(drawInlines(['请', { bold: '(三楼)' }, '处理'])).toBe('请 **(三楼)** 处理')
    expect(drawInlines([{ bold: 'a' }, { bold: 'b' }, '，c'])).toBe('**a** **b**，c')
    expect(drawInlines(['梅', { bold: '老师' }, ' 已完成'])).toBe('梅**老师** 已完成')
    expect(drawInlines([{ bold: ' ' }, '    x'])).toBe('x')
  })
})

describe('forms', () => {
  const drawnForm = () => drawCard(wholeCards['form-with-buttons'] ?? cardOf([]), draw)

  test('in a card with a form every button stands inside it', () => {
    const drawn = drawnForm()
    const inside = withTag(drawn, 'form').flatMap((form) => withTag(form, 'button'))
    expect(inside).toHaveLength(withTag(drawn, 'button').length)
    expect(inside).toHaveLength(5)
  })
  test('every interactive component of a form has its own name, and submits are marked', () => {
    const form = withTag(drawnForm(), 'form')[0] ?? {}
    const named = all(form).filter(({ tag }) => /button|input|select|picker|checker/.test(String(tag)))
    const names = named.map(({ name }) => name)
    expect(names).not.toContain(undefined)
    expect(new Set(names).size).toBe(names.length)
    const submits = withTag(form, 'button').filter((button) => button.form_action_type === 'submit')
    expect(submits.map(({ behaviors }) => behaviors)).toMatchObject([
      [{ value: { says: '/before' } }],
      [{ value: { says: '/隐患 12 方案' } }],
      [{ value: { says: '/隐患 12 退回' } }],
      [{ value: { says: '/cancel' } }],
      [{ value: { says: '/转交' } }],
    ])
  })
  test('what was drawn is understood when it comes back, even without a value', async () => {
    const field = { kind: 'field', name: '备注', label: '备注', input: 'text' } as const
    const one = { ...wholeForm, id: 'one', blocks: [field] }
    const drawn = drawCard(cardOf([one, { ...one, id: 'two' }]), draw)
    expect(errorsOf(drawn)).toEqual([])
    const second = withTag(drawn, 'form')[1] ?? {}
    const name = withTag(second, 'button')[0]?.name
    const input = String(withTag(second, 'input')[0]?.name)
    const back = await normalizeEnvelope(pressOf({ name, form_value: { [input]: '好' } }), context())
    expect(back).toMatchObject({ kind: 'press', says: '/隐患 12 方案', fields: { 备注: '好' } })
  })
  test('a form inside columns, details or another form still ends up in the body', () => {
    const inner = { ...wholeForm, id: 'inner' }
    const drawn = drawCard(
      cardOf([
        { kind: 'details', summary: '展开', blocks: [text('先看'), { kind: 'columns', columns: [[inner]] }] },
        { ...wholeForm, id: 'outer', blocks: [{ ...inner, id: 'third' }] },
      ]),
      draw,
    )
    expect(errorsOf(drawn)).toEqual([])
    expect(withTag(drawn, 'form')).toHaveLength(2)
  })
  test('impossible initial values are left out and empty choices say so', () => {
    const field = (more: object) => ({ kind: 'field', name: 'x', label: 'x', ...more }) as unknown as Block
    const drawn = drawCard(
      cardOf([
        {
          ...wholeForm,
          blocks: [
            field({ input: 'date', initial: '2026-02-30' }),
            field({ input: 'time', initial: '25:00' }),
            field({ input: 'datetime', initial: '2026-09-01' }),
            field({ input: 'select', options: [], initial: 'a' }),
            field({ input: 'person', people: [] }),
            field({
              input: 'select',
              options: [
                { value: 'a', label: '' },
                { value: 'a', label: 'b' },
              ],
              initial: 'c',
            }),
            field({ input: 'text', hint: '长'.repeat(300), initial: '长'.repeat(3000), maxLength: 5000 }),
          ],
        },
      ]),
      draw,
    )
    expect(validateCard(drawn)).toEqual([])
    expect(JSON.stringify(drawn)).not.toContain('initial_')
    expect(JSON.stringify(drawn)).toContain('暂无可选项')
  })
})

describe('limits', () => {
  const CUT = '…(内容过长,已截断)'
  const long = '长文'.repeat(20_000)
  const bigTable: Block[] = [
    { kind: 'table', columns: [{ key: 'a', label: 'a' }], rows: Array(5000).fill({ a: '长文' }) },
  ]
  const shortTable: Block = {
    kind: 'table',
    columns: [{ key: 'a', label: 'a' }],
    rows: Array(2).fill({ a: '长文'.repeat(100) }),
  }
  const colleagues = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ value: `person-${i}`, label: `第 ${i} 位同事` }))
  const selectOf = (count: number): Field => ({
    kind: 'field',
    name: 'who',
    label: '谁',
    input: 'select',
    options: colleagues(count),
  })
  const personOf = (count: number): Field => ({
    kind: 'field',
    name: 'who',
    label: '谁',
    input: 'person',
    people: colleagues(count).map(({ value, label }) => ({ value, name: label })),
  })
  test.each<[string, Block[]]>([
    ['a long text', [text(long), text('短')]],
    [
      'a long text with styles',
      [text(...Array.from({ length: 900 }, (): Inline => ({ bold: '长文'.repeat(20) })))],
    ],
    ['a long list', [{ kind: 'list', items: Array.from({ length: 3000 }, (_, i) => [`第 ${i} 项`]) }]],
    ['a long table', bigTable],
    ['many facts', [{ kind: 'facts', facts: Array(2000).fill({ label: '地点', value: ['三楼走廊'] }) }]],
    [
      'many people',
      [
        {
          kind: 'people',
          people: Array.from({ length: 2000 }, (_, i) => ({ name: '梅', account: `ou_${i}` })),
        },
      ],
    ],
    [
      'many pictures',
      [
        {
          kind: 'images',
          images: Array.from({ length: 2000 }, (_, i) => ({ photo: `p${i}`, alt: '走廊' })),
        },
      ],
    ],
    ['many choices', [{ ...wholeForm, blocks: [selectOf(2000)] }]],
    ['many people to choose', [{ ...wholeForm, blocks: [personOf(2000)] }]],
    ['many short tables', Array.from({ length: 150 }, () => shortTable)],
    ['many blocks', Array.from({ length: 400 }, (_, i) => text(`第 ${i} 段`))],
    ['many buttons', Array.from({ length: 120 }, (_, i) => buttons({ label: `${i}`, says: `/${i}` }))],
    ['a long heading', [{ kind: 'heading', text: long }]],
    ['a long label', [buttons({ label: long, says: '/x' }), text('留下')]],
    [
      'a long chart',
      [
        {
          kind: 'chart',
          chart: {
            type: 'bar',
            points: Array.from({ length: 2000 }, (_, i) => ({ x: `${i}`, y: i })),
            summary: long,
          },
        },
      ],
    ],
    [
      'a chart of too many points',
      [
        {
          kind: 'chart',
          chart: {
            type: 'bar',
            points: Array.from({ length: 2000 }, (_, i) => ({ x: `${i}`, y: i })),
            summary: '共 2000 项',
          },
        },
      ],
    ],
    [
      'inside details and columns',
      [
        {
          kind: 'details',
          summary: '经过',
          blocks: [{ kind: 'columns', columns: [[text(long)], [text(long)]] }],
        },
      ],
    ],
  ])('%s is cut, says so, and the card is accepted', (_name, blocks) => {
    const drawn = drawCard(cardOf(blocks), draw)
    expect(errorsOf(drawn)).toEqual([])
    expect(bytesOf(drawn)).toBeLessThanOrEqual(25_000)
    expect(JSON.stringify(drawn)).toContain(CUT)
  })
  test('the remark stands once, right behind what was cut', () => {
    const names = withTag(drawCard(cardOf([...bigTable, text('以下保留')]), draw), 'markdown')
    expect(names.map(({ content }) => content)).toEqual([CUT, '以下保留'])
  })
  test('blocks that had to go leave one remark at the end, whatever else was cut', () => {
    const drawn = drawCard(cardOf([...bigTable, ...Array(250).fill(text('一段'))]), draw)
    const remarks = withTag(drawn, 'markdown').map(({ content }) => content)
    expect(remarks.at(0)).toBe(CUT)
    expect(remarks.at(-1)).toBe(CUT)
    expect(remarks.filter((content) => content === CUT)).toHaveLength(2)
  })
  test('only the longest text is cut, the rest and the buttons stay', () => {
    const drawn = JSON.stringify(
      drawCard(cardOf([text('保留我'), text(long), buttons({ label: '好', says: '/好' })]), draw),
    )
    expect(drawn).toContain('保留我')
    expect(drawn).toContain(CUT)
    expect(drawn).toContain('"says":"/好"')
  })
  test('choices are the last to be cut', () => {
    const texts = Array.from({ length: 8 }, () => text('长文'.repeat(700)))
    const drawn = drawCard(cardOf([...texts, { ...wholeForm, blocks: [selectOf(120)] }]), draw)
    expect(bytesOf(drawn)).toBeLessThanOrEqual(25_000)
    expect(withTag(drawn, 'select_static')[0]?.options).toHaveLength(120)
  })
  test('a chart inside a form is told in words', () => {
    const drawn = drawCard(cardOf([{ ...wholeForm, blocks: byKind['chart-bar'] ?? [] }]), draw)
    expect(validateCard(drawn)).toEqual([])
    expect(JSON.stringify(drawn)).toContain('一年级 12，二年级 8')
  })
  test('a runaway title or preview does not break the card', () => {
    const drawn = drawCard(cardOf([], { title: long, preview: long, tags: [long] }), draw)
    expect(errorsOf(drawn)).toEqual([])
    expect(bytesOf(drawn)).toBeLessThan(25_000)
  })
  test('a sixth table becomes lines', () => {
    const drawn = drawCard(cardOf(Array(7).fill(byKind.table?.[0])), draw)
    expect(withTag(drawn, 'table')).toHaveLength(5)
    expect(errorsOf(drawn)).toEqual([])
  })
  test('deeply nested blocks stay within the five levels', () => {
    let block: Block = text('底')
    for (let i = 0; i < 12; i++) {
      block =
        i % 2
          ? { kind: 'columns', columns: [[block]] }
          : { kind: 'details', summary: `${i}`, blocks: [block] }
    }
    const drawn = drawCard(
      cardOf([block, buttons({ label: 'a', says: '/a' }, { label: 'b', says: '/b' })]),
      draw,
    )
    expect(errorsOf(drawn)).toEqual([])
    expect(JSON.stringify(drawn)).toContain('底')
  })
})

test('whatever the card, what is drawn is accepted', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '<at id=all></at>', '长'.repeat(900)),
  )
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    words,
    fc.record({ bold: words }),
    fc.record({ link: words, url: fc.oneof(fc.webUrl(), words) }),
    fc.record({ person: fc.record({ name: words, account: words }) }),
  )
  const inlines = fc.array(inline, { maxLength: 4 })
  const button = fc.record({ label: words, says: words })
  const option = fc.record({ value: words, label: words })
  const leaf: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: inlines }),
    fc.record({ kind: fc.constant('heading' as const), text: words }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(inlines, { maxLength: 5 }) }),
    fc.record({
      kind: fc.constant('facts' as const),
      facts: fc.array(fc.record({ label: words, value: inlines }), { maxLength: 5 }),
    }),
    fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 4 }) }),
    fc.record({
      kind: fc.constant('table' as const),
      columns: fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'toString'), label: words }), {
        maxLength: 4,
      }),
      rows: fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(words, fc.integer())), {
        maxLength: 12,
      }),
    }),
    fc.record({
      kind: fc.constant('images' as const),
      images: fc.array(fc.record({ photo: fc.constantFrom('p1', 'p2', 'late'), alt: words }), {
        maxLength: 20,
      }),
    }),
    fc.record({
      kind: fc.constant('form' as const),
      id: fc.string({ minLength: 1 }),
      buttons: fc.array(button, { minLength: 1, maxLength: 3 }),
      blocks: fc.array(
        fc.record({
          kind: fc.constant('field' as const),
          name: fc.string({ minLength: 1 }),
          label: words,
          input: fc.constant('select' as const),
          options: fc.array(option, { maxLength: 6 }),
        }),
        { maxLength: 4 },
      ),
    }),
  )
  const { block } = fc.letrec<{ block: Block }>((tie) => ({
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constant('columns' as const),
        columns: fc.array(fc.array(tie('block'), { maxLength: 3 }), { maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('details' as const),
        summary: words,
        blocks: fc.array(tie('block'), { maxLength: 3 }),
      }),
    ),
  }))
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      expect(errorsOf(drawCard(cardOf(blocks), draw))).toEqual([])
    }),
    { numRuns: 60 },
  )
})
