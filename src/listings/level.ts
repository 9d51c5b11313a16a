/** What the rule asks before it says who lists a hazard. */
export interface Answers {
  /** The school can remove it by its own measures (S2-067). */
  eliminable: boolean
  /** Several departments have to mend it together, and it is hard (S2-068). */
  joint: boolean
}

/** 1: the education authority lists it; 2: the government does, asked by the education authority. */
export type Level = 1 | 2

/**
 * The level by rule, not by mood (S2-066): what takes several departments, or what the school cannot remove by itself
 * (S2-065), is the government's; the rest is the education authority's. The third level is no choice of a school: it is
 * what an authority may make of it in the end (`Outcome`).
 */
export const levelOf = ({ eliminable, joint }: Answers): Level => (joint || !eliminable ? 2 : 1)
