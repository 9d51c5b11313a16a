import type { Show } from '../log/work.ts'
import type { Database } from '../store/database.ts'
import { aboutOf } from '../views/index.ts'

/** Replying to a card with a picture means the matter on that card (`feishu.md` §5.1 parent_id). */
export async function aboutMessage(db: Database, messageId: string): Promise<string | undefined> {
  const post = await db.get<{ about: string | null }>('SELECT about FROM posts WHERE message_id = ?', [
    messageId,
  ])
  const about = post ? post.about : await aboutOfReply(db, messageId)
  return about?.startsWith('hazard/') || about?.startsWith('incident/') ? about : undefined
}

async function aboutOfReply(db: Database, messageId: string): Promise<string | undefined> {
  const row = await db.get<{ show: string }>('SELECT show FROM outbox WHERE message_id = ?', [messageId])
  const show = row && (JSON.parse(row.show) as Show)
  return show && show.card !== 'text' ? aboutOf(show) : undefined
}
