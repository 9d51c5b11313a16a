import type { LedgerFile } from './export.ts'

/**
 * Files as one zip that is written while it is read: a reader who is slow, or goes away, holds nothing up. Pictures and
 * workbooks are packed already, so nothing is packed again.
 */
export async function zipOf(
  files: AsyncIterable<LedgerFile>,
  nowMs: number,
): Promise<ReadableStream<Uint8Array>> {
  const { Zip, ZipPassThrough } = await import('fflate')
  const next = files[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  let ended = false
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (pieces.length === 0 && !ended) {
        const { done, value } = await next.next()
        if (done) {
          ended = true
          zip.end()
        } else {
          const entry = new ZipPassThrough(value.name)
          entry.mtime = new Date(nowMs)
          zip.add(entry)
          entry.push(value.bytes, true)
        }
      }
      for (const piece of pieces.splice(0)) controller.enqueue(piece)
      if (ended) controller.close()
    },
    async cancel() {
      await next.return?.()
    },
  })
}
