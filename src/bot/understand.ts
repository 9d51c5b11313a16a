import type { Command } from './command.ts'
import { evenOut, firstWord } from './words.ts'

export type Understood =
  | { kind: 'command'; command: Command; words: string }
  /** A slash and a name we do not know; the likeliest commands instead of silence. */
  | { kind: 'unknown'; words: string; likely: Command[] }
  /** No command at all: words of a person, to be read by the reading rules. */
  | { kind: 'words'; words: string }

const namesOf = (command: Command): string[] => [command.name, ...command.chinese]

/**
 * Finds the command a sentence begins with. After a Chinese name no space is needed (`/隐患二楼插座`), after an ASCII
 * one it is, or a digit. Without a slash only a bare name counts, so that a teacher's ordinary words stay words.
 */
export function understand(raw: string, commands: readonly Command[]): Understood {
  const sentence = evenOut(raw)
  if (!sentence.startsWith('/')) {
    const bare = commands.find((command) => namesOf(command).includes(sentence.toLowerCase()))
    return bare ? { kind: 'command', command: bare, words: '' } : { kind: 'words', words: sentence }
  }
  const said = sentence.slice(1).trim()
  const found = longestName(said, commands)
  if (found?.command.isNot?.(said)) return { kind: 'words', words: said }
  if (found)
    return {
      kind: 'command',
      command: found.command,
      words: said
        .slice(found.length)
        .trim()
        .replace(/^[:：,，]\s*/, ''),
    }
  return { kind: 'unknown', words: said, likely: likeliest(said, commands) }
}

interface Named {
  name: string
  command: Command
  /** Needs a blank or a digit behind it. */
  ascii: boolean
}

/** Every name of every command, longest first; worked out once for a list, because every button is a sentence. */
function namesIn(commands: readonly Command[]): readonly Named[] {
  let names = listed.get(commands)
  if (!names) {
    names = commands
      .flatMap((command) => namesOf(command).map((name) => ({ name, command, ascii: /^[a-z]/.test(name) })))
      .sort((one, other) => other.name.length - one.name.length)
    listed.set(commands, names)
  }
  return names
}

const listed = new WeakMap<readonly Command[], readonly Named[]>()

function longestName(said: string, commands: readonly Command[]) {
  const low = said.toLowerCase()
  const found = namesIn(commands).find(({ name, ascii }) => {
    if (!low.startsWith(name)) return false
    const next = low[name.length]
    return !(ascii && next !== undefined && /[a-z_]/.test(next))
  })
  return found && { command: found.command, length: found.name.length }
}

/** The three commands whose names or summaries are nearest to what was typed. */
export function likeliest(said: string, commands: readonly Command[]): Command[] {
  const [word] = firstWord(said.toLowerCase())
  const scored = commands.map((command, order) => ({
    command,
    order,
    score: Math.max(
      ...namesOf(command).map((name) => likeness(word.slice(0, 12), name)),
      overlap(said, command.summary) / 2,
    ),
  }))
  scored.sort((one, other) => other.score - one.score || one.order - other.order)
  return scored.slice(0, 3).map(({ command }) => command)
}

/** 1 for equal, 0 for nothing in common: one minus the edit distance over the longer length. */
function likeness(one: string, other: string): number {
  const longest = Math.max(one.length, other.length)
  if (longest === 0) return 0
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1))
    row = next
  }
  return 1 - row[other.length]! / longest
}

const overlap = (said: string, summary: string): number => {
  const letters = [...new Set(said.slice(0, 40))].filter((letter) => /\p{Script=Han}/u.test(letter))
  return letters.length === 0
    ? 0
    : letters.filter((letter) => summary.includes(letter)).length / letters.length
}
