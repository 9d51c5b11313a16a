/** What matters for finding the end of a statement; everything else is skipped. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\w+|;/g
const TRIGGER = /^CREATE (?:TEMP |TEMPORARY )?TRIGGER /
const isComment = (token: string) => token.startsWith('--') || token.startsWith('/*')

/**
 * Cuts an SQL text into statements the way the sqlite3 shell does: at each `;` that is not inside a string, a quoted
 * name or a comment, and for a trigger at the `;` after its END. Markers such as `--> next` are comments and mean
 * nothing. The last statement needs no `;`; pieces of comments alone are dropped.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let start = 0
  let words: string[] = []
  const cut = (end: number) => {
    if (words.length > 0) statements.push(sql.slice(start, end).trim())
    start = end + 1
    words = []
  }
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (isComment(token)) continue
    if (token !== ';') words.push(token.toUpperCase())
    else if (!insideTrigger(words)) cut(index)
    else words.push(token)
  }
  cut(sql.length)
  return statements
}

/** A trigger ends with `; END`; an END after anything else closes a CASE. */
const insideTrigger = (words: string[]) =>
  TRIGGER.test(`${words.slice(0, 3).join(' ')} `) && !(words.at(-1) === 'END' && words.at(-2) === ';')
