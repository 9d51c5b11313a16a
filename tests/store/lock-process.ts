import { createInterface } from 'node:readline'
import LibSql from 'libsql'

/** Somebody else with the file: `lock-process.ts PATH IMMEDIATE|EXCLUSIVE`. Says `held`; the first line it hears ends the lock. */
const [, , path = '', mode] = process.argv
const db = new LibSql(path)
// EXCLUSIVE shuts out readers too: in WAL that takes the locking mode, not the transaction.
if (mode === 'EXCLUSIVE') db.exec('PRAGMA locking_mode = EXCLUSIVE')
db.exec("BEGIN IMMEDIATE; INSERT INTO kept (who, i) VALUES ('lock', 0)")
console.log('held')
for await (const _ of createInterface({ input: process.stdin })) break
db.exec('COMMIT')
db.close()
console.log('released')
process.exit(0)
