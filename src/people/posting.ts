import { cut } from '../cut.ts'
import { posts } from '../duties/catalogue.ts'
import { Refusal } from '../refusal.ts'
import type { Directory } from './directory.ts'
import { inSchoolFile } from './in-school-file.ts'
import type { Posting } from './person.ts'

/** `班主任 三(1)班 任课教师`: posts by name or id, a class for a homeroom teacher, a department, a grade (`3年级`). */
export function readPosting(directory: Directory, words: readonly string[]): Posting {
  const posting: Posting = { posts: [], homeroomClass: null }
  for (const word of words) {
    const means = ({ id, name }: { id: string; name: string }) => id === word || plain(name) === plain(word)
    const post = [...posts.values()].find(means)
    const schoolClass = directory.classes.find(means)
    const department = directory.school.file.departments.find(means)
    const grade = /^(\d{1,2})\s*年级$/.exec(word)?.[1]
    if (post) posting.posts.push(post.id)
    else if (schoolClass && posting.homeroomClass !== null && posting.homeroomClass !== schoolClass.id)
      throw new Refusal('two-classes', '一个人只能当一个班的班主任，请只写一个班。')
    else if (schoolClass) Object.assign(posting, { homeroomClass: schoolClass.id, grade: schoolClass.grade })
    else if (department) posting.department = department.id
    else if (grade) posting.grade = Number(grade)
    else throw unknown(word)
  }
  return checked(posting)
}

/** Brackets and digits of either width are the same. */
const plain = (words: string): string => words.normalize('NFKC')

function unknown(word: string): Refusal {
  const near = postsNear(word).map((name) => `「${name}」`)
  const what = near.length > 0 ? `这个岗位，是不是${near.join('')}？` : '这个岗位、班级或部门，'
  return new Refusal('no-post', `没有「${cut(word, 20)}」${what}请写全称，用空格隔开。`)
}

const MOST_NEAR = 4

/** Posts that share the most pairs of neighbouring characters with the word: those that have it whole, if any. */
function postsNear(word: string): string[] {
  const said = plain(word)
  const pairs = [...said].slice(1).map((next, at) => `${[...said][at]}${next}`)
  const names = [...posts.values()].filter(({ rotating }) => !rotating).map(({ name }) => name)
  const shared = (name: string) => pairs.filter((pair) => plain(name).includes(pair)).length
  const most = Math.max(0, ...names.map(shared))
  return most === 0 ? [] : names.filter((name) => shared(name) === most).slice(0, MOST_NEAR)
}

function checked(posting: Posting): Posting {
  const rotating = posting.posts.map((id) => posts.get(id)!).find((post) => post.rotating)
  if (rotating)
    throw new Refusal('rotating', `${rotating.name}是轮值，不用任职：${inSchoolFile('的值班安排里排上')}`)
  const homeroom = posting.posts.includes('homeroom_teacher')
  if (homeroom && posting.homeroomClass === null)
    throw new Refusal('no-class', '班主任请写上班级，例如：/任职 单念蘅 班主任 三(1)班 任课教师。')
  if (!homeroom && posting.homeroomClass !== null)
    throw new Refusal('no-homeroom', '写了班级，请把「班主任」也写上。')
  return { ...posting, posts: [...new Set(posting.posts)] }
}
