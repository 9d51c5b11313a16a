// @ts-check
import { svg } from './dom.js'

/** Line icons on a 24 grid. */
const paths = {
  back: 'M15 5l-7 7 7 7',
  photo: 'M4 8h3l2-3h6l2 3h3v11H4z M12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
  send: 'M4 12l16-8-6 16-2.5-6.5z',
  reply: 'M10 6l-6 6 6 6 M4 12h9c4 0 7 2 7 6',
  chevron: 'M9 5l7 7-7 7',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M3 20c0-4 2.5-6 6-6s6 2 6 6 M16 5a3 3 0 0 1 0 6 M17 14c2.5.5 4 2.5 4 6',
  shield: 'M12 3l7 2.5V11c0 4.5-3 8-7 10-4-2-7-5.5-7-10V5.5z M9 12l2 2 4-4.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3.5 2',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  warn: 'M12 4l9 16H3z M12 10v4 M12 17v.5',
  calendar: 'M4 6h16v14H4z M4 10h16 M8 3.5v4 M16 3.5v4',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15z M10 21h4',
  close: 'M6 6l12 12 M18 6L6 18',
  dot: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
}

/** Which of ours stands for a Feishu icon token (`alarm-clock_outlined` …), by a word in it. */
const tokens = /** @type {const} */ ([
  [/alarm|clock|time|history/, 'clock'],
  [/calendar|date/, 'calendar'],
  [/yes|done|check|succeed/, 'done'],
  [/warn|error|alert|info|maybe/, 'warn'],
  [/safe|shield|guard|lock/, 'shield'],
  [/member|group|contact|user|person/, 'people'],
  [/bell|notice|notification|remind/, 'bell'],
  [/camera|image|photo|pic/, 'photo'],
  [/right|down|chevron|expand/, 'chevron'],
  [/close|no_/, 'close'],
])

/** @param {keyof typeof paths} name @param {import('./dom.js').Props} [props] */
export const icon = (name, props = {}) =>
  svg(
    'svg',
    { viewBox: '0 0 24 24', class: `icon ${props.class ?? ''}`, 'aria-hidden': 'true', style: props.style },
    svg('path', { d: paths[name] }),
  )

/**
 * A card's icon object: `{tag: standard_icon, token, color?}` or `{tag: custom_icon, img_key}`.
 * @param {Record<string, any> | undefined} spec
 * @returns {Element | null}
 */
export function cardIcon(spec) {
  if (!spec) return null
  if (spec.tag === 'custom_icon') {
    const image = document.createElement('img')
    image.src = `/playground/image/${encodeURIComponent(spec.img_key)}`
    image.alt = ''
    image.className = 'icon'
    return image
  }
  const found = tokens.find(([word]) => word.test(spec.token ?? ''))
  return icon(found ? found[1] : 'dot', { class: spec.color ? `fg-${hue(spec.color)}` : '' })
}

/** `grey-500` → `grey`: the page has one readable shade per colour name. @param {string} name */
export const hue = (name) => String(name).replace(/[-_]\d+$/, '')
