import type { Call, Route } from './api.ts'
import { ApiFailure } from './api.ts'
import { imageKind } from './media-kinds.ts'
import { existing } from './messages.ts'
import type { Media, State } from './state.ts'
import { contentOf } from './state.ts'

const MB = 1024 * 1024
const UPLOAD = ['im:resource', 'im:resource:upload']
const DOWNLOAD = ['im:message', 'im:message:readonly', 'im:message.history:readonly']

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

/** Uploads and downloads (feishu.md §8.9). */
export const mediaRoutes = (state: State): Route[] => [
  { method: 'POST', path: '/im/v1/images', scopes: UPLOAD, handle: (call) => uploadImage(state, call) },
  { method: 'POST', path: '/im/v1/files', scopes: UPLOAD, handle: (call) => uploadFile(state, call) },
  {
    method: 'GET',
    path: '/im/v1/messages/:id/resources/:key',
    scopes: DOWNLOAD,
    handle: (call) => resource(state, call),
  },
  {
    method: 'GET',
    path: '/im/v1/images/:key',
    scopes: UPLOAD,
    handle: ({ params }) => own(state, params.key!),
  },
  {
    method: 'GET',
    path: '/im/v1/files/:key',
    scopes: UPLOAD,
    handle: ({ params }) => own(state, params.key!),
  },
]

async function uploadImage(state: State, call: Call) {
  const fields = await multipart(call)
  const type = fields.get('image_type')
  if (type !== 'message' && type !== 'avatar')
    throw new ApiFailure(234001, 'Invalid request param: image_type')
  const { bytes } = await filePart(fields, 'image', 10 * MB)
  const kind = imageKind(bytes)
  if (!kind) throw new ApiFailure(234011, "Can't regonize the image format.")
  const most = kind.mime === 'image/gif' ? 2000 : 12_000
  if (Math.max(kind.width ?? 0, kind.height ?? 0) > most)
    throw new ApiFailure(234039, 'Image resolution exceeds limit.')
  return { data: { image_key: storeMedia(state, 'image', 'bot', bytes, kind.mime) } }
}

async function uploadFile(state: State, call: Call) {
  const fields = await multipart(call)
  const type = String(fields.get('file_type'))
  if (!['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'].includes(type))
    throw new ApiFailure(234001, 'Invalid request param: file_type')
  const name = fields.get('file_name')
  if (typeof name !== 'string' || name === '')
    throw new ApiFailure(234001, 'Invalid request param: file_name')
  const { bytes, mime } = await filePart(fields, 'file', 30 * MB)
  return { data: { file_key: storeMedia(state, 'file', 'bot', bytes, mime, name) } }
}

function resource(state: State, { params, query }: Call) {
  const message = existing(state, params.id!)
  const type = query.get('type')
  if (type !== 'image' && type !== 'file') throw new ApiFailure(234001, 'Invalid request param: type')
  if (!state.chats.get(message.chatId)?.withBot) throw new ApiFailure(234004, 'The app is not in the chat.')
  if (['sticker', 'folder', 'interactive', 'merge_forward'].includes(message.type))
    throw new ApiFailure(234043, 'Unsupported message type.')
  const key = params.key!
  const media = state.media.get(key)
  if (!media || media.kind !== type || !contentOf(message).includes(`"${key}"`))
    throw new ApiFailure(234003, 'File not in message.')
  if (media.bytes.length > 100 * MB) throw new ApiFailure(234037, 'The file is over 100 MB.')
  return download(media)
}

function own(state: State, key: string) {
  const media = state.media.get(key)
  if (media?.owner !== 'bot') throw new ApiFailure(234008, 'The app is not the resource sender.')
  return download(media)
}

const download = ({ bytes, mime, name, key }: Media) => ({ bytes, mime, name: name ?? key })

/** The form of a multipart body; 234001 when it is none. */
async function multipart(call: Call): Promise<FormData> {
  try {
    const type = call.headers.get('content-type') ?? ''
    return await new Response(call.body as BodyInit, { headers: { 'content-type': type } }).formData()
  } catch {
    throw new ApiFailure(234001, 'Invalid request param: not multipart/form-data')
  }
}

async function filePart(fields: FormData, name: string, mostBytes: number) {
  const part = fields.get(name)
  if (part === null || typeof part === 'string')
    throw new ApiFailure(234001, `Invalid request param: ${name}`)
  const bytes = new Uint8Array(await part.arrayBuffer())
  if (bytes.length === 0) throw new ApiFailure(234010, 'File size can not be 0.')
  if (bytes.length > mostBytes) throw new ApiFailure(234006, 'The file size exceed the max value.')
  return { bytes, mime: part.type || 'application/octet-stream' }
}
