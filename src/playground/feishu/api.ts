import type { State } from './state.ts'

/** One request as the gateway hands it to a route; paths are without `/open-apis`. */
export interface Call {
  params: Record<string, string>
  query: URLSearchParams
  headers: Headers
  body: Uint8Array
  /** The JSON body; `{}` when there is none. */
  json: Record<string, unknown>
  /** A fault the route itself has to act out: `card-locked`, `image-unknown`, `bot-removed`, `resigned`. */
  fault?: unknown
}

export type Reply =
  /** `{code: 0, msg: "success", data}` */
  | { data: unknown }
  /** Fields beside `code` (tokens, bot info, long connection). */
  | { top: Record<string, unknown>; status?: number }
  | { bytes: Uint8Array; mime: string; name?: string }
  | { page: string }
  | { redirect: string }

export interface Route {
  method: string
  /** `:name` takes one segment. */
  path: string
  /** Any of these is enough; none means no scope is asked. */
  scopes?: string[]
  /** No tenant token needed. */
  open?: true
  /** Not under `/open-apis`. */
  bare?: true
  handle(call: Call): Reply | Promise<Reply>
}

/** A business error; HTTP 400 unless stated (feishu.md §8.1). */
export class ApiFailure extends Error {
  readonly code: number
  readonly status: number
  readonly headers: Record<string, string>
  constructor(code: number, msg: string, status = 400, headers: Record<string, string> = {}) {
    super(msg)
    this.name = 'ApiFailure'
    this.code = code
    this.status = status
    this.headers = headers
  }
}

/** A required text field of a body or query, or 99992402. */
export function required(source: Record<string, unknown>, name: string): string {
  const value = source[name]
  if (typeof value === 'string' && value !== '') return value
  throw new ApiFailure(99992402, `field validation failed: ${name} is required`)
}

export const optional = (source: Record<string, unknown>, name: string): string | undefined =>
  typeof source[name] === 'string' ? (source[name] as string) : undefined

export const texts = (source: Record<string, unknown>, name: string): string[] => {
  const value = source[name]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** One page of a list; `page_token` is the place of the next item. */
export function paged<T>(list: T[], query: URLSearchParams, largest: number, usual: number) {
  const size = Number(query.get('page_size') ?? usual)
  if (!Number.isInteger(size) || size < 1 || size > largest)
    throw new ApiFailure(40011, `page size is invalid, at most ${largest}`)
  const start = Number(query.get('page_token') || 0)
  if (!Number.isInteger(start) || start < 0) throw new ApiFailure(40012, 'page token is invalid')
  const next = start + size
  const more = next < list.length
  return { items: list.slice(start, next), has_more: more, page_token: more ? String(next) : '' }
}

/** Signals 99991400 with the header that says how many seconds to wait (feishu.md §13.1). */
export const throttled = (resetSeconds: number, status = 429) =>
  new ApiFailure(99991400, 'request trigger frequency limit', status, {
    'x-ogw-ratelimit-limit': '50',
    'x-ogw-ratelimit-reset': String(resetSeconds),
  })

export const logId = (state: State): string => `${state.now()}${state.ids.hex(20)}`.toUpperCase()
