import type { HttpInstance, HttpRequestOptions } from '@larksuiteoapi/node-sdk'
import type { PlatformError } from '../../refusal.ts'
import { failed, unanswered } from './errors.ts'

export interface HttpDeps {
  fetch: typeof fetch
  /** Called once per HTTP call, with its name, before it is made: every one counts against the month's quota (§13.2). */
  count(call: string): void
  /** Told of every failure before it is thrown. */
  onFailure(call: string, error: PlatformError): void
}

const TIMEOUT_MS = 10_000

type Options = HttpRequestOptions<unknown>
interface Answer {
  status: number
  headers: Headers
  /** Parsed JSON, or the bytes of anything else. */
  content: { json: unknown } | { bytes: Uint8Array; mime: string }
}

/** Bytes of a download and what they are. */
export interface Download {
  bytes: Uint8Array
  mime: string
}

/**
 * The SDK's transport on `fetch`, one path for Node and Workers (platform-notes, "Lark SDK"): no body on GET, a timeout
 * on everything, and `code` checked in this one place, since an HTTP 200 may well carry a failure (`feishu.md` §1.14).
 */
export function larkHttp(deps: HttpDeps): Pick<HttpInstance, 'request' | 'post'> {
  const request = async (options: Options): Promise<unknown> => {
    const call = nameOf(options)
    try {
      const answer = await exchange(deps, call, options)
      return readAnswer(call, answer, options.responseType === 'arraybuffer')
    } catch (error) {
      deps.onFailure(call, error as PlatformError)
      throw error
    }
  }
  return {
    request: request as HttpInstance['request'],
    post: ((url: string, data: unknown, options: Options = {}) =>
      request({ ...options, url, data, method: 'POST' })) as HttpInstance['post'],
  }
}

/** One request and its answer, whatever it says; throws only when there is none. */
export async function exchange(
  deps: Pick<HttpDeps, 'fetch' | 'count'>,
  call: string,
  options: Options,
): Promise<Answer> {
  deps.count(call)
  // Taken out of its object first: Workers refuse a fetch whose `this` is foreign.
  const send = deps.fetch
  try {
    const response = await send(urlOf(options), {
      ...contentOf(options),
      method: methodOf(options),
      signal: AbortSignal.timeout(options.timeout ?? TIMEOUT_MS),
    })
    return { status: response.status, headers: response.headers, content: await readContent(response) }
  } catch (error) {
    throw unanswered(call, error)
  }
}

async function readContent(response: Response): Promise<Answer['content']> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('json')) {
    const mime = type.split(';')[0]?.trim() || 'application/octet-stream'
    return { bytes: new Uint8Array(await response.arrayBuffer()), mime }
  }
  const text = await response.text()
  try {
    return { json: JSON.parse(text) }
  } catch {
    return { bytes: new TextEncoder().encode(text), mime: 'text/plain' }
  }
}

function readAnswer(call: string, { status, headers, content }: Answer, wantsBytes: boolean): unknown {
  const isOk = status >= 200 && status < 300
  if ('bytes' in content) {
    if (isOk && wantsBytes) return content satisfies Download
    throw failed({ call, status, headers, msg: isOk ? 'the answer is not JSON' : '' })
  }
  const { code, msg } = readCode(content.json)
  if (!isOk || (code !== undefined && code !== 0)) throw failed({ call, status, headers, code, msg })
  if (wantsBytes) throw failed({ call, status, headers, msg: 'JSON instead of a file' })
  return content.json
}

function readCode(json: unknown): { code?: number; msg?: string } {
  if (typeof json !== 'object' || json === null) return {}
  const code = 'code' in json && json.code !== '' ? Number(json.code) : Number.NaN
  return {
    ...(Number.isFinite(code) ? { code } : {}),
    ...('msg' in json && typeof json.msg === 'string' ? { msg: json.msg } : {}),
  }
}

const methodOf = (options: Options): string => (options.method ?? 'GET').toUpperCase()

function urlOf({ url = '', params = {} }: Options): URL {
  const address = new URL(url)
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null) address.searchParams.append(name, String(one))
    }
  }
  return address
}

function contentOf(options: Options): { headers: Headers; body?: BodyInit } {
  const headers = new Headers()
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value !== undefined) headers.set(name, String(value))
  }
  if (['GET', 'HEAD'].includes(methodOf(options)) || options.data === undefined) return { headers }
  if (headers.get('content-type')?.startsWith('multipart/form-data')) {
    // fetch writes its own header, with the boundary.
    headers.delete('content-type')
    return { headers, body: multipart(options.data as Record<string, unknown>) }
  }
  headers.set('content-type', 'application/json; charset=utf-8')
  return { headers, body: JSON.stringify(options.data) }
}

function multipart(data: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(data)) {
    if (value instanceof Blob) form.append(name, value, value instanceof File ? value.name : name)
    else if (value !== undefined && value !== null) form.append(name, String(value))
  }
  return form
}

const ID_AFTER = /\/(messages|resources|images|users|app_slash_commands)\/(?!batch_get_id)[^/]+/g

/** The call's name for counters and logs, without ids: `PATCH /im/v1/messages/:id`. */
function nameOf(options: Options): string {
  const path = urlOf(options).pathname.replace(/^.*\/open-apis/, '')
  return `${methodOf(options)} ${path.replace(ID_AFTER, '/$1/:id')}`
}
