import { checkinId } from '../../src/checkins/checkin.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { parseSchoolFile, type SchoolFile } from '../../src/people/school-file.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { tick } from '../../src/tick.ts'
import { instantOf } from '../../src/time.ts'

export const DAY = '2026-09-01'
/** The class check-in is open and its next reminder a quarter of an hour away. */
export const NOW_MS = instantOf(DAY, '08:00')

/** What bot, strawman and load agree on. */
export const APP = {
  appId: 'cli_0123456789abcdef',
  appSecret: 'bench-app-secret',
  encryptKey: 'bench-encrypt-key',
  verificationToken: 'bench-verification-token',
}

export const accountOf = (order: number): string => `ou_bench_${order}`
export const messageOf = (order: number): string => `om_bench_${order}`
export const checkinOf = (order: number): string => checkinId(DAY, 'chk-homeroom-morning', `C${order}`)

/** A school with as many classes as wanted, one homeroom teacher each: enough distinct check-ins for one morning. */
export function bigSchool(classes: number): SchoolFile {
  const orders = Array.from({ length: classes }, (_, order) => order)
  return parseSchoolFile({
    school: { name: '测量小学' },
    calendar: { terms: [{ id: '2026-2027-1', name: '第一学期', start: DAY, end: '2027-01-22' }] },
    staff: [
      { id: 'P01', name: '校长', posts: ['principal'], feishu_user_id: 'ou_bench_head' },
      ...orders.map((order) => ({
        id: `T${order}`,
        name: `班主任${order}`,
        posts: ['homeroom_teacher'],
        homeroom_class: `C${order}`,
        feishu_user_id: accountOf(order),
      })),
    ],
    classes: orders.map((order) => ({
      id: `C${order}`,
      name: `${order}班`,
      grade: 1,
      pupils: 42,
      building: '教学楼A',
      floor: 1,
      room: `A${order}`,
    })),
  })
}

export async function openMigrated(path: string) {
  const db = openFile(path)
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), NOW_MS)
  return db
}

/** Writes a database in which the morning is open and everybody holds the 今日 card, as if it had been sent. */
export async function writeMorning(path: string, classes: number): Promise<void> {
  const db = await openMigrated(path)
  await loadSchool(db, bigSchool(classes), NOW_MS)
  await tick({ db, directory: directoryReader(db) }, NOW_MS)
  await db.write([
    {
      sql: `UPDATE outbox SET state = 1, attempts = 1, sent_at = ?, message_id = 'om_bench_' || substr(recipient, 9)
            WHERE recipient LIKE 'person:T%'`,
      args: [NOW_MS],
    },
    {
      sql: `INSERT INTO posts (message_id, chat_id, recipient, about, show, drawn, sent_at)
            SELECT message_id, 'oc_bench', recipient, 'today/' || substr(recipient, 8) || '/' || ?, show, 'x', ?
            FROM outbox WHERE state = 1`,
      args: [DAY, NOW_MS],
    },
    { sql: 'UPDATE outbox SET state = 2 WHERE state = 0', args: [] },
  ])
  await db.all('PRAGMA wal_checkpoint(TRUNCATE)')
  await db.close()
}
