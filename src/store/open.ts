import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from './database.ts'
import { openFile } from './file.ts'
import { openRemote } from './remote.ts'

/**
 * The database a `DATABASE_URL` names (design §2): `file:data/x.db` (its directory is made), `file:/abs/x.db`,
 * `file:///abs/x.db`, or a remote `libsql://`, `http(s)://`, `ws(s)://`. For Node only: a Worker calls `openRemote`.
 * Throws when the address is none of these.
 */
export function openDatabase(url: string, authToken?: string): Database {
  if (/^(libsql|https?|wss?):\/\//.test(url)) return openRemote(url, authToken)
  if (!/^file:./.test(url))
    throw new Error('DATABASE_URL must start with file:, libsql://, https://, http://, wss:// or ws://')
  const path = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
  mkdirSync(dirname(path), { recursive: true })
  return openFile(path)
}
