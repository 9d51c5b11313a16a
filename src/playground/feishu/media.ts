import type { Media, State } from './state.ts'

/** Keeps bytes and gives them a key. */
export function storeMedia(
  state: State,
  kind: Media['kind'],
  owner: Media['owner'],
  bytes: Uint8Array,
  mime: string,
  name?: string,
): string {
  const key = `${kind === 'image' ? 'img_v3' : 'file_v3'}_${state.ids.hex(32)}`
  state.media.set(key, { key, kind, owner, bytes, mime, ...(name !== undefined && { name }) })
  return key
}
