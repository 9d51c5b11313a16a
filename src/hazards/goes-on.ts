import type { Hazard } from './hazard.ts'

/** What it goes on as: itself, or the one it was merged into, however often. Only what is open is merged into: no circles. */
export async function goesOnAs(
  about: Hazard,
  find: (id: string) => Promise<Hazard | undefined>,
): Promise<Hazard> {
  const next = about.mergedInto === undefined ? undefined : await find(String(about.mergedInto))
  return next ? goesOnAs(next, find) : about
}
