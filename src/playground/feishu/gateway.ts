import type { Call, Reply, Route } from './api.ts'
import { ApiFailure, logId, throttled } from './api.ts'
import type { Fault } from './faults.ts'
import { API_RULES } from './limits.ts'
import type { State } from './state.ts'
import { catchUp } from './state.ts'
import type { Tokens } from './tokens.ts'

export interface Incoming {
  method: string
  url: URL
  headers: Headers
  body: Uint8Array
}
export interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array | string
}
/** `broken`: the connection is destroyed. `silent`: it stays open and nothing ever comes. */
export type Outcome = Answer | 'broken' | 'silent'

const LOST = { 'reset-after-work': 'broken', 'silent-after-work': 'silent' } as const

/** Bearer, then scopes, then frequency, then the route's own checks (feishu.md §18.1); faults act at their stage. */
export function createGateway(state: State, tokens: Tokens, routes: Route[]) {
  const monthly = createQuota(state)
  return async (request: Incoming): Promise<Outcome> => {
    catchUp(state)
    const json = readJson(request)
    if (state.faults.down) return note(state, request, 'broken', json)
    const found = find(routes, request)
    if (!found)
      return note(state, request, failed(state, new ApiFailure(99991201, 'path not found', 404)), json)
    const { route, params } = found
    const fault = state.faults.take(request.method, route.path, barePath(request.url))
    if (fault === 'reset') return note(state, request, 'broken', json)
    if (fault === 'silent') return note(state, request, 'silent', json)
    let outcome: Outcome
    try {
      admit(state, tokens, monthly, route, request, fault)
      const call: Call = {
        params,
        query: request.url.searchParams,
        headers: request.headers,
        body: request.body,
        json,
        fault,
      }
      outcome = succeeded(state, await route.handle(call))
    } catch (problem) {
      if (!(problem instanceof ApiFailure)) throw problem
      outcome = failed(state, problem)
    }
    if (fault === 'reset-after-work' || fault === 'silent-after-work') outcome = LOST[fault]
    if (fault === 'error-after-work') outcome = failed(state, new ApiFailure(2200, 'internal error', 500))
    return note(state, request, outcome, json)
  }
}

function admit(
  state: State,
  tokens: Tokens,
  spend: () => void,
  route: Route,
  request: Incoming,
  fault?: Fault,
) {
  if (fault === 'server-error') throw new ApiFailure(2200, 'internal error', 502)
  if (!route.open) {
    tokens.check(request.headers.get('authorization'), fault === 'token-invalid')
    const granted = !route.scopes?.length || route.scopes.some((scope) => state.app.scopes.has(scope))
    if (!granted)
      throw new ApiFailure(
        99991672,
        `Access denied. One of the following scopes is required: [${route.scopes?.join(', ')}].`,
      )
  }
  if (fault === 'quota') throw new ApiFailure(99991403, 'This month API call quota has been exceeded')
  if (!route.open) spend()
  const wait = state.limits.count(`api ${route.method} ${route.path}`, API_RULES)
  if (wait > 0) throw throttled(Math.ceil(wait / 1000))
  if (fault === 'busy') throw new ApiFailure(230020, 'This operation triggers the frequency limit')
  if (typeof fault === 'object' && 'throttled' in fault)
    throw throttled(fault.resetSeconds ?? 1, fault.throttled)
  if (typeof fault === 'object' && 'code' in fault)
    throw new ApiFailure(fault.code, fault.msg ?? 'failed on demand', fault.status)
}

/** The tenant's monthly quota, reset on the 1st in Shanghai (feishu.md §13.2); token calls are free of it. */
function createQuota(state: State) {
  const used = new Map<string, number>()
  return () => {
    const month = new Date(state.now() + 8 * 3_600_000).toISOString().slice(0, 7)
    const calls = used.get(month) ?? 0
    if (calls >= state.quota) throw new ApiFailure(99991403, 'This month API call quota has been exceeded')
    used.set(month, calls + 1)
  }
}

const barePath = (url: URL) => url.pathname.replace(/^\/open-apis/, '').replace(/(?<=.)\/$/, '')

function find(routes: Route[], request: Incoming) {
  const open = request.url.pathname.startsWith('/open-apis/')
  const path = barePath(request.url)
  for (const route of routes) {
    if (route.method !== request.method || Boolean(route.bare) === open) continue
    const names: string[] = []
    const shape = route.path.replace(/:(\w+)/g, (_, name: string) => {
      names.push(name)
      return '([^/]+)'
    })
    const match = new RegExp(`^${shape}$`).exec(path)
    if (match)
      return {
        route,
        params: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1]!)])),
      }
  }
  return undefined
}

function readJson(request: Incoming): Record<string, unknown> {
  if (!/json/.test(request.headers.get('content-type') ?? '') || request.body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(request.body))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

function succeeded(state: State, reply: Reply): Answer {
  const headers = { 'x-tt-logid': logId(state) }
  if ('bytes' in reply) {
    const name = reply.name && {
      'content-disposition': `attachment; filename="${encodeURIComponent(reply.name)}"`,
    }
    return { status: 200, headers: { ...headers, 'content-type': reply.mime, ...name }, body: reply.bytes }
  }
  if ('page' in reply)
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
      body: reply.page,
    }
  if ('redirect' in reply) return { status: 302, headers: { ...headers, location: reply.redirect }, body: '' }
  const body = 'top' in reply ? reply.top : { code: 0, msg: 'success', data: reply.data }
  const status = 'top' in reply ? (reply.status ?? 200) : 200
  return { status, headers: { ...headers, ...JSON_TYPE }, body: JSON.stringify(body) }
}

function failed(state: State, problem: ApiFailure): Answer {
  const id = logId(state)
  const error = {
    log_id: id,
    troubleshooter: '排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search',
  }
  return {
    status: problem.status,
    headers: { 'x-tt-logid': id, ...problem.headers, ...JSON_TYPE },
    body: JSON.stringify({ code: problem.code, msg: problem.message, error }),
  }
}

function note<T extends Outcome>(
  state: State,
  request: Incoming,
  outcome: T,
  json: Record<string, unknown>,
): T {
  const answered = typeof outcome !== 'string'
  const code = /^\{"code":(-?\d+)/.exec(answered && typeof outcome.body === 'string' ? outcome.body : '')?.[1]
  state.calls.push({
    atMs: state.now(),
    method: request.method,
    path: request.url.pathname,
    status: answered ? outcome.status : 0,
    code: answered ? Number(code ?? 0) : -1,
    ...(typeof json.uuid === 'string' && { uuid: json.uuid }),
  })
  return outcome
}
