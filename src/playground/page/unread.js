// @ts-check
/**
 * Unread marks live in this browser and are shared by its tabs: what one tab has read is read in the other.
 * They belong to one start of the playground (`boot`), whose messages are gone after the next.
 */
const key = 'shuangze-seen'

/** @param {string} boot @returns {Record<string, Record<string, number>>} openId → chatId → messages seen */
function seen(boot) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}')
    return kept.boot === boot ? kept.seen : {}
  } catch {
    return {}
  }
}

/** @param {import('./live.js').State} state @returns {(openId: string | null, chatId: string, count: number) => number} */
export function unreadOf(state) {
  const known = seen(state.boot)
  return (openId, chatId, count) => Math.max(0, count - (known[openId ?? '']?.[chatId] ?? 0))
}

/** @param {string} boot @param {string} openId @param {string} chatId @param {number} count */
export function markSeen(boot, openId, chatId, count) {
  const known = seen(boot)
  if (known[openId]?.[chatId] === count) return
  known[openId] = { ...known[openId], [chatId]: count }
  localStorage.setItem(key, JSON.stringify({ boot, seen: known }))
}

/** @param {() => void} redraw */
export const onReadElsewhere = (redraw) =>
  window.addEventListener('storage', (event) => event.key === key && redraw())
