import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PhotoStorage } from './storage.ts'

/** Photos in a local folder; written beside and renamed, so that a crash leaves no half picture. */
export function photoFolder(root: string): PhotoStorage {
  const pathOf = (key: string) =>
    join(root, ...key.split('/').map((part) => part.replace(/[^A-Za-z0-9_-]/g, '_')))
  return {
    async put(key, bytes, mime) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.part`, bytes)
      await writeFile(`${path}.mime`, mime)
      await rename(`${path}.part`, path)
    },
    async get(key) {
      try {
        const path = pathOf(key)
        const [bytes, mime] = await Promise.all([readFile(path), readFile(`${path}.mime`, 'utf8')])
        return { bytes: new Uint8Array(bytes), mime }
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}
