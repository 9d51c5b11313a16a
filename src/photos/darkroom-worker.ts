import type { Darkroom } from './darkroom.ts'
import { develop } from './develop.ts'

/** An isolate has 128 MB for everything; measured, unpacking takes up to 26 bytes for each pixel. */
const MOST_PIXELS = 3_000_000

/** Cloudflare has no threads: one picture at a time in the isolate, in memory that is used again for the next. */
export const workerDarkroom: Darkroom = {
  mostPixels: () => MOST_PIXELS,
  async develop(original, how) {
    try {
      // Loaded with the first picture that needs it.
      return develop(await import('@cf-wasm/photon/workerd'), original, how)
    } catch {
      // A torn picture traps the codec; whoever asked shows it some other way.
      return undefined
    }
  },
}
