// @ts-check
import { el } from './dom.js'
import { hue } from './icons.js'
import { openable } from './pictures.js'
import { sayPattern } from './when.js'

/** @typedef {import('./markdown.js').Readers} Readers */

/**
 * What can stand inside a line, tried in this order at every place. Each reads its own groups and gives nodes; what
 * nothing matches is text. Entities are decoded last, so an escaped `&#60;at…` can only ever be text.
 *
 * @type {[RegExp, (found: RegExpExecArray, readers: Readers) => (Node | string)[]][]}
 */
const rules = [
  [/\\([\\`*_~[\](){}#+\-.!<>|&:])/y, (found) => [found[1] ?? '']],
  [/(`+)([^`\n][\s\S]*?)\1/y, (found) => [el('code', {}, decode((found[2] ?? '').trim()))]],
  [/\n|<br\s*\/?>/y, () => [el('br')]],
  [/\*\*(?=\S)([\s\S]+?)(?<=\S)\*\*/y, (found, readers) => [el('b', {}, ...inline(found[1], readers))]],
  [/__(?=\S)([\s\S]+?)(?<=\S)__/y, (found, readers) => [el('b', {}, ...inline(found[1], readers))]],
  [/~~(?=\S)([\s\S]+?)(?<=\S)~~/y, (found, readers) => [el('s', {}, ...inline(found[1], readers))]],
  [/\*(?=[^\s*])([^\n]+?)(?<=[^\s*])\*/y, (found, readers) => [el('i', {}, ...inline(found[1], readers))]],
  [
    /(?<!\w)_(?=[^\s_])([^\n]+?)(?<=[^\s_])_(?!\w)/y,
    (found, readers) => [el('i', {}, ...inline(found[1], readers))],
  ],
  [
    /!\[([^\]\n]*)\]\(([^\s)]+)\)/y,
    (found, readers) => [picture(found[2] ?? '', decode(found[1] ?? ''), readers)],
  ],
  [/\[([^\]\n]+)\]\(([^\s)]+)\)/y, (found, readers) => [anchor(found[2] ?? '', inline(found[1], readers))]],
  [
    /<font\s+color\s*=\s*['"]?([\w-]+)['"]?\s*>([\s\S]*?)<\/font>/y,
    (found, readers) => [el('span', { class: `fg-${hue(found[1] ?? '')}` }, ...inline(found[2], readers))],
  ],
  [
    /<text_tag(?:\s+color\s*=\s*['"]?([\w-]+)['"]?)?\s*>([\s\S]*?)<\/text_tag>/y,
    (found, readers) => [
      el('span', { class: `tag tint-${hue(found[1] ?? 'grey')}` }, ...inline(found[2], readers)),
    ],
  ],
  [
    /<number_tag[^<>]*>([\s\S]*?)<\/number_tag>/y,
    (found) => [el('span', { class: 'number-tag' }, decode(found[1] ?? ''))],
  ],
  [
    /<a\s+href\s*=\s*['"]?([^'"\s>]+)['"]?[^<>]*>([\s\S]*?)<\/a>/y,
    (found, readers) => [anchor(found[1] ?? '', inline(found[2], readers))],
  ],
  [
    /<link\s([^<>]*?)\/?>(?:([\s\S]*?)<\/link>)?/y,
    (found, readers) => [
      anchor(
        attribute(found[1], 'url') || attribute(found[1], 'pc_url'),
        inline(found[2] || attribute(found[1], 'url'), readers),
      ),
    ],
  ],
  [/<at\s([^<>]*?)\/?>(?:([^<]*)<\/at>)?/y, (found, readers) => mentions(found[1] ?? '', readers)],
  [
    /<person\s([^<>]*?)\/?>(?:<\/person>)?/y,
    (found, readers) => [el('span', { class: 'person-chip' }, readers.nameOf(attribute(found[1], 'id')))],
  ],
  [
    /<local_datetime\s([^<>]*?)\/?>(?:<\/local_datetime>)?/y,
    (found) => [sayPattern(Number(attribute(found[1], 'millisecond')))],
  ],
  [/:([A-Z][A-Za-z_]{1,20}):/y, (found) => [emoji[found[1] ?? ''] ?? found[0]]],
  [/https?:\/\/[^\s<>()[\]"'，。；、]+/y, (found) => [anchor(found[0], [decode(found[0])])]],
]

/** Feishu's emoji names we know; the others stay names. @type {Record<string, string>} */
export const emoji = {
  OK: '👌',
  THUMBSUP: '👍',
  SMILE: '😊',
  DONE: '✅',
  Alarm: '⏰',
  ALARM: '⏰',
  FLOWER: '🌹',
  FINGERHEART: '🫰',
  CheckMark: '✅',
  CrossMark: '❌',
  PARTY: '🎉',
  HEART: '❤️',
}

/**
 * @param {string | undefined} text
 * @param {Readers} readers
 * @returns {(Node | string)[]}
 */
export function inline(text = '', readers) {
  /** @type {(Node | string)[]} */
  const out = []
  let plain = ''
  let at = 0
  while (at < text.length) {
    const hit = match(text, at)
    if (!hit) {
      plain += text[at++]
      continue
    }
    if (plain) out.push(decode(plain))
    plain = ''
    out.push(...hit.rule(hit.found, readers))
    at += hit.found[0].length
  }
  if (plain) out.push(decode(plain))
  return out
}

/** Only these can open anything; everything else is skipped fast. */
const openers = /[\\`\n<*_~![:h]/

/** @param {string} text @param {number} at */
function match(text, at) {
  if (!openers.test(text[at] ?? '')) return undefined
  for (const [pattern, rule] of rules) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return { found, rule }
  }
  return undefined
}

/** @type {Record<string, string>} */
const named = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  sim: '∼',
  ast: '*',
  lowbar: '_',
}

/** `&#60;` → `<`, as plain text. @param {string} text */
export const decode = (text) =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

/** @param {string | undefined} attributes @param {string} name */
const attribute = (attributes, name) =>
  decode(
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s'"]+))`)
      .exec(attributes ?? '')
      ?.slice(1)
      .find(Boolean) ?? '',
  )

/** Only web addresses open; anything else (`javascript:` …) stays words. @param {string} url @param {(Node | string)[]} words */
export function anchor(url, words) {
  const href = safeUrl(decode(url))
  return href
    ? el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...words)
    : el('span', {}, ...words)
}

/** @param {string} url @returns {string | undefined} */
export function safeUrl(url) {
  try {
    const found = new URL(url, location.href)
    return /^(https?|tel|mailto):$/.test(found.protocol) ? found.href : undefined
  } catch {
    return undefined
  }
}

/** `<at id=…>`, `<at id=all>`, `<at ids=a,b>`. @param {string} attributes @param {Readers} readers */
function mentions(attributes, readers) {
  const ids = (attribute(attributes, 'ids') || attribute(attributes, 'id')).split(',').filter(Boolean)
  return ids.map((id) => el('span', { class: 'at' }, `@${id === 'all' ? '所有人' : readers.nameOf(id)}`))
}

/** @param {string} key @param {string} alt @param {Readers} readers */
function picture(key, alt, readers) {
  return openable(key, alt, readers, 'md-image')
}
