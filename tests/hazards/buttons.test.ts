import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import hazardCommand from '../../commands/hazard.ts'
import { hazardVerb } from '../../src/bot/hazard-sentences.ts'
import type { HazardView } from '../../src/cards/hazard.ts'
import { type HazardAct, hazardButtons } from '../../src/cards/hazard-buttons.ts'
import { hazardCategories } from '../../src/duties/catalogue.ts'
import { askExtension } from '../../src/hazards/asks.ts'
import * as wishes from '../../src/hazards/decide.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import { handOverHazard } from '../../src/hazards/hand-over.ts'
import type { Hazard, Severity } from '../../src/hazards/hazard.ts'
import * as mending from '../../src/hazards/mend.ts'
import * as papers from '../../src/hazards/papers.ts'
import { mayReadHazard } from '../../src/hazards/readers.ts'
import { missingRecords } from '../../src/hazards/records.ts'
import { hazardRights } from '../../src/hazards/rights.ts'
import { follow, suspect, unfollow } from '../../src/hazards/supplement.ts'
import { scopeOf } from '../../src/hazards/waits.ts'
import { beginWork } from '../../src/log/work.ts'
import type { Directory } from '../../src/people/directory.ts'
import type { Person } from '../../src/people/person.ts'
import { Refusal } from '../../src/refusal.ts'
import { hazardActs } from '../../src/views/hazard.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

let world: World
let directory: Directory
beforeAll(async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  directory = await world.town.directory()
})
afterAll(() => world.close())

/** One of each role of handbook §4, the electrician who mends and a head of another department. */
const ROLES = [
  '单念蘅',
  '顾鹿蓁',
  '岑南屏',
  '贺栎生',
  '叶梅砚',
  '杭砥平',
  '蔡大嵩',
  '钟砚舟',
  '聂怀谷',
  '鲁锦木',
] as const
const personOf = (name: string): Person => directory.people.find((entry) => entry.name === name)!
/** Neither of them has it in hand in the states below. */
const ELSEWHERE = '汤砚禾'

const readerNotHolding = ({ assignee, rectifier, ...rest }: Hazard): string =>
  ROLES.find((name) => {
    const who = personOf(name)
    return (rectifier ?? assignee) !== who.id && mayReadHazard(who, rest, directory)
  })!

/** A restricted one only goes to who may read it. */
const toWhom = (about: Hazard): string => (about.restricted ? readerNotHolding(about) : ELSEWHERE)

/** Those that change something; 看挂牌 only opens another card. */
type Changing = Exclude<HazardAct, 'seeListing'>
/** The sentence behind each button, filled in as its form would. A new button is a new line here. */
const SENTENCES: Record<Changing, (about: Hazard) => { says: string; fields?: Record<string, string> }> = {
  place: () => ({ says: '地点', fields: { place: '教学楼B二楼男厕' } }),
  accept: () => ({ says: '接收' }),
  assign: (about) => ({ says: '派给', fields: { rectifier: toWhom(about) } }),
  control: () => ({ says: '已管控', fields: { control: '拉了警戒线，有人看着' } }),
  transfer: (about) => ({ says: '转交', fields: { to: toWhom(about), reason: '要请人来修' } }),
  rectify: () => ({ says: '已整改', fields: { note: '换了全新的' } }),
  verify: () => ({ says: '通过' }),
  sendBack: () => ({ says: '退回', fields: { reason: '还不牢' } }),
  // Out of the restricted ones only its readers take it; into another class anybody who may speak of it.
  reclassify: ({ restricted }) => ({
    says: '改级',
    fields: { category: restricted ? ALSO_RESTRICTED : 'fire', severity: 'major' },
  }),
  dismiss: () => ({ says: '不是隐患', fields: { reason: '是装饰' } }),
  withdraw: () => ({ says: '撤回' }),
  plan: () => ({
    says: '方案',
    fields: { measure: '全部更换', person: '鲁锦木', money: '0', date: '2026-09-30' },
  }),
  reportUp: () => ({ says: '已报上级', fields: { receiver: '区教育局', time: '10:29' } }),
  unlist: () => ({ says: '不挂牌', fields: { reason: '当天能改好' } }),
  spend: () => ({ says: '投入', fields: { amount: '350', item: '换插座' } }),
  merge: () => ({ says: '并入 2' }),
  unfollow: () => ({ says: '取消跟进' }),
  list: () => ({ says: '申请挂牌', fields: { difficult: '要停课两个月才能改' } }),
  refuse: () => ({ says: '不接', fields: { reason: '不归我们管' } }),
  extend: () => ({ says: '延期', fields: { date: '2026-09-04', reason: '等配件' } }),
  grantExtension: () => ({ says: '准延期' }),
  denyExtension: () => ({ says: '不准延期', fields: { reason: '先借用备件' } }),
  pause: () => ({
    says: '暂停',
    fields: { clock: 'contractor', reason: '等厂家', control: '拉了警戒线', date: '2026-09-08' },
  }),
  grantPause: () => ({ says: '准暂停' }),
  denyPause: () => ({ says: '不准暂停', fields: { reason: '不用等' } }),
  keepPaused: () => ({ says: '继续暂停', fields: { date: '2026-09-10' } }),
  resume: () => ({ says: '恢复' }),
  toSurroundings: () => ({ says: '周边' }),
  toCampus: () => ({ says: '校内' }),
  contact: () => ({ says: '联系', fields: { party: '派出所', date: '2026-09-08' } }),
  reply: () => ({ says: '回复', fields: { reply: '下周来处理', date: '2026-09-08' } }),
  coOwn: (about) => ({ says: '协办', fields: { person: toWhom(about) } }),
  partDone: () => ({ says: '已完成' }),
  reopen: () => ({ says: '重开', fields: { reason: '又坏了' } }),
  answer: () => ({ says: '答复', fields: { text: '已经派人去看了' } }),
}

/**
 * What may be typed though no button offers it: a correction of what stands there already, or a paper that nobody has to
 * write. Everything else that is accepted has its button.
 */
const TYPED_ONLY: Partial<Record<HazardAct, (about: Hazard) => boolean>> = {
  place: ({ place }) => place !== null,
  accept: ({ status }) => status === 'returned',
  control: ({ control, status }) => control !== undefined || status === 'rectified',
  rectify: ({ status }) => status === 'rectified',
  plan: ({ severity, status }) => severity === 'general' || status === 'rectified',
  // A bill may come before the work and after it; the button comes with the work.
  spend: (about) => about.status === 'reported' || about.status === 'assigned' || wishes.isOver(about),
  merge: ({ maybeSame }) => maybeSame === undefined,
  reportUp: ({ severity, upward }) => severity !== 'major' || upward !== undefined,
  // The reporter corrects it as he corrects the class, without a button in his way.
  toSurroundings: (about) => scopeOf(about) === 'on_campus',
  // Said early it saves asking later; the button comes with the work.
  coOwn: ({ status }) => status === 'reported' || status === 'assigned',
  toCampus: (about) => scopeOf(about) === 'surroundings',
}

/** Offered all the same: the answer names what is still missing, and who brings it. */
const ANSWERED_WITH: Partial<Record<Changing, (about: Hazard) => boolean>> = {
  verify: (about) => missingRecords(about).length > 0,
  // Who reported it verifies it: a mender is told to name somebody else.
  coOwn: (about) => [about.reporter, about.verifier].includes(personOf(toWhom(about)).id),
}

/** Categories whose hazards not everybody reads (handbook §4). */
const [RESTRICTED = '', ALSO_RESTRICTED = ''] = [...hazardCategories.values()]
  .filter(({ restricted }) => restricted)
  .map(({ id }) => id)

const ids = () => ROLES.map((name) => personOf(name).id)
const words = fc.constantFrom('好了', '换了', '还不行')

/** Whatever can happen to a hazard, by whoever; what is refused does not happen. */
const happenings = (people: string[]): fc.Arbitrary<wishes.Decide>[] => {
  const who = fc.constantFrom(...people)
  const named = (id: string) => ({ id, name: id, department: 'academic' })
  return [
    who.map((by) => mending.take(by, String)),
    fc.tuple(who, who).map(([to, by]) => mending.assign(to, by)),
    fc.tuple(words, who).map(([said, by]) => mending.control(said, by)),
    fc.tuple(who, who).map(([to, by]) => mending.transfer(named(to), '换人', by, undefined)),
    fc.tuple(words, who).map(([note, by]) => mending.rectify(note, by)),
    fc.tuple(words, who).map(([why, by]) => mending.sendBack(why, by)),
    who.map((by) => mending.verify(by)),
    who.map((by) => wishes.dismiss('不是', by)),
    who.map((by) => wishes.placeAt({ kind: 'words', words: '仓库' }, undefined, by)),
    who.map((by) => papers.planMending({ measure: '换', person: '鲁', money: '0', date: '2026-09-09' }, by)),
    who.map((by) => papers.reportUp({ receiver: '镇政府', atMs: AT_MS }, by, AT_MS)),
    who.map((by) => papers.keepUnlisted('小', by)),
    who.map((by) => papers.offerForListing(7, by)),
    who.map((by) => follow(by)),
    who.map((by) => unfollow(by)),
    fc.constant(suspect(2)),
    fc
      .tuple(who, who)
      .map(([from, to]) => handOverHazard(from, to, ['assignee', 'rectifier', 'verifier'], '换岗', 'G01')),
  ]
}
const AT_MS = Date.parse('2026-09-01T10:28:00+08:00')

const beginnings = (people: string[]) =>
  fc.record({
    reporter: fc.constantFrom(...people),
    severity: fc.constantFrom<Severity>('general', 'larger', 'major'),
    placed: fc.boolean(),
    restricted: fc.boolean(),
    fromWords: fc.boolean(),
    assignee: fc.option(fc.constantFrom(...people), { nil: undefined }),
  })

/** The open one it may be the same as. */
const LIKE_IT = {
  reporter: 'T33',
  severity: 'general' as const,
  placed: true,
  restricted: false,
  fromWords: false,
  assignee: undefined,
  number: 2,
}

type Beginning = ReturnType<typeof beginnings> extends fc.Arbitrary<infer B> ? B : never

function begin({
  reporter,
  severity,
  placed,
  restricted,
  fromWords,
  assignee,
  number = 1,
}: Beginning & { number?: number }): Hazard {
  const decide = wishes.report(
    {
      number,
      text: '三楼插座烧黑',
      place: placed ? { kind: 'words', words: '三楼' } : null,
      category: restricted ? RESTRICTED : 'electric',
      severity,
      urgent: false,
      needsReview: false,
      restricted,
      reporter,
      department: 'general_affairs',
      acceptDueMs: AT_MS,
      rectifyDueMs: AT_MS,
      photos: [],
      ...(fromWords && { source: 'words' }),
    },
    assignee,
  )
  return happen(undefined, decide)!
}

function happen(state: Hazard | undefined, decide: wishes.Decide): Hazard | undefined {
  try {
    return decide(state).reduce<Hazard | undefined>(
      (before, event) =>
        hazard.evolve(before, event, {
          id: state?.id ?? String(event.kind === 'hazard.reported' ? event.number : 1),
          atMs: AT_MS,
          actor: null,
        }),
      state,
    )
  } catch (error) {
    if (error instanceof Refusal) return state
    throw error
  }
}

/** Whether the command does what the button promises; nothing is recorded. */
async function isTaken(about: Hazard, speaker: Person, act: Changing): Promise<boolean> {
  const nowMs = world.town.now()
  const work = beginWork(world.town.db, nowMs, speaker.id)
  work.hasRead({ table: 'hazards' }, [
    { id: '1', version: 1, state: JSON.stringify(about) },
    { id: '2', version: 1, state: JSON.stringify(begin(LIKE_IT)) },
  ])
  const { says, fields = {} } = SENTENCES[act](about)
  try {
    await hazardCommand.run(
      { words: `1 ${says}`, fields, pressed: true, atMs: nowMs },
      { work, directory, speaker, chat: { id: '', type: 'private' }, nowMs, commands: [hazardCommand] },
    )
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
  return JSON.stringify(await work.state(hazard, '1')) !== JSON.stringify(about)
}

/** What stands on the card before 更多. */
function plainLabels(about: Hazard, viewer: Person, may: HazardAct[]): string[] {
  const { responsible, rectifies, reported, decides } = hazardRights(directory, about, viewer)
  const view = { hazard: about, may, responsible, rectifies, corrects: reported && !decides } as HazardView
  return hazardButtons(view).flatMap((block) =>
    block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [],
  )
}

/** Whom or which is part of the label, or only the card tells what is meant. */
const NOT_TYPED = /^(?:不同意|看挂牌|并入隐患 .*)$/

test('what stands on a button is understood when somebody types it behind the number', () => {
  const may = Object.keys(SENTENCES) as HazardAct[]
  const view = { hazard: begin({ ...LIKE_IT, number: 1 }), may } as HazardView
  // With an answer awaited its buttons push all others behind 更多.
  const blocks = hazardButtons(view).flatMap((block) => (block.kind === 'details' ? block.blocks : [block]))
  const labels = blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .map(({ label }) => label.replace('…', ''))
  expect(labels).toHaveLength(may.length)
  const unread = labels.filter((label) => !NOT_TYPED.test(label) && !hazardVerb(label))
  expect(unread).toEqual([])
})

test('a leader who is asked for more time sees the two answers at once, and nothing that makes him the mender', () => {
  const [mender, head] = [personOf('鲁锦木'), personOf('钟砚舟')]
  const asked = [
    mending.assign(mender.id, personOf('贺栎生').id),
    askExtension(AT_MS + 86_400_000, '等配件', mender.id, { times: 2, latestMs: AT_MS * 2, nowMs: AT_MS }),
  ].reduce((state, decide) => happen(state, decide)!, begin({ ...LIKE_IT, number: 1 }))
  const may = (who: Person) => hazardActs(asked, hazardRights(directory, asked, who))
  expect(plainLabels(asked, head, may(head))).toEqual(['同意延期', '不同意'])
  expect(plainLabels(asked, mender, may(mender))).toContain('已整改')
})

test('each role sees the buttons whose sentences the command takes from it, in whatever state, and no others', async () => {
  const people = ids()
  const lives = fc.tuple(
    beginnings(people),
    fc.array(fc.oneof(...happenings(people)), { maxLength: 12 }),
    fc.constantFrom(...ROLES),
  )
  await fc.assert(
    fc.asyncProperty(lives, async ([beginning, happened, role]) => {
      const about = happened.reduce((state, decide) => happen(state, decide)!, begin(beginning))
      const viewer = personOf(role)
      const reads = mayReadHazard(viewer, about, directory) || about.reporter === viewer.id
      const shown = reads ? hazardActs(about, hazardRights(directory, about, viewer)) : []
      const plain = plainLabels(about, viewer, shown)
      expect(plain.length, `${role} sees ${plain.join(' ')}`).toBeLessThanOrEqual(4)
      for (const act of Object.keys(SENTENCES) as Changing[]) {
        const taken = await isTaken(about, viewer, act)
        const offered = shown.includes(act)
        if (taken && !offered && TYPED_ONLY[act]?.(about)) continue
        if (offered && !taken && ANSWERED_WITH[act]?.(about)) continue
        expect(taken, `${role} ${act} while ${about.status} ${about.severity}`).toBe(offered)
      }
    }),
    { numRuns: 300 },
  )
})
