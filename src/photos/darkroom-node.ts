import { Worker } from 'node:worker_threads'
import type { Darkroom, Development } from './darkroom.ts'

/** Phones take up to 50 million pixels, a few of them more. */
const MOST_PIXELS = 64_000_000
/** Measured: unpacking and shrinking take up to this much memory for each pixel. */
const BYTES_PER_PIXEL = 20
/** Far longer than the largest picture takes on a slow machine. */
const LONGEST_MS = 30_000

/**
 * One picture at a time, each in a thread of its own: nobody waits for the event loop meanwhile, and the memory it took
 * is given back (WebAssembly's never shrinks). The codec is loaded there, so a bot that gets no pictures never does.
 */
export function nodeDarkroom(): Darkroom {
  let last: Promise<unknown> = Promise.resolve()
  return {
    mostPixels: () => Math.min(MOST_PIXELS, process.availableMemory() / 2 / BYTES_PER_PIXEL),
    develop(original, how) {
      const mine = last.then(() => inThread(original, how))
      last = mine
      return mine
    },
  }
}

function inThread(original: Uint8Array, how: Development): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./darkroom-thread.ts', import.meta.url), {
      workerData: { original, how },
      // What the codec writes about a torn picture is no line of our log.
      stderr: true,
    })
    const late = setTimeout(() => void thread.terminate(), LONGEST_MS)
    thread.once('message', (copy: Uint8Array) => resolve(copy))
    // A torn picture ends the thread; whoever asked shows the picture some other way.
    thread.once('error', () => resolve(undefined))
    thread.once('exit', () => {
      clearTimeout(late)
      resolve(undefined)
    })
  })
}
