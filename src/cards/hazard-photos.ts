import type { Hazard, HazardPhoto } from '../hazards/hazard.ts'
import { roundOf } from '../hazards/waits.ts'
import { sayInstant } from '../time.ts'
import { type Block, bold, type CardPerson, type Inline, small } from './card.ts'

const BEFORE = '整改前'
const AFTER = '整改后'
/** Pairs shown at once; whoever wants more opens the rest. */
const SHOWN_PAIRS = 3

/**
 * The photos of a hazard: before it is mended one below the other, then before and after side by side, pair by pair
 * (S2-125, handbook §15). The newest round of mending stands first, what did not last is folded away.
 */
export function hazardPhotos(hazard: Hazard, person: (id: string) => CardPerson | undefined): Block[] {
  const rounds = [
    ...new Set(hazard.photos.filter(({ phase }) => phase === 'after').map(({ round }) => round)),
  ]
  const older = rounds.filter((round) => round < roundOf(hazard)).sort((one, other) => other - one)
  return [
    ...currentRound(hazard),
    ...older.map(
      (round): Block => ({
        kind: 'details',
        // Opened again, it was not every round that was sent back.
        summary: `第 ${round + 1} 次整改的照片${hazard.reopens ? '' : '（已退回）'}`,
        blocks: pairs(beforeIn(hazard, round), afterIn(hazard, round)),
      }),
    ),
    ...removals(hazard, person),
  ]
}

function currentRound(hazard: Hazard): Block[] {
  const before = beforeIn(hazard, roundOf(hazard))
  const after = afterIn(hazard, roundOf(hazard))
  const mended = hazard.status === 'rectified' || hazard.status === 'closed'
  if (after.length > 0 || (mended && before.length > 0)) return pairs(before, after)
  return before.length > 0 ? [small(BEFORE), pictures(before, BEFORE)] : []
}

const afterIn = ({ photos }: Hazard, round: number): HazardPhoto[] =>
  photos.filter((photo) => photo.phase === 'after' && photo.round === round)

/** How it looked when that round began, what was seen last first: who sends it back often shows why. */
const beforeIn = ({ photos }: Hazard, round: number): HazardPhoto[] =>
  photos
    .filter((photo) => photo.phase === 'before' && photo.round <= round)
    .sort((one, other) => other.round - one.round)

function pairs(before: HazardPhoto[], after: HazardPhoto[]): Block[] {
  const rows = Array.from(
    { length: Math.max(before.length, after.length) },
    (_, at): Block => ({
      kind: 'columns',
      together: true,
      columns: [half(before[at], BEFORE, at), half(after[at], AFTER, at)],
    }),
  )
  const more = rows.slice(SHOWN_PAIRS)
  if (more.length === 0) return rows
  return [...rows.slice(0, SHOWN_PAIRS), { kind: 'details', summary: '更多照片', blocks: more }]
}

/** Each half of a pair says which it is: the two must never be mixed up. */
function half(photo: HazardPhoto | undefined, label: string, at: number): Block[] {
  if (photo) return [small(bold(label)), pictures([photo], label)]
  return at === 0
    ? [small(bold(label)), small(label === AFTER ? '没有照片，见整改说明' : '没有照片')]
    : [small(' ')]
}

const pictures = (photos: HazardPhoto[], alt: string): Block => ({
  kind: 'images',
  images: photos.map(({ id }) => ({ photo: id, alt })),
})

const removals = ({ removedPhotos = [] }: Hazard, person: (id: string) => CardPerson | undefined): Block[] =>
  removedPhotos.map(({ phase, by, atMs, reason }) => {
    const who = person(by)
    const words: Inline[] = [
      `已删除一张${phase === 'after' ? AFTER : BEFORE}的照片：${reason}（`,
      ...(who ? [{ person: who }, ' '] : []),
      `${sayInstant(atMs)}）`,
    ]
    return small(...words)
  })
