import type { Directory } from '../people/directory.ts'
import { placeOfActor } from '../tablets/tablets.ts'

/**
 * Who typed what somebody without the app did (S2-089): `平板代录 · 门岗`, `窦丰和代录`. Undefined for what a person typed
 * himself, and for the viewer's own typing, which he need not be told.
 */
export function sayEntered(
  directory: Directory,
  enteredBy: string | undefined,
  viewer: string | undefined,
): string | undefined {
  if (enteredBy === undefined || enteredBy === viewer) return undefined
  const place = placeOfActor(enteredBy)
  return place === undefined ? `${directory.person(enteredBy)?.name ?? enteredBy}代录` : `平板代录 · ${place}`
}
