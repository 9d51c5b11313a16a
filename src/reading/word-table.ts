/**
 * Rules are written as text tables so that a school's safety officer can read them aloud:
 *
 *     electric 8 larger   # water next to live parts (§6.2)
 *       about: 插座 插排 配电箱
 *       wrong: 滴水 漏水 淋
 *
 * The head names what the rule proposes, `#` says why it exists. A rule speaks when one word of `say` is there, or one of
 * `about` and one of `wrong` stand near each other; `also` must be somewhere in the line; `unless` silences it within its
 * sentence. Words are separated by spaces and are regular expressions, nearly always plain.
 */
export interface Row {
  readonly head: readonly string[]
  readonly why: string
  readonly say: RegExp | null
  readonly about: RegExp | null
  readonly wrong: RegExp | null
  readonly also: RegExp | null
  readonly unless: RegExp | null
}

type Field = 'say' | 'about' | 'wrong' | 'also' | 'unless'
const FIELDS: readonly string[] = ['say', 'about', 'wrong', 'also', 'unless']

/** Compiles a table once, at load. Throws an Error naming the line of a malformed row. */
export function parseTable(table: string): Row[] {
  const rows: { head: string[]; why: string; words: Map<Field, string> }[] = []
  for (const line of table.split('\n')) {
    if (line.trim() === '' || line.startsWith('//')) continue
    const field = /^\s+(\w+):\s*(.+)$/.exec(line)
    const row = rows.at(-1)
    if (field && row && FIELDS.includes(field[1]!)) {
      const name = field[1] as Field
      row.words.set(name, `${row.words.get(name) ?? ''} ${field[2]!}`.trim())
      continue
    }
    const head = /^(\S[^#]*)#\s*(.+)$/.exec(line)
    if (!head)
      throw new Error(`word table: cannot read the line "${line}"; write "head # why" or "  about: words"`)
    rows.push({ head: head[1]!.trim().split(/\s+/), why: head[2]!, words: new Map() })
  }
  return rows.map(compile)
}

function compile(row: { head: string[]; why: string; words: Map<Field, string> }): Row {
  const of = (name: Field) => (row.words.has(name) ? anyOf(row.words.get(name)!) : null)
  const rule = { head: row.head, why: row.why, say: of('say'), about: of('about'), wrong: of('wrong') }
  if (!rule.say && !(rule.about && rule.wrong)) {
    throw new Error(`word table: "${row.head.join(' ')}" (${row.why}) needs "say", or "about" and "wrong"`)
  }
  return { ...rule, also: of('also'), unless: of('unless') }
}

/** A row whose head is `major? only=fire,lab`: what it raises to, as far as the whole line bears it out. */
export interface RaisingTest extends Row {
  readonly raisesTo: string
  /** `?`: a layman's guess, to be looked at. */
  readonly doubt: boolean
  /** The categories it is asked for; null: all. */
  readonly only: ReadonlySet<string> | null
}

export const parseTests = (table: string): RaisingTest[] =>
  parseTable(table).map((row) => {
    const [verdict = ''] = row.head
    const only = row.head.find((word) => word.startsWith('only='))
    return {
      ...row,
      raisesTo: verdict.replace('?', ''),
      doubt: verdict.endsWith('?'),
      only: only ? new Set(only.slice('only='.length).split(',')) : null,
    }
  })

/** One expression for a list of words separated by spaces. */
export function anyOf(words: string): RegExp {
  return new RegExp(words.trim().split(/\s+/).join('|'), 'gu')
}
