import type { School, SchoolEvent } from './school.ts'
import type { Sections } from './school-sections.ts'

/** Patrol points, by their ids, that one person looked after and another does now. */
export interface Passed {
  points: string[]
  from: string
  to: string
}

/** No rule of the school changes: a look at a template stays true and so does the way back, and neither undoes this. */
export function withPassed(state: School, { points, from, to }: Passed): School {
  const pass = <T extends Sections>(sections: T): T =>
    sections.patrol_points
      ? {
          ...sections,
          patrol_points: sections.patrol_points.map((point) =>
            points.includes(point.id) && point.owner === from ? { ...point, owner: to } : point,
          ),
        }
      : sections
  const { file, proposed, replaced } = state
  return {
    ...state,
    file: pass(file),
    ...(proposed && { proposed: { ...proposed, sections: pass(proposed.sections) } }),
    ...(replaced && { replaced: pass(replaced) }),
  }
}

/** Patrol points of one person looked after by another from now on; points of anybody else stay. */
export const givePoints =
  ({ points, from, to }: Passed) =>
  (state: School | undefined): SchoolEvent[] => {
    const own = (state?.file.patrol_points ?? []).filter(({ owner }) => owner === from).map(({ id }) => id)
    const passed = points.filter((id) => own.includes(id))
    return passed.length > 0 ? [{ kind: 'school.points-passed', points: passed, from, to }] : []
  }
