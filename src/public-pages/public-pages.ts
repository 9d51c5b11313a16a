import type { Database } from '../store/database.ts'
import { begins, type PublicPage, type PublicPageId } from './public-page.ts'

/** A public page as it stands now. */
export async function publicPageOf(db: Database, id: PublicPageId): Promise<PublicPage> {
  const row = await db.get<{ state: string }>('SELECT state FROM public_pages WHERE id = ?', [id])
  return row ? (JSON.parse(row.state) as PublicPage) : begins(id)
}
