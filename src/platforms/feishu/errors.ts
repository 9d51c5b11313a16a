import { PlatformError, type PlatformTrouble } from '../../refusal.ts'

/** Codes of `feishu.md` §3, §8.1 to §8.4 and §13, by what they mean for the job that met them; the rest is `refused`. */
const TROUBLES: Partial<Record<PlatformTrouble, number[]>> = {
  // Throttled or busy: the same job again, with the same uuid.
  later: [99991400, 230020, 11232, 11233, 230049, 232019, 190004],
  quota: [99991403],
  // Past its 14 days: a fresh card is needed.
  stale: [230031],
  // Bot not in the group, person out of range, resigned, blocked or unknown, message or chat no longer there.
  gone: [...[230002, 230013, 230029, 230035, 230053, 232009], ...[230011, 230110, 99992351, 99992361]],
}
const BY_CODE = new Map(
  Object.entries(TROUBLES).flatMap(([trouble, codes]) =>
    codes.map((code) => [code, trouble as PlatformTrouble] as const),
  ),
)

/** Token troubles the SDK does not react to (§3): drop the cached token, fetch another, try once more. */
const STALE_TOKEN = new Set<number | string>([99991663, 99991664, 99991665, 99991668])
export const isStaleToken = (error: unknown): boolean =>
  error instanceof PlatformError && STALE_TOKEN.has(error.code)

/** What the platform answered, as far as it matters for telling what went wrong. */
export interface Failure {
  call: string
  status: number
  headers: Headers
  code?: number | undefined
  msg?: string | undefined
}

/** The error for an answer that is not a success; `code` decides, then the HTTP status (§3: statuses are not documented). */
export function failed({ call, status, headers, code, msg = '' }: Failure): PlatformError {
  const trouble = troubleOf(status, code, msg)
  const retryAfterMs = trouble === 'later' ? readRetryAfter(headers) : undefined
  const logId = headers.get('x-tt-logid') ?? undefined
  const message = `${call}: ${code ?? `HTTP ${status}`} ${msg.slice(0, 300)}`.trim()
  return new PlatformError(trouble, code ?? `http-${status}`, message, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(logId === undefined ? {} : { logId }),
  })
}

function troubleOf(status: number, code: number | undefined, msg: string): PlatformTrouble {
  const known = code === undefined ? undefined : BY_CODE.get(code)
  if (known) return known
  // 230099 carries the real cause in its text; somebody is using the card this very moment (§8.4).
  if (/card action is lock/i.test(msg)) return 'later'
  return status === 429 || status >= 500 ? 'later' : 'refused'
}

/** Seconds to wait, as throttled answers tell (§13.1). */
function readRetryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('x-ogw-ratelimit-reset') ?? headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

/** No answer at all: network down, connection reset, or too slow. The request may have been carried out. */
export function unanswered(call: string, cause: unknown): PlatformError {
  const isTimeout = cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')
  const code = isTimeout ? 'timeout' : 'network'
  return new PlatformError('later', code, `${call}: ${code}`, { cause })
}
