import { expect, test } from 'vitest'
import { openPlayground } from '../../src/playground/playground.ts'

const person = 'ou_demo_t33'

async function open() {
  const { routes, town } = await openPlayground({
    startAtMs: undefined,
    schoolText: undefined,
    publicUrl: () => undefined,
    log: () => {},
  })
  return {
    town,
    async say(text: string) {
      const answer = await routes.request('/playground/say', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: person, text }),
      })
      expect(answer.status).toBe(200)
    },
    async heard() {
      const state = await routes.request(`/playground/state?as=${person}&chat=bot`)
      return ((await state.json()) as { messages: { senderId?: string }[] }).messages
    },
  }
}

// The clock stands still between two taps on its bar, and the platform takes five messages a second for one chat.
test('whoever types many sentences gets an answer to each, without moving the clock', async () => {
  const { town, say, heard } = await open()
  try {
    const before = town.now()
    for (let count = 0; count < 12; count++) await say('/帮助')
    expect(await heard()).toHaveLength(24)
    expect(town.now() - before).toBeLessThan(20_000)
  } finally {
    await town.close()
  }
})
