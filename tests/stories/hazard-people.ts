import { openWorld } from '../world.ts'

/** A school at half past ten, and those a hazard passes through: who sees it, who hands it out, who mends it, the office. */
export async function openHazardStory() {
  const world = await openWorld({ at: '2026-09-01 10:30' })
  return {
    world,
    teacher: world.person('单念蘅'),
    head: world.person('贺栎生'),
    electrician: world.person('鲁锦木'),
    officer: world.person('杭砥平'),
  }
}
