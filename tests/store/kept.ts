import { type FileDatabase, type FileOptions, openFile } from '../../src/store/file.ts'

export const KEPT =
  'CREATE TABLE kept (who TEXT NOT NULL, i INTEGER NOT NULL, ballast BLOB, PRIMARY KEY (who, i))'
export const keep = (who: string, i: number) => ({
  sql: 'INSERT INTO kept (who, i) VALUES (?, ?)',
  args: [who, i],
})

export async function openWithTable(path: string, options: FileOptions = {}): Promise<FileDatabase> {
  const db = openFile(path, options)
  await db.write([{ sql: KEPT, args: [] }])
  return db
}

/** What somebody sees who opens the file anew. */
export async function onDisk(path: string): Promise<string[]> {
  const fresh = openFile(path)
  const rows = await fresh.all<{ key: string }>("SELECT who || ' ' || i AS key FROM kept ORDER BY who, i")
  await fresh.close()
  return rows.map((row) => row.key)
}
