/** Whose words are being worked on right now. A `Set` where a process sees its work through to the end. */
export interface InHand {
  has(whose: string): boolean
  add(whose: string): unknown
  delete(whose: string): unknown
}

/** For a Worker, whose requests share this and can be cut off at any moment: a name is let go after `mostMs`. */
export function createInHand(mostMs: number, now: () => number): InHand {
  const until = new Map<string, number>()
  return {
    has: (whose) => now() < (until.get(whose) ?? Number.NEGATIVE_INFINITY),
    add: (whose) => until.set(whose, now() + mostMs),
    delete: (whose) => until.delete(whose),
  }
}
