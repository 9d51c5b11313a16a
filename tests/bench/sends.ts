import { join } from 'node:path'
import { type Line, median, medianRatio, ms } from './numbers.ts'
import { runWith, serveWith } from './processes.ts'
import type { Sending } from './send-process.ts'

/** Section 5, CPU: owed, leased, drawn, sent and settled by the outbox, beside the SDK's client sending the same cards. */
export async function measureSends(folder: string, rounds: number, quick: boolean): Promise<Line[]> {
  const platform = await serveWith('platform-process.ts')
  const cards = quick ? 500 : 1000
  const send = async (by: Sending['by'], round: number) => {
    const task: Sending = {
      by,
      cards,
      baseUrl: `http://127.0.0.1:${platform.port}`,
      database: join(folder, `sends-${round}.db`),
    }
    const { sent, cpuMs } = await runWith<{ sent: number; cpuMs: number }>('send-process.ts', task)
    if (sent !== cards) throw new Error(`${by} sent ${sent} of ${cards}`)
    return cpuMs / cards
  }
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await send('outbox', round))
    theirs.push(await send('sdk', round))
  }
  await platform.stop()
  return [
    {
      section: '5 fan-out',
      what: `processor time per send, ${cards} cards, outbox included`,
      got: ms(median(ours)),
      strawman: ms(median(theirs)),
      ratio: medianRatio(ours, theirs),
      goal: '≤ 1.0',
    },
  ]
}
