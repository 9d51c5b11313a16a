import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../src/calendar/calendar.ts'
import { parseSchoolFile, readSchoolFile } from '../src/people/school-file.ts'
import { Refusal } from '../src/refusal.ts'

const text = readFileSync(new URL('../src/people/sample-school.json', import.meta.url), 'utf8')

describe('hostile files', () => {
  test('a torn file is refused in words', () => {
    expect(() => readSchoolFile(text.slice(0, 5000))).toThrow('不是完整的 JSON')
    expect(readSchoolFile(`\uFEFF${text}`).staff).toHaveLength(64)
  })

  /** Anything but a Refusal fails the law. */
  const onlyRefuses = (read: () => unknown) => {
    try {
      read()
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
    }
  }

  test('any JSON at all', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => onlyRefuses(() => parseSchoolFile(json))))
  })

  test('the sample torn anywhere', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), (at) => onlyRefuses(() => readSchoolFile(text.slice(0, at)))),
    )
  })

  test('the sample with any one value replaced by anything', () => {
    const paths = pathsOf(JSON.parse(text))
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const json = JSON.parse(text)
        const parent = path.slice(0, -1).reduce((at, step) => at[step], json)
        parent[path.at(-1)!] = value
        onlyRefuses(() => createCalendar(parseSchoolFile(json).calendar))
      }),
      { numRuns: 200 },
    )
  })

  function pathsOf(value: unknown, at: string[] = []): string[][] {
    if (value === null || typeof value !== 'object') return []
    return Object.entries(value).flatMap(([key, inner]) =>
      at[0] === 'reports' ? [] : [[...at, key], ...pathsOf(inner, [...at, key])],
    )
  }
})
