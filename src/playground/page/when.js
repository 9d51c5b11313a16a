// @ts-check
/** Chinese schools keep one zone, whatever the browser's is. */
const zone = 'Asia/Shanghai'

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat('zh-CN', { timeZone: zone, ...options })
const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const date = format({ month: 'long', day: 'numeric' })
const week = format({ weekday: 'short' })
const full = format({ year: 'numeric', month: '2-digit', day: '2-digit' })

/** `07:47` @param {number} ms */
export const timeOf = (ms) => clock.format(ms)
/** `9月1日 周二` @param {number} ms */
export const dayOf = (ms) => `${date.format(ms)} ${week.format(ms)}`
/** `2026/09/01`, to compare days. @param {number} ms */
const dayKey = (ms) => full.format(ms)

/** As a chat says it: `07:47`, `昨天 16:30`, `9月1日 周二 07:47`. @param {number} ms @param {number} nowMs */
export function sayWhen(ms, nowMs) {
  if (dayKey(ms) === dayKey(nowMs)) return timeOf(ms)
  if (dayKey(ms) === dayKey(nowMs - 86_400_000)) return `昨天 ${timeOf(ms)}`
  return `${dayOf(ms)} ${timeOf(ms)}`
}

/** As the chat list says it: `07:47`, `昨天`, `9月1日`. @param {number} ms @param {number} nowMs */
export function sayShort(ms, nowMs) {
  if (dayKey(ms) === dayKey(nowMs)) return timeOf(ms)
  if (dayKey(ms) === dayKey(nowMs - 86_400_000)) return '昨天'
  return date.format(ms)
}

/**
 * `<local_datetime>` and the table's date columns. @param {number} ms @param {string} [pattern]
 */
export function sayPattern(ms, pattern = 'YYYY-MM-DD HH:mm') {
  const parts = Object.fromEntries(
    format({
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  )
  const said = {
    YYYY: parts.year,
    MM: parts.month,
    DD: parts.day,
    HH: parts.hour,
    mm: parts.minute,
    ss: parts.second,
  }
  return pattern.replace(
    /YYYY|MM|DD|HH|mm|ss/g,
    (word) => said[/** @type {keyof typeof said} */ (word)] ?? word,
  )
}
