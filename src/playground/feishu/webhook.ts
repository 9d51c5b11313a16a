import { sealed } from './delivery.ts'
import type { State } from './state.ts'

export interface Attempt {
  status: number | 'timeout' | 'refused'
  /** Parsed JSON, else the text itself. */
  body?: unknown
}

/** One request to the bot. Redirects are not followed; `timeoutMs` is real time, because it only ends a bot that hangs. */
export async function postOnce(
  url: string,
  headers: Record<string, string>,
  body: Uint8Array,
  timeoutMs: number,
): Promise<Attempt> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Lark Open Platform',
        ...headers,
      },
      body: body as BodyInit,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, body: parsed(await response.text()) }
  } catch (problem) {
    return { status: problem instanceof Error && problem.name === 'TimeoutError' ? 'timeout' : 'refused' }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Saving the address in the console: the challenge must come back within 1 s (feishu.md §4.2). Throws when it does not. */
export async function verifyAddress(state: State, url: string): Promise<void> {
  const challenge = state.ids.hex(32)
  const plain = JSON.stringify({ challenge, token: state.app.verificationToken, type: 'url_verification' })
  const answer = await postOnce(url, {}, new TextEncoder().encode(sealed(state, plain)), 1000)
  const returned = (answer.body as { challenge?: unknown } | null | undefined)?.challenge
  if (answer.status !== 200 || returned !== challenge)
    throw new Error(
      `Challenge code没有返回： ${url} answered ${answer.status} ${JSON.stringify(answer.body)}`,
    )
}
