/**
 * The ways in that need no account, as a record's `source` names them: the code hung at a place (`code/PP17`), the page
 * for parents, the page without a name, words that asked for no name in the chat.
 */
export type Door = `code/${string}` | 'parents' | 'staff-page' | 'staff-words'

/** Opened to colleagues alone, though it asks for no login. */
export const isOfColleagues = (door: Door): boolean => door === 'staff-page' || door === 'staff-words'

const NAMES: Record<string, string> = {
  code: '张贴码',
  parents: '家长页面',
  'staff-page': '匿名页面',
  'staff-words': '匿名消息',
}

/** `来自张贴码`; undefined for a source that is no door. */
export const sayDoor = (source: string | undefined): string | undefined => {
  const name = NAMES[source?.split('/')[0] ?? '']
  return name && `来自${name}`
}
