// @ts-check
import { byId, el } from './dom.js'
import { icon } from './icons.js'

/**
 * The client's own question before a press. Resolves to what the person chose; Escape means no.
 * @param {string} title @param {string} text @returns {Promise<boolean>}
 */
export function ask(title, text) {
  const box = el(
    'dialog',
    { class: 'ask', 'aria-label': title },
    el(
      'form',
      { method: 'dialog' },
      el('h2', {}, title),
      text && el('p', {}, text),
      el(
        'div',
        { class: 'answers' },
        el('button', { value: 'no' }, '取消'),
        el('button', { value: 'yes', class: 'yes', autofocus: true }, '确定'),
      ),
    ),
  )
  return new Promise((resolve) => {
    box.addEventListener('close', () => {
      box.remove()
      resolve(box.returnValue === 'yes')
    })
    document.body.append(box)
    box.showModal()
  })
}

/** @param {string} src @param {string} alt */
export function openImage(src, alt) {
  const close = el(
    'button',
    { type: 'button', 'aria-label': '关闭', on: { click: () => box.close() } },
    icon('close'),
  )
  const box = el(
    'dialog',
    {
      class: 'lightbox',
      'aria-label': alt || '图片',
      on: { close: () => box.remove(), click: () => box.close() },
    },
    el('img', { src, alt }),
    close,
  )
  document.body.append(box)
  box.showModal()
}

/**
 * A short line at the top of the phone that goes by itself.
 * @param {string} type info · success · warning · error
 * @param {string} content
 * @param {string} [detail] small second line
 */
export function tell(type, content, detail) {
  const mark = type === 'success' ? 'done' : type === 'info' ? 'dot' : 'warn'
  const node = el(
    'div',
    { class: `toast toast-${type}` },
    icon(mark),
    el('div', {}, content, detail && el('small', {}, detail)),
  )
  byId('toasts').append(node)
  setTimeout(() => node.remove(), detail ? 9000 : 3800)
}

/** What the client's error numbers mean (`feishu.md` §6.3). @type {Record<number, string>} */
const causes = {
  200340: '没有配置回调地址',
  200341: '机器人 3 秒内没有回应',
  200342: '连不上机器人的服务',
  200343: '找不到机器人的域名',
  200530: '表单里有组件缺少名字',
  200671: '机器人的服务出错',
  200672: '机器人的回应格式不对',
  200673: '机器人返回的卡片无法显示',
  200830: '新卡片不能换成旧版卡片',
}

/** What the phone says when it holds a press back. @type {[RegExp, string][]} */
const holds = [
  [/14 days/, '这张卡片已超过 14 天，不能再操作'],
  [/locked/, '已经提交过了'],
  [/required/, '还有必填项没有填'],
  [/disabled/, '这个按钮现在不能用'],
  [/at most \d+ characters/, '写得太长了，请缩短一些'],
  [/recalled/, '这条消息已撤回'],
  [/has no behaviour|only changes on this phone/, ''],
]

/** Shows how a press ended, as the client does. @param {import('./card.js').Result} result */
export function showResult(result) {
  if (result.toast?.content) tell(result.toast.type || 'info', result.toast.content)
  if (result.status === 'blocked') {
    const known = holds.find(([pattern]) => pattern.test(result.why ?? ''))
    if (known?.[1] !== '') tell('warning', known?.[1] ?? '现在不能这样做', known ? undefined : result.why)
  }
  if (result.status !== 'error') return
  const cause = [causes[result.code ?? 0], result.why].filter(Boolean).join('：')
  tell('error', `出错了，请稍后重试${result.code ? ` code: ${result.code}` : ''}`, cause)
}
