// @ts-check
import { el } from './dom.js'
import { inline } from './inline.js'

/**
 * Feishu's card Markdown (`feishu.md` §14.4) → nodes: blocks here, what stands inside a line in `inline.js`.
 * A newline is a line break, as the Feishu client shows it.
 *
 * @typedef {{nameOf: (id: string) => string, openImage: (src: string, alt: string) => void}} Readers
 * @param {string} content
 * @param {Readers} readers
 * @returns {DocumentFragment}
 */
export function markdown(content, readers) {
  const lines = String(content ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/<\/?raw>/g, '')
    .split('\n')
  const out = document.createDocumentFragment()
  let at = 0
  while (at < lines.length) {
    const taken = fence(lines, at, out) || table(lines, at, out, readers) || list(lines, at, out, readers)
    at +=
      taken ||
      quote(lines, at, out, readers) ||
      single(lines[at] ?? '', out, readers) ||
      paragraph(lines, at, out, readers)
  }
  return out
}

/** Each block taker answers how many lines it took, 0 for none. */
/** @param {string[]} lines @param {number} at @param {Node} out */
function fence(lines, at, out) {
  if (!/^\s*```/.test(lines[at] ?? '')) return 0
  let end = at + 1
  while (end < lines.length && !/^\s*```\s*$/.test(lines[end] ?? '')) end++
  out.appendChild(el('pre', {}, el('code', {}, lines.slice(at + 1, end).join('\n'))))
  return end + 1 - at
}

/** Headings, rules and blank lines. @param {string} line @param {Node} out @param {Readers} readers */
function single(line, out, readers) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading) {
    const level = (heading[1] ?? '').length
    const node = el('div', {
      class: `md-h md-h${level}`,
      role: 'heading',
      'aria-level': Math.min(level + 2, 6),
    })
    node.append(...inline((heading[2] ?? '').replace(/\s+#+\s*$/, ''), readers))
    out.appendChild(node)
    return 1
  }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line) || /^\s*<hr\s*\/?>\s*$/.test(line)) {
    out.appendChild(el('hr'))
    return 1
  }
  return line.trim() === '' ? 1 : 0
}

/** @param {string[]} lines @param {number} at @param {Node} out @param {Readers} readers */
function quote(lines, at, out, readers) {
  let end = at
  while (end < lines.length && /^\s*>\s?/.test(lines[end] ?? '')) end++
  if (end === at) return 0
  const inner = lines.slice(at, end).map((line) => line.replace(/^\s*>\s?/, ''))
  out.appendChild(el('blockquote', {}, markdown(inner.join('\n'), readers)))
  return end - at
}

const item = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/

/** @param {string[]} lines @param {number} at @param {Node} out @param {Readers} readers */
function list(lines, at, out, readers) {
  const first = item.exec(lines[at] ?? '')
  if (!first || single(lines[at] ?? '', document.createDocumentFragment(), readers)) return 0
  const indent = (first[1] ?? '').length
  const ordered = /\d/.test(first[2] ?? '')
  const node = ordered ? el('ol', { start: Number.parseInt(first[2] ?? '1', 10) }) : el('ul')
  let end = at
  while (end < lines.length) {
    const found = item.exec(lines[end] ?? '')
    if (!found || (found[1] ?? '').length < indent || /\d/.test(found[2] ?? '') !== ordered) break
    const own = el('li', {}, ...inline(found[3] ?? '', readers))
    const inner = deeper(lines, end + 1, indent)
    if (inner.length) own.append(markdown(inner.join('\n'), readers))
    node.append(own)
    end += 1 + inner.length
  }
  out.appendChild(node)
  return end - at
}

/** The lines of an item's nested list. @param {string[]} lines @param {number} from @param {number} indent */
function deeper(lines, from, indent) {
  let end = from
  while (
    end < lines.length &&
    /^\s+\S/.test(lines[end] ?? '') &&
    (/^\s*/.exec(lines[end] ?? '')?.[0].length ?? 0) > indent
  )
    end++
  return lines.slice(from, end)
}

/** @param {string} line */
const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

/** @param {string[]} lines @param {number} at @param {Node} out @param {Readers} readers */
function table(lines, at, out, readers) {
  if (
    !/\|/.test(lines[at] ?? '') ||
    !/^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(lines[at + 1] ?? '')
  )
    return 0
  let end = at + 2
  while (end < lines.length && /\|/.test(lines[end] ?? '')) end++
  /** @param {'th' | 'td'} tag @param {string} line */
  const row = (tag, line) => el('tr', {}, ...cells(line).map((cell) => el(tag, {}, ...inline(cell, readers))))
  out.appendChild(
    el(
      'div',
      { class: 'table-scroll' },
      el(
        'table',
        {},
        el('thead', {}, row('th', lines[at] ?? '')),
        el('tbody', {}, ...lines.slice(at + 2, end).map((line) => row('td', line))),
      ),
    ),
  )
  return end - at
}

/** @param {string[]} lines @param {number} at @param {Node} out @param {Readers} readers */
function paragraph(lines, at, out, readers) {
  let end = at + 1
  while (end < lines.length && !opensBlock(lines, end)) end++
  out.appendChild(el('p', {}, ...inline(lines.slice(at, end).join('\n'), readers)))
  return end - at
}

/** @param {string[]} lines @param {number} at */
function opensBlock(lines, at) {
  const line = lines[at] ?? ''
  return (
    /^\s*(```|>|#{1,6}\s|<hr)/.test(line) ||
    line.trim() === '' ||
    item.test(line) ||
    /^\s*([-*_])(\s*\1){2,}\s*$/.test(line) ||
    (/\|/.test(line) && /^\s*\|?\s*:?-{2,}/.test(lines[at + 1] ?? ''))
  )
}
