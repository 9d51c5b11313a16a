import type { Directory } from '../people/directory.ts'
import type { Day } from '../time.ts'
import type { Line } from './lines.ts'

/** The term as people want to read it. */
export function report(
  lines: readonly Line[],
  directory: Directory,
  { from, to }: { from: Day; to: Day },
): string[] {
  const messages = lines.filter(({ type, on_card }) => type === 'message' && on_card !== true)
  return [`${directory.school.file.school.name} ${from} 至 ${to}`, `消息 ${messages.length} 条`]
}
