import {
  type Block,
  bold,
  buttons,
  type Card,
  divider,
  type Form,
  facts,
  heading,
  photoField,
  small,
  text,
} from '../../src/cards/card.ts'
import { hazardPhotos } from '../../src/cards/hazard-photos.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import type { DrawContext } from '../../src/platforms/platform.ts'

/** Photos `p1` to `p9` and so on are uploaded; `late…` are not yet. */
export const draw: DrawContext = {
  imageKey: (photo) => (photo.startsWith('late') ? undefined : `img_${photo}`),
}

export const cardOf = (blocks: Block[], more: Partial<Card> = {}): Card => ({
  kind: 'test',
  title: '今日双责',
  tone: 'info',
  preview: '今天有 1 件事',
  audience: 'shared',
  blocks,
  ...more,
})

const mei = { name: '梅老师', account: 'ou_mei' }
const bo = { name: '薄老师', account: 'ou_bo' }
const points = [
  { x: '一年级', y: 12 },
  { x: '二年级', y: 8 },
]

/** A form with every kind of field. */
export const wholeForm: Form = {
  kind: 'form',
  id: 'hazard_12_a',
  blocks: [
    text('请填写，带 * 的必填。'),
    {
      kind: 'field',
      name: 'title',
      label: '标题',
      input: 'text',
      required: true,
      hint: '一句话',
      maxLength: 50,
    },
    { kind: 'field', name: 'note', label: '说明', input: 'textarea', initial: '三楼 *走廊*' },
    { kind: 'field', name: 'money', label: '金额', input: 'number', initial: 200 },
    {
      kind: 'field',
      name: 'category',
      label: '类别',
      input: 'select',
      required: true,
      options: [
        { value: 'fire', label: '消防' },
        { value: 'power', label: '用电' },
      ],
      initial: 'fire',
    },
    {
      kind: 'field',
      name: 'places',
      label: '地点',
      input: 'multiselect',
      options: [
        { value: 'a', label: '一号楼' },
        { value: 'b', label: '二号楼' },
      ],
      initial: ['b', 'gone'],
    },
    { kind: 'field', name: 'day', label: '日期', input: 'date', initial: '2026-09-01' },
    { kind: 'field', name: 'clock', label: '时间', input: 'time', initial: '07:30' },
    {
      kind: 'field',
      name: 'moment',
      label: '时刻',
      input: 'datetime',
      initial: '2026-09-01 07:30',
      hint: '何时',
    },
    { kind: 'field', name: 'urgent', label: '紧急', input: 'switch', initial: true },
    {
      kind: 'field',
      name: 'rectifier',
      label: '整改人',
      input: 'person',
      people: [
        { ...mei, value: 'p-mei' },
        { name: '外聘保安', value: 'p-guard' },
      ],
      initial: 'p-mei',
    },
    {
      kind: 'field',
      name: 'witness',
      label: '证明人',
      input: 'person',
      people: [
        { ...mei, value: 'ou_mei' },
        { ...bo, value: 'ou_bo' },
      ],
      initial: 'ou_bo',
    },
  ],
  buttons: [
    { label: '提交', says: '/隐患 12 方案', style: 'primary' },
    {
      label: '退回',
      says: '/隐患 12 退回',
      style: 'danger',
      confirm: { title: '退回？', text: '将通知报告人。' },
    },
  ],
}

/** One card for each kind of block, by the name of its golden file. */
export const byKind: Record<string, Block[]> = {
  text: [
    text('请 ', bold('梅老师'), ' 看 ', { link: '制度', url: 'https://x.cn/a(1)' }, '：'),
    text(
      { tone: 'danger', text: '逾期' },
      ' 由 ',
      { person: mei },
      ' 和 ',
      { person: { name: '门卫' } },
      ' 处理',
    ),
    small('第一行\n- 第二行'),
  ],
  heading: [heading('隐患 #12')],
  facts: [
    facts(['编号', bold('#12')], ['地点(楼层)', '三楼'], ['负责人', { person: bo }], ['空', undefined]),
  ],
  list: [{ kind: 'list', items: [['一号楼'], [bold('二号楼'), '\n三层']] }],
  table: [
    {
      kind: 'table',
      columns: [
        { key: 'name', label: '班级' },
        { key: 'count', label: '人数', align: 'right' },
      ],
      rows: [{ name: '一(1)班', count: 40 }, { name: '一(2)班', count: 41 }, { name: '一(3)班' }],
    },
  ],
  'chart-bar': [
    { kind: 'chart', chart: { type: 'bar', title: '隐患', points, summary: '一年级 12，二年级 8' } },
  ],
  'chart-line': [
    {
      kind: 'chart',
      chart: { type: 'line', points: points.map((p) => ({ ...p, series: '上报' })), summary: '上报 12、8' },
    },
  ],
  'chart-pie': [{ kind: 'chart', chart: { type: 'pie', points, summary: '一年级 12，二年级 8' } }],
  images: [
    { kind: 'images', images: [{ photo: 'p1', alt: '走廊' }] },
    {
      kind: 'images',
      images: [
        { photo: 'p1', alt: '走廊' },
        { photo: 'p2', alt: '灯' },
        { photo: 'late', alt: '楼梯 [1]' },
      ],
    },
  ],
  people: [{ kind: 'people', people: [mei, bo, mei, { name: '外聘保安' }] }],
  divider: [text('上'), divider, text('下')],
  columns: [{ kind: 'columns', columns: [[text('左')], [text('右'), small('小')]] }],
  details: [{ kind: 'details', summary: '经过(3)', blocks: [text('第一步'), divider], open: true }],
  buttons: [
    buttons({ label: '全班正常', says: '/打卡 全班正常', style: 'primary' }),
    buttons(
      { label: '有情况', says: '/打卡' },
      { label: '打开', says: '', url: 'https://x.cn/card/1' },
      { label: '作废', says: '/作废', style: 'danger', confirm: { title: '作废？', text: '不能恢复。' } },
    ),
  ],
  form: [wholeForm],
}

/** Sent back once; four photos of the second mending, one of them not uploaded yet, and one taken back. */
const mendedTwice = {
  status: 'rectified',
  returns: 1,
  photos: [
    { id: 'p1', phase: 'before', round: 0 },
    { id: 'p2', phase: 'after', round: 0 },
    ...['p3', 'p4', 'late5', 'p6'].map((id) => ({ id, phase: 'after' as const, round: 1 })),
  ],
  removedPhotos: [
    {
      id: 'p9',
      phase: 'before',
      round: 0,
      by: 'T1',
      atMs: Date.parse('2026-09-01T10:30+08:00'),
      reason: '传错了 *',
    },
  ],
} as unknown as Hazard

/** Whole cards as the product shows them. */
export const wholeCards: Record<string, Card> = {
  'hazard-with-page': cardOf(
    [
      text('插座烧黑'),
      {
        kind: 'form',
        id: 'h12_rectify',
        blocks: [photoField('整改后的照片', '整改后的照片直接发到这里,会自动附上。')],
        buttons: [{ label: '提交', says: '/隐患 12 已整改', style: 'primary' }],
      },
    ],
    { kind: 'hazard', page: 'https://bot.school.example/m/hazard/12' },
  ),
  'hazard-photos': cardOf(hazardPhotos(mendedTwice, () => ({ name: '薄老师' }))),
  'hazard-photos-before': cardOf(
    hazardPhotos({ ...mendedTwice, status: 'returned', returns: 2 }, () => undefined),
  ),
  'day-with-page': cardOf([text('好')], { page: 'https://bot.school.example/m/today' }),
  today: cardOf(
    [
      heading('上午'),
      facts(['07:40', '校门护导'], ['08:10', '晨检']),
      buttons(
        { label: '全班正常', says: '/打卡 全班正常', style: 'primary' },
        { label: '有情况', says: '/打卡' },
      ),
      small('有问题请回复「帮助」。'),
    ],
    { audience: 'personal', tags: ['待办', '2 件', '护导', '第四个'] },
  ),
  overdue: cardOf([text('隐患 #12 已逾期。')], { tone: 'danger', tags: ['逾期'] }),
  closed: cardOf([text('已办结。')], { tone: 'muted', tags: ['已办结'] }),
  'form-with-buttons': cardOf([
    buttons({ label: '以前', says: '/before' }),
    text('说明'),
    wholeForm,
    buttons({ label: '取消', says: '/cancel' }),
    { kind: 'details', summary: '更多', blocks: [buttons({ label: '转交', says: '/转交' })] },
  ]),
  report: cardOf(
    [
      ...(byKind['chart-bar'] ?? []),
      ...(byKind.table ?? []),
      { kind: 'columns', columns: [byKind.facts ?? [], byKind.list ?? []] },
      { kind: 'details', summary: '名单', blocks: [...(byKind.people ?? []), ...(byKind.table ?? [])] },
    ],
    { tone: 'ok' },
  ),
}
