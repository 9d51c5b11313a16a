import { button, card, md, plain } from './page-cards.ts'

const options = [
  ['small', '一般'],
  ['larger', '较大'],
  ['major', '重大'],
].map(([value, text]) => ({ value, text: plain(text ?? '') }))

/** Every control a form can hold. */
export const formCard = () =>
  card('上报隐患', 'red', [
    {
      tag: 'form',
      name: 'hazard_form',
      elements: [
        {
          tag: 'input',
          name: 'place',
          label: plain('在哪里'),
          placeholder: plain('如：三(1)班教室'),
          required: true,
        },
        {
          tag: 'input',
          name: 'what',
          label: plain('看到什么'),
          input_type: 'multiline_text',
          rows: 3,
          max_length: 200,
          required: true,
        },
        {
          tag: 'input',
          name: 'count',
          label: plain('涉及学生'),
          label_position: 'left',

          default_value: '0',
        },
        md('**严重程度**'),
        {
          tag: 'select_static',
          name: 'severity',
          placeholder: plain('请选择严重程度'),
          options,
          initial_option: 'small',
        },
        md('**已经采取的措施**'),
        {
          tag: 'multi_select_static',
          name: 'measures',
          placeholder: plain('可多选'),
          options: [
            { value: 'off', text: plain('断电') },
            { value: 'line', text: plain('拉警戒线') },
            { value: 'move', text: plain('转移学生') },
          ],
          selected_values: ['off'],
        },
        md('**请谁整改**'),
        {
          tag: 'select_person',
          name: 'fixer',
          placeholder: plain('请选择整改人'),
          options: [{ value: 'ou_g01' }, { value: 'ou_g03' }],
        },
        { tag: 'date_picker', name: 'day', placeholder: plain('整改期限'), initial_date: '2026-09-03' },
        { tag: 'picker_time', name: 'time', placeholder: plain('发现时间'), initial_time: '07:40' },
        {
          tag: 'picker_datetime',
          name: 'moment',
          placeholder: plain('复查时间'),
          initial_datetime: '2026-09-04 16:00',
        },
        { tag: 'checker', name: 'urgent', text: plain('马上有危险'), checked: false },
        {
          tag: 'button',
          text: plain('提交'),
          name: 'send_hazard',
          type: 'primary_filled',
          width: 'fill',
          form_action_type: 'submit',
        },
        { tag: 'button', text: plain('清空'), name: 'clear', type: 'text', form_action_type: 'reset' },
      ],
    },
  ])

/** Everything that is shown, and what nobody may be able to smuggle in. */
export const displayCard = () =>
  card('卡片组件一览', 'wathet', [
    md(
      '## 二级标题\n**加粗** *斜体* ~~删除~~ `代码` [链接](https://example.com) <font color="red">红字</font> <text_tag color="green">标签</text_tag> <at id=ou_t11></at> <person id="ou_p01"></person><br>换行 &#60;b&#62; 5 &amp; 6 :OK:\n- 一\n  - 一之一\n- 二\n\n1. 甲\n2. 乙\n\n> 引用一句\n\n```\nconst x = 1\n```\n| 列 | 值 |\n| --- | --- |\n| 甲 | **1** |',
    ),
    md(
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [点我](javascript:window.hacked=1) &#60;at id=all&#62;&#60;/at&#62; <font color="red" onclick="window.hacked=1">x</font>',
    ),
    { tag: 'hr' },
    {
      tag: 'div',
      text: plain('<b>不是标签</b>'),
      icon: { tag: 'standard_icon', token: 'warning_outlined', color: 'orange' },
      fields: [
        { is_short: true, text: { tag: 'lark_md', content: '**地点**\n食堂' } },
        { is_short: true, text: { tag: 'lark_md', content: '**时间**\n07:40' } },
      ],
    },
    {
      tag: 'img',
      img_key: 'img_one',
      alt: plain('走廊'),
      scale_type: 'crop_center',
      title: plain('现场照片'),
    },
    {
      tag: 'img_combination',
      combination_mode: 'trisect',
      img_list: ['a', 'b', 'c', 'd'].map((key) => ({ img_key: `img_${key}` })),
    },
    {
      tag: 'person_list',
      persons: [{ id: 'ou_p01' }, { id: 'ou_g01' }, { id: 'ou_t11' }],
      show_avatar: true,
    },
    {
      tag: 'column_set',
      flex_mode: 'none',
      background_style: 'grey',
      columns: ['应查 64', '已查 61', '未查 3'].map((words) => ({
        tag: 'column',
        width: 'weighted',
        weight: 1,
        horizontal_align: 'center',
        elements: [md(`**${words}**`)],
      })),
    },
    {
      tag: 'collapsible_panel',
      expanded: false,
      border: { color: 'grey' },
      header: { title: plain('未完成的 3 位'), icon: { tag: 'standard_icon', token: 'down_outlined' } },
      elements: [md('贾霁禾、单念蘅、池墨笙')],
    },
    {
      tag: 'interactive_container',
      has_border: true,
      behaviors: [{ type: 'callback', value: { says: '/hazard 3' } }],
      elements: [md('**YH-003** 吊扇松动 ›')],
    },
    {
      tag: 'column_set',
      flex_mode: 'flow',
      columns: [
        'default',
        'primary',
        'danger',
        'primary_filled',
        'danger_filled',
        'text',
        'primary_text',
      ].map((type) => ({ tag: 'column', width: 'auto', elements: [button(type, `b_${type}`, { type })] })),
    },
    button('不能点', 'never', { disabled: true, disabled_tips: plain('已过时间') }),
    button('撤销上报', 'withdraw', {
      type: 'danger',
      confirm: { title: plain('确定撤销？'), text: plain('撤销后需要重新上报。') },
    }),
    button('会出错', 'broken'),
    { tag: 'select_static', name: 'alone', placeholder: plain('单独的选择'), options },
    {
      tag: 'checker',
      name: 'local',
      text: plain('只在手机上打勾'),
      checked: false,
      checked_style: { show_strikethrough: true },
    },
    {
      tag: 'overflow',
      name: 'more',
      options: [
        { text: plain('转交'), value: 'pass' },
        { text: plain('关闭'), value: 'close' },
      ],
    },
    { tag: 'nonsense' },
  ])

/** Links that ask before they open, one of them beside a sentence. */
export const askingLinkCard = () => {
  const confirm = { title: plain('离开飞书？'), text: plain('会打开网页。') }
  const link = (path: string) => ({ type: 'open_url', default_url: `https://example.com/${path}` })
  return card('网页', 'blue', [
    button('只打开', 'only', { confirm, behaviors: [link('only')] }),
    button('打开并记下', 'both', {
      confirm,
      behaviors: [link('both'), { type: 'callback', value: { says: '/已看' } }],
    }),
  ])
}
