import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST } from '../../src/reading/line.ts'
import { type Hint, type Reading, readReport } from '../../src/reading/reading.ts'
import { chat, places, type Sentence, school, sentences } from './school.ts'

const texts = [
  ...(school.reports as Sentence[]).map(({ text }) => text),
  ...['more-texts', 'held-out', 'held-out-second', 'held-out-third', 'held-out-fourth'].flatMap((file) =>
    sentences(`${file}.json`).map(({ text }) => text),
  ),
  ...chat,
]
const hints: Hint[] = [{}, { as: 'hazard' }, { as: 'incident' }]
/** Real clauses in any order: more like what people write than random characters. */
const clause = fc.constantFrom(
  ...texts.flatMap((text) => text.split(/[,。 ]/u)).filter((part) => part.length > 1),
)
const line = fc.array(clause, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(','))
const hint = fc.constantFrom(...hints)

describe('any text at all', () => {
  test('never throws and always has a consistent shape', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), line),
        hint,
        (text, as) => {
          const reading = readReport(text, places, as)
          const trouble = reading.kind === 'hazard' || reading.kind === 'incident'
          expect(reading.severity !== null).toBe(reading.kind === 'hazard')
          expect(reading.level !== null).toBe(reading.kind === 'incident')
          expect(reading.category !== null).toBe(trouble)
          expect(reading.ask !== null).toBe(trouble && reading.place === null)
          if (as.as) expect(reading.kind).toBe(as.as)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('the same text is read the same twice, whatever was read between', () => {
    fc.assert(
      fc.property(line, line, (text, other) => {
        const first = readReport(text, places)
        readReport(other, places)
        expect(readReport(text, places)).toEqual(first)
      }),
      { numRuns: 200 },
    )
  })

  test('ten megabytes are read as their beginning', () => {
    const start = '三(2)班插座漏电,'
    const long = start + '孩子在旁边'.repeat(2_000_000)
    expect(readReport(long, places)).toEqual(readReport(long.slice(0, LONGEST), places))
    expect(readReport(long, places)).toMatchObject({ kind: 'hazard', category: 'electric' })
    // What expands when made uniform, lone surrogates, and nothing but brackets.
    for (const nasty of ['ﷺ', '\ud800', '(', '三(', '没', '个', '一', '摸', '有人', '1'])
      expect(() => readReport(nasty.repeat(3_000_000), places)).not.toThrow()
  })

  test('what lies beyond the bound is not read, however short it becomes', () => {
    expect(readReport(`${'\u200b'.repeat(LONGEST)}插座漏电`, places).kind).toBe('other')
    expect(readReport(`${'\u200b'.repeat(LONGEST - 4)}插座漏电`, places).kind).toBe('hazard')
  })

  test('decoration changes nothing', () => {
    for (const { text } of school.reports as Sentence[]) {
      const { because: _, place: __, control: ___, ...plain } = readReport(text, places)
      expect(readReport(`**${text}** 🔥🔥`, places), text).toMatchObject(plain)
      expect(readReport(`'; DROP TABLE hazards; -- ${text}`, places), text).toMatchObject(plain)
    }
  })
})

const SEVERITY = ['general', 'larger', 'major']
const LEVEL = ['minor', 'serious']
/** 「有人受伤」 may turn a hazard into an incident; within one kind nothing sinks, nothing urgent becomes calm. */
function notLower(after: Reading, before: Reading): void {
  if (before.urgent) expect(after.urgent).toBe(true)
  // Where the kind was insisted on against the text, its category is only the nearest word.
  if (before.restricted && before.kind === 'incident' && !before.looksLike)
    expect(after.restricted).toBe(true)
  if (before.kind === 'incident') {
    expect(after.kind).toBe('incident')
    expect(LEVEL.indexOf(after.level!)).toBeGreaterThanOrEqual(LEVEL.indexOf(before.level!))
  }
  if (before.kind === 'hazard' && after.kind === 'hazard') {
    expect(SEVERITY.indexOf(after.severity!)).toBeGreaterThanOrEqual(SEVERITY.indexOf(before.severity!))
  }
  if (before.severity === 'major' && after.kind === 'incident') expect(after.level).toBe('serious')
}

describe('adding 「有人受伤」 never lowers anything', () => {
  test('of the sentences we have', () => {
    for (const text of texts)
      for (const as of hints)
        notLower(readReport(`${text},有人受伤`, places, as), readReport(text, places, as))
  })

  test('of clauses in any order', () => {
    fc.assert(
      fc.property(line, hint, (text, as) => {
        notLower(readReport(`${text},有人受伤`, places, as), readReport(text, places, as))
      }),
      { numRuns: 1500 },
    )
  })
})
