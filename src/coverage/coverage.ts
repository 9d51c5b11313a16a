import { posts } from '../duties/catalogue.ts'
import type { Duty } from '../duties/duty.ts'
import { slotsOf } from '../duties/window.ts'
import { unitsOf } from '../instances/units.ts'
import { type Directory, unique } from '../people/directory.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import { nextDayOf } from '../people/own-duties.ts'
import { sayWhoPosts } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { type Day, sayDay } from '../time.ts'
import { type Cell, cell, named } from './cell.ts'
import { timeCells } from './hours.ts'
import { placeCells, rosterCells } from './places.ts'
import { fallsTo, fillersOf, outsider, ownsDuty, wantedDuties, wantedPosts } from './posts.ts'

/**
 * The proof that nothing and nobody is left out (S1-02, S1-15, S2-098): every cell is computed from who is there today,
 * none is typed. Pure: the same directory and day give the same cells in the same order.
 */
export function coverageOf(directory: Directory, today: Day): Cell[] {
  const inForce = [...directory.duties.values()].filter(({ defaultOn }) => defaultOn)
  const next = new Map(inForce.map((duty) => [duty.id, nextDayOf(duty, directory, today)?.day]))
  return [
    ...postCells(directory, inForce, next, today),
    ...personCells(directory, inForce),
    ...wantedDuties(directory).map((duty) => dutyCell(directory, duty, next.get(duty.id), today)),
    ...placeCells(directory, today),
    ...rosterCells(directory, today),
    ...timeCells(directory, today),
  ]
}

/** When each duty in force is next; undefined for what an event brings. */
type NextDays = ReadonlyMap<string, Day | undefined>

/** Posts × (held, business, safety, duties with their next day). */
function postCells(directory: Directory, inForce: readonly Duty[], next: NextDays, today: Day): Cell[] {
  return wantedPosts(directory).flatMap((post) => {
    const base = { dimension: 'post' as const, title: post.name }
    const outside = outsider(post, directory)
    const held = named(directory, fillersOf(post, directory), today)
    const duties = inForce.filter((duty) => fallsTo(duty, post.id))
    const list = (column: 'business' | 'safety', word: string, lines: string[]): Cell =>
      cell(
        {
          ...base,
          key: `post/${post.id}/${column}`,
          people: [],
          says: `${lines.length} 条`,
          green: lines.length > 0,
        },
        `${post.name}还没有${word}：请管理员在岗位目录里写上。`,
      )
    return [
      cell(
        {
          ...base,
          key: `post/${post.id}/held`,
          ...(outside === undefined ? held : { people: [], says: outside, green: true }),
        },
        post.rotating
          ? `${post.name}没有排班：${inSchoolFile('里排上')}`
          : post.level === 'external'
            ? `还没有${post.name}：${inSchoolFile('的校外联系单位里写上')}`
            : `${post.name}还没有人：请${sayWhoPosts(post.id, directory)}发送「/任职 姓名 ${post.name}」。`,
      ),
      list('business', '业务职责', post.businessDuties),
      list('safety', '安全职责', post.safetyDuties),
      cell(
        {
          ...base,
          key: `post/${post.id}/duties`,
          people: [],
          says: sayNext(duties, next),
          green: duties.length > 0,
        },
        `${post.name}没有一项在用的职责：请安全办公室发送「/模板 启用 职责名称」。`,
      ),
    ]
  })
}

function sayNext(duties: readonly Duty[], next: NextDays): string {
  const [first] = duties.flatMap(({ id }) => next.get(id) ?? []).toSorted()
  return `${duties.length} 项，${first === undefined ? '有事即办' : `下次 ${sayDay(first)}`}`
}

/** Every member of staff answers for a business and for safety: 一岗双责 itself. */
function personCells(directory: Directory, inForce: readonly Duty[]): Cell[] {
  return directory.people
    .filter(({ active }) => active)
    .flatMap((person) => {
      const base = { dimension: 'person' as const, title: person.name, people: [person.id] }
      const business = person.posts.flatMap((post) => posts.get(post)?.businessDuties ?? [])
      const safety = inForce.filter((duty) => ownsDuty(duty, person))
      return [
        cell(
          {
            ...base,
            key: `person/${person.id}/business`,
            says: `${business.length} 条`,
            green: business.length > 0,
          },
          `${person.name}还没有业务职责：请安全办公室发送「/任职 ${person.name} 岗位名称」。`,
        ),
        cell(
          {
            ...base,
            key: `person/${person.id}/safety`,
            says: `${safety.length} 项`,
            green: safety.length > 0,
          },
          person.posts.length === 0
            ? `${person.name}还没有安全职责：请安全办公室发送「/任职 ${person.name} 岗位名称」。`
            : `${person.name}的岗位没有在用的安全职责：请安全办公室发送「/模板 启用 职责名称」。`,
        ),
      ]
    })
}

/** Who owes a duty in the windows of a day; for what an event brings, who would owe it. */
export function ownersOf(duty: Duty, directory: Directory, day: Day): Person[] {
  if (duty.recurrence.type === 'on_event')
    return unique([duty.post, ...duty.coPosts].flatMap((post) => directory.holders(post)))
  const units = slotsOf(duty, day, directory.calendar).flatMap((window) => unitsOf(duty, directory, window))
  return unique(units.map(({ owner }) => owner)).filter(({ active }) => active)
}

function dutyCell(directory: Directory, duty: Duty, next: Day | undefined, today: Day): Cell {
  const day = next ?? today
  const found = named(directory, duty.defaultOn ? ownersOf(duty, directory, day) : [], day)
  const post = posts.get(duty.post)?.name ?? duty.post
  return cell(
    { key: `duty/${duty.id}`, dimension: 'duty', title: duty.title, ...found },
    duty.defaultOn
      ? `「${duty.title}」没有人负责：请给${post}安排人。`
      : `「${duty.title}」没有启用：请安全办公室发送「/模板 启用 ${duty.title}」，或写明由谁负责。`,
  )
}
