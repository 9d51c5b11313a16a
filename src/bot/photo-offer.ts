import type { Card } from '../cards/card.ts'
import { noticeCard } from '../cards/notice.ts'
import type { Hazard } from '../hazards/hazard.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { ownPlaces } from '../people/own-places.ts'
import type { Person } from '../people/person.ts'

/**
 * A new hazard, or the mending of one in the sender's hands. One sentence is enough, since it takes the picture along;
 * whoever rather taps, taps on one of the own places and writes what is wrong.
 */
export async function photoOffer(
  work: Work,
  directory: Directory,
  speaker: Person,
  { photos, words }: { photos: string[]; words: string },
  lines: string[],
): Promise<Card> {
  const rows = await work.db.all<{ state: string }>(
    "SELECT state FROM hazards WHERE status IN ('rectifying', 'returned') ORDER BY number DESC LIMIT 200",
  )
  const mine = rows
    .map((row) => JSON.parse(row.state) as Hazard)
    .filter((entry) => entry.rectifier === speaker.id)
  const [photoId] = photos as [string]
  const beside = words ? ` 说 ${words.replace(/\s+/g, ' ').slice(0, 200)}` : ''
  const actions = [
    { label: '登记隐患', says: `/隐患 照片 ${photoId}${beside}`, style: 'primary' as const },
    ...ownPlaces(directory, speaker)
      .slice(0, 3)
      .map(({ id, name }) => ({ label: `在${name}`, says: `/隐患 照片 ${photoId} 在 ${id}${beside}` })),
    ...mine.slice(0, 2).map((entry) => ({
      label: `附到隐患 ${entry.number}`,
      says: `/隐患 ${entry.number} 附照片 ${photoId}`,
    })),
  ]
  const what = photos.length > 1 ? `收到 ${photos.length} 张照片，是隐患吗？` : '这张照片是隐患吗？'
  const how = '直接回一句「在哪里、什么问题」就行，照片会自动带上；也可以点下面。不用登记就不必理会。'
  return noticeCard('收到照片', 'info', [...lines, `${what}${how}`], actions, [
    { kind: 'images', images: [{ photo: photoId, alt: '您发的照片' }] },
  ])
}
