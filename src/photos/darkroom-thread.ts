import { parentPort, workerData } from 'node:worker_threads'
import * as codec from '@cf-wasm/photon/node'
import type { Development } from './darkroom.ts'
import { develop } from './develop.ts'

// One picture in a thread of its own (src/photos/darkroom-node.ts): its memory goes with it.
const { original, how } = workerData as { original: Uint8Array; how: Development }
const copy = develop(codec, original, how)
parentPort!.postMessage(copy, [copy.buffer])
