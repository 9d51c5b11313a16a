import { beforeAll, describe, expect, test } from 'vitest'
import { approversNow, askedToApprove } from '../../src/hazards/approvers.ts'
import { addCoOwner } from '../../src/hazards/co-owners.ts'
import { report } from '../../src/hazards/decide.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { asAfter } from '../../src/hazards/in-order.ts'
import * as mending from '../../src/hazards/mend.ts'
import { mayReadHazard } from '../../src/hazards/readers.ts'
import { askedToVerify, hazardRights, toItsReaders } from '../../src/hazards/rights.ts'
import type { Listing } from '../../src/listings/listing.ts'
import { approvers, listingRights } from '../../src/listings/rights.ts'
import { type Directory, withPeople } from '../../src/people/directory.ts'
import { directoryOf } from '../coverage/school.ts'
import { codeOf } from '../refused.ts'
import { wholeSchool } from '../world.ts'
import { REPORTED } from './made.ts'

let directory: Directory
beforeAll(async () => {
  directory = await directoryOf(wholeSchool())
})

/** In the department of M01, reported by T31, in the hands of W06, who has no app and speaks through W05. */
const about = (more: Partial<Hazard> = {}): Hazard => ({
  ...asAfter(undefined as never, report({ ...REPORTED, place: { kind: 'words', words: '仓库' } }, 'M01'), 0),
  department: 'moral',
  assignee: 'M01',
  rectifier: 'W06',
  status: 'rectifying',
  ...more,
})
const who = (id: string) => directory.person(id)!
const idsOf = (people: { id: string }[]) => people.map(({ id }) => id).sort()
const OFFICE = ['G01', 'G03']
const LEADERS = ['P01', 'P02', 'P03']

/** What of handbook §4 somebody may, by the names of the rights. */
const rightsOf = (id: string, hazard: Hazard): string[] =>
  Object.entries(hazardRights(directory, hazard, who(id)))
    .flatMap(([right, may]) => (may ? [right] : []))
    .sort()

const HEAD_OF_DEPARTMENT = [
  'approves',
  'assigns',
  'handles',
  'mends',
  'proposesListing',
  'reopens',
  'responsible',
  'spends',
]
const OFFICES = [
  'approves',
  'assigns',
  'decides',
  'handles',
  'mends',
  'proposesListing',
  'reopens',
  'spends',
  'verifies',
]
const HEADS = [
  'approves',
  'assigns',
  'coordinates',
  'decides',
  'decidesListing',
  'handles',
  'mends',
  'reopens',
  'spends',
  'verifies',
]
const ROLES: [string, string, string[]][] = [
  ['who reported it', 'T31', ['reported', 'verifies']],
  ['another teacher', 'T32', []],
  ['the gate', 'W01', []],
  ['the head of another department', 'A01', []],
  ['the accountant', 'F01', ['spends']],
  ['the head of its department', 'M01', HEAD_OF_DEPARTMENT],
  ['the safety office', 'G03', OFFICES],
  ['the vice principal', 'P03', [...HEADS, 'proposesListing'].sort()],
  ['the principal', 'P01', HEADS],
  ['the secretary', 'P02', HEADS],
  ['who mends it', 'W06', ['handles', 'hasMended', 'mends', 'rectifies', 'spends']],
  ['who speaks for him', 'W05', ['handles', 'mends', 'rectifies', 'spends']],
]

describe('a general hazard in somebody’s hands', () => {
  test.each(ROLES)('%s', (_, id, rights) => {
    expect(rightsOf(id, about())).toEqual(rights)
  })

  test('before somebody took it on, whoever it was handed to answers for it', () => {
    const { rectifier: _, ...given } = about({ assignee: 'G04', status: 'assigned' })
    expect(rightsOf('G04', given)).toEqual(['handles', 'responsible', 'spends'])
    expect(rightsOf('W06', given)).toEqual([])
    expect(rightsOf('M01', given)).toEqual(HEAD_OF_DEPARTMENT)
  })

  test('handed on to the coordinating leader it is his and the heads’ to decide, nobody else’s', () => {
    const { rectifier: _, ...handed } = about({ assignee: 'P03', status: 'assigned', transfers: 1 })
    const awaits = (id: string) => hazardRights(directory, handed, who(id)).awaitsCoordinator
    expect(['M01', 'G03', 'P03', 'P01'].map(awaits)).toEqual([true, true, false, false])
  })
})

describe('more time', () => {
  const may = (hazard: Hazard) =>
    idsOf(directory.people.filter((each) => hazardRights(directory, hazard, each).approves))

  test('is allowed by the head of its department and those above; of a larger one by the leaders alone', () => {
    expect(may(about())).toEqual([...OFFICE, 'M01', ...LEADERS].sort())
    expect(may(about({ severity: 'larger' }))).toEqual(LEADERS)
  })

  test('is allowed by nobody who asked, mends or speaks for a mender', () => {
    const ask = { what: 'extension', dueMs: 1, reason: '等配件', by: 'P03', atMs: 0 } as const
    expect(may(about({ severity: 'larger', ask }))).toEqual(['P01', 'P02'])
    expect(may(about({ severity: 'larger', rectifier: 'P01' }))).toEqual(['P02', 'P03'])
    expect(may(about({ menders: ['M01'] }))).not.toContain('M01')
    expect(may(about({ department: 'canteen', menders: ['W06'] }))).not.toContain('W05')
  })

  test('is asked of the nearest who may', () => {
    expect(idsOf(askedToApprove(directory, about()))).toEqual(['M01'])
    expect(idsOf(askedToApprove(directory, about({ rectifier: 'M01' })))).toEqual(OFFICE)
    expect(idsOf(askedToApprove(directory, about({ severity: 'larger' })))).toEqual(['P03'])
    expect(idsOf(askedToApprove(directory, about({ severity: 'larger', rectifier: 'P03' })))).toEqual([
      'P01',
      'P02',
    ])
  })

  test('of a pause whoever allowed it answers for it, as long as he may', () => {
    const pause = (approvedBy: string) => ({
      waits: [
        { clock: 'contractor', fromMs: 0, followUp: '2026-09-20', reason: '等', askedBy: 'W06', approvedBy },
      ] satisfies Hazard['waits'],
    })
    expect(idsOf(approversNow(directory, about(pause('P02'))))).toEqual(['P02'])
    expect(idsOf(approversNow(directory, about({ ...pause('P02'), rectifier: 'P02' })))).toEqual(['M01'])
    const gone = withPeople(directory, [{ ...who('P02'), active: false }])
    expect(idsOf(approversNow(gone, about(pause('P02'))))).toEqual(['M01'])
    expect(idsOf(askedToApprove(gone, about({ severity: 'larger', rectifier: 'P03' })))).toEqual(['P01'])
  })
})

describe('the verification', () => {
  test('is asked of the office, else of the vice principal, else of the heads', () => {
    expect(idsOf(askedToVerify(directory, about()))).toEqual(OFFICE)
    expect(idsOf(askedToVerify(directory, about({ menders: OFFICE })))).toEqual(['P03'])
    expect(idsOf(askedToVerify(directory, about({ menders: [...OFFICE, 'P03'] })))).toEqual(['P01', 'P02'])
  })

  test('is nobody’s who left, nor the mender’s who reported it, nor that of who speaks for him', () => {
    const gone = withPeople(directory, [{ ...who('T31'), active: false }])
    expect(hazardRights(gone, about(), who('T31')).verifies).toBe(false)
    expect(rightsOf('T31', about({ rectifier: 'T31' }))).not.toContain('verifies')
    expect(rightsOf('W05', about({ reporter: 'W05' }))).not.toContain('verifies')
    expect(rightsOf('T32', about({ verifier: 'T32' }))).toContain('verifies')
  })
})

test('a restricted one is read by the leaders, its handlers and the head of its department', () => {
  const { rectifier: _, ...hazard } = about({ restricted: true, assignee: 'G04' })
  const readers = (of: Hazard) =>
    idsOf(directory.people.filter((each) => each.active && mayReadHazard(each, of, directory)))
  expect(readers(hazard)).toEqual(['G04', 'M01', ...LEADERS])
  expect(readers({ ...hazard, rectifier: 'G02', coOwners: [{ person: 'T32' }] })).toEqual([
    'G02',
    'G04',
    'M01',
    ...LEADERS,
    'T32',
  ])
  expect(readers({ ...hazard, restricted: false })).toHaveLength(
    directory.people.filter((p) => p.active).length,
  )
})

test('a restricted one is opened to somebody else by the heads and the vice principal alone', () => {
  const hazard = about({ restricted: true })
  const goesTo = (to: string, by: string) => [
    mending.assign(to, by),
    mending.transfer({ id: to, name: to, department: 'moral' }, '请他来', by, undefined),
    addCoOwner(to, by, false),
  ]
  const opened = (to: string, by: string, of = hazard) =>
    goesTo(to, by).map((wish) => codeOf(() => toItsReaders(directory, who(by), wish)(of)))
  const none = [undefined, undefined, undefined]
  expect(opened('T32', 'M01')).toEqual(['restricted', 'restricted', 'restricted'])
  for (const by of LEADERS) expect(opened('T32', by)).toEqual(none)
  expect(opened('P01', 'M01'), 'who reads it anyway').toEqual(none)
  expect(opened('T32', 'M01', about())).toEqual(none)
  // He takes it on himself: the command asked already whether he may.
  expect(
    codeOf(() =>
      toItsReaders(
        directory,
        who('G03'),
        mending.take('G03', String),
      )(about({ restricted: true, status: 'assigned' })),
    ),
  ).toBeUndefined()
  expect(rightsOf('T31', hazard), 'its reporter does not read it').toEqual(['reported'])
})

describe('a listing', () => {
  const listing = (more: Partial<Listing> = {}): Listing => ({
    id: '1',
    number: 1,
    hazard: '1',
    status: 'listed',
    criteria: {},
    proposedBy: 'M01',
    proposedAtMs: 0,
    board: { no: '3号', authority: '局', matter: '窗', unit: '校', person: 'G04', deadline: '2026-10-30' },
    ...more,
  })
  const may = (id: string, more?: Partial<Listing>) =>
    Object.entries(listingRights(directory, listing(more), about(), who(id)))
      .flatMap(([right, has]) => (has ? [right] : []))
      .sort()
  const PROPOSES = ['progresses', 'proposes', 'records']

  test.each([
    ['the head of its department', 'M01', PROPOSES],
    ['the safety office', 'G03', PROPOSES],
    ['the vice principal', 'P03', PROPOSES],
    ['the principal', 'P01', ['approves', 'progresses', 'records']],
    ['the secretary', 'P02', ['approves', 'progresses', 'records']],
    ['who answers for it', 'G04', ['progresses']],
    ['who mends it', 'W06', ['progresses']],
    ['who speaks for him', 'W05', ['progresses']],
    ['who reported it', 'T31', []],
  ])('%s', (_, id, rights) => {
    expect(may(id)).toEqual(rights)
  })

  test('before it is on the board nobody answers for it there', () => {
    expect(may('G04', { status: 'approved' })).toEqual([])
  })

  test('the other head says yes; where there is no other, he himself', () => {
    expect(idsOf(approvers(directory, 'P01'))).toEqual(['P02'])
    expect(idsOf(approvers(directory, 'M01'))).toEqual(['P01', 'P02'])
    const alone = withPeople(directory, [{ ...who('P02'), active: false }])
    expect(idsOf(approvers(alone, 'P01'))).toEqual(['P01'])
    expect(listingRights(alone, listing(), about(), who('P01')).approvesOwn).toBe(true)
  })
})
