type Spec = Record<string, unknown>

export const plain = (content: string): Spec => ({ tag: 'plain_text', content })
export const md = (content: string, more: Spec = {}): Spec => ({ tag: 'markdown', content, ...more })
const callback = (says: string) => [{ type: 'callback', value: { says } }]
export const button = (label: string, name: string, more: Spec = {}): Spec => ({
  tag: 'button',
  text: plain(label),
  name,
  behaviors: callback(`/${name}`),
  ...more,
})
const column = (...elements: Spec[]) => ({ tag: 'column', width: 'weighted', weight: 1, elements })

export const card = (title: string, template: string, elements: Spec[], header: Spec = {}): Spec => ({
  schema: '2.0',
  config: { summary: { content: title } },
  header: { title: plain(title), template, ...header },
  body: { elements },
})

const tag = (words: string, color: string) => ({ tag: 'text_tag', text: plain(words), color })

/** What a class teacher gets in the morning. */
export const todayCard = (className: string): Spec =>
  card(
    '今日双责',
    'orange',
    [
      md(`**${className}** 今天由您负责，共 3 项，约 1 分钟。`),
      md(
        '1. 晨检：到校人数与健康\n2. 教室：门窗、吊扇、电源\n3. 放学：路队护送到点 <text_tag color="blue">15:40</text_tag>',
      ),
      button('一切正常', 'all_well', { type: 'primary_filled', width: 'fill', size: 'large' }),
      {
        tag: 'column_set',
        flex_mode: 'bisect',
        columns: [
          column(button('发现隐患', 'hazard', { width: 'fill' })),
          column(button('今天不在校', 'away', { width: 'fill' })),
        ],
      },
      md('<font color="grey">请在 08:10 前完成；有情况随时发文字或照片。</font>', { text_size: 'notation' }),
    ],
    { text_tag_list: [tag('待完成', 'orange')], subtitle: plain('9月1日 周二 · 开学第一天') },
  )

export const doneCard = (name: string): Spec =>
  card(
    '今日双责',
    'green',
    [
      md(`**${name}** 已确认：一切正常 <font color="green">07:52</font>`),
      md('放学路队 15:40 前不再打扰您。'),
    ],
    { text_tag_list: [tag('已完成', 'green')], subtitle: plain('9月1日 周二 · 开学第一天') },
  )

const bars = [
  { day: '周一', kind: '已完成', count: 58 },
  { day: '周一', kind: '未完成', count: 6 },
  { day: '周二', kind: '已完成', count: 61 },
  { day: '周二', kind: '未完成', count: 3 },
  { day: '周三', kind: '已完成', count: 64 },
  { day: '周三', kind: '未完成', count: 0 },
]
const chart = (spec: Spec) => ({ tag: 'chart', chart_spec: spec })

/** The week as the leaders' group reads it: every kind of chart and a long table. */
export const weekCard = (): Spec =>
  card(
    '第 1 周安全小结',
    'blue',
    [
      md('本周应查 **192** 次，按时 **183** 次；新隐患 **7** 条，已销号 **5** 条。'),
      chart({
        type: 'bar',
        title: { text: '每日检查' },
        data: { values: bars },
        xField: 'day',
        yField: 'count',
        seriesField: 'kind',
        stack: true,
      }),
      chart({
        type: 'bar',
        title: { text: '两项对比' },
        data: [{ id: 'd', values: bars }],
        xField: ['day', 'kind'],
        yField: 'count',
        seriesField: 'kind',
      }),
      chart({
        type: 'bar',
        direction: 'horizontal',
        title: { text: '隐患在哪里' },
        data: {
          values: [
            { place: '教学楼A', n: 3 },
            { place: '食堂', n: 2 },
            { place: '运动场', n: 1 },
          ],
        },
        xField: 'n',
        yField: 'place',
      }),
      chart({
        type: 'line',
        title: { text: '按时率(%)' },
        data: { values: [92, 95, 94, 97, 99].map((y, index) => ({ x: `9月${index + 1}日`, y })) },
        xField: 'x',
        yField: 'y',
      }),
      chart({
        type: 'pie',
        title: { text: '隐患类别' },
        data: {
          values: [
            { k: '设施', v: 4 },
            { k: '用电', v: 2 },
            { k: '消防', v: 1 },
          ],
        },
        categoryField: 'k',
        valueField: 'v',
        innerRadius: 0.6,
      }),
      {
        tag: 'table',
        page_size: 3,
        header_style: { background_style: 'grey' },
        freeze_first_column: true,
        columns: [
          { name: 'no', display_name: '编号', data_type: 'text' },
          { name: 'what', display_name: '隐患', data_type: 'markdown' },
          { name: 'state', display_name: '状态', data_type: 'options' },
          { name: 'who', display_name: '整改人', data_type: 'persons' },
          {
            name: 'cost',
            display_name: '费用',
            data_type: 'number',
            format: { symbol: '¥', precision: 2, separator: true },
            horizontal_align: 'right',
          },
          { name: 'due', display_name: '期限', data_type: 'date', date_format: 'MM/DD' },
        ],
        rows: [1, 2, 3, 4, 5].map((n) => ({
          no: `YH-00${n}`,
          what: `三（${n}）班**吊扇**松动`,
          state: [{ text: n % 2 ? '整改中' : '已销号', color: n % 2 ? 'orange' : 'green' }],
          who: 'ou_g01',
          cost: 1200.5 * n,
          due: 1788192000000,
        })),
      },
    ],
    { icon: { tag: 'standard_icon', token: 'calendar_outlined' } },
  )
