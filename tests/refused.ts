import { Refusal } from '../src/refusal.ts'

/** The code somebody is refused with; undefined when nobody objects. */
export function codeOf(decide: () => unknown): string | undefined {
  try {
    decide()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return undefined
}
