import { describe, expect, test } from 'vitest'
import { HAZARD_RULES } from '../../src/reading/hazard-words.ts'
import { INCIDENT_RULES } from '../../src/reading/incident-words.ts'
import { readReport } from '../../src/reading/reading.ts'
import {
  asHazardCategory,
  asIncidentCategory,
  RESTRICTED_HAZARDS,
  RESTRICTED_INCIDENTS,
} from '../../src/reading/restricted.ts'
import { parseTable } from '../../src/reading/word-table.ts'
import { catalogue, places } from './school.ts'

interface Category {
  id: string
  restricted: boolean
}
const hazards: Category[] = catalogue.enums.hazard_category
const incidents: Category[] = catalogue.enums.incident_category
const restricted = (list: Category[]) =>
  list
    .filter((one) => one.restricted)
    .map(({ id }) => id)
    .sort()

describe('the tables and the duty catalogue agree', () => {
  test('every rule proposes a category of the catalogue', () => {
    const known = (list: Category[]) => list.map(({ id }) => id)
    for (const { category } of HAZARD_RULES) expect(known(hazards)).toContain(category)
    for (const { category } of INCIDENT_RULES) expect(known(incidents)).toContain(category)
  })

  test('every category but the last resort has a rule', () => {
    const spoken = new Set(HAZARD_RULES.map(({ category }) => category))
    expect(hazards.filter(({ id }) => !spoken.has(id))).toEqual([])
    const told = new Set(INCIDENT_RULES.map(({ category }) => category))
    expect(incidents.filter(({ id }) => !told.has(id)).map(({ id }) => id)).toEqual(['other'])
  })

  test('the restricted categories are the same', () => {
    expect([...RESTRICTED_HAZARDS].sort()).toEqual(restricted(hazards))
    expect([...RESTRICTED_INCIDENTS].sort()).toEqual(restricted(incidents))
  })

  test('a restricted incident called a hazard stays restricted', () => {
    for (const id of RESTRICTED_INCIDENTS) expect(RESTRICTED_HAZARDS).toContain(asHazardCategory(id))
    expect(hazards.map(({ id }) => id)).toContain(asHazardCategory('injury'))
    expect(incidents.map(({ id }) => id)).toContain(asIncidentCategory('electric'))
  })

  test('a malformed row is refused with its words', () => {
    expect(() => parseTable('electric 5 larger\n')).toThrow('electric 5 larger')
    expect(() => parseTable('electric 5 larger # why\n  about: 插座\n')).toThrow('"wrong"')
  })
})

describe('what a person insists on', () => {
  test('/隐患 about an accident is a hazard, at least larger, and says what it looks like', () => {
    const reading = readReport('体育课有孩子摔骨折了', places, { as: 'hazard' })
    expect(reading).toMatchObject({ kind: 'hazard', severity: 'larger', level: null, needsReview: true })
    expect(reading.looksLike).toBe('incident')
  })

  test('/上报 about a hazard is an incident and says what it looks like', () => {
    const reading = readReport('三(2)班插座漏电', places, { as: 'incident' })
    expect(reading).toMatchObject({ kind: 'incident', level: 'serious', severity: null, category: 'utility' })
    expect(reading.looksLike).toBe('hazard')
  })

  test('a suicidal word reported as a hazard keeps its few readers', () => {
    expect(readReport('有个学生说不想活了', places, { as: 'hazard' })).toMatchObject({
      category: 'psych',
      restricted: true,
      urgent: true,
    })
  })

  test('money matters reported as an incident keep their few readers', () => {
    expect(readReport('保险柜没锁', places, { as: 'incident' })).toMatchObject({
      category: 'other',
      restricted: true,
    })
  })

  test('words no rule knows are taken at the higher of two, and looked at', () => {
    expect(readReport('那边怪怪的', places, { as: 'hazard' })).toMatchObject({
      kind: 'hazard',
      category: 'other',
      severity: 'larger',
      needsReview: true,
    })
  })

  test('an incident no rule knows is minor and looked at; a cry for help is serious', () => {
    const unknown = readReport('那边怪怪的', places, { as: 'incident' })
    expect(unknown).toMatchObject({ kind: 'incident', level: 'minor', urgent: false, needsReview: true })
    expect(readReport('出事了', places, { as: 'incident' })).toMatchObject({ level: 'serious', urgent: true })
  })

  test('agreeing with the text adds nothing', () => {
    expect(readReport('插座漏电', places, { as: 'hazard' })).toEqual(readReport('插座漏电', places))
  })
})

describe('controls are recorded and judged apart from the severity', () => {
  test.each([
    ['机房插座烧黑了,已断电', '已断电', false],
    ['操场看台钢筋露头,围起来了', '围起来了', false],
    ['正门升降柱坏了,人工站岗', '人工站', false],
    ['办公室空调滴水,滴在插座旁边,先拿盆接着', '先拿盆接着', true],
    ['三1班吊扇晃得厉害,先关了', '先关了', true],
    ['机房插座烧黑了,还没断电', null, true],
    ['单杠松了,建议围起来', null, true],
  ])('%s', (text, control, urgent) => {
    const reading = readReport(text, places)
    expect(reading).toMatchObject({ kind: 'hazard', severity: 'larger', control, urgent })
  })
})

describe('the question for the place', () => {
  test('is asked once, in Chinese, only when something is wrong somewhere unknown', () => {
    expect(readReport('插座冒火花', places)).toMatchObject({
      place: null,
      ask: expect.stringMatching(/位置/),
    })
    expect(readReport('三2班插座冒火花', places).ask).toBeNull()
    expect(readReport('一切正常', places).ask).toBeNull()
  })

  test('asks no name where few may read', () => {
    expect(readReport('有个学生说不想活了', places).ask).toMatch(/不必写姓名/)
  })

  test('「我们班」 is the class of the person who speaks, and nobody else’s', () => {
    const mine = { reporterClass: 'C302' }
    expect(readReport('我们班插座冒火花', places, mine).place).toMatchObject({ kind: 'class', id: 'C302' })
    expect(readReport('我们班插座冒火花', places).place).toBeNull()
    expect(readReport('插座冒火花', places, mine).place).toBeNull()
  })
})

describe('what is told is not what happened', () => {
  test.each([
    ['没有着火', 'checkin'],
    ['围墙裂缝倒是没有', 'checkin'],
    ['水泵不正常', 'other'],
    ['万一着火怎么办', 'other'],
    ['差点着火', 'other'],
    ['今天消防演练,模拟着火', 'other'],
    ['看新闻说外地着火了', 'other'],
    ['着火了', 'incident'],
    ['别人打架', 'incident'],
    ['我怕她想自杀', 'incident'],
    ['严禁占用消防通道', 'other'],
    ['消防通道被占用', 'hazard'],
  ])('%s → %s', (text, kind) => {
    expect(readReport(text, places).kind).toBe(kind)
  })
})

describe('two matters in one line', () => {
  test('the second never silences a test of the first', () => {
    expect(readReport('消防通道堵了,东围墙裂缝越来越宽', places)).toMatchObject({
      category: 'fire',
      severity: 'major',
    })
    const restless = '家长群里吵起来了,有个孩子没来,家长说已经出门,电话打不通'
    expect(readReport(restless, places)).toMatchObject({
      category: 'opinion',
      restricted: true,
      level: 'serious',
    })
  })

  test('of equal rules the nearest thing is meant', () => {
    expect(readReport('围墙边的树歪了', places).category).toBe('facility')
    expect(readReport('树边的围墙歪了', places).category).toBe('building')
  })

  test('a broken thing goes on endangering people after a small injury, a 重大 one makes it serious', () => {
    expect(readReport('护栏断了,孩子擦破点皮', places)).toMatchObject({ level: 'minor', urgent: true })
    expect(readReport('孩子擦破点皮', places)).toMatchObject({ level: 'minor', urgent: false })
    const leaning = readReport('围墙倾斜要倒,孩子擦破点皮', places)
    expect(leaning).toMatchObject({ kind: 'incident', level: 'serious', needsReview: true, urgent: true })
  })

  test('a quarrel that somebody has in hand is not urgent', () => {
    expect(readReport('六(4)两个男生打架,还在哭', places).urgent).toBe(true)
    expect(readReport('六(4)两个男生打架,还在哭,已分开', places).urgent).toBe(false)
  })

  test('a fault no rule knows takes the one category of its patrol point', () => {
    expect(readReport('卫生室的血压计坏了', places).category).toBe('health')
    expect(readReport('三(2)班的血压计坏了', places).category).toBe('facility')
  })
})

describe('money and rumours are for few readers', () => {
  test.each([
    ['食堂伙食费账目不清', 'finance'],
    ['家长群里有人造谣学校', 'opinion'],
  ])('%s', (text, category) => {
    expect(readReport(text, places, { as: 'hazard' })).toMatchObject({ category, restricted: true })
  })
})
