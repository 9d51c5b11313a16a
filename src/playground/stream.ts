import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { PlaygroundClock } from './clock.ts'
import type { Phones } from './phones.ts'

/** Live changes of all phones and of the clock (server-sent events `change` and `clock`); the page then fetches `/state`. */
export const streamRoute = (phones: Phones, clock: PlaygroundClock) => (c: Context) =>
  streamSSE(c, async (stream) => {
    const send = (event: string, data: object) => void stream.writeSSE({ event, data: JSON.stringify(data) })
    const gone = Promise.withResolvers<void>()
    const stops = [
      phones.onChange((change) => send('change', change)),
      clock.onChange((moved) => send('clock', { ...moved, label: clock.label() })),
    ]
    stream.onAbort(() => gone.resolve())
    send('hello', {})
    await gone.promise
    for (const stop of stops) stop()
  })
