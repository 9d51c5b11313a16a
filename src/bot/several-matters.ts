import type { Places } from '../reading/places.ts'
import { readReport } from '../reading/reading.ts'
import { type Line, linesOf, MOST_LINES } from '../sweeps/lines.ts'
import { cutShort, end, type Sweep, sweep } from '../sweeps/sweep.ts'
import { beginSweep, noteInSweep } from '../sweeps/sweeps.ts'
import type { Context, Reply, Said } from './command.ts'
import { receiptReply } from './sweep-receipt.ts'

/** The matters of a message that tells of several, else undefined: each must tell of trouble by itself. */
export function severalIn(typed: string, places: Places): Line[] | undefined {
  const lines = linesOf(typed, places)
  const troubles = lines.filter(({ text }) => ['hazard', 'incident'].includes(readReport(text, places).kind))
  return troubles.length > 1 && lines.every((line) => line.normal || troubles.includes(line))
    ? lines
    : undefined
}

/** Several matters of one message, with one receipt. What is over the most is not filed, and said so. */
export async function fileSeveral(said: Said, context: Context, all: readonly Line[]): Promise<Reply> {
  const { work, directory, speaker } = context
  const lines = all.filter(({ normal }) => !normal)
  const about = await beginSweep(work, directory, speaker)
  const again = await noteAll(said, context, about, lines.slice(0, MOST_LINES))
  await work.change(sweep, about.id, cutShort(lines.slice(MOST_LINES).map(({ text }) => text)))
  const after = await work.change(sweep, about.id, end('said'))
  const normal = all.length - lines.length
  const words = [
    `已登记 ${after.items.length} 条`,
    again > 0 && `${again} 条重复的没有再登记`,
    normal > 0 && `${normal} 条写的是正常，没有登记`,
  ]
  return {
    ...receiptReply(context, after),
    toast: { type: 'success', text: words.filter(Boolean).join('，') },
  }
}

/** Returns how many said the same as one before. */
async function noteAll(said: Said, context: Context, about: Sweep, lines: readonly Line[]): Promise<number> {
  const { work, directory, speaker } = context
  let again = 0
  for (const line of lines)
    if ((await noteInSweep(work, directory, speaker, about, line, { learnedAtMs: said.atMs })).again)
      again += 1
  return again
}
